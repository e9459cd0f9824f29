"""Once a year: does everybody who may sign in still need to? The list for signature, and its outcome."""
