"""Which item belongs to which dimension."""

from collections.abc import Iterable, Mapping, Sequence

from helpers.data._errors import file_error, listed, quote
from helpers.data._headings import item_name
from helpers.locale import gettext as _

# Parasuraman, Zeithaml & Berry (1988): 22 items in this order.
CLASSICAL = {
    "tangibles": 4,
    "reliability": 5,
    "responsiveness": 4,
    "assurance": 4,
    "empathy": 5,
}


def find_dimensions(
    file: str, items: Sequence[str], given: object, of_file: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return each item's dimension, dimension by dimension.

    Parameters
    ----------
    items : sequence of str
        The items that the file holds.
    given : mapping or None
        The caller's: item to dimension, or dimension to items.
    of_file : mapping of item to dimension, optional
        The file's own; the caller's comes first.

    Raises
    ------
    DataError
        If an item has no dimension or two, or an item is named that the file does not hold.
    """
    if given is not None:
        return _as_given(file, items, given)
    if of_file is not None:
        order = list(dict.fromkeys(of_file.values()))
        return dict(sorted(of_file.items(), key=lambda pair: order.index(pair[1])))
    if set(items) == {str(number) for number in range(1, 23)}:
        names = [name for name, size in CLASSICAL.items() for _item in range(size)]
        return {str(number): name for number, name in enumerate(names, start=1)}
    problem = _(
        "nothing says which of the {count} items ({items}) belong to which dimension; say it "
        "like {example} (only 22 items numbered 1 to 22 have a usual order)"
    )
    raise file_error(
        file,
        problem.format(
            count=len(items),
            items=listed(items, most=4),
            example='dimensions={"reliability": [1, 2, 3], "empathy": [4, 5]}',
        ),
    )


def _as_given(file: str, items: Sequence[str], given: object) -> dict[str, str]:
    pairs = _pairs(file, given)
    named = [item for item, _dimension in pairs]
    found = dict(pairs)
    problems = [
        (_("dimensions= names item {items} more than once"), _twice(named)),
        (
            _("dimensions= names item {items}, which the file does not have"),
            set(found) - set(items),
        ),
        (_("dimensions= leaves out item {items}"), set(items) - set(found)),
        (_("dimensions= has no name for the dimension of item {items}"), _unnamed(found)),
    ]
    told = [problem.format(items=listed(sorted(which))) for problem, which in problems if which]
    if told:
        raise file_error(file, *told)
    return found


def _pairs(file: str, given: object) -> list[tuple[str, str]]:
    """Return (item, dimension) pairs from either form of the mapping."""
    if not isinstance(given, Mapping) or not given:
        example = '{"reliability": [1, 2, 3], "empathy": [4, 5]}'
        problem = _("dimensions= says what belongs where like {example}, and {found} was given")
        raise file_error(file, problem.format(example=example, found=quote(given)))
    if all(isinstance(value, str) for value in given.values()):
        pairs = [(item_name(item), value.strip()) for item, value in given.items()]
        order = list(dict.fromkeys(dimension for _item, dimension in pairs))
        return sorted(pairs, key=lambda pair: order.index(pair[1]))
    return [
        (item_name(item), str(dimension).strip())
        for dimension, items in given.items()
        for item in (items if _is_list(items) else [items])
    ]


def _is_list(items: object) -> bool:
    return isinstance(items, Iterable) and not isinstance(items, str)


def _unnamed(found: Mapping[str, str]) -> set[str]:
    return {item for item, dimension in found.items() if not dimension}


def _twice(names: Sequence[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}
