"""What the city gives to everybody: publishable figures as open data, and answers to surveys."""
