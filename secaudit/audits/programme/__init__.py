"""The programme of several years, and the plan of each: which department is audited when."""
