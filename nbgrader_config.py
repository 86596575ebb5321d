"""What nbgrader needs to know of this course. Run its commands from this folder.

A course kept elsewhere loads this file from its own ``nbgrader_config.py``::

    c = get_config()
    load_subconfig("/path/to/this/repository/nbgrader_config.py")
    c.CourseDirectory.source_directory = "source"
"""

c = get_config()  # noqa: F821 (traitlets puts it there)

c.CourseDirectory.source_directory = "notebooks/assignments"
# `name = ...` stands before each solution and is left, so a blank notebook runs without an error.
c.ClearSolutions.code_stub = {"python": ""}
c.ClearSolutions.text_stub = "*Write here, in place of this line.*"
# A test cell that a student deleted is put back, and the question marked like any other.
c.OverwriteCells.add_missing_cells = True
# Seconds for a cell; the first one imports, and nbgrader's 30 are short on a busy machine.
c.Execute.timeout = 60
c.GenerateFeedback.exporter_class = "helpers.grading.feedback.FeedbackPage"
