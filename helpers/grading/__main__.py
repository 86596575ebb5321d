"""The command: ``python -m helpers.grading run --course DIR --assignment NAME``."""

import argparse
import json
import sys
import time
import warnings
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SAWarning
from tqdm import tqdm

from helpers.grading.calibrate import calibrated
from helpers.grading.check import problems
from helpers.grading.course import Course, NotPossible
from helpers.grading.isolate import Limits, why_not
from helpers.grading.report import write_report
from helpers.grading.supervise import Supervisor

PACKAGES = ("service-quality-notebooks", "nbgrader", "ipython", "numpy", "pandas", "plotly")
WAYS = """
The way of an assignment:

  nbgrader generate_assignment NAME          the students' version, tests into the gradebook
  submitted/STUDENT/NAME/NAME.ipynb          what comes back, one folder for each student
  python -m helpers.grading run ...          marks all; may be stopped and started again
  nbgrader formgrader                        a person reads what only a person can
  python -m helpers.grading report ...       a page on the class: scores, questions, mistakes
  nbgrader generate_feedback NAME            a page for each student
  nbgrader export                            all marks as grades.csv
"""


def main(arguments: list[str] | None = None) -> int:
    """Do what is asked; return 0, 1 if a submission is not graded, 2 if nothing could be done."""
    asked = _parser().parse_args(arguments)
    warnings.simplefilter("ignore", SAWarning)  # of nbgrader's own queries
    try:
        return int(asked.do(asked))
    except NotPossible as error:
        print(error, file=sys.stderr)
        return 2


def run(asked: argparse.Namespace) -> int:
    """Grade a class."""
    started, clock = datetime.now(UTC).isoformat(timespec="seconds"), time.monotonic()
    course = Course(asked.course)
    assignment = course.assignment(asked.assignment)
    limits = Limits(seconds=asked.timeout or course.seconds(), memory_mb=asked.memory)
    isolated = _isolated(asked.unsandboxed)
    assignment = calibrated(course, assignment, limits, isolated)
    for name, notebook in assignment.notebooks.items():
        if notebook.inside:
            print(
                f"{name}: {', '.join(notebook.inside)} asks for more than plain values and calls, "
                "so it runs in the student's process, where it can be tampered with.",
                file=sys.stderr,
            )
    supervisor = Supervisor(course, assignment, limits, isolated)
    students = supervisor.students(asked.only)
    if not students:
        where = course.folder("submitted", "STUDENT", asked.assignment)
        raise NotPossible(f"Nobody has handed in: there is no folder {where}.")
    told: list[dict[str, Any]] = []
    with tqdm(total=len(students), unit="submission", desc=asked.assignment) as bar:

        def on(record: dict[str, Any]) -> None:
            told.append(_reported(record, isolated))
            bar.update()

        supervisor.grade(students, min(asked.workers, len(students)), on)
    report = {
        "assignment": asked.assignment,
        "started": started,
        "seconds": round(time.monotonic() - clock, 3),
        "workers": asked.workers,
        "sandbox": "full" if isolated else "none",
        "versions": {"python": sys.version.split()[0]} | {each: version(each) for each in PACKAGES},
        "submissions": sorted(told, key=lambda each: each["student"]),
    }
    if asked.report:
        text = json.dumps(report, ensure_ascii=False, indent=1)
        asked.report.write_text(text + "\n", encoding="utf-8")
    return _summary(report)


def check(asked: argparse.Namespace) -> int:
    """Look over an assignment before it is handed out."""
    course = Course(asked.course)
    limits = Limits(seconds=course.seconds())
    found, told = problems(course, asked.assignment, limits, _isolated(False))
    for line in found:
        print(line)
    print(told)
    fits = "the solution gets full marks, the blank notebook none, and nothing leaks"
    print(f"{len(found)} problems." if found else f"{asked.assignment}: {fits}.")
    return 1 if found else 0


def report(asked: argparse.Namespace) -> int:
    """Write the report of a class that was graded."""
    print(write_report(Course(asked.course), asked.assignment, asked.to))
    return 0


def _isolated(unsandboxed: bool) -> bool:
    why = "you asked for it (--unsandboxed)" if unsandboxed else why_not()
    if why:
        line = "!" * 78
        print(
            f"{line}\nUNSANDBOXED: {why}.\nStudents' code runs with your rights: it can read and "
            f"write what you can.\nLimits of time, memory and output hold.\n{line}",
            file=sys.stderr,
        )
    return not why


