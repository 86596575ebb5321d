"""A class graded from beginning to end, and what is told of it."""

import argparse
import json
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from tqdm import tqdm

from helpers.grading.assignment import Assignment
from helpers.grading.calibrate import calibrated
from helpers.grading.course import Course
from helpers.grading.errors import NotPossible
from helpers.grading.isolate import Limits
from helpers.grading.marks import read_book
from helpers.grading.supervise import Supervisor
from helpers.grading.team import Team
from helpers.grading.work import Worker

PACKAGES = ("service-quality-notebooks", "nbgrader", "ipython", "numpy", "pandas", "plotly")


def run(asked: argparse.Namespace, worker: Worker) -> int:
    """Grade a class; return 0, or 1 if a submission is not graded."""
    started, clock = datetime.now(UTC).isoformat(timespec="seconds"), time.monotonic()
    if asked.report and not asked.report.resolve().parent.is_dir():
        raise NotPossible(f"There is no folder {asked.report.resolve().parent} for the report.")
    course = Course(asked.course)
    assignment = course.assignment(asked.assignment)
    limits = Limits(seconds=asked.timeout or course.seconds(), memory_mb=asked.memory)
    students = sorted(asked.only or course.students(asked.assignment))
    if not students:
        where = course.folder("submitted", "STUDENT", asked.assignment)
        raise NotPossible(f"Nobody has handed in: there is no folder {where}.")
    assignment, job, _solved = calibrated(course, assignment, limits, worker)
    _warn_of_tests_inside(assignment)
    told: list[dict[str, Any]] = []
    with (
        closing(_hands(asked, worker, job, len(students))) as hands,
        tqdm(total=len(students), unit="submission", desc=asked.assignment) as bar,
    ):

        def on(record: dict[str, Any]) -> None:
            told.append(_reported(record))
            bar.update()

        isolated = worker.isolated or bool(asked.scheduler and not asked.unsandboxed)
        Supervisor(course, assignment, limits, isolated).grade(students, hands, on)
        workers = hands.count
    book = read_book(course, asked.assignment)
    for each in told:
        if marks := book.marks.get(each["student"]):
            each |= {"score": marks.score, "max_score": marks.max_score}
    report = {
        "assignment": asked.assignment,
        "started": started,
        "seconds": round(time.monotonic() - clock, 3),
        "workers": workers,
        "sandbox": "none" if any("unsandboxed" in each["flags"] for each in told) else "full",
        "versions": {"python": sys.version.split()[0]} | {each: version(each) for each in PACKAGES},
        "submissions": sorted(told, key=lambda each: each["student"]),
    }
    if asked.report:
        text = json.dumps(report, ensure_ascii=False, indent=1)
        asked.report.write_text(text + "\n", encoding="utf-8")
    return _summary(report)


def _hands(asked: argparse.Namespace, worker: Worker, job: dict[str, Any], most: int) -> Any:
    if not asked.scheduler:
        return Team(worker, min(asked.workers, most))
    from helpers.grading.cluster import Cluster  # half a second, for those who have one

    return Cluster(asked.scheduler, job, not asked.unsandboxed)


def _warn_of_tests_inside(assignment: Assignment) -> None:
    for name, notebook in assignment.notebooks.items():
        if notebook.inside:
            print(
                f"{name}: {', '.join(notebook.inside)} asks for more than plain values and calls, "
                "so it runs in the student's process, where it can be tampered with.",
                file=sys.stderr,
            )


def _reported(record: dict[str, Any]) -> dict[str, Any]:
    """Return of a record what the report holds."""
    flags = [*sorted(record["flags"]), *([] if record["isolated"] else ["unsandboxed"])]
    seen = [f"{name}: {what}" for name, what in sorted(record["flags"].items())]
    waiting = [each["name"] for each in record["questions"] if each["state"] == "waiting"]
    return {
        "student": record["student"],
        "state": record["state"],
        "score": None,
        "max_score": None,
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
