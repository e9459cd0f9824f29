"""A department's sheet as an Excel workbook: out with everything beside, back in through a preview."""
