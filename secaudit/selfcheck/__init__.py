"""The yearly self-check: period, sheet, answer; handing in, confirming, freezing."""
