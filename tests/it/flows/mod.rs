//! Does each use case do what it promises, on both engines, with a real mail server at the other end?

mod absence;
mod after_yes;
mod answers;
mod asking;
mod case;
mod digests;
mod import;
mod import_rules;
mod import_scale;
mod inbound;
mod leaving;
mod mail_desk;
mod mail_queue;
mod operation;
mod own_pages;
mod records;
mod repair;
mod reviews;
mod rules;
mod school_desk;
mod search;
mod story;
mod today;
mod week;
mod wishes;
