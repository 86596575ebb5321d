"""Explorers: named controls on a chart, the only place with ipywidgets."""

from helpers.explorers._explorer import Explorer, Question, View, show

__all__ = ["Explorer", "Question", "View", "show"]
