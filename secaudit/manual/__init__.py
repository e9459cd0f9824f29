"""The manual: what each role does, the year month by month, what to do when …; read in the product."""
