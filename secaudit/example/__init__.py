"""汐見市 (Shiomi City), which does not exist: three years of its life, made by the real actions."""
