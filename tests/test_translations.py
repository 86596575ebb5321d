"""All that helpers shows is there in 简体中文 too."""

import pytest
import translations

import helpers
from helpers import locale
from helpers.checks import Verdict
from helpers.data._errors import file_error
from helpers.locale import gettext, one_text
from helpers.ratings import quoted

CATALOGUES = translations.catalogues()


def test_simplified_chinese_is_among_the_languages():
    assert [path.stem for path in CATALOGUES] == ["zh"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_message_is_translated_and_keeps_its_placeholders(path):
    assert list(translations.faults(translations.refreshed(path))) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_holds_what_the_sources_say_and_nothing_else(path):
    assert path.read_bytes() == translations.stored(translations.refreshed(path)), (
        "the sources have other messages: python tools/translations.py"
    )


def test_a_lost_placeholder_is_noticed():
    catalog = translations.Catalog(locale="zh")
    catalog.add("Gap {gap:+.2f} of {what}", "差距 {gap:+.2f}")
    catalog.add("Guests", "")
    assert [fault.split('"')[2].strip() for fault in translations.faults(catalog)] == [
        "has other placeholders in",
        "is not translated",
    ]


def test_a_reader_can_switch_the_language_and_back():
    helpers.language("zh_CN.UTF-8")
    assert gettext("reliability") == "可靠性"
    helpers.language("en")
    assert gettext("reliability") == "reliability"


def test_chinese_has_its_own_comma_in_a_row_and_no_space_between_sentences():
    helpers.language("zh")
    assert quoted(["reliability", "empathy"]) == '"reliability"、"empathy"'
    assert one_text("答对了。", "", "再想一想。") == "答对了。再想一想。"
    assert repr(Verdict("4.2", "wrong", "正负号反了。")) == "✗ 4.2：正负号反了。"
    assert str(file_error("a.csv", "空的", "缺列", hint="另存")) == "a.csv：空的；缺列（另存）。"


def test_a_language_that_the_course_does_not_speak_is_named():
    with pytest.raises(ValueError, match=r'"en" .*, "zh" .*, not "tlh"'):
        helpers.language("tlh")


def test_the_variable_decides_until_the_reader_does(monkeypatch):
    monkeypatch.setattr(locale, "_chosen", [])
    monkeypatch.setenv("COURSE_LANG", "zh-CN")
    assert helpers.language() == "zh"
