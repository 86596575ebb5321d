"""The wiring that every explorer shares: controls, a drawing, a sentence and a table.

A chapter supplies a function that draws and the controls that it takes::

    def explore_gap(expectation=6) -> Explorer:
        def draw(perception: int) -> View:
            ...
            return View(figure, sentence, table)

        return Explorer(draw, name=_("One guest"), perception=slider(_("Perception"), 5, 1, 7))
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go
from ipywidgets import VBox, Widget

from helpers.explorers._screen import Screen
from helpers.explorers._still import needs_a_still, still
from helpers.explorers.controls import arrange, checked, value_of
from helpers.locale import gettext as _
from helpers.locale import in_a_row


class View(NamedTuple):
    """What an explorer shows at one setting.

    Attributes
    ----------
    figure : go.Figure
    sentence : str
        The result in one sentence, shown under the chart and read out.
    table : DataFrame
        The numbers behind the chart, for those who cannot see it.
    """

    figure: go.Figure
    sentence: str
    table: pd.DataFrame


@dataclass(frozen=True)
class Question:
    """A prediction to make before the picture is uncovered.

    Parameters
    ----------
    ask : str
    answers : tuple of 2 to 5 str
    because : str
        What happens, and why; shown beside the reader's choice.
    """

    ask: str
    answers: tuple[str, ...]
    because: str

    def __post_init__(self) -> None:
        if not 2 <= len(self.answers) <= 5:
            raise ValueError(f"a question has 2 to 5 answers, not {len(self.answers)}")


class Explorer(VBox):
    """A chart that is drawn again whenever one of its controls changes.

    Parameters
    ----------
    draw : callable
        Takes the value of every control, by name, and returns a `View`.
    name : str
        What is explored; the accessible name of the whole.
    question : Question, optional
        Asked first; the picture stays covered until the reader has chosen.
    scenes : mapping of str to dict, optional
        Settings to call up by name, each with one key (1 to 9).
    settings : mapping, optional
        Where to start, as returned by `settings()`; what it leaves out stays at its default.
    **controls : ipywidgets value widgets
        One for each argument of `draw`, each with a description.

    Attributes
    ----------
    controls : dict of str to widget
    view : View
        What is shown now; also as `figure`, `sentence` and `table`.

    Raises
    ------
    ValueError
        If a setting or a scene names no control, or has a value that its control does not allow.
    """

    def __init__(
        self,
        draw: Callable[..., View],
        *,
        name: str,
        question: Question | None = None,
        scenes: Mapping[str, Mapping[str, Any]] | None = None,
        settings: Mapping[str, Any] | None = None,
        **controls: Widget,
    ) -> None:
        self._draw = draw
        self.controls = controls
        self.scenes = {title: dict(scene) for title, scene in (scenes or {}).items()}
        self.question = question
        self._defaults = self.settings()
        self._still = False
        for scene in self.scenes.values():
            self._allowed(scene)
        self._place(settings or {})
        self.view = draw(**self.settings())
        self._screen = Screen(self, name)
        super().__init__([*arrange(controls), self._screen])
        self.add_class("sq-explorer")
        for control in controls.values():
            control.observe(self._redraw, names="value")

    @property
    def figure(self) -> go.Figure:
        return self.view.figure

    @property
    def sentence(self) -> str:
        return self.view.sentence

    @property
    def table(self) -> pd.DataFrame:
        return self.view.table

    @property
    def choice(self) -> int | None:
        """The answer chosen to the question, counted from 0; None before."""
        return self._screen.choice if self._screen.choice >= 0 else None

    def settings(self) -> dict[str, Any]:
        """Return the value of every control, by name: a plain dict to keep or hand in."""
        return {name: value_of(control) for name, control in self.controls.items()}

    def set(self, settings: Mapping[str, Any]) -> None:
        """Turn several controls at once; those not named stay."""
        with self._one_drawing():
            self._place(settings)

    def reset(self) -> None:
        """Turn every control back to where it stands when the explorer opens."""
        self.set(self._defaults)

    def show_scene(self, title: str) -> None:
        """Call up a named scene; what it does not name goes back to its default."""
        if title not in self.scenes:
            known = in_a_row(f'"{scene}"' for scene in self.scenes)
            raise ValueError(
                _('there is no scene "{title}"; there are: {known}').format(
                    title=title, known=known
                )
            )
        self.set(self._defaults | self.scenes[title])

    def _place(self, settings: Mapping[str, Any]) -> None:
        for name, value in self._allowed(settings).items():
            self.controls[name].value = value

    def _allowed(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        if not isinstance(settings, Mapping):
            raise ValueError(
                _("settings are named values, such as {example}, not {settings!r}").format(
                    example=self._defaults, settings=settings
                )
            )
        return {name: checked(self.controls, name, value) for name, value in settings.items()}

    @contextmanager
    def _one_drawing(self) -> Iterator[None]:
        self._still = True
        try:
            yield
        finally:
            self._still = False
        self._redraw()

    def _redraw(self, _change: object = None) -> None:
        if self._still:
            return
        self.view = self._draw(**self.settings())
        self._screen.update(self.view)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        if needs_a_still():
            return still(self.view)
        bundle = super()._repr_mimebundle_(**options)
        return {**bundle, "text/plain": self.sentence} if isinstance(bundle, dict) else bundle


def show(figure: go.Figure, sentence: str, table: pd.DataFrame | pd.Series) -> Explorer:
    """Show a chart that has no controls, with the sentence that says what it shows.

    It gets what an explorer gives: the page's light or dark colours, a name for those
    who cannot see it, the numbers behind it, and nothing that leaves the machine.

    Parameters
    ----------
    figure : go.Figure
    sentence : str
    table : DataFrame or Series
        The numbers behind the chart.
    """
    view = View(figure, sentence, pd.DataFrame(table))
    return Explorer(lambda: view, name=figure.layout.title.text or _("Chart"))
