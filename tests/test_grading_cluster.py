"""A class graded by workers of a scheduler, in processes of their own, as on other machines."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import graded_class
import pytest
from assignments import ROOT
from graded_class import ISOLATED, grading

pytestmark = [pytest.mark.slow, ISOLATED]
SLOW = "import time\ntime.sleep(0.5)\ntotal = 11 + int(open('table.csv').read().split()[1])"


class Scheduler(NamedTuple):
    """A scheduler on this machine and its workers' processes."""

    address: str
    workers: "list[subprocess.Popen[bytes]]"


def start(*told: str) -> "subprocess.Popen[bytes]":
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [sys.executable, "-m", *told, "--host", "127.0.0.1", "--no-dashboard"]
    return subprocess.Popen(command, cwd=ROOT, **quiet)


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[Scheduler]:
    file = tmp_path / "scheduler.json"
    at = ("--scheduler-file", str(file))
    main = start("distributed.cli.dask_scheduler", "--port", "0", *at)
    one_at_a_time = ("--nthreads", "1", "--no-nanny")
    workers = [start("distributed.cli.dask_worker", *at, *one_at_a_time) for _ in range(2)]
    try:
        wait_until(file.exists)
        yield Scheduler(json.loads(file.read_text("utf-8"))["address"], workers)
    finally:
        for each in (*workers, main):
            each.kill()
            each.wait()


def wait_until(true: Callable[[], bool]) -> None:
    last_time = time.monotonic() + 60
    while not true():
        assert time.monotonic() < last_time
        time.sleep(0.05)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Make a course with eight submissions that take a while and read the assignment's table."""
    folder = tmp_path / "course"
    blank = graded_class.release(folder)
    for number in range(8):
        made = graded_class.filled(blank, SLOW, *graded_class.RIGHT[1:])
        graded_class.hand_in(folder, f"s{number}", made)
    return folder


def test_what_a_lost_worker_had_in_hand_is_marked_by_another(scheduler, course):
    records = course / ".grading" / "ps"
    command = [sys.executable, "-m", "helpers.grading", "run", "--course", str(course)]
    report = course / "report.json"
    told = ["--assignment", "ps", "--scheduler", scheduler.address, "--report", str(report)]
    run = subprocess.Popen([*command, *told], cwd=ROOT, stderr=subprocess.DEVNULL)
    wait_until(lambda: len(list(records.glob("*.json"))) >= 2)
    os.kill(scheduler.workers[0].pid, signal.SIGKILL)
    assert run.wait(120) == 0
    graded = json.loads(report.read_text("utf-8"))
    assert [each["score"] for each in graded["submissions"]] == [6] * 8
    assert graded["sandbox"] == "full"


def test_a_scheduler_gives_the_grades_of_this_machine(scheduler, course, tmp_path):
    blank = graded_class.given(course)
    loop = graded_class.filled(blank, "while True: pass", *graded_class.RIGHT[1:])
    graded_class.hand_in(course, "loop", loop)
    here = tmp_path / "here"
    shutil.copytree(course, here)
    there, status = grading(course, "ps", "--scheduler", scheduler.address)
    ours, same_status = grading(here, "ps")
    points = [[each["score"], each["questions"]] for each in there["submissions"]]
    assert points == [[each["score"], each["questions"]] for each in ours["submissions"]]
    assert status == same_status == 0


@pytest.mark.parametrize(
    ("address", "said"), [("tcp://127.0.0.1:1", "No scheduler answers"), ("x", "No scheduler")]
)
def test_where_no_scheduler_answers_it_says_so(course, address, said):
    done = graded_class.command(course, "ps", "--scheduler", address)
    assert done.returncode == 2
    assert said in done.stderr