def _reported(record: dict[str, Any], isolated: bool) -> dict[str, Any]:
    """Return of a record what the report holds."""
    flags = [*sorted(record["flags"]), *([] if isolated else ["unsandboxed"])]
    seen = [f"{name}: {what}" for name, what in sorted(record["flags"].items())]
    waiting = [each["name"] for each in record["questions"] if each["state"] == "waiting"]
    return {
        "student": record["student"],
        "state": record["state"],
        "score": record.get("score"),
        "max_score": record.get("max_score"),
        "seconds": record["seconds"],
        "peak_mb": record["peak_mb"],
        "note": " ".join([record["note"], *seen]).strip(),
        "repairs": record["repairs"],
        "flags": flags,
        "waiting": waiting,
        "questions": [
            {name: each[name] for name in ("name", "state", "points", "max_points", "message")}
            for each in record["questions"]
            if each["state"] != "waiting"
        ],
    }


def _summary(report: dict[str, Any]) -> int:
    others = [each for each in report["submissions"] if each["state"] != "graded"]
    count = len(report["submissions"])
    print(
        f"{count - len(others)} of {count} submissions graded in {report['seconds']:.0f} s"
        f" (sandbox: {report['sandbox']})"
    )
    for each in others:
        print(f"  {each['student']}: {each['state']}. {each['note']}")
    for each in report["submissions"]:
        if set(each["flags"]) - {"unsandboxed"}:
            print(f"  {each['student']}: {', '.join(each['flags'])}. {each['note']}")
    return 1 if others else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m helpers.grading",
        description="Grade a class of nbgrader submissions: isolated, in parallel, nothing lost.",
        epilog=WAYS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    look = commands.add_parser(
        "check",
        help="look over an assignment before students get it",
        description="Release an assignment in a folder of its own, mark its solution and the "
        "blank notebook, and look for solutions and hidden tests in what students get.",
    )
    look.set_defaults(do=check)
    look.add_argument("assignment", metavar="ASSIGNMENT")
    look.add_argument("--course", type=Path, default=Path(), metavar="DIR", help="(this folder)")
    grade = commands.add_parser(
        "run",
        help="mark every submission of an assignment",
        description="Mark every submission of an assignment. What is marked already, and has not "
        "changed since, is left alone; a run that was killed goes on where it was.",
    )
    grade.set_defaults(do=run)
    grade.add_argument(
        "--course",
        type=Path,
        required=True,
        metavar="DIR",
        help="the nbgrader course: source/, submitted/, gradebook.db",
    )
    grade.add_argument("--assignment", required=True, metavar="NAME")
    grade.add_argument(
        "--workers", type=_above_zero, default=2, metavar="N", help="submissions at a time (2)"
    )
    grade.add_argument(
        "--timeout",
        type=float,
        metavar="S",
        help="seconds for a cell (the course's Execute.timeout, or 30)",
    )
    grade.add_argument(
        "--memory",
        type=_above_zero,
        default=1024,
        metavar="MB",
        help="for a submission, beyond its libraries (1024)",
    )
    grade.add_argument(
        "--report",
        type=Path,
        metavar="FILE.json",
        help="write states, points, messages and flags as JSON",
    )
    grade.add_argument("--only", nargs="+", default=[], metavar="STUDENT")
    grade.add_argument(
        "--unsandboxed",
        action="store_true",
        help="run students' code with your own rights; only for code you trust",
    )
    tell = commands.add_parser(
        "report",
        help="write a page for the instructor on what was graded",
        description="Write a page on an assignment that `run` has graded: how the scores are "
        "spread, which questions were missed most, which known mistake was made how often and by "
        "whom, whose work wants a look. Marks that a person gave and late penalties count. The "
        "page needs no network; the same tables lie beside it as CSV. Nothing else is changed.",
    )
    tell.set_defaults(do=report)
    tell.add_argument("--course", type=Path, required=True, metavar="DIR")
    tell.add_argument("--assignment", required=True, metavar="NAME")
    tell.add_argument(
        "--to", type=Path, metavar="DIR", help="where to write (reports/NAME in the course)"
    )
    return parser


def _above_zero(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a whole number above zero, not {text}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
