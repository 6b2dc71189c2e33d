//! Does each use case do what it promises, on both engines, with a real mail server at the other end?

mod answers;
mod asking;
mod inbound;
mod mail_queue;
mod operation;
mod repair;
mod reviews;
mod rules;
mod records;
mod search;
mod story;
