"""Several workers on this machine."""

from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any

from helpers.grading.work import Worker


class Team:
    """Takes submissions in as many threads as there are workers.

    Parameters
    ----------
    worker : Worker
        Prepared; the others are forked from it.
    count : int
    """

    def __init__(self, worker: Worker, count: int) -> None:
        self.count, self._pool = count, ThreadPoolExecutor(count)
        self._workers = [worker, *(worker.another() for _ in range(count - 1))]
        self._free = SimpleQueue[Worker]()
        for each in self._workers:
            self._free.put(each)

    def submit(self, student: str, files: dict[str, str]) -> Future[dict[str, Any]]:
        """Hand in a submission; whichever worker is free brings its record."""
        return self._pool.submit(self._grade, student, files)

    def _grade(self, student: str, files: dict[str, str]) -> dict[str, Any]:
        worker = self._free.get()
        try:
            return worker.grade(student, files)
        finally:
            self._free.put(worker)

    def close(self) -> None:
        """End all workers."""
        for each in self._workers:
            each.close()
        self._pool.shutdown(wait=False, cancel_futures=True)
