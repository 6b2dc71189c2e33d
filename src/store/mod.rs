//! The only SQL of the program.
