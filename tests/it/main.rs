//! Do the parts work together as the office needs it? One binary for all integration tests.

mod flows;
mod import;
mod mail;
mod matching;
mod store;
mod support;
mod tidy;
mod view;
mod web;
