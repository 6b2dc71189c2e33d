//! What does the page of a request show of the office's rules: who has to decide what, and how it ended?

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::Choice;
use super::example::{HOSTILE, at};

/// A review and its decision.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ReviewPart {
    /// Message id `review-state-…`.
    pub(crate) state: &'static str,
    /// Message ids `refusal-reason-…`.
    pub(crate) reasons: Vec<&'static str>,
    pub(crate) decided_by: Option<String>,
    pub(crate) decided_at: Option<DateTime<Utc>>,
    pub(crate) passed_to: Option<String>,
    pub(crate) note: Option<String>,
}

/// How it ended.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OutcomePart {
    /// Message id `outcome-…`.
    pub(crate) kind: &'static str,
    pub(crate) agency: Option<String>,
    /// Cents.
    pub(crate) cents: Option<i64>,
    /// Number of the request that follows.
    pub(crate) follow_up: Option<i64>,
    pub(crate) by: Option<String>,
    pub(crate) at: DateTime<Utc>,
}

/// What was typed about how it ended, to be shown again with its faults.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct EndingTyped {
    pub(crate) kind: String,
    pub(crate) agency: String,
    pub(crate) cost: String,
}

/// A language that would do if a coordinator allows it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LanguagePart {
    pub(crate) asked: String,
    pub(crate) spoken: String,
    pub(crate) asked_name: String,
    pub(crate) spoken_name: String,
    /// 1 to 99.
    pub(crate) quality: i64,
    /// How many active people speak it.
    pub(crate) speakers: i64,
    pub(crate) allowed: bool,
}

/// Something that was said besides.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DetailRow {
    /// Message id `detail-…`.
    pub(crate) name: &'static str,
    pub(crate) value: String,
}

/// All of it.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct RequestRules {
    pub(crate) review: Option<ReviewPart>,
    /// Whether it can be decided that somebody is looked for.
    pub(crate) can_accept: bool,
    /// Whether it can be refused now.
    pub(crate) can_refuse: bool,
    /// Message ids `refusal-reason-…` to choose from, when nothing is known to speak against it.
    pub(crate) reasons: Vec<&'static str>,
    /// Programmes it can be passed on to.
    pub(crate) programmes: Vec<Choice>,
    /// The usual one of them.
    pub(crate) refer_to: String,
    pub(crate) outcome: Option<OutcomePart>,
    pub(crate) ending: EndingTyped,
    /// What the requester answered to the two questions afterwards: message ids `field-…` and `grade-…`.
    pub(crate) feedback: Vec<(&'static str, &'static str)>,
    /// Message ids `outcome-…` that fit now.
    pub(crate) outcomes: Vec<&'static str>,
    pub(crate) languages: Vec<LanguagePart>,
    pub(crate) details: Vec<DetailRow>,
    /// Form for the request that follows, filled in.
    pub(crate) follow_up_url: Option<String>,
}

impl RequestRules {
    /// Something in every part.
    pub(super) fn examples() -> Vec<Self> {
        let review = |state| ReviewPart {
            state,
            reasons: vec!["legal_effect", "recurring"],
            decided_by: None,
            decided_at: None,
            passed_to: None,
            note: None,
        };
        let programmes = vec![
            Choice::new("companion", "Alltagsbegleitung"),
            Choice::new("volunteer", "Ehrenamt allgemein"),
        ];
        let outcome = |kind| OutcomePart {
            kind,
            agency: None,
            cents: None,
            follow_up: None,
            by: Some("Ina Leitung".into()),
            at: at(24, 9, 0),
        };
        let language = |allowed| LanguagePart {
            asked: "uk".into(),
            spoken: "ru".into(),
            asked_name: "Ukrainisch".into(),
            spoken_name: "Russisch".into(),
            quality: 60,
            speakers: 7,
            allowed,
        };
        let details = [
            "sender",
            "professional",
            "on_site_contact",
            "reference",
            "topic",
            "people_expected",
            "step_free",
            "funding",
        ];
        let waiting = Self {
            review: Some(review("open")),
            can_accept: true,
            can_refuse: true,
            programmes: programmes.clone(),
            refer_to: "volunteer".into(),
            details: details
                .into_iter()
                .map(|name| DetailRow {
                    name,
                    value: HOSTILE.into(),
                })
                .collect(),
            ..Self::default()
        };
        let decided = |state| ReviewPart {
            decided_by: Some("Ina Leitung".into()),
            decided_at: Some(at(24, 9, 0)),
            note: Some(HOSTILE.into()),
            passed_to: Some("Ehrenamt allgemein".into()),
            ..review(state)
        };
        let refused = Self {
            review: Some(decided("refused")),
            can_accept: true,
            programmes,
            ..Self::default()
        };
        let open = Self {
            review: Some(decided("passed_on")),
            can_refuse: true,
            reasons: crate::domain::rules::RefusalReason::ALL
                .iter()
                .map(|r| r.as_str())
                .collect(),
            outcomes: vec!["external", "own", "by_phone", "dropped"],
            languages: vec![language(false), language(true)],
            ..Self::default()
        };
        let begun = Self {
            review: Some(decided("accepted")),
            outcomes: vec!["held", "parents_absent", "not_understood", "not_held"],
            ..Self::default()
        };
        let ended = crate::domain::review::OutcomeKind::ALL.iter().map(|kind| Self {
            outcome: Some(OutcomePart {
                agency: Some(HOSTILE.into()),
                cents: Some(12_345),
                follow_up: Some(1051),
                ..outcome(kind.as_str())
            }),
            follow_up_url: Some("/s/beispiel/new?from=1042".into()),
            feedback: vec![("understanding", "well"), ("arranging", "partly")],
            ..Self::default()
        });
        [waiting, refused, open, begun].into_iter().chain(ended).collect()
    }
}
