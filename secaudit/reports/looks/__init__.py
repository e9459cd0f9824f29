"""The CISO has looked at the overview, and may have told the secretariat to do something."""
