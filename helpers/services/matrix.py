"""The service process matrix: labour intensity against interaction and customisation.

Schmenner, R. W. (1986). How can service businesses survive and prosper? Sloan Management
Review. The four quadrants are his; where each axis is cut is a choice, here an argument.
"""

from helpers.locale import gettext as _
from helpers.locale import mark as N_

QUADRANTS = {
    "factory": N_("service factory"),
    "shop": N_("service shop"),
    "mass": N_("mass service"),
    "professional": N_("professional service"),
}


def labour_intensity(labour: float, plant: float) -> float:
    """Return labour cost divided by the value of plant and equipment.

    Parameters
    ----------
    labour : float
        Cost of labour, in yuan a year, 0 or more.
    plant : float
        Value of plant and equipment, in yuan, above 0.

    Returns
    -------
    float
        A ratio per year.

    Raises
    ------
    ValueError
        If the labour cost is below zero or the plant is worth nothing.

    Examples
    --------
    >>> labour_intensity(900_000, 300_000), labour_intensity(400_000, 1_600_000)
    (3.0, 0.25)
    """
    if not 0 <= labour < float("inf"):
        raise ValueError(_("labour costs an amount from 0 up, not {labour}").format(labour=labour))
    if not 0 < plant < float("inf"):
        raise ValueError(
            _("plant and equipment have a value above 0, not {plant}").format(plant=plant)
        )
    return labour / plant


def quadrant(
    intensity: float, interaction: float, cut: float = 1.0, interaction_cut: float = 5.0
) -> str:
    """Return the quadrant of a business.

    Parameters
    ----------
    intensity : float
        As returned by `labour_intensity`.
    interaction : float
        Interaction with customers and customisation, on any scale, higher for more.
    cut, interaction_cut : float
        From where on each counts as high. Neither is in the article.

    Returns
    -------
    str
        A name in `QUADRANTS`.

    Examples
    --------
    >>> quadrant(3.0, interaction=8), quadrant(0.25, interaction=8)
    ('professional', 'shop')
    >>> quadrant(3.0, interaction=2), quadrant(0.25, interaction=2)
    ('mass', 'factory')
    """
    personal = interaction >= interaction_cut
    if intensity >= cut:
        return "professional" if personal else "mass"
    return "shop" if personal else "factory"
