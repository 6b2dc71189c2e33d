//! Languages as people speak them: a language, its variety, and how well someone speaks it.

use serde::{Deserialize, Serialize};

use super::text_enum;

text_enum! {
    /// How well someone speaks a language: the levels of the Common European Framework (GER), rising, and native.
    Level {
        /// Beginner.
        A1 = "A1",
        /// Elementary.
        A2 = "A2",
        /// Intermediate.
        B1 = "B1",
        /// Upper intermediate.
        B2 = "B2",
        /// Advanced.
        C1 = "C1",
        /// Near native.
        C2 = "C2",
        /// Grew up with it.
        Native = "native",
    }
}

/// The office's short name for a pair of ISO 639-3 code and variety, such as `ar-levant`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LanguageCode(pub String);

/// A language the office can be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Language {
    /// Short name, the key.
    pub code: LanguageCode,
    /// ISO 639-3 code.
    pub iso639_3: String,
    /// Variety within the language, empty for none.
    pub variety: String,
    /// German name ("Arabisch (levantinisch)").
    pub name_de: String,
    /// English name.
    pub name_en: String,
    /// The language's name for itself, for people who look for it.
    pub autonym: String,
}

impl Language {
    /// The name in the language of the interface (`de` or `en`).
    pub fn name(&self, ui: &str) -> &str {
        if ui == "en" { &self.name_en } else { &self.name_de }
    }
}

/// A language that serves less well than this (of 100) needs a coordinator's word; nobody is proposed before it.
pub const UNCONFIRMED_QUALITY: i64 = 80;

/// Who may stand in for whom: someone who speaks `spoken` can serve a family that asked for `asked`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageFallback {
    /// The language asked for.
    pub asked: LanguageCode,
    /// The language the person speaks.
    pub spoken: LanguageCode,
    /// How well that works, 1 to 99.
    pub quality: i64,
}
