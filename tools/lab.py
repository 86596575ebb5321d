"""JupyterLab in headless Chromium, for the browser tests, the benchmark and the pictures."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Return the path of the system's Chromium; None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or _playwrights_own()


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


@contextmanager
def jupyter(folder: Path = ROOT, app: str = "lab", **environment: str) -> Iterator[str]:
    """Serve a folder on a free loopback port, as if started there; end the server after.

    Gives the address. Where it is started is where nbgrader looks for a course's settings.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        own = {f"JUPYTER_{name}_DIR": f"{home}/{name}" for name in ("CONFIG", "DATA", "RUNTIME")}
        command = [sys.executable, "-m", "jupyter", app, "--no-browser", "--ip=127.0.0.1"]
        command += [f"--port={port}", "--IdentityProvider.token=t", "--expose-app-in-browser"]
        command += [f"--ServerApp.root_dir={folder.resolve()}", "--ServerApp.port_retries=0"]
        command += ["--allow-root"]
        _no_news(Path(home))
        with (Path(home) / "log").open("wb") as log:
            server = subprocess.Popen(
                command, cwd=folder, env=os.environ | own | environment, stdout=log, stderr=log
            )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_until_up(url, server, Path(home) / "log")
            yield url
        finally:
            server.terminate()
            server.wait(20)


def _no_news(home: Path) -> None:
    """Keep JupyterLab from asking on its first start whether it may fetch its news."""
    folder = home / "CONFIG" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    folder.mkdir(parents=True)
    settings = '{"fetchNews": "false", "checkForUpdates": false}'
    (folder / "notification.jupyterlab-settings").write_text(settings, encoding="utf-8")


def _wait_until_up(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _attempt in range(240):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{url}/api?token=t", timeout=5).close()
            return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")


@contextmanager
def browser() -> Iterator[Browser]:
    """Give a headless Chromium."""
    path = chromium()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=QUIET)
        try:
            yield opened
        finally:
            opened.close()


def open_notebook(page: Page, url: str, path: str, app: str = "lab") -> None:
    """Open a notebook alone on the page and wait until its kernel is idle."""
    place = "doc/tree" if app == "lab" else "notebooks"
    page.goto(f"{url}/{place}/{path}?token=t&reset")
    wait_until_open(page)


def wait_until_open(page: Page) -> None:
    """Wait until the notebook on the page is there and its kernel is idle."""
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_function(
        "() => window.jupyterapp?.shell?.currentWidget?.sessionContext"
        "?.session?.kernel?.status === 'idle'",
        timeout=60_000,
    )


def run_all(page: Page, seconds: float = 120) -> None:
    """Run every cell and wait until the kernel has done them all, or one has failed."""
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    done = page.wait_for_function(
        """() => {
            const notebook = window.jupyterapp.shell.currentWidget;
            const cells = [...notebook.content.widgets].filter((c) => c.model.type === 'code');
            const outputs = cells.flatMap((c) => c.model.sharedModel.outputs);
            const failed = outputs.find((output) => output.output_type === 'error');
            if (failed) return { failed: `${failed.ename}: ${failed.evalue}` };
            return cells.every((c) => c.model.executionCount || !c.model.sharedModel.source.trim())
                && notebook.sessionContext.session.kernel.status === 'idle' && { failed: "" };
        }""",
        timeout=seconds * 1000,
    ).json_value()
    if done["failed"]:
        raise RuntimeError(f"a cell failed: {done['failed']}")
