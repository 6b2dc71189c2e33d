//! Does the solver find the best plan, and does the checker find every wrong one?

mod explain;
mod faults;
mod generated;
mod goals;
mod golden;
mod help;
mod large;
mod oracle;
mod properties;
mod random;
mod repair;
mod rules;
mod scale;
mod support;
mod tampered;
mod week;
