"""Security incidents of the year: what happened, whether it has to be reported, and until when."""
