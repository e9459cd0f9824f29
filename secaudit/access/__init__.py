"""Who may do what: roles, the permission scheme as one table, and the check itself."""
