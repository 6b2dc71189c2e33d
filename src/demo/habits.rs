//! When do the people of the city have time, and how much?

/// Times as they are typed, with shares.
pub type Times = [((&'static str, bool), u32)];

/// Interpreters. The second value marks those with time at all hours, who are dealt to the only speakers of a language.
pub const INTERPRETERS: &Times = &[
    (("Mo-Fr 8-13", false), 24),
    (("Mo-Do 8-14:30", false), 12),
    (("Mo, Mi, Fr 8-13; Di, Do 12-18", false), 10),
    (("Mo-Fr 8-12:30; Mi 14-19", false), 8),
    (("Di-Fr 8:30-16:30", false), 10),
    (("Mo-Fr 13-20", false), 8),
    (("Mo-Fr 15:30-20; Sa 10-14", false), 6),
    (("Mo-Do 12-18:30", false), 6),
    (("Mo, Di 8-20; Do 12-20", true), 6),
    (("Mo-Do 8-18; Fr 8-13", true), 6),
    (("Mo-Fr 8-20", true), 4),
];

/// Parent trainers.
pub const TRAINERS: &Times = &[
    (("Mo-Fr 8:30-13", false), 40),
    (("Mo-Do 8-16", false), 40),
    (("Mo-Fr 9-17", false), 20),
];

/// Companions.
pub const COMPANIONS: &Times = &[
    (("Mo-Fr 8-16", false), 40),
    (("Mo-Do 9-18", false), 30),
    (("Mo-Fr 8-12:30; Di, Do 14-18", false), 20),
    (("Mo-Fr 12-19", false), 10),
];

/// Other volunteers.
pub const GUIDES: &Times = &[
    (("Mo-Fr 8-12", false), 16),
    (("Di, Do 9-16", false), 14),
    (("Mo, Mi 14-18", false), 14),
    (("Mo-Fr 16-20; Sa 9-13", false), 18),
    (("Mo-Do 13-20", false), 14),
    (("Mi-Fr 9-17", false), 12),
    (("Mo-Fr 8-20", false), 12),
];

/// Hours in a week that people set as their limit; blank for none.
pub const HOURS: [&str; 10] = ["3", "4", "4,5", "5", "6", "6", "8", "10", "", ""];
/// Assignments on a day that people set as their limit; blank for none.
pub const PER_DAY: [&str; 6] = ["1", "2", "2", "2", "3", ""];
