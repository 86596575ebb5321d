"""The page that a student gets back: points, sentences and the student's own work.

nbgrader's page prints each test cell as it ran, hidden tests and key included. This one
prints of a test cell its points and its sentence, and of an error in it no line of code.
It needs no other machine: no script, no style and no picture comes from outside.

In a course's ``nbgrader_config.py``::

    c.GenerateFeedback.exporter_class = "helpers.grading.feedback.FeedbackPage"
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import bleach
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from helpers.locale import gettext, language

TEMPLATES = Path(__file__).with_name("templates")
# An explorer leaves a view that no page without a kernel can show, and its sentence as text.
SHOWN = ("text/html", "image/svg+xml", "image/png", "image/jpeg", "text/markdown", "text/plain")
TAGS = {
    *bleach.ALLOWED_TAGS,
    *("p", "br", "hr", "div", "span", "pre", "sub", "sup", "del", "img"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
    *("table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption"),
}
NOT_TEXT = re.compile(r"<(style|script)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
PROTOCOLS = {"http", "https", "mailto", "data"}


class FeedbackPage(HTMLExporter):
    """Turns a marked notebook, with its scores in the cells' metadata, into the page.

    `nbgrader.converters.GenerateFeedback` puts the scores there, and configures
    `HTMLExporter` for its own page; what is set here is more specific, so it holds.
    """

    def __init__(self, config: Config | None = None, **options: Any) -> None:
        own = Config()
        own.FeedbackPage.template_name = "course_feedback"
        own.FeedbackPage.extra_template_basedirs = [str(TEMPLATES)]
        own.FeedbackPage.sanitize_html = True
        own.FeedbackPage.exclude_anchor_links = True
        own.NbConvertBase.display_data_priority = list(SHOWN)
        merged = Config(config or {})
        merged.merge(own)
        super().__init__(config=merged, **options)
        self.environment.globals |= {"_": gettext, "language": language}

    def default_filters(self) -> Iterable[tuple[str, Callable[..., Any]]]:
        """Return nbconvert's filters, but for the one that lets HTML through."""
        yield from super().default_filters()
        yield "clean_html", harmless


def harmless(html: object) -> str:
    """Return HTML without what runs, or what would fetch something from another machine.

    Parameters
    ----------
    html : str
        From the student's notebook: Markdown that was rendered, or an output.

    Examples
    --------
    >>> harmless('<p onclick="x()">Right.<script>x()</script></p>')
    '<p>Right.</p>'
    """
    text = NOT_TEXT.sub("", str(html))
    return bleach.clean(text, tags=TAGS, attributes=_allowed, protocols=PROTOCOLS, strip=True)


def _allowed(tag: str, name: str, value: str) -> bool:
    if tag == "img":
        return name == "alt" or (name == "src" and value.startswith("data:image/"))
    if tag == "a":
        return name == "title" or (name == "href" and not value.startswith("data:"))
    return name in {"class", "scope", "colspan", "rowspan", "lang"}
