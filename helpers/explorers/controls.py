"""Controls: how they are made, how they stand, and which values they allow."""

from collections.abc import Mapping, Sequence
from typing import Any

from ipywidgets import Box, Checkbox, Dropdown, FloatSlider, IntSlider, Widget

from helpers.locale import gettext as _
from helpers.locale import in_a_row


def slider(name: str, value: float, low: float, high: float, step: float = 1) -> Widget:
    """Return a slider; whole numbers throughout give a slider of whole numbers.

    Parameters
    ----------
    name : str
        With its unit, as the reader sees and hears it.
    """
    whole = all(isinstance(number, int) for number in (value, low, high, step))
    if whole:
        return IntSlider(value, low, high, step, description=name)
    decimals = max(len(str(float(number)).split(".")[1]) for number in (step, low))
    form = f".{0 if float(step).is_integer() else decimals}f"
    return FloatSlider(value, min=low, max=high, step=step, description=name, readout_format=form)


def choice(name: str, options: Mapping[str, Any] | Sequence[str], value: Any) -> Dropdown:
    """Return a list to choose from; a mapping goes from what is shown to its value."""
    pairs = list(options.items()) if isinstance(options, Mapping) else list(options)
    return Dropdown(options=pairs, value=value, description=name)


def switch(name: str, value: bool = False) -> Checkbox:
    """Return a box to tick."""
    return Checkbox(value=value, description=name, indent=False)


def arrange(controls: Mapping[str, Widget]) -> list[Widget]:
    """Return the controls in one box, as many beside each other as the page allows."""
    if not controls:
        return []
    for control in controls.values():
        control.add_class("sq-control")
        control.style.description_width = "initial"
    box = Box(list(controls.values()))
    box.add_class("sq-controls")
    return [box]


def value_of(control: Widget) -> Any:
    """Return a control's value; a slider in the page gives 0.7999999999999999 for 0.8.

    Examples
    --------
    >>> value_of(FloatSlider(0.1 * 3))
    0.3
    """
    return round(control.value, 9) if isinstance(control.value, float) else control.value


def checked(controls: Mapping[str, Widget], name: str, value: Any) -> Any:
    """Return the value if the control of that name allows it.

    Raises
    ------
    ValueError
        Naming the control, what was given and what is allowed.
    """
    if name not in controls:
        known = in_a_row(controls) or _("none")
        raise ValueError(
            _('there is no control "{name}"; there are: {known}').format(name=name, known=known)
        )
    control = controls[name]
    if not _allows(control, value):
        raise ValueError(
            _('"{name}" cannot be {value!r}; allowed: {allowed}').format(
                name=name, value=value, allowed=_range(control)
            )
        )
    return value


def _allows(control: Widget, value: Any) -> bool:
    if isinstance(control, Dropdown):
        return any(type(value) is type(option) and value == option for option in _values(control))
    if isinstance(control, Checkbox):
        return isinstance(value, bool)
    kinds = int if isinstance(control, IntSlider) else (int, float)
    is_number = isinstance(value, kinds) and not isinstance(value, bool)
    return is_number and control.min <= value <= control.max


def _range(control: Widget) -> str:
    if isinstance(control, Dropdown):
        return in_a_row(map(repr, _values(control)))
    if isinstance(control, Checkbox):
        return "True, False"
    return _("{low} to {high}").format(low=control.min, high=control.max)


def _values(control: Dropdown) -> list[Any]:
    return [value for _label, value in control._options_full]
