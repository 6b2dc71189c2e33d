//! Does the solver find the best plan, and does the checker find every wrong one?

mod faults;
mod generated;
mod oracle;
mod random;
mod rules;
mod scale;
mod support;
mod week;
