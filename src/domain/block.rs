//! Which rule of the office keeps a person from a request?

use super::text_enum;

text_enum! {
    /// A rule of the office that keeps a person from a request (message id `block-…`).
    Block {
        /// Not in the programme, or at rest.
        Programme = "programme",
        /// Does not speak the language, or not well enough.
        Language = "language",
        /// Speaks a language that would do if a coordinator allowed it.
        LanguageToConfirm = "language_to_confirm",
        /// German is not good enough.
        German = "german",
        /// Certificate of conduct not seen, or too old.
        Clearance = "clearance",
        /// Pledge not signed, or not the current text.
        Pledge = "pledge",
        /// Not trained, or too long ago.
        Training = "training",
        /// No measles proof.
        Measles = "measles",
        /// Not of age.
        Adult = "adult",
        /// The assignment is longer than the person's own bound.
        TooLong = "too_long",
        /// The programme does not go to homes.
        NotPublic = "not_public",
        /// The programme does not do it in this way.
        ModeOfProgramme = "mode_of_programme",
        /// Another gender is demanded.
        Gender = "gender",
        /// A declared tie.
        Conflict = "conflict",
        /// Not together.
        NotTogether = "not_together",
        /// Has served the case as often as allowed.
        ServedEnough = "served_enough",
        /// The office does not want this person for it.
        Barred = "barred",
        /// Was asked before.
        AskedBefore = "asked_before",
        /// Does not take part in this way.
        Mode = "mode",
        /// Does not go to the district.
        District = "district",
        /// The organisation is closed then.
        Closed = "closed",
        /// The room is taken, shut or too small then.
        Room = "room",
        /// Has no time then, or is away.
        Time = "time",
        /// Too little rest between one day's work and the next.
        Rest = "rest",
        /// What is agreed and the person's own limits leave no room.
        OwnLimit = "own_limit",
        /// The amount the law allows is used up.
        Allowance = "allowance",
        /// The source of money does not hold enough.
        Money = "money",
        /// Has something else then, or cannot get there in time.
        Busy = "busy",
    }
}

text_enum! {
    /// What is looked at when the office asks why somebody does not suit (message id `tick-…`).
    Topic {
        /// In the programme and not at rest.
        Programme = "programme",
        /// The language and its level.
        Language = "language",
        /// German.
        German = "german",
        /// Proofs.
        Proofs = "proofs",
        /// Gender, where one is demanded.
        Gender = "gender",
        /// Kept apart, asked before, served often enough.
        Exclusion = "exclusion",
        /// Way of taking part and district.
        Reach = "reach",
        /// Times given and absences.
        Time = "time",
        /// Own limits, amounts of the law, money.
        Limits = "limits",
        /// Something else agreed at that time, or too far away from it.
        Busy = "busy",
    }
}

/// Topic by topic what speaks against a person, if anything does.
pub type Ticks = Vec<(Topic, Option<Block>)>;
