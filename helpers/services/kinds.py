"""Product support or pure service: the one fact that decides.

After the course text's two classes (Hutt & Speh, *Business Marketing Management*, is the book
that it follows). What is done does not decide; whether its seller has sold the product does.
"""

import pandas as pd

from helpers.locale import gettext as _
from helpers.locale import mark as N_

CLASSES = {
    "support": N_("product support service"),
    "pure": N_("pure service"),
    "depends": N_("it depends"),
}

_CARDS = (
    ("A", N_("repair of the lifts"), N_("the lifts' maker, to those who bought its lifts"), True),
    ("B", N_("repair of lifts"), N_("a workshop that makes no lifts"), False),
    ("C", N_("repair of lifts"), N_("a firm with two vans and a good name"), None),
    ("D", N_("insurance of the building"), N_("an insurer"), False),
    ("E", N_("training of the night clerks"), N_("the maker of their booking software"), True),
    ("F", N_("temporary staff for August"), N_("an agency"), False),
    ("G", N_("delivery of the new beds"), N_("the maker of the beds"), True),
    ("H", N_("advice on computers"), N_("a firm that a friend recommends"), None),
)


def service_class(sold_with_product: bool | None) -> str:
    """Return the class of a service by the fact that decides.

    Parameters
    ----------
    sold_with_product : bool or None
        Whether the seller sells it with a product, or for one that it sold; None if unknown.

    Returns
    -------
    str
        "support", "pure", or "depends" where nobody has said how it is sold.

    Raises
    ------
    ValueError
        If it is neither True, False nor None.

    Examples
    --------
    >>> service_class(True), service_class(False), service_class(None)
    ('support', 'pure', 'depends')
    """
    if sold_with_product is None:
        return "depends"
    if not isinstance(sold_with_product, bool):
        raise ValueError(
            _("sold with a product: True, False or None, not {found!r}").format(
                found=sold_with_product
            )
        )
    return "support" if sold_with_product else "pure"


def cards() -> pd.DataFrame:
    """Return eight services that Hotel A buys, with what is known of their sellers.

    Returns
    -------
    DataFrame, one row per card, indexed by its letter
        ``service``, ``sold by`` (texts) and ``class`` (a name in `CLASSES`).

    Examples
    --------
    >>> cards()["class"].value_counts().to_dict()
    {'support': 3, 'pure': 3, 'depends': 2}
    """
    rows = [
        {
            "card": letter,
            "service": _(service),
            "sold by": _(seller),
            "class": service_class(sold),
        }
        for letter, service, seller, sold in _CARDS
    ]
    return pd.DataFrame(rows).set_index("card")
