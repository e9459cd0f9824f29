"""Information security in a municipality: self-checks, audits, and what the CISO may rely on."""

__version__ = "0.1.0"
