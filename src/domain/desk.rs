//! The mail desk: why the office lets a mail go that has not left yet.

use super::text_enum;

text_enum! {
    /// Reasons.
    DropReason {
        /// The recipient was told in another way, such as by telephone.
        ToldOtherwise = "told_otherwise",
        /// What it says is no longer so.
        NoLongerTrue = "no_longer_true",
        /// The address is wrong.
        WrongAddress = "wrong_address",
        /// Something else.
        Other = "other",
    }
}
