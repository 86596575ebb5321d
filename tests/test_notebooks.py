"""Every chapter has the one form, and what it says in numbers has an origin."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import nbformat
import notebook_form as form
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebook_numbers import numbers_without_origin

from tools import refresh_notebooks

CHAPTERS = [path for path in refresh_notebooks.notebooks() if path.parent.name == "notebooks"]
ASSIGNMENTS = [path for path in refresh_notebooks.notebooks() if path not in CHAPTERS]
LESSONS = [path for path in CHAPTERS if path.stem != "00_start"]
NAMES = {"ids": lambda found: getattr(found, "stem", None) or found.__name__}
RULES = (*form.CHAPTER, numbers_without_origin)
FILE = Path("04_servqual.ipynb")


@pytest.mark.parametrize("rule", RULES, **NAMES)
@pytest.mark.parametrize("path", CHAPTERS, **NAMES)
def test_a_chapter_keeps_the_form(path, rule):
    assert list(rule(nbformat.read(path, as_version=4), path)) == []


@pytest.mark.parametrize("rule", form.EVERY, **NAMES)
@pytest.mark.parametrize("path", ASSIGNMENTS, **NAMES)
def test_an_assignment_keeps_the_form_that_all_notebooks_share(path, rule):
    assert list(rule(nbformat.read(path, as_version=4), path)) == []


@pytest.mark.parametrize("path", LESSONS, **NAMES)
def test_a_lesson_has_its_three_explorers_and_its_four_core_exercises(path):
    notebook = nbformat.read(path, as_version=4)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    marked = re.findall(r"\*\*Exercise \d+\.\d+\*\* \((core|\*deeper\*)\)", prose)
    assert len(marked) == len(re.findall(r"\*\*Exercise \d", prose)), (
        "one is neither core nor deeper"
    )
    assert 4 <= marked.count("core") <= 5
    calls = [form.called(node) for c in form.code(notebook) for node in ast.walk(form.parsed(c))]
    assert sum((call or "").startswith("explore_") for call in calls) >= 3


@pytest.mark.slow
@pytest.mark.parametrize("path", [*CHAPTERS, *ASSIGNMENTS], **NAMES)
def test_a_notebook_run_again_gives_the_same_bytes(path):
    assert refresh_notebooks.refreshed(path) == path.read_bytes()


# The rules themselves, on a small chapter that keeps them all.


@pytest.fixture
def chapter() -> NotebookNode:
    """Return a chapter of a few cells in the right form."""
    cells = [
        new_markdown_cell("# 4 · SERVQUAL: the gap\n\nYou will see one, in 5 minutes."),
        new_code_cell("from helpers import servqual\nfrom helpers.checks import check_gap"),
        new_markdown_cell("The mean gap is −0.75, and 40% of the guests say so."),
        _checked("servqual.gap()", "-0.7512"),
        new_markdown_cell("**Explore.** What would you weigh?"),
        new_code_cell("explore_weights(servqual.weights(0.4))"),
        new_markdown_cell("**Exercise 4.1** Subtract."),
        new_code_cell("gap = ...\n\ncheck_gap(gap)", metadata={"tags": ["exercise"]}),
        new_code_cell('data.key_terms("servqual")'),
        new_markdown_cell("## Where the model falls short\n\nIt explains 43.2% (Lee & Ho, 1992)."),
        new_markdown_cell("## Summary"),
        new_markdown_cell("## Sources"),
    ]
    for position, cell in enumerate(cells):
        cell.id = f"cell-{position}"
    notebook = new_notebook(cells=cells)
    refresh_notebooks.tidy(notebook)
    return notebook


def test_there_are_chapters_to_look_at():
    assert CHAPTERS


def test_the_small_chapter_keeps_every_rule(chapter):
    assert complaints(chapter) == []


def _widgets(chapter):
    chapter.metadata["widgets"] = {}


def _widget_as_output(chapter):
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}}
    chapter.cells[3].outputs = [new_output("display_data", data=view)]


def _stripped(chapter):
    chapter.cells[3].outputs = []


def _without_a_count(chapter):
    chapter.cells[3].execution_count = None


def _a_stored_warning(chapter):
    chapter.cells[3].outputs.append(new_output("stream", name="stderr", text="Careful"))


def _output_nobody_checks(chapter):
    chapter.cells[5].outputs = [new_output("stream", text="3")]


def _a_count_nobody_checks(chapter):
    chapter.cells[5].execution_count = 3


def _twin_ids(chapter):
    chapter.cells[2].id = "cell-0"


def _old_format(chapter):
    chapter.nbformat_minor = 4


def _other_kernel(chapter):
    chapter.metadata.kernelspec.name = "course"


def _version_of_python(chapter):
    chapter.metadata.language_info["version"] = "3.11.7"


def _no_explore(chapter):
    chapter.cells[4].source = "Turn it."


def _two_explorers_and_one_question(chapter):
    chapter.cells.insert(6, new_code_cell("explore_order(servqual.weights(0.4))", id="more"))


def _untagged(chapter):
    chapter.cells[7].metadata = {}


def _nameless_exercise(chapter):
    chapter.cells[6].source = "Subtract."


def _no_critics(chapter):
    del chapter.cells[9]


def _summary_last(chapter):
    chapter.cells.append(chapter.cells.pop(10))


def _no_terms(chapter):
    del chapter.cells[8]


def _tagged_for_nbval(chapter):
    chapter.cells[5].metadata["tags"] = ["nbval-skip"]


def _source(position: int, text: str) -> Callable[[NotebookNode], None]:
    def change(chapter: NotebookNode) -> None:
        chapter.cells[position].source = text

    return change


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (_widgets, "holds widget state"),
        (_widget_as_output, "holds a widget as its output"),
        (_stripped, "is checked and has no stored output"),
        (_without_a_count, "is checked and has no stored output"),
        (_a_stored_warning, "stores a warning"),
        (_output_nobody_checks, "keeps an output and is not checked"),
        (_a_count_nobody_checks, "keeps an output and is not checked"),
        (_source(5, "1 + 1\n# NBVAL_CHECK_OUTPUT"), "a mark that is not the first line"),
        (_source(5, "# NBVAL_SKIP\n1 + 1"), "a mark that is not the first line"),
        (_tagged_for_nbval, "is marked by the tag"),
        (_twin_ids, "2 cells have the id cell-0"),
        (_old_format, "older than format 4.5"),
        (_other_kernel, "does not ask for the kernel python3"),
        (_version_of_python, "names the Python it was run with"),
        (_source(5, "%run other.ipynb"), "is not plain Python"),
        (_source(5, "!ls"), "is not plain Python"),
        (_source(5, "%pip install pandas"), "is not plain Python"),
        (_source(5, "from helpers import *"), "imports everything from helpers"),
        (_source(5, "sys.path.append('..')"), "touches sys.path"),
        (_source(5, "print(3)"), "calls print()"),
        (_source(0, "# SERVQUAL"), 'does not begin with "# N · title"'),
        (_source(0, "# 5 · SERVQUAL\n\nYou will, 5 minutes"), "the title says chapter 5"),
        (_source(0, "# 4 · SERVQUAL"), 'does not say what "You will" do'),
        (_source(5, "\n".join(["1 + 1"] * 9)), "has 9 lines, more than 8"),
        (_source(5, "def gap():\n    return 1"), "defines gap"),
        (_source(5, "class Gap:\n    pass"), "defines Gap"),
        (_source(5, "gap = lambda: 1"), "defines gap"),
        (_source(5, "import os"), "imports, and is not the first code cell"),
        (_source(1, "1 + 1"), "the first code cell imports nothing"),
        (_source(1, "import os\nimport os"), "os is imported 2 times"),
        (_no_explore, "no cell **Explore** stands before it"),
        (_two_explorers_and_one_question, "no cell **Explore** stands before it"),
        (_source(7, "gap = 3\ncheck_gap(gap)"), "an exercise without a blank"),
        (_source(7, "gap = ..."), "an exercise without a blank"),
        (_untagged, 'lacks the tag "exercise"'),
        (_source(6, "**Exercise 4.2** Subtract."), "numbered 4.2, not 4.1"),
        (_nameless_exercise, "numbered none, not 4.1"),
        (_no_critics, "has no section Where the model falls short"),
        (_summary_last, "do not stand in the order"),
        (_no_terms, "shows no key terms"),
        (_source(2, "The mean gap is −0.85."), "says 0.85, which no cell computes"),
    ],
)
def test_a_chapter_that_breaks_the_form_is_told_how(chapter, spoil, complaint):
    spoil(chapter)
    assert any(complaint in told for told in complaints(chapter)), complaints(chapter)


@pytest.mark.parametrize(
    "prose",
    [
        "It is 4.3 points.",
        "A rise of 5% in loyalty.",
        "A rise of 95% in loyalty.",
        "A rise of 5 percent in loyalty.",
        "The rating was 4.3 in August 2008.",
        "In 2008 the hotel earned 1,234.5 thousand yuan.",
        "- one bullet with its source (Lee, 1988)\n- and another with 4.3",
        "Lee (1988) asked guests.\n\nOurs say 4.3.",
        "**4.3** is bold, and so is it **without an origin**.",
    ],
)
def test_a_number_in_prose_without_an_origin_is_found(chapter, prose):
    chapter.cells[2].source = prose
    assert len(list(numbers_without_origin(chapter, FILE))) == 1


@pytest.mark.parametrize(
    "prose",
    [
        "The gap is −0.75, or 0.8 of a point, and 75% of one.",
        "Do exercise 4.3 after chapter 2.1, as Table 1.2 and section 3.4 of the book say.",
        "The formula $g = 0.3 p - 1.5 e$, `round(1.234, 1)` and [a page](https://example.org/1.5).",
        "There are 22 items, a scale from 1 to 7, and 400 guests in 2008.",
        "Cronin and Taylor (1992) report 43.1%.",
        "They report 43.1% (Cronin & Taylor, 1992, Table 3).",
        "Parasuraman, Zeithaml and Berry (1988) report 0.92.",
        "As Parasuraman et al. 1988 report, 0.92.",
        "| alpha |\n|---|\n| 0.92 |\n\nSource: Parasuraman, Zeithaml & Berry (1988), Table 2.",
        "The bar shows a 95% interval, the middle 90 % of the draws, and never 100% certainty.",
        "As Parasuraman, Zeithaml & Berry 1988 report, 0.92.",
        "Python 3.11 will do.",
    ],
)
def test_a_number_with_an_origin_and_a_number_of_another_kind_pass(chapter, prose):
    chapter.cells[2].source = prose
    assert list(numbers_without_origin(chapter, FILE)) == []


def test_a_number_may_be_allowed_with_a_reason_and_only_so(chapter):
    cell = chapter.cells[2]
    cell.source = "Suppose that a night costs 812.5 yuan."
    cell.metadata["numbers"] = {"812.5": "made up for this sentence"}
    assert list(numbers_without_origin(chapter, FILE)) == []
    cell.metadata["numbers"] = {"812.5": " "}
    assert "does not say why" in next(numbers_without_origin(chapter, FILE))
    cell.source = "Suppose that a night costs little."
    assert "which its text does not say" in next(numbers_without_origin(chapter, FILE))


# The refresh command


def test_refreshing_keeps_checked_output_alone_and_gives_the_same_bytes_twice(tmp_path):
    path = tmp_path / "small.ipynb"
    cells = [
        new_code_cell("import ipywidgets\nscreen = ipywidgets.Output()\nscreen", id="widget"),
        new_code_cell("1 + 1", id="inside"),
        new_code_cell('# NBVAL_CHECK_OUTPUT\n"间隙 −0.75"', id="checked"),
    ]
    cells[0].metadata.update({"tags": ["deeper"], "execution": {"iopub.status.busy": "now"}})
    nbformat.write(new_notebook(cells=cells, metadata={"widgets": {}}), path)

    once = refresh_notebooks.refreshed(path)
    path.write_bytes(once)
    stored = nbformat.reads(once.decode("utf-8"), as_version=4)

    assert refresh_notebooks.refreshed(path) == once
    assert [cell.id for cell in stored.cells] == ["widget", "inside", "checked"]
    assert [cell.execution_count for cell in stored.cells] == [None, None, 3]
    assert [len(cell.outputs) for cell in stored.cells] == [0, 0, 1]
    assert stored.cells[0].metadata == {"tags": ["deeper"]}
    assert "widgets" not in stored.metadata
    assert b"\r" not in once
    assert "间隙 −0.75".encode() in once
    assert [told for rule in form.EVERY for told in rule(stored, path)] == []


@pytest.mark.slow
def test_a_notebook_that_never_ends_is_given_up(tmp_path):
    path = tmp_path / "endless.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("while True: pass", id="endless")]), path)
    with pytest.raises(TimeoutError, match=r"endless\.ipynb was not done within"):
        refresh_notebooks.refreshed(path, minutes=0.1)


def complaints(chapter: NotebookNode) -> list[str]:
    """Return what every rule says of a chapter."""
    return [told for rule in RULES for told in rule(chapter, FILE)]


def _checked(source: str, shown: str) -> NotebookNode:
    result = new_output("execute_result", data={"text/plain": shown}, execution_count=2)
    return new_code_cell(f"# NBVAL_CHECK_OUTPUT\n{source}", execution_count=2, outputs=[result])
