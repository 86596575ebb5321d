"""Where an explorer cannot work, a still chart and a sentence stand in its place.

VS Code and Colab fetch the code of widgets from a server outside the machine, so there
the explorer does not start. The still chart carries its own plotly.js.
"""

import html
import os
import sys
from typing import TYPE_CHECKING

from helpers.locale import gettext as _
from helpers.locale import one_text

if TYPE_CHECKING:
    from helpers.explorers._explorer import View


def needs_a_still() -> bool:
    """Tell whether this kernel serves VS Code or Colab."""
    if "google.colab" in sys.modules:
        return True
    started_by_jupyter = "JPY_SESSION_NAME" in os.environ
    return "VSCODE_PID" in os.environ and not started_by_jupyter


def still(view: "View") -> dict[str, str]:
    """Return the chart as HTML that needs no server, above its sentence."""
    config = {"displayModeBar": False, "showSendToCloud": False, "plotlyServerURL": ""}
    chart = view.figure.to_html(full_html=False, include_plotlyjs=True, config=config)
    why = _("This is a still picture: the controls work in JupyterLab and in Notebook 7.")
    said = one_text(view.sentence, why)
    return {"text/html": f"{chart}<p>{html.escape(said)}</p>", "text/plain": said}
