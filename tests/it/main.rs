//! Do the parts work together as the office needs it? One binary for all integration tests.
#![expect(
    clippy::unwrap_used,
    reason = "a test that unwraps nothing fails, as it should"
)]

mod demo;
mod flows;
mod import;
pub(crate) mod mail;
mod matching;
mod store;
mod support;
mod tidy;
mod view;
mod web;
