"""Many consented shares: what a class looks like, and how nobody in it is singled out."""
