"""Say what is wrong with a set-up, and what to type: ``python -m helpers.doctor``.

Written with nothing but Python's own library, so that it can still speak where packages
are missing or Python is too old; what a check needs beyond that it imports itself.
"""
