"""Evaluation: cases, measures as values, baselines, reports, comparisons and load."""
