//! Who are the people of the city: what do they speak, and how many of each are there?

use super::names::Origin;
use super::names::Origin::{
    Albanian, Arab, Bosnian, Bulgarian, Eritrean, German, Kurdish, Maghreb, Pakistani, Persian, Polish,
    Romanian, Russian, Somali, Tamil, Turkish, Ukrainian,
};

/// The interpreters: where their name comes from, and their languages with levels (`N`: grew up with it). How many
/// speak a language is what `data/languages.csv` says.
#[rustfmt::skip] // One person, one place; a few on a line.
pub const INTERPRETERS: [(Origin, &str); 50] = [
    (Arab, "ar-levant:N en:C1"), (Arab, "ar-levant:N ar-irak:C1"), (Arab, "ar-levant:N tr:C1"),
    (Kurdish, "kmr:N ar-levant:N"), (Kurdish, "kmr:N ar-levant:C2 tr:B2"), (Arab, "ar-levant:N fr:C1"),
    (Arab, "ar-levant:N"), (Arab, "ar-levant:N"), (Arab, "ar-levant:N ru:C1"), (Arab, "ar-irak:N"),
    (Kurdish, "ckb:N ar-irak:C1"), (Arab, "ar-irak:N"), (Maghreb, "ar-maghreb:N fr:N"),
    (Maghreb, "ar-maghreb:N fr:C1"), (Maghreb, "ar-maghreb:N"), (Turkish, "tr:N"), (Turkish, "tr:N"),
    (Turkish, "tr:N en:C1"), (Turkish, "tr:N"), (Kurdish, "kmr:N tr:N"), (Kurdish, "kmr:N tr:C2"),
    (Turkish, "bg:N tr:N"), (Turkish, "tr:N bg:C2"), (Romanian, "rom:N ro:N bg:C1"), (Bosnian, "bs:N tr:C1"),
    (Kurdish, "kmr:N ckb:C1"), (Bulgarian, "bg:N sr:C1"), (Bulgarian, "bg:N ru:C1"), (Romanian, "ro:N"),
    (Romanian, "ro:N ru:N"), (Romanian, "ro:N en:C1"), (Eritrean, "ti:N en:B2"), (Ukrainian, "uk:N ru:N"),
    (Ukrainian, "uk:N ru:C2"), (Ukrainian, "uk:N ru:N en:C1"), (Ukrainian, "uk:N pl:C1"), (Russian, "ru:N pl:B2"),
    (Russian, "ru:N pl:C1"), (Russian, "ru:N"), (Polish, "pl:N"), (Polish, "pl:N en:C1"), (Somali, "so:N en:B2"),
    (Persian, "prs:N fa:C1 ps:N"), (Persian, "prs:N fa:C1"), (Persian, "fa:N prs:C1"), (Persian, "fa:N en:C1"),
    (Albanian, "sq:N sr:C1 tr:C1"), (Albanian, "bs:N hr:N sr:N sq:C1"), (Tamil, "ta:N en:C1"),
    (Pakistani, "ur:N en:C1"),
];

/// The parent trainers.
#[rustfmt::skip]
pub const TRAINERS: [(Origin, &str); 8] = [
    (Turkish, "tr:N"), (Turkish, "tr:N bg:C1"), (Arab, "ar-levant:N"), (Arab, "ar-levant:N ar-irak:C1"),
    (Bulgarian, "bg:N"), (Romanian, "ro:N"), (Polish, "pl:N"), (Russian, "ru:N uk:C1"),
];

/// The everyday companions.
#[rustfmt::skip]
pub const COMPANIONS: [(Origin, &str); 15] = [
    (Arab, "ar-levant:N"), (Arab, "ar-levant:N ar-irak:C1"), (Arab, "ar-levant:N"), (Kurdish, "kmr:N ar-levant:C1"),
    (Turkish, "tr:N"), (Turkish, "tr:N"), (Turkish, "tr:N bg:C1"), (Bulgarian, "bg:N"), (Bulgarian, "bg:N tr:B2"),
    (Romanian, "ro:N"), (Romanian, "ro:N ru:C1"), (Ukrainian, "uk:N ru:N"), (Russian, "ru:N uk:B2"),
    (Persian, "prs:N fa:C1"), (Polish, "pl:N"),
];

/// The other volunteers and guides: name, language if any, and how many of each.
#[rustfmt::skip]
pub const GUIDES: [((Origin, &str), u32); 12] = [
    ((German, ""), 22), ((German, "en:C1"), 6), ((German, "fr:B2"), 2), ((Turkish, "tr:N"), 5), ((Arab, "ar-levant:N"), 4),
    ((Russian, "ru:N"), 3), ((Polish, "pl:N"), 2), ((Bosnian, "bs:N hr:N sr:N"), 1), ((Bulgarian, "bg:N"), 1),
    ((Romanian, "ro:N"), 1), ((Ukrainian, "uk:N en:B2"), 2), ((Persian, "fa:N"), 1),
];

/// How many other volunteers there are.
pub const GUIDE_COUNT: usize = 50;

/// What makes single people special, so that every part of the program has somebody to show. Positions are those in
/// the lists above.
pub mod special {
    /// Interpreters who help elsewhere as well.
    pub const ALSO_GUIDES: [usize; 5] = [2, 17, 34, 37, 45];
    /// An interpreter who can be asked by telephone only, and a guide.
    pub const WITHOUT_MAIL: [usize; 2] = [16, 12];
    /// Interpreters who get their mails in English.
    pub const ENGLISH: [usize; 2] = [31, 48];
    /// An interpreter whose certificate of conduct is too old.
    pub const EXPIRED: usize = 36;
    /// An interpreter whose certificate of conduct ends in the second week.
    pub const ENDING: usize = 7;
    /// An interpreter who has not been trained yet.
    pub const UNTRAINED: usize = 18;
    /// An interpreter who rests, and a guide.
    pub const PAUSED: [usize; 2] = [40, 5];
    /// A guide who has not signed the pledge yet.
    pub const WITHOUT_PLEDGE: usize = 20;
    /// A companion whose certificate of conduct is too old.
    pub const EXPIRED_COMPANION: usize = 5;
    /// An interpreter with time on every second Saturday.
    pub const SECOND_SATURDAYS: usize = 15;
    /// An interpreter who leaves out a single day.
    pub const EXCEPT_A_DAY: usize = 21;
    /// Interpreters who are away, with first and last day counted from the first Monday.
    pub const AWAY: [(usize, u64, u64); 6] = [
        (6, 7, 11),
        (19, 3, 4),
        (22, 0, 4),
        (33, 8, 8),
        (38, 0, 11),
        (44, 9, 10),
    ];
}
