"""What self-checks and audits tell about one control, as a part of the control's page."""
