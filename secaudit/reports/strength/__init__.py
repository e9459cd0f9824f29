"""How strong a claim is: what stands behind a declared ○, and how old that is."""
