"""The command: ``python -m helpers.grading run --course DIR --assignment NAME``."""

import argparse
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from helpers.grading.bubblewrap import missing
from helpers.grading.errors import NotPossible
from helpers.grading.work import UNSANDBOXED, Worker

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
    try:
        return int(asked.do(asked))
    except NotPossible as error:
        print(error, file=sys.stderr)
        return 2


def _run(asked: argparse.Namespace) -> int:
    worker = _worker(asked, "you asked for it (--unsandboxed)" if asked.unsandboxed else "")
    from helpers.grading.run import run

    with closing(worker):
        return run(asked, worker)


def _check(asked: argparse.Namespace) -> int:
    worker = _worker(asked)
    from helpers.grading.check import check

    with closing(worker):
        return check(asked, worker)


def _worker(asked: argparse.Namespace, why: str = "") -> Any:
    """Return what marks: a worker, which imports while this process does, or kernels."""
    by_kernel = _by_kernel(asked)
    if by_kernel:
        why = why or missing() or "you asked for it (--kernel)"
    if why:
        print(UNSANDBOXED.format(why=why), file=sys.stderr)
    return _kernels() if by_kernel else Worker(isolated=not why)


def _by_kernel(asked: argparse.Namespace) -> bool:
    return asked.kernel or sys.platform != "linux"


def _kernels() -> Any:
    from helpers.grading.ordinary import Ordinary

    return Ordinary()


def _report(asked: argparse.Namespace) -> int:
    from helpers.grading.course import Course
    from helpers.grading.report import write_report

    print(write_report(Course(asked.course), asked.assignment, asked.to))
    return 0


def _selfcheck(asked: argparse.Namespace) -> int:
    worker = _kernels() if _by_kernel(asked) else Worker(isolated=False)
    from helpers.grading.selfcheck import selfcheck

    with closing(worker):
        return selfcheck(asked, worker)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m helpers.grading",
        description="Grade a class of nbgrader submissions: isolated, in parallel, nothing lost.",
        epilog=WAYS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in (_add_check, _add_run, _add_report, _add_selfcheck):
        add(commands)
    return parser


def _add_check(commands: Any) -> None:
    parser = commands.add_parser(
        "check",
        help="look over an assignment before students get it",
        description="Release an assignment in a folder of its own, mark its solution and the "
        "blank notebook, and look for solutions and hidden tests in what students get.",
    )
    parser.set_defaults(do=_check)
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument("--course", type=Path, default=Path(), metavar="DIR", help="(this folder)")
    _add_kernel(parser)


def _add_run(commands: Any) -> None:
    parser = commands.add_parser(
        "run",
        help="mark every submission of an assignment",
        description="Mark every submission of an assignment. What is marked already, and has not "
        "changed since, is left alone; a run that was killed goes on where it was.",
    )
    parser.set_defaults(do=_run)
    course = "the nbgrader course: source/, submitted/, gradebook.db"
    parser.add_argument("--course", type=Path, required=True, metavar="DIR", help=course)
    parser.add_argument("--assignment", required=True, metavar="NAME")
    who = parser.add_mutually_exclusive_group()
    cluster = "mark on the workers of this `distributed` scheduler, wherever they run"
    who.add_argument(
        "--workers", type=_above_zero, default=2, metavar="N", help="submissions at a time (2)"
    )
    who.add_argument("--scheduler", metavar="tcp://HOST:PORT", help=cluster)
    seconds = "seconds for a cell (the course's Execute.timeout, or 30)"
    parser.add_argument("--timeout", type=_seconds, metavar="S", help=seconds)
    memory = "for a submission, beyond its libraries (1024)"
    parser.add_argument("--memory", type=_above_zero, default=1024, metavar="MB", help=memory)
    report = "write states, points, messages and flags as JSON"
    parser.add_argument("--report", type=Path, metavar="FILE.json", help=report)
    parser.add_argument("--only", nargs="+", default=[], metavar="STUDENT")
    trusted = "run students' code with your own rights; only for code you trust"
    parser.add_argument("--unsandboxed", action="store_true", help=trusted)
    _add_kernel(parser)


def _add_report(commands: Any) -> None:
    parser = commands.add_parser(
        "report",
        help="write a page for the instructor on what was graded",
        description="Write a page on an assignment that `run` has graded: how the scores are "
        "spread, which questions were missed most, which known mistake was made how often and by "
        "whom, whose work wants a look. Marks that a person gave and late penalties count. The "
        "page needs no network; the same tables lie beside it as CSV. Nothing else is changed.",
    )
    parser.set_defaults(do=_report)
    parser.add_argument("--course", type=Path, required=True, metavar="DIR")
    parser.add_argument("--assignment", required=True, metavar="NAME")
    where = "where to write (reports/NAME in the course)"
    parser.add_argument("--to", type=Path, metavar="DIR", help=where)


def _add_selfcheck(commands: Any) -> None:
    parser = commands.add_parser(
        "selfcheck",
        help="for students: what of a notebook would be lost as it stands",
        description="Run the tests that everybody sees in a fresh process, and say what would be "
        "lost. The notebook is not changed.",
    )
    parser.set_defaults(do=_selfcheck)
    parser.add_argument("notebook", type=Path, metavar="NOTEBOOK")
    seconds = "seconds for a cell (60)"
    parser.add_argument("--timeout", type=_seconds, default=60, metavar="S", help=seconds)
    _add_kernel(parser)


def _add_kernel(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--kernel",
        action="store_true",
        help="use nbgrader's ordinary kernel, as where there is no Linux; nothing is isolated",
    )


def _above_zero(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"a whole number above zero, not {text}")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds < 1e6:
        raise argparse.ArgumentTypeError(f"a number of seconds above zero, not {text}")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
