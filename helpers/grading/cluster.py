"""The same work on other machines: workers of a `distributed` scheduler.

What they need travels with the work: the scheduler hands the assignment, with its files and
tests, to each of its workers, those that join later too. Submissions go out and records come
back as JSON. Those of a worker that is lost are marked by another.
"""

import hashlib
import json
import sys
import threading
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from distributed import Client, WorkerPlugin, get_worker

import helpers
from helpers.grading.bubblewrap import missing
from helpers.grading.errors import NotPossible
from helpers.grading.team import Team
from helpers.grading.work import UNSANDBOXED, Worker


class Marking(WorkerPlugin):
    """What each of the cluster's workers holds: as many of ours as it has threads.

    Parameters
    ----------
    name : str
        Another for every other assignment or version of it.
    job : str
        JSON of what `Worker.begin` takes.
    isolated : bool
    """

    def __init__(self, name: str, job: str, isolated: bool) -> None:
        self.name, self._job, self._isolated = name, job, isolated

    def setup(self, worker: Any) -> None:
        """Remember how many submissions may come at once."""
        self._threads, self._lock = worker.state.nthreads, threading.Lock()
        self._team: Team | None = None

    def teardown(self, worker: Any) -> None:
        """End what was started."""
        if self._team:
            self._team.close()

    def mark(self, student: str, files: dict[str, str]) -> dict[str, Any]:
        """Return the record of a submission."""
        with self._lock:
            team = self._team = self._team or self._begin()
        return team.submit(student, files).result()

    def _begin(self) -> Team:
        first = Worker(self._isolated)
        first.begin(json.loads(self._job))
        return Team(first, self._threads)


class Cluster:
    """Takes submissions wherever the scheduler has a worker.

    Parameters
    ----------
    address : str
        Of the scheduler, ``tcp://HOST:PORT``.
    job : dict
        What `Worker.begin` takes.
    isolated : bool

    Raises
    ------
    NotPossible
        If no scheduler answers, or it has no worker, or one with another version of this package.
    """

    def __init__(self, address: str, job: dict[str, Any], isolated: bool) -> None:
        try:
            self._client = Client(address, timeout="10s", set_as_default=False)
        except (OSError, ValueError) as error:
            raise NotPossible(f"No scheduler answers at {address}: {error}") from error
        self._pool = self._client.get_executor(pure=False)
        self._look_at_workers(address)
        text = json.dumps(job)
        self._name = "grading-" + hashlib.sha256(text.encode()).hexdigest()
        self._client.register_plugin(Marking(self._name, text, isolated))

    @property
    def count(self) -> int:
        """How many submissions are marked at a time."""
        return max(1, sum(self._client.nthreads().values()))

    def submit(self, student: str, files: dict[str, str]) -> "Future[dict[str, Any]]":
        """Hand in a submission; the record comes as JSON."""
        future: Future[dict[str, Any]] = Future()
        self._pool.submit(_mark, self._name, student, json.dumps(files)).add_done_callback(
            lambda done: _pass_on(done, future)
        )
        return future

    def close(self) -> None:
        """Leave the scheduler and its workers as they were."""
        self._client.unregister_worker_plugin(self._name)
        self._client.close()

    def _look_at_workers(self, address: str) -> None:
        told = self._client.run(_version, on_error="return")
        if not told:
            raise NotPossible(f"The scheduler at {address} has no worker.")
        for worker, version in told.items():
            if version != _version():
                raise NotPossible(
                    f"The worker at {worker} has another version of this course's helpers, or "
                    "none. Install the same one there."
                )
        for worker, why in self._client.run(missing).items():
            if why:
                print(UNSANDBOXED.format(why=f"on {worker} {why}"), file=sys.stderr)


def _mark(name: str, student: str, files: str) -> str:
    plugin: Any = get_worker().plugins[name]
    return json.dumps(plugin.mark(student, json.loads(files)))


def _pass_on(done: "Future[str]", to: "Future[dict[str, Any]]") -> None:
    try:
        to.set_result(json.loads(done.result()))
    except Exception as error:
        to.set_exception(error)


def _version() -> str:
    """Return another text for every other version of this package."""
    found = hashlib.sha256()
    folder = Path(helpers.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        found.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return found.hexdigest()
