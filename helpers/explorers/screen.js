// The browser's half of an explorer. See _screen.py for the other half.

const LETTERS = "ABCDE";
// What the explorers of a page share; each has a module of its own.
const PAGE = (window.serviceQuality ??= { newest: 0, turns: Promise.resolve(), plotly: null });
const QUIET = 250;

// One plotly.js for the page, whoever asks first; a kernel that stays silent is not waited for.
function plotly(model, version) {
  PAGE.plotly ??= new Promise((resolve, reject) => {
    if (window.Plotly?.version === version) return resolve(window.Plotly);
    const giveUp = setTimeout(() => { PAGE.plotly = null; reject(new Error("no answer")); }, 60000);
    model.on("msg:custom", async function listen(message, buffers) {
      if (!message.plotly) return;
      model.off("msg:custom", listen);
      clearTimeout(giveUp);
      await turn();
      resolve(await unpack(buffers[0]));
    });
    model.send({ want: "plotly" });
  });
  return PAGE.plotly;
}

// What keeps the page busy is done one at a time, and not while more explorers arrive: each has
// two seconds to begin, by anywidget's clock, and on a slow machine a picture takes as long.
function turn() {
  PAGE.turns = PAGE.turns.then(async () => {
    do await new Promise((done) => setTimeout(done, 20));
    while (performance.now() - PAGE.newest < QUIET);
  });
  return PAGE.turns;
}

