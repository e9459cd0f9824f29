"""The archive that is carried to a machine without a network: `make bundle`, `make lock`."""
