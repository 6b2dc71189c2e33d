//! Does the solver find the best plan, and does the checker find every wrong one?

mod generated;
mod oracle;
mod random;
mod scale;
mod support;
mod week;
