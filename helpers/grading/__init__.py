"""Grading a class: what the course adds to nbgrader. No chapter imports it."""
