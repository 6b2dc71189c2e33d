//! Do the parts work together as the office needs it? One binary for all integration tests.

mod mail;
mod store;
mod support;
mod view;
