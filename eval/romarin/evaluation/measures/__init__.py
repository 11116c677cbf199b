"""Measures: values that turn answers into figures of a case, and rows into figures of a set."""
