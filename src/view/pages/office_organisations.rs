//! What does the office see of the organisations that ask: the list, and each one's link?

use serde::Serialize;

use super::example::HOSTILE;
use super::{Area, Page, Pager};

/// One line of the list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OrganisationRow {
    /// Key.
    pub(crate) id: String,
    pub(crate) name: String,
    /// Message id `organisation-kind-…`.
    pub(crate) kind: String,
    /// Names of the districts of its places.
    pub(crate) districts: Vec<String>,
    pub(crate) contact: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    /// Its page.
    pub(crate) url: String,
    /// The whole address of its own page, to be given to it.
    pub(crate) link: String,
    /// Where its devices are signed out and its link is made anew.
    pub(crate) close_url: String,
}

/// `/office/organisations`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OrganisationsPage {
    pub(crate) q: String,
    pub(crate) kind: String,
    pub(crate) kinds: Vec<&'static str>,
    /// Whether the archive is shown.
    pub(crate) archived: bool,
    pub(crate) filtered: bool,
    pub(crate) rows: Vec<OrganisationRow>,
    pub(crate) pager: Pager,
}

impl Page for OrganisationsPage {
    const TEMPLATE: &'static str = "pages/office/organisations.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let row = |name: &str| OrganisationRow {
            id: "x".into(),
            name: name.into(),
            kind: "school".into(),
            districts: vec!["Heessen".into()],
            contact: Some("Käthe Möllers".into()),
            email: Some("sekretariat@example.org".into()),
            phone: Some("02381 555 0120".into()),
            url: "/office/data/organisation/x".into(),
            close_url: "/office/organisations/x/close".into(),
            link: "https://ehrenamt.example.org/s/AaIGLsh4dRuna7toqCIT3He89yDwaV1x8J5KEauFCqU".into(),
        };
        let page = |rows: Vec<OrganisationRow>, total| Self {
            q: String::new(),
            kind: String::new(),
            kinds: crate::domain::organisation::OrganisationKind::ALL
                .iter()
                .map(|k| k.as_str())
                .collect(),
            archived: total == 0,
            filtered: total == 0,
            rows,
            pager: Pager::new(total, 1, 50, |n| format!("?page={n}")),
        };
        let bare = OrganisationRow {
            contact: None,
            email: None,
            phone: None,
            districts: vec![],
            ..row(HOSTILE)
        };
        vec![
            page(vec![row("Grundschule am Mühlenbach"), bare], 2),
            page(vec![], 0),
        ]
    }
}
