"""Models, charts, explorers and checks for the course on service quality."""

from helpers.locale import language

__all__ = ["language"]
