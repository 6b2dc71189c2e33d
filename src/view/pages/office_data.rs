//! What does the office see of the records it keeps: the lists, one record, its form, its history, its removal?

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at};
use super::{Area, Choice, Fault, Page, Pager};

/// A link in a trail of links.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Crumb {
    pub(crate) label: String,
    pub(crate) url: String,
}

/// One line of the page that leads to the lists.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataRegister {
    /// Message ids `data-kinds-…` and `data-about-…`.
    pub(crate) kind: &'static str,
    pub(crate) url: String,
    pub(crate) count: usize,
}

/// `/office/data`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataIndexPage {
    pub(crate) registers: Vec<DataRegister>,
}

impl Page for DataIndexPage {
    const TEMPLATE: &'static str = "pages/office/data/index.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let register = |kind| DataRegister {
            kind,
            url: "/office/data/x".into(),
            count: 12,
        };
        vec![Self {
            registers: vec![register("programme"), register("language"), register("district")],
        }]
    }
}

/// One line of a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataRow {
    pub(crate) title: String,
    pub(crate) detail: String,
    pub(crate) url: String,
}

/// `/office/data/{kind}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataListPage {
    pub(crate) kind: &'static str,
    pub(crate) q: String,
    pub(crate) archived: bool,
    /// How many are in the archive.
    pub(crate) in_archive: usize,
    pub(crate) filtered: bool,
    pub(crate) url: String,
    pub(crate) new_url: String,
    pub(crate) rows: Vec<DataRow>,
    pub(crate) pager: Pager,
}

impl Page for DataListPage {
    const TEMPLATE: &'static str = "pages/office/data/list.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let row = |title: &str| DataRow {
            title: title.into(),
            detail: "العربية الشامية".into(),
            url: "/office/data/language/ar-levant".into(),
        };
        let page = |rows: Vec<DataRow>, total| Self {
            kind: "language",
            q: String::new(),
            archived: total == 0,
            in_archive: 1,
            filtered: total == 0,
            url: "/office/data/language".into(),
            new_url: "/office/data/language/new".into(),
            rows,
            pager: Pager::new(total, 1, 50, |n| format!("?page={n}")),
        };
        let nothing = Self {
            archived: false,
            in_archive: 0,
            filtered: false,
            ..page(vec![], 0)
        };
        vec![
            page(vec![row("Arabisch (levantinisch)"), row(HOSTILE)], 2),
            page(vec![], 0),
            nothing,
        ]
    }
}

/// One field and its value, several lines where it is a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataFact {
    /// Message id `data-field-…`.
    pub(crate) field: String,
    pub(crate) lines: Vec<String>,
}

/// A group of fields.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataPart {
    /// Message id `data-part-…`.
    pub(crate) part: String,
    pub(crate) facts: Vec<DataFact>,
    pub(crate) edit_url: String,
}

/// Records that belong to this one.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataChildren {
    pub(crate) kind: &'static str,
    pub(crate) rows: Vec<DataRow>,
    pub(crate) archived: Vec<DataRow>,
    pub(crate) new_url: String,
}

/// A field before and after.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataChange {
    pub(crate) field: String,
    pub(crate) before: String,
    pub(crate) after: String,
}

/// One entry of a history.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataRevision {
    pub(crate) id: String,
    pub(crate) at: DateTime<Utc>,
    /// Name of the account, empty when it was nobody of the office.
    pub(crate) by: String,
    /// Message id `data-action-…`.
    pub(crate) action: String,
    pub(crate) changes: Vec<DataChange>,
    pub(crate) undoable: bool,
}

/// The history of a record, or its begin.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct DataHistory {
    pub(crate) entries: Vec<DataRevision>,
    /// How many entries there are in all.
    pub(crate) total: i64,
    /// The whole history.
    pub(crate) url: String,
    /// Where `Rückgängig` is sent to.
    pub(crate) undo_url: String,
}

/// Somebody who has the form open.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataEditor {
    pub(crate) name: String,
    pub(crate) since: DateTime<Utc>,
}

/// `/office/data/{kind}/{key}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataPage {
    pub(crate) kind: &'static str,
    pub(crate) crumbs: Vec<Crumb>,
    pub(crate) title: String,
    pub(crate) archived: bool,
    pub(crate) editors: Vec<DataEditor>,
    pub(crate) parts: Vec<DataPart>,
    pub(crate) children: Vec<DataChildren>,
    /// The link an organisation asks through.
    pub(crate) link: Option<String>,
    /// Its requests.
    pub(crate) requests_url: Option<String>,
    /// Mails to an organisation's people, or to one of them.
    pub(crate) mails_url: Option<String>,
    pub(crate) history: DataHistory,
    /// Where it can be removed; some records always stay.
    pub(crate) remove_url: Option<String>,
    /// The last day of a calendar that runs out soon.
    pub(crate) warn: Option<chrono::NaiveDate>,
}

