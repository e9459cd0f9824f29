"""Whether the product is well: for the administrator's page and for `secaudit doctor`."""
