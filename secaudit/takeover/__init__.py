"""What a city had before: its own question list and last year's answers, from its own workbook."""
