//! Does each use case do what it promises, on both engines, with a real mail server at the other end?

mod answers;
mod mail_queue;
mod repair;
mod story;
