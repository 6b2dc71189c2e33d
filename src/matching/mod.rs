//! From the office's data to a planning problem, and from a plan back to people.
