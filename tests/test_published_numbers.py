"""The models come to the numbers that others printed, and the page about it is up to date."""

import ast
from pathlib import Path

import pytest
from published import NUMBERS
from published_numbers import PAGE, page

TESTS = Path(__file__).parent
EACH = [
    pytest.param(published, id=f"{word}-{published.what}")
    for word, all_of_word in NUMBERS.items()
    for published in all_of_word
]


@pytest.mark.parametrize("published", EACH)
def test_a_model_comes_to_the_numbers_that_were_printed(published):
    computed = published.computed()
    assert len(computed) == len(published.printed) > 0
    # A thousandth of the tolerance more, for a number that lies on the half itself.
    assert computed == pytest.approx(
        list(published.printed), rel=0, abs=1.001 * published.tolerance()
    )


@pytest.mark.parametrize("published", EACH)
def test_the_test_that_is_named_exists(published):
    file, _, name = published.test.partition("::")
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_the_page_is_what_the_command_writes():
    assert PAGE.read_text(encoding="utf-8") == page(), "python tools/published_numbers.py"
