"""Johnston's twelve determinants, and which way each is reported to work.

The twelve: Johnston, Silvestro, Fitzgerald & Voss (1990). Developing the determinants of
service quality. 1st International Research Seminar in Service Management, La Londe les
Maures. The two columns of findings are *as reported in the literature* (Johnston 1995,
UK bank customers); this project has not seen that paper's table.
"""

from typing import NamedTuple

from helpers.locale import mark as N_


class Determinant(NamedTuple):
    """A determinant by its Chinese name, a hotel example, and what is reported of it.

    Attributes
    ----------
    chinese : str
        As in the course text, or as it should be there.
    example : str
        Good or bad, in Hotel A.
    reported : str
        ``"satisfier"``, ``"hygiene"``, ``"both"``, or ``""`` where neither was reported.
    """

    chinese: str
    example: str
    reported: str


DETERMINANTS = {
    "access": Determinant(
        "可接近性", N_("the entrance is easy to find, also with two suitcases"), ""
    ),
    "aesthetics": Determinant("外观/美观", N_("the lobby looks as one hoped it would"), ""),
    "availability": Determinant(
        "可获得性", N_("a clerk stands at the desk at two in the morning"), "hygiene"
    ),
    "cleanliness": Determinant("清洁/整洁", N_("no hair in the bath"), ""),
    "comfort": Determinant("舒适", N_("the bed, and the quiet of the room"), ""),
    "communication": Determinant(
        "沟通", N_("the bill is explained in words that the guest understands"), ""
    ),
    "competence": Determinant("能力", N_("the technician mends the line at the first visit"), ""),
    "courtesy": Determinant("礼貌", N_("the clerk looks up and greets"), ""),
    "friendliness": Determinant(
        "友善", N_("the waiter remembers the guest and asks after the journey"), "satisfier"
    ),
    "reliability": Determinant(
        "可靠性", N_("the room that was booked is the room that is given"), "hygiene"
    ),
    "responsiveness": Determinant(
        "响应性", N_("an iron is wanted, and is at the door five minutes later"), "both"
    ),
    "security": Determinant("安全性", N_("the key opens one door only"), ""),
}
