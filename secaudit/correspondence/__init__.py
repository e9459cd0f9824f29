"""What the secretariat writes to departments about a self-check: plan, request, guides, reminders,
totals, result notices; and whom to remind this morning."""
