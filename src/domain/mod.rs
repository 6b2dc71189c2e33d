//! The words of the office as types: people, organisations, requests, offers, assignments, notices.
//!
//! Plain values and their rules; no database, no network, no clock. Whatever a person typed becomes one of these
//! types only through a constructor that returns *every* fault at once as [`Rejection`]s.

pub mod absence;
pub mod account;
pub mod alike;
pub mod asking;
pub mod assignment;
pub mod block;
pub mod desk;
pub mod device;
pub mod district;
pub mod exclusion;
pub mod feed;
pub mod import;
pub mod inbound;
pub mod joining;
pub mod language;
pub mod money;
pub mod notice;
pub mod offer;
pub mod office_calendar;
pub mod organisation;
pub mod person;
pub mod plan;
pub mod print;
pub mod programme;
pub mod record;
pub mod rejection;
pub mod repair;
pub mod request;
pub mod review;
pub mod rights;
pub mod rules;
pub mod task;
pub mod text;
pub mod todo;

pub use rejection::Rejection;

/// An enum whose variants have one stable text form, used in the database, in files and in message ids.
macro_rules! text_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable text form.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value with this text form.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("unknown value {text:?}")))
            }
        }
    };
}
pub(crate) use text_enum;
