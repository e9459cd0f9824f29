"""What changes a finding: recording, checking facts, issuing, mending, verifying."""
