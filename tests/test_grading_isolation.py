"""Two students' processes at once: what one leaves or offers, the other does not find."""

from collections.abc import Iterator

import pytest
from graded_class import ISOLATED

from helpers.grading import isolate
from helpers.grading.channel import Channel, Ended
from helpers.grading.isolate import Limits, Sandbox

pytestmark = [pytest.mark.slow, ISOLATED]
SHOW = "import os, socket, mmap, ctypes, glob, platform\n"
KEYS = """libc = ctypes.CDLL(None, use_errno=True)
add, ctl = {'x86_64': (248, 250), 'aarch64': (217, 219)}[platform.machine()]
SESSION, USER, SEARCH = -3, -4, 10
"""
# What the first does, and what the second tries; it prints FOUND where it succeeds.
WAYS = {
    "a port of this machine": (
        "s = socket.socket(); s.bind(('127.0.0.1', 5555)); s.listen()",
        "t = socket.socket(); t.settimeout(2); t.connect(('127.0.0.1', 5555)); print('FOUND')",
    ),
    "an abstract socket": (
        "s = socket.socket(socket.AF_UNIX); s.bind('\\0here'); s.listen()",
        "t = socket.socket(socket.AF_UNIX); t.connect('\\0here'); print('FOUND')",
    ),
    "the file for errors": (
        "os.write(2, b'answer: 12')",
        "if b'12' in os.pread(2, 999, 0): print('FOUND')",
    ),
    "a file for all": (
        "for place in ('/tmp', '/dev', '/dev/shm', '/var/tmp', '/run'):\n"
        "    try: open(place + '/mark', 'w').write('12')\n"
        "    except OSError: pass",
        "if any(map(glob.glob, ('/*/mark', '/*/*/mark'))): print('FOUND')",
    ),
    "shared memory": (
        "libc = ctypes.CDLL(None); print(libc.shmget(5555, 4096, 0o1666))",
        "libc = ctypes.CDLL(None)\nif libc.shmget(5555, 4096, 0o666) >= 0: print('FOUND')",
    ),
    "a key of the session": (
        KEYS + "print(libc.syscall(add, b'user', b'answer', b'12', 2, SESSION))",
        KEYS + "if libc.syscall(ctl, SEARCH, SESSION, b'user', b'answer', 0) > 0: print('FOUND')",
    ),
    "a key of the user": (
        KEYS + "print(libc.syscall(add, b'user', b'answer', b'12', 2, USER))",
        KEYS + "if libc.syscall(ctl, SEARCH, USER, b'user', b'answer', 0) > 0: print('FOUND')",
    ),
    "a process": (
        "pid = os.getpid(); os.fork() or __import__('time').sleep(60)",
        "if len([each for each in os.listdir('/proc') if each.isdigit()]) > 2: print('FOUND')",
    ),
    "a message": (
        "libc = ctypes.CDLL(None); print(libc.msgget(5555, 0o1666))",
        "libc = ctypes.CDLL(None)\nif libc.msgget(5555, 0o666) >= 0: print('FOUND')",
    ),
}


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[tuple[Sandbox, Sandbox]]:
    first = isolate.start([], isolated=True)
    first.wait()
    second = first.another()
    yield first, second
    second.close()
    first.close()


def says(sandbox: Sandbox, *cells: str) -> Iterator[str]:
    """Run cells in one student's process; yield what each prints while the process lives."""
    with sandbox.student({}, Limits(seconds=5)) as channel:
        for number, cell in enumerate(cells, 1):
            asked = {"do": "cell", "source": SHOW + cell, "seconds": 5, "ask": number}
            channel.send(asked)
            outputs = channel.receive(20)["outputs"]
            yield "".join(each.get("text") or each.get("ename", "") for each in outputs)


@pytest.mark.parametrize("way", WAYS)
def test_what_one_student_offers_reaches_no_other_at_the_same_time(sandboxes, way):
    offer, find = WAYS[way]
    first, second = sandboxes
    offering = says(first, offer, "1")
    assert "Error" not in next(offering)
    assert "FOUND" not in "".join(says(second, find))
    list(offering)


@pytest.mark.parametrize("way", WAYS)
def test_what_one_student_leaves_reaches_no_later_one(sandboxes, way):
    offer, find = WAYS[way]
    first, _second = sandboxes
    list(says(first, offer))
    assert "FOUND" not in "".join(says(first, find))


OPEN = ("an abstract socket", "a file for all", "a process")  # within one process


@pytest.mark.parametrize("way", OPEN)
def test_within_one_process_each_of_these_ways_is_open(sandboxes, way):
    offer, find = WAYS[way]
    *_others, found = says(sandboxes[0], offer, find)
    assert "FOUND" in found


def test_a_students_process_begins_with_libraries_and_nothing_of_what_marks(sandboxes):
    kinds = "('nbgrader', 'nbformat', 'sqlalchemy', 'helpers.grading.judge', 'helpers.checks')"
    [found] = says(sandboxes[0], f"import sys; print([k for k in {kinds} if k in sys.modules])")
    assert found == "[]\n"


CALL = "import ctypes; libc = ctypes.CDLL(None, use_errno=True)\n"


@pytest.mark.parametrize(
    "code",
    [
        "os.memfd_create('held')",
        CALL + "libc.unshare(0x10000000) and os.strerror(1 / (ctypes.get_errno() - 1))",
        CALL + "print('FOUND') if libc.shmget(1, 4096, 0o1666) >= 0 else 1 / 0",
        "for n in range(30_000): open(f'{n}', 'w').close()",
    ],
    ids=["memory behind a descriptor", "rights again", "a segment", "files without end"],
)
def test_a_way_around_the_limits_is_refused(sandboxes, code):
    [found] = says(sandboxes[0], code)
    assert found in ("PermissionError", "ZeroDivisionError", "OSError")


def hear_of_the_cell_and_more(channel: Channel) -> None:
    """Wait for two replies; to the cell there is one if it is done before they are too many."""
    for _reply in range(2):
        channel.receive(20)


def test_what_many_children_hold_counts_together(sandboxes):
    first, _second = sandboxes
    code = "for n in range(20):\n    if os.fork() == 0:\n"
    code += "        held = bytearray(50 * 2**20)\n        import time; time.sleep(60)"
    with first.student({}, Limits(seconds=5, memory_mb=200)) as channel:
        channel.send({"do": "cell", "source": SHOW + code, "seconds": 5, "ask": 1})
        with pytest.raises(Ended):
            hear_of_the_cell_and_more(channel)
    assert first.ended["ended"] == "memory"
