//! Does the store do what it says, on both engines?

mod reference;
