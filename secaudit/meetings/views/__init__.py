"""The pages of meetings, decisions, actions and promises."""
