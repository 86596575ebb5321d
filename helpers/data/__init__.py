"""The course's data, and a way to bring one's own: reads and validates, and knows no model."""

from helpers.data._errors import DataError, SurveyError
from helpers.data.glossary import KeyTerms, key_terms
from helpers.data.packaged import load_fares, load_visits
from helpers.data.survey import load_survey
from helpers.data.tables import FOLDER, join, load

__all__ = [
    "FOLDER",
    "DataError",
    "KeyTerms",
    "SurveyError",
    "join",
    "key_terms",
    "load",
    "load_fares",
    "load_survey",
    "load_visits",
]
