"""What is audited, when and by whom: engagements, their teams, and one paper per department."""
