//! The parts together, as they run.

mod store;
mod support;
