"""Commands for whoever runs the machine: people and periods without a browser."""
