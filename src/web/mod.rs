//! The pages, as HTTP.