/// The history of samples.
pub(super) fn sample_history() -> DataHistory {
    let entry = |action: &str, changes| DataRevision {
        id: "r".into(),
        at: at(23, 8, 12),
        by: "Sabine Möller".into(),
        action: action.into(),
        changes,
        undoable: action == "changed",
    };
    let change = |before: &str, after: &str| DataChange {
        field: "phone".into(),
        before: before.into(),
        after: after.into(),
    };
    DataHistory {
        entries: vec![
            entry(
                "changed",
                vec![change("02381 1750", "02381 555 0120"), change("", HOSTILE)],
            ),
            DataRevision {
                by: String::new(),
                ..entry("created", vec![])
            },
        ],
        total: 12,
        url: "/office/data/contact/x/history".into(),
        undo_url: "/office/data/contact/x/undo".into(),
    }
}

impl Page for DataPage {
    const TEMPLATE: &'static str = "pages/office/data/show.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let row = |title: &str| DataRow {
            title: title.into(),
            detail: "Musterstraße 1, Heessen".into(),
            url: "/office/data/location/x".into(),
        };
        let fact = |field: &str, lines: &[&str]| DataFact {
            field: field.into(),
            lines: lines.iter().map(|l| (*l).to_owned()).collect(),
        };
        let full = Self {
            kind: "organisation",
            crumbs: vec![Crumb {
                label: "Einrichtungen".into(),
                url: "/office/organisations".into(),
            }],
            title: "Grundschule am Mühlenbach".into(),
            archived: false,
            editors: vec![DataEditor {
                name: "Sabine Möller".into(),
                since: at(23, 8, 12),
            }],
            parts: vec![DataPart {
                part: "main".into(),
                facts: vec![
                    fact("name", &["Grundschule am Mühlenbach"]),
                    fact("kind", &["Schule", "Kita"]),
                    fact("phone", &[]),
                ],
                edit_url: "/office/data/organisation/x/edit?part=main".into(),
            }],
            children: vec![
                DataChildren {
                    kind: "location",
                    rows: vec![row("Hauptgebäude"), row(HOSTILE)],
                    archived: vec![row("Altbau")],
                    new_url: "/office/data/location/new".into(),
                },
                DataChildren {
                    kind: "contact",
                    rows: vec![],
                    archived: vec![],
                    new_url: "/office/data/contact/new".into(),
                },
            ],
            link: Some("https://ehrenamt.example.org/s/AaIGLsh4dRuna7toqCIT3He89yDwaV1x8J5KEauFCqU".into()),
            requests_url: Some("/office/requests?q=x".into()),
            mails_url: Some("/office/outbox?q=Schule".into()),
            history: sample_history(),
            remove_url: Some("/office/data/organisation/x/remove".into()),
            warn: None,
        };
        let bare = Self {
            kind: "language",
            title: HOSTILE.into(),
            archived: true,
            editors: vec![],
            children: vec![],
            link: None,
            requests_url: None,
            mails_url: None,
            history: DataHistory::default(),
            warn: Some(super::example::day(30)),
            ..full.clone()
        };
        vec![full, bare]
    }
}

/// `/office/data/{kind}/{key}/history`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataHistoryPage {
    pub(crate) crumbs: Vec<Crumb>,
    pub(crate) title: String,
    pub(crate) history: DataHistory,
    pub(crate) pager: Pager,
}

impl Page for DataHistoryPage {
    const TEMPLATE: &'static str = "pages/office/data/history.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let page = |history, total| Self {
            crumbs: vec![],
            title: "Amal Khoury".into(),
            history,
            pager: Pager::new(total, 1, 50, |n| format!("?page={n}")),
        };
        vec![page(sample_history(), 120), page(DataHistory::default(), 0)]
    }
}

/// A column of a list in a form.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataColumn {
    /// Message id `data-column-…`.
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) entries: Vec<Choice>,
    /// The group of a long row that begins here: message id `data-group-…`.
    pub(crate) group: &'static str,
}

/// One day of the week in a form: two spans with the names and values of their fields.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataDay {
    /// Message id `data-day-…`.
    pub(crate) day: &'static str,
    pub(crate) spans: Vec<DataSpan>,
}

/// One span of a day.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataSpan {
    pub(crate) from_name: String,
    pub(crate) from: String,
    pub(crate) to_name: String,
    pub(crate) to: String,
}

/// What somebody else has saved meanwhile.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataTheirs {
    pub(crate) value: String,
    pub(crate) by: String,
    pub(crate) at: Option<DateTime<Utc>>,
}

/// One field of a form.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataField {
    pub(crate) name: &'static str,
    /// `line`, `lines`, `email`, `tel`, `number`, `money`, `date`, `tick`, `one`, `many`, `rows`, `week` or `key`.
    pub(crate) kind: &'static str,
    pub(crate) required: bool,
    pub(crate) value: String,
    pub(crate) chosen: Vec<String>,
    pub(crate) entries: Vec<Choice>,
    pub(crate) max: Option<usize>,
    pub(crate) columns: Vec<DataColumn>,
    pub(crate) rows: Vec<Vec<String>>,
    /// What a long row begins with, to tell it from the others; empty for a blank one.
    pub(crate) titles: Vec<String>,
    pub(crate) week: Vec<DataDay>,
    /// The times the week was made from.
    pub(crate) was: String,
    pub(crate) theirs: Option<DataTheirs>,
}

