"""JSON messages over a socket, none longer than is allowed."""

import json
import select
import socket
import time
from typing import Any

MOST_BYTES = 32 * 1024 * 1024


class Ended(BaseException):
    """The other side has closed the channel, or what it sends is no message.

    No `Exception`, so that no test that expects some error takes it for that.
    """


class Late(Exception):
    """No message came in time."""


class Channel:
    """One end of a connection.

    Parameters
    ----------
    connection : socket
        Connected and blocking.
    """

    def __init__(self, connection: socket.socket) -> None:
        self.socket = connection

    def fileno(self) -> int:
        return self.socket.fileno()

    def send(self, message: dict[str, Any]) -> None:
        """Send a message.

        Raises
        ------
        Ended
            If the other side is gone.
        ValueError
            If the message is longer than `MOST_BYTES`; nothing is sent then.
        """
        data = json.dumps(message).encode()
        if len(data) > MOST_BYTES:
            raise ValueError(f"a message of {len(data)} bytes; {MOST_BYTES} are allowed")
        try:
            self.socket.sendall(len(data).to_bytes(4, "big") + data)
        except OSError as error:
            raise Ended(str(error)) from error

    def receive(self, seconds: float | None = None) -> dict[str, Any]:
        """Return the next message.

        Raises
        ------
        Late, Ended
        """
        last_time = None if seconds is None else time.monotonic() + seconds
        size = int.from_bytes(self._exactly(4, last_time), "big")
        if size > MOST_BYTES:
            raise Ended(f"a message of {size} bytes was announced")
        try:
            message = json.loads(self._exactly(size, last_time))
        except (ValueError, RecursionError) as error:
            raise Ended(f"no JSON: {error}") from error
        if not isinstance(message, dict):
            raise Ended("no message")
        return message

    def close(self) -> None:
        self.socket.close()

    def _exactly(self, size: int, last_time: float | None) -> bytes:
        data = bytearray()
        while len(data) < size:
            left = None if last_time is None else max(0, last_time - time.monotonic())
            if not select.select([self.socket], [], [], left)[0]:
                raise Late
            try:
                part = self.socket.recv(min(size - len(data), 1 << 20))
            except OSError as error:
                raise Ended(str(error)) from error
            if not part:
                raise Ended("closed")
            data += part
        return bytes(data)
