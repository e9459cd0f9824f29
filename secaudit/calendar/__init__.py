"""Dates as a city office means them: eras, fiscal years, working days, Tokyo time.

Only `clock` knows what time it is; the rest is given it. The forms of dates are kept here in
both languages, as tables: they are formats, not sentences to translate.
"""
