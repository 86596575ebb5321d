"""Hold the commands and the code of a document against what is there to be run."""

import ast
import importlib
import importlib.util
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
FENCE = re.compile(r"^ *```(\w+)[^\n]*\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
SHELL = {"bash", "console", "sh", "shell", "powershell", "text"}
# Named in a document, and no business of the project's.
ELSEWHERE = {
    "apt-get",
    "cd",
    "conda",
    "export",
    "git",
    "jupyter",
    "mamba",
    "nbgrader",
    "set",
    "sudo",
}
OPTION = re.compile(r"--[a-z][a-z-]+")


def complaints(text: str, sessions: set[str]) -> Iterator[str]:
    """Yield a sentence for each command and each import in a document that is not there."""
    for language, block in FENCE.findall(text):
        if language in SHELL - {"text"}:
            for command in commands(block):
                yield from unknown_in_command(command, sessions)
        elif language == "python":
            yield from unknown_in_code(block)


def commands(block: str) -> Iterator[list[str]]:
    """Yield the words of each command; settings before it (A=b) and prompts are left out."""
    for line in block.replace("\\\n", " ").splitlines():
        words = shlex.split(line.strip().removeprefix("$ "), comments=True)
        command: list[str] = []
        for word in [*words, "&&"]:
            if word in {"&&", ";", "|"}:
                if command:
                    yield command
                command = []
            elif command or not re.match(r"\$?\w+(:\w+)?=", word):
                command.append(word)


def unknown_in_command(words: list[str], sessions: set[str]) -> Iterator[str]:
    """Yield what a command names and the project does not have."""
    said = " ".join(words)
    words = without_runner(words)
    yield from (f"{said}: there is no {path}" for path in files(words) if not exists(path))
    if words[0] == "nox":
        yield from unknown_sessions(words[1:], sessions, said)
    elif words[0] == "module":
        yield from unknown_module(words[1], words[2:], said)
    elif words[0] not in ELSEWHERE | {"script", "pip"}:
        yield f"{said}: nothing is known of {words[0]}"


def without_runner(words: list[str]) -> list[str]:
    """Return the command without what starts it: python -m, pipx run, uvx."""
    if words[:2] == ["pipx", "run"]:
        return words[2:]
    if words[0] == "uvx":
        return words[1:]
    if re.fullmatch(r"python(3(\.\d+)?)?|py", words[0]):
        rest = [word for word in words[1:] if not re.fullmatch(r"-3(\.\d+)?", word)]
        if rest[:1] == ["-m"]:
            return rest[1:] if rest[1] in {"nox", "pip"} else ["module", *rest[1:]]
        return ["script", *rest]
    return words


def files(words: list[str]) -> Iterator[str]:
    """Yield the words that name a file of the project: a script, -r FILE, -f FILE."""
    for before, word in zip(["", *words], words, strict=False):
        if before in {"-r", "-f", "--file", "script"} or word.endswith(".ipynb"):
            yield word


def exists(path: str) -> bool:
    """Tell whether the project has the file."""
    return (ROOT / path).is_file()


def unknown_sessions(words: list[str], sessions: set[str], said: str) -> Iterator[str]:
    """Yield the sessions after -s that noxfile.py does not have."""
    own = words[: words.index("--")] if "--" in words else words
    for name in own[own.index("-s") + 1 :] if "-s" in own else []:
        if name.startswith("-"):
            return
        if name not in sessions:
            yield f"{said}: noxfile.py has no session {name}"


def unknown_module(name: str, words: list[str], said: str) -> Iterator[str]:
    """Yield a module that can't be imported, and options that its help does not name."""
    try:
        found = importlib.util.find_spec(name)
    except ModuleNotFoundError:
        found = None
    if found is None:
        yield f"{said}: there is no module {name}"
    elif name.startswith("helpers."):
        options = [word.partition("=")[0] for word in words if OPTION.match(word)]
        known = help_of(name) if options else ""
        yield from (f"{said}: {name} has no option {each}" for each in options if each not in known)


@cache
def help_of(module: str) -> str:
    """Return what a module's --help prints, with that of each of its commands."""

    def ask(*command: str) -> str:
        asked = [sys.executable, "-m", module, *command, "--help"]
        return subprocess.run(
            asked, cwd=ROOT, capture_output=True, encoding="utf-8", check=False
        ).stdout

    first = ask()
    below = re.search(r"\{([a-z_,]+)\}", first)
    return first + "".join(ask(command) for command in below[1].split(",")) if below else first


def unknown_in_code(block: str) -> Iterator[str]:
    """Yield what Python code imports from helpers and does not find, or that it is no Python."""
    try:
        tree = ast.parse(block)
    except SyntaxError as error:
        yield f"not Python: {error}: {block!r}"
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("helpers"):
            yield from _absent(node.module or "", [alias.name for alias in node.names])


def _absent(module: str, names: list[str]) -> Iterator[str]:
    for name in names:
        if not _found(lambda name=name: importlib.import_module(f"{module}.{name}")) and not _found(
            lambda name=name: getattr(importlib.import_module(module), name)
        ):
            yield f"from {module} import {name}: there is none"


def _found(look: Callable[[], object]) -> bool:
    try:
        look()
    except (ImportError, AttributeError):
        return False
    return True
