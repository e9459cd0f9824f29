"""The steps by which the tables came about, in order; append only."""
