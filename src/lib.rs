//! Passgenau matches volunteers to requests: a school asks for an interpreter, the program finds - provably - the best
//! plan for everybody's week, asks the people by mail, takes their yes or no, puts it into calendars, and finds the
//! next person when someone cannot come.
//!
//! This page is the architecture; what rarely changes is written here, everything else next to the code.
//!
//! # Bird's eye
//!
//! Two crates. `passgenau-solver` knows what a planning problem *means*, finds its optimum and checks plans; it knows
//! no school, no clock, no file. This crate is everything else: one program that serves pages, sends mails and keeps
//! its data in an embedded SQLite file, or in PostgreSQL with as many instances as needed.
//!
//! | module | answers |
//! |---|---|
//! | [`domain`] | which words does the office use, and which rules do they carry? plain values, faults as data |
//! | [`calendar`] | which moments are meant? recurrences, clock changes, holidays, waking hours |
//! | [`matching`] | which planning problem do the data mean, and what does a plan say? |
//! | [`store`] | what is kept, and how? the only SQL, one text for both engines |
//! | [`app`] | what happens when somebody does something? one file per verb, one or two short transactions each |
//! | [`import`], [`demo`] | what do an office's files say? and a city invented after real figures |
//! | [`view`], [`mail`] | how does it read, on a page and in a mail? |
//! | [`identity`] | who does the city's own login say somebody is? |
//! | [`web`], [`jobs`], [`cli`] | who calls: a browser, the clock, a person at a terminal |
//! | [`config`], [`clock`], [`ids`] | settings, time, randomness: handed in, never fetched |
//!
//! # Directions
//!
//! `cli -> web, jobs -> app -> matching, store, import, identity, mail, view -> domain, calendar -> clock, ids`. A module uses
//! only what stands to its right; `tests/it/tidy.rs` reads the sources and says so.
//!
//! # Invariants, by absence
//!
//! * `domain`, `calendar`, `matching`, `view` and `import` do not know sqlx, axum, lettre or tokio.
//! * Nothing outside [`store`] contains SQL; nothing outside [`clock`] reads the time.
//! * No transaction is open while a plan is solved or a mail is sent.
//! * No plan is stored that the solver's independent check refuses, and none is published that does not fit the data
//!   any more: a draft carries the text and digest of its problem, and publishing rebuilds both.
//! * No mail can name a family, a case or a note: [`domain::notice::NoticeFacts`] has no field for them.
//! * No link, session or password is stored that opens anything: links are derived ([`app::Keys`]), the rest hashed.
//! * No mail leaves before an administrator starts the real operation, and nobody is asked before they have been greeted.
//! * GET changes nothing. A mail scanner that opens every link has done nothing.
//! * Logs hold ids, never names, addresses, tokens or texts.
//!
//! # The walk of one request
//!
//! 1. **Asked.** A school opens its link; [`web`] hands the typed fields to [`app::App::submit_request`], which turns
//!    them into a [`domain::request::NewRequest`] or into every fault at once. One transaction writes the request, the
//!    audit line and one outbox row; the form's mark makes a double click one request. When the office's rules speak
//!    against it the school reads why and what helps instead, and may insist; then a coordinator decides
//!    ([`app::App::decide`]) before anybody plans it.
//! 2. **Planned.** `Vorschlag berechnen` calls [`app::App::start_plan`]: one read transaction makes a
//!    [`matching::Snapshot`]; [`matching::problem`] turns it into a problem file; the solver proves its plan level by
//!    level on a thread of its own; the check agrees; a write transaction sees that nothing changed meanwhile and
//!    stores the draft with choices, substitutes, reasons and funnels. Who works for a part of the office plans its
//!    requests with its people; everything agreed elsewhere stands.
//! 3. **Published.** [`app::App::publish`] turns choices into offers, in one transaction with one outbox row per
//!    person. People without mail become calls the office has to make. How many are asked at once, and how long they
//!    may think, is the programme's rule; [`app::App::ask_by_hand`] and [`app::App::assign`] do it without a plan, and
//!    [`app::App::undo`] takes either back while nothing has left.
//! 4. **Sent.** [`app::App::drain_outbox`] claims rows under a lease, gathers the facts, composes, sends, marks. A
//!    crash in between sends a mail again under the same Message-ID. A broken relay pauses the queue.
//! 5. **Answered.** The link shows; a POST decides. [`app::App::answer`] locks the request, so that of two people who
//!    say yes at once one has the seat. A yes writes the assignment and both confirmations with their calendar
//!    entries; a no, or silence past the deadline ([`app::App::expire_offers`]), asks the next person whom the solver's
//!    rules let step in; if nobody is left, school and office are told.
//! 6. **Called off.** Either side can; calendars are told, and a volunteer's cancellation starts step 5 again. With
//!    [`app::App::ask_stand_in`] they stay responsible until somebody takes over; [`app::App::move_request`] keeps
//!    whoever can.
//! 7. **Reminded.** [`app::App::digests`] takes each due moment once, across clock changes, holidays and downtime.
//!
//! # Where to start reading
//!
//! `app/respond.rs` for how the house is built, `solver/src/lib.rs` for the model, `store/mod.rs` for the two engines.

pub mod app;
pub mod calendar;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod domain;
pub mod identity;
pub mod ids;
pub mod import;
pub mod jobs;
pub mod mail;
pub mod matching;
pub mod store;
pub mod view;
pub mod web;
