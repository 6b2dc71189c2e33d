//! Each rule of a plan on the smallest data that shows it.

mod money;
mod pins;
mod resources;
mod seats;
mod time;
mod who;
