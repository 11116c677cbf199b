"""Training: the making of encoder folders from trained weights."""