/// A group of fields of a form.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataFormPart {
    pub(crate) part: &'static str,
    pub(crate) fields: Vec<DataField>,
}

/// The form of a record.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataFormPage {
    pub(crate) kind: &'static str,
    pub(crate) crumbs: Vec<Crumb>,
    /// Name of the record, empty for a new one.
    pub(crate) title: String,
    pub(crate) action: String,
    pub(crate) back: String,
    /// The values the form was opened with.
    pub(crate) base: String,
    pub(crate) parts: Vec<DataFormPart>,
    pub(crate) faults: Vec<Fault>,
    /// Whether somebody else changed the same fields.
    pub(crate) conflict: bool,
    pub(crate) editors: Vec<DataEditor>,
}

impl Page for DataFormPage {
    const TEMPLATE: &'static str = "pages/office/data/form.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let field = |name: &'static str, kind: &'static str| DataField {
            name,
            kind,
            required: kind == "line",
            value: "Grundschule".into(),
            chosen: vec![],
            entries: vec![Choice::new("a", "Schule"), Choice::new("b", "Kita")],
            max: None,
            columns: vec![],
            rows: vec![],
            titles: vec![],
            week: vec![],
            was: String::new(),
            theirs: None,
        };
        let span = |n: usize| DataSpan {
            from_name: format!("week.mo.{n}.from"),
            from: "08:00".into(),
            to_name: format!("week.mo.{n}.to"),
            to: String::new(),
        };
        let column = |name: &'static str, kind: &'static str| DataColumn {
            name,
            kind,
            entries: vec![Choice::new("de", "Deutsch")],
            group: if name == "first_minutes" { "on_site" } else { "" },
        };
        let fault = |field: &str, code| Fault::from(crate::domain::Rejection::new(field, code));
        let full = Self {
            kind: "person",
            crumbs: vec![],
            title: "Amal Khoury".into(),
            action: "/office/data/person/x/edit".into(),
            back: "/office/people/x".into(),
            base: "{}".into(),
            parts: vec![
                DataFormPart {
                    part: "name",
                    fields: vec![
                        field("first_name", "line"),
                        field("meeting_point", "lines"),
                        field("email", "email"),
                        field("phone", "tel"),
                        field("max_minutes_week", "number"),
                        field("not_person", "named"),
                        field("everywhere", "tick"),
                    ],
                },
                DataFormPart {
                    part: "languages",
                    fields: vec![
                        DataField {
                            chosen: vec!["a".into()],
                            ..field("modes", "many")
                        },
                        DataField {
                            theirs: Some(DataTheirs {
                                value: HOSTILE.into(),
                                by: "Sabine Möller".into(),
                                at: Some(at(23, 8, 14)),
                            }),
                            ..field("gender", "one")
                        },
                        DataField {
                            columns: vec![
                                column("language", "one"),
                                column("from", "date"),
                                column("quality", "number"),
                            ],
                            rows: vec![
                                vec!["de".into(), "2026-11-23".into(), "90".into()],
                                vec![String::new(); 3],
                            ],
                            theirs: Some(DataTheirs {
                                value: String::new(),
                                by: String::new(),
                                at: None,
                            }),
                            ..field("languages", "rows")
                        },
                        DataField {
                            week: vec![DataDay {
                                day: "mo",
                                spans: vec![span(0), span(1)],
                            }],
                            ..field("availability", "week")
                        },
                    ],
                },
            ],
            faults: vec![
                fault("first_name", "required"),
                fault("modes", "required"),
                fault("languages.1.language", "required"),
                fault("week.mo.1.to", "time"),
                fault("form", "form-expired"),
            ],
            conflict: true,
            editors: vec![DataEditor {
                name: "Sabine Möller".into(),
                since: at(23, 8, 12),
            }],
        };
        let new = Self {
            title: String::new(),
            faults: vec![],
            conflict: false,
            editors: vec![],
            ..full.clone()
        };
        vec![full, new]
    }
}

/// Something that hangs on a record.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataReference {
    /// Message id `data-reference-…`.
    pub(crate) code: &'static str,
    pub(crate) count: i64,
}

/// `/office/data/{kind}/{key}/remove`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DataRemovePage {
    pub(crate) crumbs: Vec<Crumb>,
    pub(crate) title: String,
    /// `delete`, `archive` or `restore`.
    pub(crate) removal: &'static str,
    pub(crate) references: Vec<DataReference>,
    pub(crate) action: String,
    pub(crate) back: String,
}

impl Page for DataRemovePage {
    const TEMPLATE: &'static str = "pages/office/data/remove.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let page = |removal| Self {
            crumbs: vec![],
            title: "Grundschule am Mühlenbach".into(),
            removal,
            references: vec![
                DataReference {
                    code: "requests",
                    count: 1,
                },
                DataReference {
                    code: "people",
                    count: 12,
                },
            ],
            action: "/office/data/organisation/x/remove".into(),
            back: "/office/data/organisation/x".into(),
        };
        let free = Self {
            references: vec![],
            ..page("delete")
        };
        vec![page("archive"), free, page("restore")]
    }
}
