"""A class that was graded, made by hand: records as a run keeps them, and a gradebook."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from nbgrader.api import Gradebook

from helpers.grading.course import Course
from helpers.grading.report import write_report

Told = dict[str, Any]


def answer(
    question: str, points: float | None, most: float, message: str = "", **other: Any
) -> Told:
    """Return what a record holds of a question; its state follows from the points."""
    state = "waiting" if points is None else "partly" if points else "wrong"
    state = "right" if points == most else state
    told = {"notebook": "ps", "name": question, "points": points, "max_points": most}
    return told | {"state": state, "message": message} | other


def keep(folder: Path, student: str, *answers: Told, **other: Any) -> None:
    """Keep a record of a student who handed in, as a run does."""
    notebook = folder / "submitted" / student / "ps" / "ps.ipynb"
    notebook.parent.mkdir(parents=True, exist_ok=True)
    notebook.write_text("{}", "utf-8")
    record = {
        "student": student,
        "state": "graded",
        "note": "",
        "seconds": 0.5,
        "peak_mb": 100.0,
        "repairs": [],
        "flags": {},
        "questions": list(answers),
        "cells": [],
        "notebooks": {},
        "digest": "",
        "saved": True,
        "score": sum(each["points"] or 0 for each in answers),
        "max_score": sum(each["max_points"] for each in answers),
    }
    records = folder / ".grading" / "ps"
    records.mkdir(parents=True, exist_ok=True)
    text = json.dumps(record | other, ensure_ascii=False)
    (records / f"{student}.json").write_text(text, "utf-8")


def gradebook(folder: Path, questions: dict[str, float], *students: str) -> Gradebook:
    """Return a gradebook with a submission of each student, in which nothing has a mark."""
    book = Gradebook(f"sqlite:///{folder / 'gradebook.db'}")
    book.add_assignment("ps")
    book.add_notebook("ps", "ps")
    for name, most in questions.items():
        book.add_grade_cell(name, "ps", "ps", max_score=most, cell_type="code")
    for student in students:
        book.add_student(student)
        book.add_submission("ps", student)
    return book


class Report:
    """The report of a class, written and read again."""

    def __init__(self, folder: Path) -> None:
        self.path = write_report(Course(folder), "ps")
        self.text = self.path.read_text(encoding="utf-8")
        self.page = BeautifulSoup(self.text, "html.parser")

    def said(self, section: str) -> str:
        """Return the sentences under a heading."""
        found = self.page.select(f"section[aria-labelledby={section}] > p")
        return " ".join(each.get_text() for each in found)

    def file(self, table: str) -> list[dict[str, str]]:
        """Return a table as the spreadsheet's file has it."""
        text = self.path.with_name(f"{table}.csv").read_text(encoding="utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def column(self, table: str, value: str) -> dict[str, str]:
        """Return by the first column what another holds."""
        return {next(iter(row.values())): row[value] for row in self.file(table)}

    def shown(self, table: str) -> list[list[str]]:
        """Return a table as the page has it, names that are folded away included."""
        rows, group = [], []
        for row in self.page.select(f"table.{table} tbody tr"):
            if heading := row.select_one("[scope=rowgroup]"):
                group = [heading.get_text()]
                continue
            names = [each.get_text() for each in row.select("details li")]
            for folded in row.select("details"):
                folded.decompose()
            rows.append(
                [*group, *map(_text, row.select("th, td")), *(["; ".join(names)] if names else [])]
            )
        return rows


def _text(cell: Any) -> str:
    lines = [each.get_text() for each in cell.select("div")]
    return "; ".join(lines) if lines else cell.get_text().strip()
