"""What the kernel is asked for, so that a student's process has its own files and few rights.

Linux alone has these calls; the numbers come from linux/sched.h, sys/mount.h and sys/prctl.h.
"""

import ctypes
import os
import platform
import resource
from pathlib import Path
from typing import Any

from helpers.grading.seccomp import refuse

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER = 0x20000, 0x8000000, 0x10000000
CLONE_NEWPID, CLONE_NEWNET = 0x20000000, 0x40000000
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 8, 0x1000, 0x4000, 0x40000
KEYCTL = {"x86_64": 250, "aarch64": 219}
KEYCTL_JOIN_SESSION_KEYRING = 1
PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP, PR_SET_CHILD_SUBREAPER = 38, 24, 36
LIBC = ctypes.CDLL(None, use_errno=True)
PROCESSES, FILES = 64, 20_000
HOME = "/tmp/work"


def bury_the_orphans_here() -> None:
    """Become the parent of what this process's children leave behind."""
    _libc("prctl", PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def leave_namespaces() -> None:
    """Let the next process that is forked see no files, processes or sockets but its own."""
    if os.getuid():
        uid, gid = os.getuid(), os.getgid()
        _libc("unshare", CLONE_NEWUSER)
        Path("/proc/self/setgroups").write_text("deny", encoding="utf-8")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1", encoding="utf-8")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1", encoding="utf-8")
    _libc("unshare", CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNET)


def own_files(disk_mb: int, under_tmp: list[str]) -> None:
    """Give the process its own empty places to write to, and a view of its own processes only."""
    _libc("mount", b"none", b"/", None, MS_REC | MS_PRIVATE, None)
    size = f"size={disk_mb}m,nr_inodes={FILES},mode=1777".encode()
    needed = {path: os.open(path, os.O_PATH) for path in under_tmp}
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


def give_up_rights(uid: int) -> None:
    """Become a user who owns nothing, or one without any capability, for good.

    What other students could find is left too: the keys of the session, the file for errors.
    """
    os.dup2(1, 2)
    if number := KEYCTL.get(platform.machine()):
        _libc("syscall", number, KEYCTL_JOIN_SESSION_KEYRING, None, may_fail=True)
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    else:
        for capability in range(64):
            _libc("prctl", PR_CAPBSET_DROP, capability, 0, 0, 0, may_fail=True)
        _libc("capset", (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)())
    _libc("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    refuse()


def limit_memory(memory_mb: int) -> None:
    """Let this process take so much more than it has, and no more."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[0])
    most = pages * resource.getpagesize() + memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def limit(memory_mb: int, disk_mb: int) -> None:
    """Limit memory, written files, processes and open files of this process."""
    limit_memory(memory_mb)
    limits = {
        resource.RLIMIT_FSIZE: disk_mb * 2**20,
        resource.RLIMIT_NPROC: PROCESSES,
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_CORE: 0,
    }
    for each, most in limits.items():
        _soft, hard = resource.getrlimit(each)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(each, (allowed, allowed))


def _libc(function: str, *arguments: Any, may_fail: bool = False) -> None:
    sized = [ctypes.c_ulong(each) if isinstance(each, int) else each for each in arguments]
    if getattr(LIBC, function)(*sized) and not may_fail:
        number = ctypes.get_errno()
        raise OSError(number, f"{function}: {os.strerror(number)}")
