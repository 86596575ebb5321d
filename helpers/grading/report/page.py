"""The report as files: a page that needs no other machine, and each table for a spreadsheet."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers.grading.course import Course
from helpers.grading.errors import NotPossible
from helpers.grading.report import tables
from helpers.grading.report.drawn import Section, number
from helpers.grading.report.everybody import Submission, everybody
from helpers.grading.report.of_answers import met, missed
from helpers.grading.report.of_scores import overview, scores
from helpers.grading.report.of_submissions import slowest, to_look_at
from helpers.grading.report.shown import name
from helpers.locale import gettext, language
from helpers.locale import gettext as _

TEMPLATES = Path(__file__).parents[1] / "templates" / "report"


def write_report(course: Course, assignment: str, to: Path | None = None) -> Path:
    """Write the report of an assignment; return where its page is.

    Parameters
    ----------
    course : Course
        Nothing in it changes but ``reports/``.
    assignment : str
    to : Path, optional
        A folder; the course's ``reports/ASSIGNMENT`` if none is given.

    Raises
    ------
    NotPossible
        If nothing is graded yet, or the files cannot be written.
    """
    told = sections(everybody(course, assignment))
    folder = to or course.root / "reports" / assignment
    files = {f"{table.name}.csv": table.to_csv() for each in told for table in each.tables}
    files[f"{assignment}.html"] = page(assignment, told, list(files))
    try:
        _write(folder, files)
    except OSError as error:
        raise NotPossible(f"The report cannot be written: {error}") from error
    return folder / f"{assignment}.html"


def sections(everybody: Sequence[Submission]) -> list[Section]:
    """Return the report of a class of at least one, section by section."""
    of_each, marked = tables.students(everybody), tables.answers(everybody)
    return [
        overview(of_each),
        scores(of_each),
        missed(marked),
        met(marked),
        to_look_at(of_each),
        slowest(everybody, of_each),
    ]


def page(assignment: str, told: list[Section], files: list[str]) -> str:
    """Return the page; every text in it is escaped, whoever it comes from.

    Parameters
    ----------
    assignment : str
    told : list of Section
    files : list of str
        Names of the files that lie beside it.
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    environment.globals |= {"_": gettext, "language": language}
    environment.filters["number"] = number
    made = _("For the instructor: students' names stand in it. Made on {date}.")
    return environment.get_template("page.html.j2").render(
        title=_("Report: {assignment}").format(assignment=name(assignment)),
        made=made.format(date=f"{datetime.now():%Y-%m-%d %H:%M}"),
        sections=told,
        files=files,
    )


def _write(folder: Path, files: dict[str, str]) -> None:
    """Write all files beside the old ones, then put each in the place of the old one."""
    folder.mkdir(parents=True, exist_ok=True)
    new = {folder / f".{name}.new": folder / name for name in files}
    try:
        for path, text in zip(new, files.values(), strict=True):
            path.write_text(text, encoding="utf-8", newline="")
        for path, there in new.items():
            path.replace(there)
    finally:
        for path in new:
            path.unlink(missing_ok=True)
