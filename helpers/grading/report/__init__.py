"""The report of a class for its instructor: compute, then draw.

everybody       a class: who handed in, and of each
|-- records     what a run has kept, read with care
|-- marks       what the gradebook has, looked up only
tables          a class as tables
|-- mistakes    sentences that are one mistake
of_scores, of_answers, of_submissions
|               what is said of each table
|-- words       what states and signs are called, and mean
|-- shown       a stranger's text, made fit to be shown
drawn           a table as it is shown, and as CSV
page            the files
"""

from helpers.grading.report.page import write_report

__all__ = ["write_report"]
