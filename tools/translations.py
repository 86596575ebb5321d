"""Bring helpers/locale/zh.po up to date with the sources, and list what is not translated.

    python tools/translations.py

Messages that are gone from the sources are dropped, new ones come in empty; translations
that are there stay as they are. The same sources give the same bytes.
"""

import io
import string
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "helpers" / "locale"
SOURCES = [("**.py", "python"), ("**.j2", "jinja2")]
KEYWORDS = DEFAULT_KEYWORDS | {"N_": None, "mark": None}


def catalogues() -> list[Path]:
    """Return the catalogues of all languages but English, which is the source."""
    return sorted(LOCALE.glob("*.po"))


def found() -> Catalog:
    """Return every message that the sources mark for translation, and where."""
    catalog = Catalog()
    for name, _line, message, comments, context in extract_from_dir(
        ROOT / "helpers", keywords=KEYWORDS, method_map=SOURCES
    ):
        file = Path("helpers", name).as_posix()
        catalog.add(message, None, [(file, None)], auto_comments=comments, context=context)
    return catalog


def refreshed(path: Path) -> Catalog:
    """Return a language's catalogue with exactly the messages of the sources."""
    with path.open("rb") as file:
        old = read_po(file, locale=path.stem)
    new = Catalog(locale=path.stem, header_comment=old.header_comment, fuzzy=False)
    for message in sorted(found(), key=lambda message: _key(message.id)):
        if message.id:
            known = old.get(message.id)
            text = known.string if known and "fuzzy" not in known.flags else ""
            new.add(message.id, text, sorted(set(message.locations)))
    return new


def faults(catalog: Catalog) -> Iterator[str]:
    """Yield a sentence for each message without translation, or with other placeholders."""
    for message in catalog:
        if message.id:
            yield from _faults_of(message)


def _faults_of(message: Message) -> Iterator[str]:
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    texts = [message.string] if isinstance(message.string, str) else list(message.string or [])
    if not texts or not all(texts):
        yield f'"{sources[0]}" is not translated'
        return
    for text in texts:
        if not any(placeholders(text) == placeholders(source) for source in sources):
            yield f'"{sources[0]}" has other placeholders in "{text}"'


def placeholders(text: str) -> set[str]:
    """Return the names in braces, each with its format."""
    return {f"{name}:{form}" for _text, name, form, _how in string.Formatter().parse(text) if name}


def _key(identity: str | tuple[str, ...] | list[str]) -> str:
    return identity if isinstance(identity, str) else identity[0]


def stored(catalog: Catalog) -> bytes:
    """Return a catalogue as it is kept: sorted, without dates or line numbers."""
    text = io.BytesIO()
    write_po(text, catalog, width=100, no_location=False, omit_header=True, include_lineno=False)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    head += f'"Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    return head.encode() + text.getvalue().strip() + b"\n"


if __name__ == "__main__":
    for path in catalogues():
        catalog = refreshed(path)
        path.write_bytes(stored(catalog))
        missing = list(faults(catalog))
        print(f"{path.relative_to(ROOT)}: {len(catalog)} messages, {len(missing)} to mend")
        print(*missing, sep="\n")
