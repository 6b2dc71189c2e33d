//! How people are asked: how many at once, and how long they may think, by programme and by how near the appointment is.
//! The order in which they are asked comes from the plan alone, never from how often somebody has said no.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use super::text_enum;
use super::{Rejection, text};
use crate::ids::{AccountId, HeldActionId, OfferId, PersonId, PlanId, RequestId};

/// Longest remark to `Ja, aber …`, in characters.
pub const REMARK_MAX: usize = 300;

text_enum! {
    /// How the people for a request are asked.
    AskingWay {
        /// A few at a time, the next ones when these have said no or nothing.
        InTurn = "in_turn",
        /// Everybody who could, at once; the first yes wins.
        All = "all",
    }
}

text_enum! {
    /// Something the office has done that it can still take back.
    HeldKind {
        /// A plan was sent out.
        Publish = "publish",
        /// People were asked for one request.
        Ask = "ask",
        /// Somebody was entered for one request.
        Assign = "assign",
        /// Somebody cannot come.
        Absence = "absence",
        /// What was said about a request was changed.
        Edit = "edit",
        /// An appointment was moved, and whoever had agreed can come then, too.
        Move = "move",
    }
}

text_enum! {
    /// What came of a call that brought no answer.
    CallResult {
        /// Nobody took it.
        NotReached = "not_reached",
        /// The number is not theirs.
        WrongNumber = "wrong_number",
        /// They think about it, or want to be called again.
        Later = "later",
    }
}

/// Something the office has just done: no mail about it has left before `until`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldAction {
    /// Key.
    pub id: HeldActionId,
    /// What.
    pub kind: HeldKind,
    /// The plan that was sent out.
    pub plan: Option<PlanId>,
    /// The request people were asked for.
    pub request: Option<RequestId>,
    /// Who did it.
    pub by: Option<AccountId>,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Until when it can be taken back.
    pub until: DateTime<Utc>,
    /// Who is absent, when it is about that.
    pub person: Option<PersonId>,
}

/// A call that brought no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferCall {
    /// About which offer.
    pub offer: OfferId,
    /// What came of it.
    pub result: CallResult,
    /// When to call again, or until when the person thinks.
    pub again_at: Option<DateTime<Utc>>,
    /// Who called.
    pub by: Option<AccountId>,
    /// When.
    pub at: DateTime<Utc>,
}

/// How people are asked when the appointment is at least so many hours away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskingRule {
    /// From this lead on, hours.
    pub lead_hours: i64,
    /// People asked at once for each place, in the first round.
    pub first: i64,
    /// The same in every round after it.
    pub next: i64,
    /// Waking minutes an answer may take.
    pub window_minutes: i64,
    /// Minutes before its end at which whoever has not answered is reminded; 0 = never.
    pub reminder_minutes: i64,
}

impl AskingRule {
    /// Waking time an answer may take.
    pub fn window(&self) -> Duration {
        Duration::minutes(self.window_minutes)
    }
}

/// How people are asked in a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskingPolicy {
    /// Longest lead first.
    pub rules: Vec<AskingRule>,
    /// Whether somebody else is asked at once when a volunteer cannot come; else the office decides.
    pub replace_by_itself: bool,
}

impl Default for AskingPolicy {
    /// Far away: one, then two, a day to think; from five days on: one, then two, eight hours; from two days on: three
    /// at once, two hours.
    fn default() -> Self {
        let rule = |lead_hours, first, next, hours: i64, reminder_minutes| AskingRule {
            lead_hours,
            first,
            next,
            window_minutes: hours * 60,
            reminder_minutes,
        };
        Self {
            rules: vec![
                rule(120, 1, 2, 24, 240),
                rule(48, 1, 2, 8, 120),
                rule(0, 3, 3, 2, 30),
            ],
            replace_by_itself: true,
        }
    }
}

impl AskingPolicy {
    /// The rule for an appointment that is `lead` away.
    pub fn rule(&self, lead: Duration) -> AskingRule {
        let found = self
            .rules
            .iter()
            .find(|rule| lead >= Duration::hours(rule.lead_hours));
        found.or(self.rules.last()).copied().unwrap_or(AskingRule {
            lead_hours: 0,
            first: 1,
            next: 1,
            window_minutes: 120,
            reminder_minutes: 0,
        })
    }

    /// The policy, when its numbers make sense together.
    ///
    /// # Errors
    /// Every number that does not.
    pub fn checked(self) -> Result<Self, Vec<Rejection>> {
        let mut faults = Vec::new();
        for (number, rule) in self.rules.iter().enumerate() {
            let mut bounded = |name: &str, value: i64, min: i64, max: i64| {
                if !(min..=max).contains(&value) {
                    let field = format!("{name}_{number}");
                    faults.push(
                        Rejection::new(field, "number-range")
                            .with("min", min)
                            .with("max", max),
                    );
                }
            };
            bounded("first", rule.first, 1, 20);
            bounded("next", rule.next, 1, 20);
            bounded("window", rule.window_minutes, 15, 7 * 24 * 60);
            bounded("reminder", rule.reminder_minutes, 0, rule.window_minutes);
        }
        if faults.is_empty() { Ok(self) } else { Err(faults) }
    }
}

/// What a volunteer writes to `Ja, aber …`: one short text.
///
/// # Errors
/// `required` when nothing is left, `too-long` beyond [`REMARK_MAX`] characters.
pub fn remark(raw: &str) -> Result<String, Rejection> {
    text::lines("remark", raw, REMARK_MAX)?.ok_or_else(|| Rejection::new("remark", "required"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearer_the_appointment_the_more_are_asked_and_the_shorter_they_may_think() {
        let policy = AskingPolicy::default();
        let at = |hours| policy.rule(Duration::hours(hours));
        assert_eq!(
            (at(120).first, at(120).next, at(120).window_minutes),
            (1, 2, 1440)
        );
        assert_eq!((at(119).first, at(119).next, at(119).window_minutes), (1, 2, 480));
        assert_eq!((at(47).first, at(47).next, at(47).window_minutes), (3, 3, 120));
        assert_eq!(at(-5), at(3));
    }

    #[test]
    fn every_number_out_of_bounds_is_told() {
        let mut policy = AskingPolicy::default();
        policy.rules[0].first = 0;
        policy.rules[2].window_minutes = 5;
        let fields: Vec<_> = policy
            .checked()
            .unwrap_err()
            .into_iter()
            .map(|f| f.field)
            .collect();
        assert_eq!(fields, ["first_0", "window_2", "reminder_2"]);
    }
}
