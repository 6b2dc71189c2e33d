//! Files of an office, read into records.
