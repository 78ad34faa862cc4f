"""A page to look at: what lists hold and what is wrong with them, as one HTML file or as its data."""