async function unpack(buffer) {
  const stream = new Blob([buffer]).stream().pipeThrough(new DecompressionStream("gzip"));
  const source = await new Response(stream).text();
  const module = { exports: {} };
  new Function("module", "exports", source)(module, module.exports);
  return module.exports;
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

// A figure is a plain object that patches change; null takes an entry away.
function apply(patch, figure) {
  const { layout, traces } = JSON.parse(patch);
  const merge = (old, change) => {
    const merged = { ...old, ...change };
    for (const key in change) if (change[key] === null) delete merged[key];
    return merged;
  };
  figure.layout = merge(figure.layout, layout);
  figure.data = traces.map((change, i) => merge(figure.data[i], change));
}

// The room there is and the page's colours; to ask for them makes the browser lay out the page.
function frame(el) {
  const style = getComputedStyle(el);
  const ink = style.getPropertyValue("--jp-ui-font-color1").trim() || style.color;
  const ground = style.getPropertyValue("--jp-layout-color1").trim() || "white";
  return { ink, ground, width: el.clientWidth };
}

function framed(layout, { ink, ground, width }) {
  return {
    ...layout,
    width,
    font: { ...layout.font, color: ink },
    hoverlabel: { bgcolor: ground, font: { color: ink }, ...layout.hoverlabel },
  };
}

const CONFIG = { displayModeBar: false, responsive: false, showSendToCloud: false, displaylogo: false };

export default () => {
  const figure = { layout: {}, data: [] };
  const views = new Set();
  let state;

  return {
    initialize({ model }) {
      PAGE.newest = performance.now();
      state = model.get("state");
      apply(state.patch, figure);
      model.on("msg:custom", (message) => {
        if (!message.patch) return;
        apply(message.patch, figure);
        Object.assign(state, { sentence: message.sentence, table: message.table });
        views.forEach((view) => view.redraw());
      });
      model.on("change:choice", () => views.forEach((view) => view.cover()));
    },

    render({ model, el }) {
      const { words, question } = state;
      el.classList.add("sq-screen");
      el.lang = state.language;
      const chart = element("div", { className: "sq-chart" });
      const loading = element("p", { className: "sq-still", textContent: words.loading });
      const sentence = element("p", { className: "sq-sentence" });
      sentence.setAttribute("role", "status");
      sentence.setAttribute("aria-live", "polite");
      const numbers = element("details", {}, element("summary", { textContent: words.numbers }));
      const stage = element("div", { className: "sq-stage" }, loading, chart);
      const prediction = element("div", { className: "sq-prediction", hidden: true, tabIndex: -1 });
      const tools = element("div", { className: "sq-tools" });
      const more = element("div", { className: "sq-more" }, numbers);
      el.append(stage, sentence, prediction, tools, more);
      chart.setAttribute("role", "img");

      let library = null;
      let revision = 1; // while it stays, plotly keeps the reader's zoom; 0 would keep none

      let page = { width: 0 };

      function draw() {
        if (!page.width) page = frame(el); // scrolled away, nothing has been resized yet
        if (!library || !page.width) return;
        const layout = { ...framed(figure.layout, page), uirevision: revision };
        // plotly writes into what it is given; the figure is every view's.
        const traces = figure.data.map((trace) => ({ ...trace }));
        library.react(chart, traces, structuredClone(layout), CONFIG);
      }

      function fit() {
        const now = frame(el);
        const changed = Object.keys(now).some((key) => now[key] !== page[key]);
        page = now;
        if (changed) draw();
      }

      function say() {
        const covered = question && model.get("choice") < 0;
        sentence.textContent = covered ? "" : state.sentence;
        chart.setAttribute("aria-label", covered ? words.predict : `${state.name}: ${state.sentence}`);
        if (numbers.open) tabulate();
      }

      function tabulate() {
        numbers.querySelector("div")?.remove();
        const { head, rows, left_out } = state.table;
        const line = (cells, tag) => element("tr", {}, ...cells.map((cell, i) => {
          const made = element(tag === "th" || i ? tag : "th", { textContent: cell });
          if (made.tagName === "TH") made.scope = tag === "th" ? "col" : "row";
          return made;
        }));
        const table = element("table", {},
          element("thead", {}, line(head, "th")),
          element("tbody", {}, ...rows.map((row) => line(row, "td"))));
        const box = element("div", { className: "sq-scroll", tabIndex: 0 }, table);
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", words.numbers);
        if (left_out) box.append(filled(words.left_out, { count: left_out }));
        numbers.append(box);
      }

      const view = {
        redraw() { draw(); say(); },
        cover() { cover(); say(); },
      };

      // The question covers the picture until an answer is chosen.
      const answers = (question?.answers ?? []).map((answer, i) =>
        element("button", { textContent: `${LETTERS[i]}  ${answer}`, onclick: () => choose(i) }));
      const curtain = element("div", { className: "sq-cover", hidden: true },
        element("h4", { textContent: words.predict }),
        element("p", { textContent: question?.ask ?? "" }),
        element("div", { className: "sq-answers" }, ...answers));
      curtain.setAttribute("role", "group");
      curtain.setAttribute("aria-label", question?.ask ?? "");
      stage.append(curtain);

      function choose(i) {
        model.set("choice", i);
        model.save_changes();
        (i < 0 ? answers[0] : prediction).focus({ preventScroll: true });
      }

      function cover() {
        if (!question) return;
        const chosen = model.get("choice");
        const covered = chosen < 0;
        stage.classList.toggle("sq-covered", covered);
        curtain.hidden = !covered;
        prediction.hidden = again.hidden = numbers.hidden = covered;
        if (covered) return;
        const letter = LETTERS[chosen];
        prediction.replaceChildren(
          element("p", { textContent: filled(words.chosen, { letter, answer: question.answers[chosen] }) }),
          element("p", { textContent: question.because }));
      }

      // The instructor types the class's count; it is shown beside the answers and goes nowhere.
      function room() {
        const bars = element("div");
        const tally = element("input", { type: "text", ariaLabel: words.tally, placeholder: "A 12, B 20" });
        tally.oninput = () => {
          const counts = question.answers.map((_, i) =>
            Number(tally.value.toUpperCase().match(new RegExp(`${LETTERS[i]}\\s*[:=：]?\\s*(\\d+)`))?.[1] ?? 0));
          const total = counts.reduce((sum, count) => sum + count, 0);
          bars.replaceChildren(...(total ? counts : []).map((count, i) => {
            const label = `${LETTERS[i]}  ${question.answers[i]}`;
            const meter = element("meter", { max: total, value: count, ariaLabel: label });
            return element("div", { className: "sq-bar" }, element("span", { textContent: label }), meter,
              element("span", { textContent: `${count} (${Math.round((100 * count) / total)} %)` }));
          }));
        };
        return element("details", { className: "sq-room" },
          element("summary", { textContent: words.room }), element("p", { textContent: words.tally }), tally, bars);
      }

      if (state.controls.length) {
        tools.append(element("button", { textContent: words.reset, onclick: reset }));
        state.scenes.forEach((title) =>
          tools.append(element("button", { textContent: title, onclick: () => model.send({ want: "scene", title }) })));
      }
      const again = element("button", { textContent: words.again, onclick: () => choose(-1) });
      if (question) {
        tools.append(again);
        more.prepend(room());
      }
      function reset() {
        revision += 1;
        draw();
        model.send({ want: "reset" });
      }

      numbers.addEventListener("toggle", () => numbers.open && tabulate());

      // Keys: R resets, a digit calls up a scene, a letter answers the question.
      function keys(event) {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        if (event.target.matches("input[type=text], textarea, [contenteditable]")) return;
        if (event.target.matches("select") && !/^\d$/.test(event.key)) return;
        const scene = state.scenes[Number(event.key) - 1];
        const answer = LETTERS.indexOf(event.key.toUpperCase());
        if (event.key.toLowerCase() === "r") reset();
        else if (scene) model.send({ want: "scene", title: scene });
        else if (!curtain.hidden && answer >= 0 && answer < answers.length) choose(answer);
      }

      // ipywidgets' controls have no accessible name; give each the one that it shows. They come
      // to the page in their own time, also where it is scrolled away and nothing is resized.
      function adopt(tries = 200) {
        const root = el.closest(".sq-explorer");
        const controls = root?.querySelectorAll(".sq-control") ?? [];
        if (!root || controls.length < state.controls.length) {
          if (tries && views.has(view)) setTimeout(adopt, 50, tries - 1);
          return;
        }
        root.tabIndex = -1;
        root.setAttribute("role", "group");
        root.setAttribute("aria-label", state.name);
        root.addEventListener("keydown", keys);
        controls.forEach((control, i) => {
          const name = state.controls[i];
          control.querySelectorAll(".noUi-handle, select, input[type=checkbox]")
            .forEach((part) => part.setAttribute("aria-label", name));
          control.querySelectorAll(".widget-readout").forEach((part) => {
            part.setAttribute("role", "textbox");
            part.setAttribute("aria-label", name);
          });
        });
      }

      // JupyterLab looks for its shortcuts before any element hears of a key, and asks the element
      // in focus and those around it whether they want to be spared; some shortcuts are for whatever
      // is in focus, so it has to say so itself. Plain keys are ours; Ctrl+S and Shift+Enter stay Jupyter's.
      let spared;
      const spare = (event) => {
        spared?.removeAttribute("data-lm-suppress-shortcuts");
        const jupyters = event.ctrlKey || event.metaKey || (event.shiftKey && event.key === "Enter");
        if (jupyters || !el.closest(".sq-explorer")?.contains(event.target)) return;
        spared = event.target;
        spared.setAttribute("data-lm-suppress-shortcuts", "");
      };
      window.addEventListener("keydown", spare, true);

      const sized = new ResizeObserver(fit);
      sized.observe(el);
      // A theme's colours arrive some time after its name, with a style sheet of their own.
      const themed = (event) => { if (event.target.rel === "stylesheet") fit(); };
      document.addEventListener("load", themed, true);

      plotly(model, state.plotly).then(async (loaded) => {
        await turn();
        library = loaded;
        loading.remove();
        view.redraw();
      }, () => { loading.textContent = words.no_kernel; });
      views.add(view);
      view.cover();
      adopt();
      return () => {
        views.delete(view);
        sized.disconnect();
        document.removeEventListener("load", themed, true);
        window.removeEventListener("keydown", spare, true);
        library?.purge(chart);
      };
    },
  };
};
