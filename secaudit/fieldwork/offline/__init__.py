"""A working paper as an Excel file for where there is no network: out, and back through a preview."""
