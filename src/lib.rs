//! Passgenau matches volunteers to requests.

pub mod app;
pub mod calendar;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod domain;
pub mod ids;
pub mod import;
pub mod jobs;
pub mod mail;
pub mod matching;
pub mod store;
pub mod view;
pub mod web;
