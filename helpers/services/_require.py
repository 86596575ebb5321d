"""What the chapter's models ask of an amount, said in a sentence."""

from helpers.locale import gettext as _


def require_amounts(**amounts: float) -> None:
    """Raise a ValueError unless every amount is a finite number from 0 up."""
    for name, amount in amounts.items():
        if not 0 <= amount < float("inf"):
            raise ValueError(
                _("{name} is an amount from 0 up, not {amount}").format(name=name, amount=amount)
            )
