"""Take the pictures of explorers that README and docs show, in the browser.

    python tools/pictures.py

Each is the explorer as a reader has it after a prediction, in JupyterLab's light theme.
"""

import sys
import tempfile
from pathlib import Path

import nbformat
from playwright.sync_api import Page

if __name__ == "__main__":  # as a script, the folder of the course is not on the path
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.lab import ROOT, browser, jupyter, open_notebook, run_all

PICTURES = ROOT / "docs" / "pictures"
SET_UP = """
from helpers import data
from helpers.explorers import bundling, gronroos, peak_pricing, services
from helpers.explorers import servqual, start, two_factor
guests = data.load("hotel_guests")
ratings = data.join(data.load("hotel_ratings"), guests, ["wave", "segment"])
"""
SHOWN = {
    "who_pays_for_breakdowns": 'services.explore_breakdowns(settings={"failures": 3})',
    "is_functional_more_important": 'gronroos.explore_importance(settings={"technical": 0.3})',
    "find_the_gap": (
        "servqual.explore_find_the_gap("
        'settings={"case": 3, "first": "interview", "second": "audit"})'
    ),
    "whose_gap": 'servqual.explore_whose_gap(ratings, settings={"picture": "parts"})',
    "how_sure": 'servqual.explore_how_sure(ratings, settings={"sample": 10})',
    "next_spend": "two_factor.explore_next_spend()",
    "where_from": "peak_pricing.explore_flows()",
    "the_cloud": "bundling.explore_cloud()",
    "one_guest": "start.explore_one_guest()",
}


def notebook() -> nbformat.NotebookNode:
    """Return a notebook that shows every explorer to be pictured."""
    cells = [nbformat.v4.new_code_cell(source) for source in (SET_UP, *SHOWN.values())]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def take(page: Page) -> None:
    """Answer each explorer's question and take its picture."""
    for place, name in enumerate(SHOWN):
        explorer = page.locator(".sq-explorer").nth(place)
        explorer.locator(".main-svg").first.wait_for(state="attached", timeout=60_000)
        explorer.locator(".sq-answers button").nth(2).click()
        page.mouse.move(0, 0)
        page.wait_for_timeout(500)
        explorer.screenshot(path=PICTURES / f"{name}.png")


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        nbformat.write(notebook(), Path(folder) / "pictures.ipynb")
        with jupyter(Path(folder), COURSE_LANG="en") as url, browser() as opened:
            page = opened.new_page(viewport={"width": 1180, "height": 8000})
            open_notebook(page, url, "pictures.ipynb")
            run_all(page)
            take(page)


if __name__ == "__main__":
    main()
