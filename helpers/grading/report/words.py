"""What the states and signs of the engine are called on the page, and what they mean."""

from helpers.grading.report.records import WAITING
from helpers.locale import mark as N_

# Of a submission: its state, and what that means.
STATES = {
    "graded": (N_("graded"), N_("Marked in full, but for what a person reads.")),
    "unreadable": (N_("unreadable"), N_("The file is no notebook; ask for it again.")),
    "missing": (N_("missing"), N_("Nothing was handed in, or not every notebook of it.")),
    "failed": (N_("failed"), N_("Grading itself went wrong; that is no fault of the student's.")),
    "ungraded": (N_("not graded yet"), N_("Handed in, and no run has come to it yet.")),
    "unfinished": (N_("unfinished"), N_("A run was stopped on the way; the next one goes on.")),
    "damaged": (N_("damaged record"), N_("What the run had kept of it cannot be read.")),
}
# Signs are there to be looked at; none is a proof.
SIGNS = {
    "identity": (
        N_("another id"),
        N_("The student_id in the first cell is not the folder's name: other numbers were used."),
    ),
    "network": (
        N_("network"),
        N_("The code wanted to reach another machine; a sandbox keeps it from that."),
    ),
    "forbidden_read": (
        N_("forbidden file"),
        N_("The code wanted to read a file that is not its own; a sandbox keeps it from that."),
    ),
    "tampered": (N_("tampered"), N_("The code tried to change how it is marked.")),
    "unsandboxed": (N_("no sandbox"), N_("The code ran with the rights of whoever graded.")),
    "changed": (
        N_("handed in again"),
        N_("Other files came in after the marks: grade again."),
    ),
    "tests_newer": (
        N_("assignment edited"),
        N_("The assignment was edited after grading."),
    ),
}
ANSWERS = {
    "right": N_("right"),
    "partly": N_("partly"),
    "wrong": N_("wrong"),
    "blank": N_("blank"),
    "error": N_("error"),
    "timeout": N_("too slow"),
    "memory": N_("memory"),
    "died": N_("died"),
    "missing": N_("deleted"),
    WAITING: N_("waits"),
}
# What became of an answer that has no sentence, or one that does not tell why.
BECAME = {
    "partly": N_("Part of the points."),
    "wrong": N_("Not right."),
    "blank": N_("Left blank."),
    "error": N_("A cell ended with an error."),
    "timeout": N_("A cell took longer than is allowed."),
    "memory": N_("A cell took more memory than is allowed."),
    "died": N_("A cell ended the process in which it ran."),
    "missing": N_("The cell with the answer was deleted."),
}
