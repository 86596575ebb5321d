"""Inside the sandbox: a process that has imported everything and forks one for each student.

It holds no course file and never runs a line of a notebook. For each submission it forks a
process into its own namespaces (files, processes, messages; the network is gone already), as
an unprivileged user, under limits that the kernel keeps. When that one ends, or is ended,
everything that it started is ended with it and its files are gone.

Linux alone has what it asks the kernel for. `helpers.grading.isolate` starts it.
"""

import contextlib
import ctypes
import gc
import json
import os
import resource
import select
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

from helpers.grading.channel import Channel, Ended
from helpers.grading.execute import prepare, serve

# linux/sched.h, sys/mount.h and sys/prctl.h
CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID = 0x20000, 0x8000000, 0x10000000, 0x20000000
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 8, 0x1000, 0x4000, 0x40000
PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP, PR_SET_CHILD_SUBREAPER = 38, 24, 36
LIBC = ctypes.CDLL(None, use_errno=True)
PROCESSES = 64
LOOK_EVERY = 0.25
HOME = "/tmp/work"
# What the interpreter needs and stands below /tmp, which each student's process has anew.
UNDER_TMP: list[str] = []


def main(
    descriptor: int, isolated: bool, uid: int, modules: list[str], under_tmp: list[str]
) -> None:
    """Import, say so, and serve until the other side is gone."""
    control = Channel(socket.socket(fileno=descriptor))
    os.set_inheritable(descriptor, False)
    _libc("prctl", PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    prepare(modules)
    UNDER_TMP.extend(path for path in under_tmp if Path(path).exists())
    gc.collect()
    gc.freeze()  # what is never looked at again stays shared with every student's process
    control.send({"ready": True})
    while order := _order(control):
        wanted, student = order
        first = _start(wanted, student, isolated, uid, control)
        student.close()
        control.send(_watched(control, first, wanted["memory_mb"]))


def _order(control: Channel) -> tuple[dict[str, Any], socket.socket] | None:
    """Return what is asked for and the socket that came with it; None at the end."""
    try:
        _mark, descriptors, _flags, _address = socket.recv_fds(control.socket, 1, 1)
        return control.receive(), socket.socket(fileno=descriptors[0])
    except (OSError, IndexError, Ended):
        return None


def _start(
    order: dict[str, Any], student: socket.socket, isolated: bool, uid: int, control: Channel
) -> int:
    """Fork the process for a student; return the id of the first in its namespace."""
    hear, tell = os.pipe()
    if (between := os.fork()) == 0:
        try:
            if isolated:
                _leave_namespaces()
            if first := os.fork():
                os.write(tell, str(first).encode())
                os._exit(0)
            control.close()
            _first_of_all(order, student, isolated, uid)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(tell)
    os.waitpid(between, 0)
    number = os.read(hear, 20)
    os.close(hear)
    if not number:
        raise RuntimeError("no process for a student: the namespaces are refused")
    return int(number)


def _leave_namespaces() -> None:
    if os.getuid():
        uid, gid = os.getuid(), os.getgid()
        _libc("unshare", CLONE_NEWUSER)
        Path("/proc/self/setgroups").write_text("deny", encoding="utf-8")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1", encoding="utf-8")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1", encoding="utf-8")
    _libc("unshare", CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC)


def _first_of_all(order: dict[str, Any], student: socket.socket, isolated: bool, uid: int) -> None:
    """Be the first process of the namespace: start the student's, bury the dead, end with it."""
    if isolated:
        _own_files(order["disk_mb"])
    else:
        _libc("prctl", PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    if (child := os.fork()) == 0:
        try:
            _give_up_rights(isolated, uid)
            _limit(order["memory_mb"], order["disk_mb"])
            serve(Channel(student), order["files"], HOME if isolated else order["folder"], isolated)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    student.close()
    while True:
        pid, status = os.wait()
        if pid == child:
            os._exit(0 if status == 0 else 1)


def _own_files(disk_mb: int) -> None:
    """Give the process its own empty places to write to, and a view of its own processes only."""
    _libc("mount", b"none", b"/", None, MS_REC | MS_PRIVATE, None)
    size = f"size={disk_mb}m,mode=1777".encode()
    needed = {path: os.open(path, os.O_PATH) for path in UNDER_TMP}
    _libc("mount", b"tmpfs", b"/tmp", b"tmpfs", MS_NOSUID | MS_NODEV, size)
    _libc("mount", b"tmpfs", b"/dev/shm", b"tmpfs", MS_NOSUID | MS_NODEV, size)
    for path, descriptor in needed.items():
        Path(path).mkdir(parents=True, exist_ok=True)
        there = f"/proc/self/fd/{descriptor}".encode()
        _libc("mount", there, path.encode(), None, MS_BIND | MS_REC, None)
        os.close(descriptor)
    Path(HOME).mkdir(mode=0o777)
    Path(HOME).chmod(0o777)
    _libc("mount", b"proc", b"/proc", b"proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, None)


def _give_up_rights(isolated: bool, uid: int) -> None:
    if not isolated:
        return
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    else:
        for capability in range(64):
            _libc("prctl", PR_CAPBSET_DROP, capability, 0, 0, 0, may_fail=True)
        _libc("capset", (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)())
    _libc("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def limit_memory(memory_mb: int) -> None:
    """Let this process take so much more than it has, and no more."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[0])
    most = pages * resource.getpagesize() + memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _limit(memory_mb: int, disk_mb: int) -> None:
    limit_memory(memory_mb)
    limits = {
        resource.RLIMIT_FSIZE: disk_mb * 2**20,
        resource.RLIMIT_NPROC: PROCESSES,
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        _soft, hard = resource.getrlimit(limit)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (allowed, allowed))


def _watched(control: Channel, first: int, memory_mb: int) -> dict[str, Any]:
    """Wait until told to end the process; end it before when all it started is too much."""
    why, most = "ended", 0.0
    while not select.select([control], [], [], LOOK_EVERY)[0]:
        held = _held_mb(first)
        most = max(most, held)
        if held > 2 * memory_mb and why == "ended":
            why = "memory"
            os.kill(first, signal.SIGKILL)
    with contextlib.suppress(Ended):
        control.receive()
    with contextlib.suppress(ProcessLookupError):
        os.kill(first, signal.SIGKILL)
    _pid, _status, usage = os.wait4(first, 0)
    _bury_the_rest()
    return {"ended": why, "peak_mb": max(most, usage.ru_maxrss / 1024)}


def _held_mb(first: int) -> float:
    """Return what a process and all that it started hold, beyond what they share with this one."""
    shared, held, waiting = _resident(os.getpid()), 0, [first]
    for process in waiting:
        held += max(0, _resident(process) - shared)
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                waiting += map(int, task.read_text(encoding="utf-8").split())
    return held * resource.getpagesize() / 2**20


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1])
    except (OSError, IndexError):
        return 0


def _bury_the_rest() -> None:
    """End what outlived its first process; in a namespace of its own nothing does."""
    while children := Path(f"/proc/self/task/{os.getpid()}/children").read_text("utf-8").split():
        for child in map(int, children):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _libc(function: str, *arguments: Any, may_fail: bool = False) -> None:
    sized = [ctypes.c_ulong(each) if isinstance(each, int) else each for each in arguments]
    if getattr(LIBC, function)(*sized) and not may_fail:
        number = ctypes.get_errno()
        raise OSError(number, f"{function}: {os.strerror(number)}")


if __name__ == "__main__":
    main(**json.loads(sys.argv[1]))
