"""What people type about findings, in the order of a finding's life."""
