//! What does somebody of the office see of their own account?

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at};
use super::{Area, Fault, Page};
use crate::domain::Rejection;

/// A role and where it holds.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct GrantLine {
    /// Message id `role-…`.
    pub(crate) role: &'static str,
    pub(crate) programme: Option<String>,
    pub(crate) district: Option<String>,
    /// Whether it holds for one carrier only.
    pub(crate) carrier: bool,
}

/// A place somebody is signed in.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SessionRow {
    pub(crate) key: String,
    /// Browser and system; empty when unknown.
    pub(crate) agent: String,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) last_seen_at: DateTime<Utc>,
    /// Whether it is the one that looks.
    pub(crate) here: bool,
}

impl SessionRow {
    pub(super) fn sample(agent: &str, here: bool) -> Self {
        Self {
            key: "0123".into(),
            agent: agent.into(),
            created_at: at(23, 7, 0),
            last_seen_at: at(23, 9, 30),
            here,
        }
    }
}

/// `/account`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AccountPage {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) grants: Vec<GrantLine>,
    pub(crate) factor: bool,
    pub(crate) recovery_left: i64,
    pub(crate) sessions: Vec<SessionRow>,
    pub(crate) faults: Vec<Fault>,
}

impl Page for AccountPage {
    const TEMPLATE: &'static str = "pages/account/account.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let page = Self {
            name: "Sabine Möller".into(),
            email: "s.moeller@example.org".into(),
            grants: vec![
                GrantLine {
                    role: "coordinator",
                    programme: Some("Sprachmittlung".into()),
                    district: Some("Heessen".into()),
                    carrier: false,
                },
                GrantLine {
                    role: "reader",
                    programme: None,
                    district: None,
                    carrier: true,
                },
            ],
            factor: true,
            recovery_left: 8,
            sessions: vec![
                SessionRow::sample("Firefox, Windows", true),
                SessionRow::sample("", false),
            ],
            faults: Vec::new(),
        };
        vec![
            page.clone(),
            Self {
                factor: false,
                recovery_left: 0,
                grants: vec![],
                faults: vec![Rejection::new("present", "password-wrong").into()],
                ..page.clone()
            },
            Self {
                name: HOSTILE.into(),
                ..page
            },
        ]
    }
}

/// `/account/factor`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FactorPage {
    pub(crate) on: bool,
    pub(crate) recovery_left: i64,
    /// Picture and secret while one is set up.
    pub(crate) enrolment: Option<(String, String)>,
    /// Whether the account has to have one before it can go on.
    pub(crate) needed: bool,
    pub(crate) faults: Vec<Fault>,
}

impl Page for FactorPage {
    const TEMPLATE: &'static str = "pages/account/factor.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let page = Self {
            on: false,
            recovery_left: 0,
            enrolment: None,
            needed: true,
            faults: Vec::new(),
        };
        let fault = || vec![Rejection::new("code", "code-wrong").into()];
        vec![
            page.clone(),
            Self {
                enrolment: Some(("<svg viewBox=\"0 0 1 1\"></svg>".into(), "ABCD EFGH".into())),
                faults: fault(),
                ..page.clone()
            },
            Self {
                on: true,
                needed: false,
                recovery_left: 3,
                faults: fault(),
                ..page
            },
        ]
    }
}

/// The recovery codes, shown once.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CodesPage {
    pub(crate) codes: Vec<String>,
}

impl Page for CodesPage {
    const TEMPLATE: &'static str = "pages/account/codes.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        vec![Self {
            codes: vec!["abcde-fghjk".into(), "23456-789ab".into()],
        }]
    }
}
