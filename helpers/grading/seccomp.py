"""System calls that no notebook needs, and that would lead around the limits: refused.

A classic BPF program, as linux/seccomp.h describes it. New user namespaces would give a
student's process rights again; memory behind a descriptor or a System V segment counts
nowhere; keys outlive the process.
"""

import ctypes
import errno
import platform
import struct

PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
ALLOW, REFUSE = 0x7FFF0000, 0x00050000
LOAD, IF_EQUAL, IF_ALL_BITS, IF_AT_LEAST, RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
NUMBER, MACHINE, FIRST_ARGUMENT = 0, 4, 16
CLONE_NEWUSER, X32 = 0x10000000, 0x40000000
# By machine: its number in linux/audit.h; clone and clone3; and what is refused.
CALLS = {
    "x86_64": (
        0xC000003E,
        (56, 435),
        {
            **{"unshare": 272, "setns": 308, "mount": 165, "memfd_create": 319, "shmget": 29},
            **{"add_key": 248, "request_key": 249, "keyctl": 250, "memfd_secret": 447},
            **{"io_uring_setup": 425, "userfaultfd": 323, "bpf": 321, "msgget": 68, "semget": 64},
        },
    ),
    "aarch64": (
        0xC00000B7,
        (220, 435),
        {
            **{"unshare": 97, "setns": 268, "mount": 40, "memfd_create": 279, "shmget": 194},
            **{"add_key": 217, "request_key": 218, "keyctl": 219, "memfd_secret": 447},
            **{"io_uring_setup": 425, "userfaultfd": 282, "bpf": 280, "msgget": 186, "semget": 190},
        },
    ),
}


def refuse() -> None:
    """Refuse these calls to this process and all that it starts, for good.

    Raises
    ------
    OSError
        If the kernel does not take the filter.
    """
    if platform.machine() not in CALLS:
        return
    code = _program(*CALLS[platform.machine()])
    held = ctypes.create_string_buffer(code)
    told = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(held))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.create_string_buffer(told), 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")


def _program(machine: int, clones: tuple[int, int], calls: dict[str, int]) -> bytes:
    """Return the filter: each line either decides or goes on to the next."""
    refused = REFUSE | errno.EPERM
    clone, clone3 = clones
    lines = [
        *(_line(LOAD, MACHINE), _line(IF_EQUAL, machine, 1, 0), _line(RETURN, refused)),
        *(_line(LOAD, NUMBER), _line(IF_AT_LEAST, X32, 0, 1), _line(RETURN, refused)),
        # Not there, so that clone is called, whose flags can be read.
        *(_line(IF_EQUAL, clone3, 0, 1), _line(RETURN, REFUSE | errno.ENOSYS)),
    ]
    for number in calls.values():
        lines += [_line(IF_EQUAL, number, 0, 1), _line(RETURN, refused)]
    lines += [
        *(_line(IF_EQUAL, clone, 0, 3), _line(LOAD, FIRST_ARGUMENT)),
        *(_line(IF_ALL_BITS, CLONE_NEWUSER, 0, 1), _line(RETURN, refused)),
        _line(RETURN, ALLOW),
    ]
    return b"".join(lines)


def _line(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
