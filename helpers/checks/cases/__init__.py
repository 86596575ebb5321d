"""Cases of one's own for the assignments: the same for the student and for marking.

Each module is named by its chapter's word. Its functions take the student's
`helpers.checks.OwnNumbers` and return tables, numbers or letters, never an answer.
"""
