"""What stops the command."""


class NotPossible(Exception):
    """Grading cannot begin; why, in a sentence."""
