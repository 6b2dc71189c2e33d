//! What do administrators see of everybody's accounts?

use serde::Serialize;

use super::account::{GrantLine, SessionRow};
use super::example::HOSTILE;
use super::{Area, Choice, Fault, Page};
use crate::domain::Rejection;
use crate::domain::rights::Role;

/// One account in the list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AccountRow {
    pub(crate) url: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) grants: Vec<GrantLine>,
    pub(crate) factor: bool,
    pub(crate) locked: bool,
    /// Whether the first password has not been set yet.
    pub(crate) waiting: bool,
    pub(crate) me: bool,
}

/// `/office/accounts`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AccountsPage {
    pub(crate) rows: Vec<AccountRow>,
}

impl Page for AccountsPage {
    const TEMPLATE: &'static str = "pages/office/accounts.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let row = |name: &str, locked: bool, waiting: bool| AccountRow {
            url: "/office/accounts/1".into(),
            name: name.into(),
            email: "s.moeller@example.org".into(),
            grants: vec![GrantLine {
                role: "coordinator",
                programme: Some("Sprachmittlung".into()),
                district: None,
                carrier: locked,
            }],
            factor: !waiting,
            locked,
            waiting,
            me: !locked && !waiting,
        };
        vec![Self {
            rows: vec![
                row("Sabine Möller", false, false),
                row(HOSTILE, true, false),
                row("Jens Neu", false, true),
            ],
        }]
    }
}

/// One line of the form for roles.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct GrantForm {
    pub(crate) role: String,
    pub(crate) programme: String,
    pub(crate) district: String,
    pub(crate) carrier: String,
}

/// `/office/accounts/{id}` and `/office/accounts/new`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MemberPage {
    /// Address of the account; none for a new one.
    pub(crate) url: Option<String>,
    pub(crate) me: bool,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) roles: Vec<&'static str>,
    pub(crate) programmes: Vec<Choice>,
    pub(crate) districts: Vec<Choice>,
    pub(crate) carriers: Vec<Choice>,
    pub(crate) grants: Vec<GrantForm>,
    pub(crate) factor: bool,
    pub(crate) locked: bool,
    pub(crate) waiting: bool,
    pub(crate) sessions: Vec<SessionRow>,
    pub(crate) faults: Vec<Fault>,
}

impl Page for MemberPage {
    const TEMPLATE: &'static str = "pages/office/account.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let new = Self {
            url: None,
            me: false,
            name: String::new(),
            email: String::new(),
            roles: Role::ALL.iter().map(|role| role.as_str()).collect(),
            programmes: vec![Choice::new("interpreting", "Sprachmittlung")],
            districts: vec![Choice::new("HS", "Heessen")],
            carriers: vec![],
            grants: vec![GrantForm::default(), GrantForm::default()],
            factor: false,
            locked: false,
            waiting: false,
            sessions: vec![],
            faults: vec![],
        };
        let stored = Self {
            url: Some("/office/accounts/1".into()),
            name: "Sabine Möller".into(),
            email: "s.moeller@example.org".into(),
            factor: true,
            sessions: vec![SessionRow::sample("Firefox, Windows", false)],
            carriers: vec![Choice::new("1", "Caritasverband")],
            grants: vec![
                GrantForm {
                    role: "coordinator".into(),
                    programme: "interpreting".into(),
                    ..GrantForm::default()
                },
                GrantForm::default(),
            ],
            ..new.clone()
        };
        vec![
            new.clone(),
            stored.clone(),
            Self {
                me: true,
                ..stored.clone()
            },
            Self {
                locked: true,
                name: HOSTILE.into(),
                ..stored.clone()
            },
            Self {
                waiting: true,
                factor: false,
                sessions: vec![],
                ..stored
            },
            Self {
                faults: vec![
                    Rejection::new("email", "address-taken").into(),
                    Rejection::new("grants", "role-whole").into(),
                ],
                ..new
            },
        ]
    }
}

/// The link for somebody who was invited.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct InvitedPage {
    pub(crate) url: String,
    pub(crate) name: String,
    pub(crate) link: String,
}

impl Page for InvitedPage {
    const TEMPLATE: &'static str = "pages/office/account_invited.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        vec![Self {
            url: "/office/accounts/1".into(),
            name: "Jens Neu".into(),
            link: "https://ehrenamt.example.org/welcome/abc".into(),
        }]
    }
}
