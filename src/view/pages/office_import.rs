//! What does the office see when it brings its own files: upload, columns, words, progress, rows put aside, doubles?

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at};
use super::{Area, Choice, Page, Pager};

/// A sentence about a file: message id, values, and where.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Sentence {
    /// Message id.
    pub(crate) code: String,
    pub(crate) args: BTreeMap<String, String>,
    /// Header of the column, when one is meant.
    pub(crate) column: String,
    /// Row in the file, 0 for the whole.
    pub(crate) row: u32,
    /// How often.
    pub(crate) count: u64,
}

impl Sentence {
    fn sample(code: &str, args: &[(&str, &str)]) -> Self {
        Self {
            code: code.into(),
            args: args
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
                .collect(),
            column: "Sprachen".into(),
            row: 7,
            count: 3,
        }
    }
}

/// How many rows became what.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct ImportTally {
    pub(crate) added: i64,
    pub(crate) changed: i64,
    pub(crate) unchanged: i64,
    pub(crate) parked: i64,
    pub(crate) left_out: i64,
}

/// One file of the list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ImportRow {
    pub(crate) url: String,
    pub(crate) kind: String,
    pub(crate) file_name: String,
    pub(crate) state: String,
    pub(crate) at: DateTime<Utc>,
    pub(crate) by: String,
    pub(crate) tally: ImportTally,
}

/// `/office/import`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ImportIndexPage {
    pub(crate) kinds: Vec<&'static str>,
    pub(crate) kind: String,
    pub(crate) max: usize,
    pub(crate) faults: Vec<Sentence>,
    pub(crate) rows: Vec<ImportRow>,
    pub(crate) parked: i64,
    pub(crate) doubles: i64,
    pub(crate) words: usize,
    pub(crate) pager: Pager,
}

impl Page for ImportIndexPage {
    const TEMPLATE: &'static str = "pages/office/import/index.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let row = |state: &str, name: &str| ImportRow {
            url: "/office/import/file/f".into(),
            kind: "people".into(),
            file_name: name.into(),
            state: state.into(),
            at: at(23, 9, 0),
            by: "Sabine Möller".into(),
            tally: ImportTally {
                added: 41,
                changed: 2,
                unchanged: 3,
                parked: 5,
                left_out: 1,
            },
        };
        let empty = Self {
            kinds: vec!["districts", "people"],
            kind: "people".into(),
            max: 20,
            faults: vec![],
            rows: vec![],
            parked: 0,
            doubles: 0,
            words: 0,
            pager: Pager::new(0, 1, 20, |n| format!("?page={n}")),
        };
        let states = [
            "matching",
            "running",
            "done",
            "refused",
            "undoing",
            "undone",
            "discarded",
        ];
        let full = Self {
            rows: states
                .iter()
                .map(|s| row(s, "Pool 2026.xlsx"))
                .chain([row("done", HOSTILE)])
                .collect(),
            faults: vec![Sentence::sample("import-too-large", &[("max", "20")])],
            parked: 5,
            doubles: 2,
            words: 4,
            pager: Pager::new(50, 1, 20, |n| format!("?page={n}")),
            ..empty.clone()
        };
        vec![full, empty]
    }
}

/// A header of the file and what it means.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ImportHeader {
    /// Number of the column, from 0; part of the field's name.
    pub(crate) number: usize,
    pub(crate) letter: String,
    pub(crate) name: String,
    pub(crate) key: String,
    pub(crate) guessed: bool,
    pub(crate) examples: Vec<String>,
}

/// A column the file does not have, and what holds for every row instead.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ImportConstant {
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) required: bool,
    pub(crate) value: String,
    /// Values to choose from; none is free text.
    pub(crate) choices: Vec<Choice>,
}

/// `/office/import/file/{id}` while columns are matched.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ImportMatchPage {
    pub(crate) url: String,
    pub(crate) file_name: String,
    pub(crate) kind: String,
    pub(crate) kinds: Vec<&'static str>,
    pub(crate) sheets: Vec<Choice>,
    pub(crate) sheet: String,
    pub(crate) headers: Vec<ImportHeader>,
    pub(crate) columns: Vec<Choice>,
    pub(crate) constants: Vec<ImportConstant>,
    pub(crate) has_marked: bool,
    pub(crate) marked: String,
    pub(crate) faults: Vec<Sentence>,
}

impl Page for ImportMatchPage {
    const TEMPLATE: &'static str = "pages/office/import/match.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let header = |number, name: &str, key: &str, guessed| ImportHeader {
            number,
            letter: "C".into(),
            name: name.into(),
            key: key.into(),
            guessed,
            examples: vec!["Khoury, Amal".into(), "Yıldız, Mehmet".into()],
        };
        let full = Self {
            url: "/office/import/file/f".into(),
            file_name: "Pool 2026.xlsx".into(),
            kind: "people".into(),
            kinds: vec!["districts", "people"],
            sheets: vec![Choice::new("Liste", "Liste"), Choice::new("Archiv", "Archiv")],
            sheet: "Liste".into(),
            headers: vec![
                header(0, "Nachname, Vorname", "full_name", false),
                header(1, "Tel. mobil privat", "phone", true),
                header(2, HOSTILE, "", false),
            ],
            columns: vec![
                Choice::new("full_name", "Nachname, Vorname"),
                Choice::new("phone", "Telefon"),
            ],
            constants: vec![
                ImportConstant {
                    key: "programmes".into(),
                    label: "Bereiche".into(),
                    required: true,
                    value: "Sprachmittlung".into(),
                    choices: vec![Choice::new("Sprachmittlung", "Sprachmittlung")],
                },
                ImportConstant {
                    key: "level".into(),
                    label: "Niveau der Sprachen".into(),
                    required: false,
                    value: String::new(),
                    choices: vec![],
                },
            ],
            has_marked: true,
            marked: "ask".into(),
            faults: vec![Sentence::sample(
                "import-missing-column",
                &[("header", "Bereiche")],
            )],
        };
        let bare = Self {
            sheets: vec![],
            headers: vec![],
            constants: vec![],
            has_marked: false,
            faults: vec![Sentence::sample("import-workbook-broken", &[])],
            ..full.clone()
        };
        vec![full, bare]
    }
}

/// A word that needs asking.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ImportQuestion {
    /// Number of the question, part of the field's name.
    pub(crate) number: usize,
    /// `language`, `programme`, `district`, `organisation` or the key of a column.
    pub(crate) field: String,
    /// What is asked about, when it is a column.
    pub(crate) label: String,
    pub(crate) word: String,
    pub(crate) rows: usize,
    pub(crate) first_row: u32,
    /// What it probably means.
    pub(crate) likely: Vec<String>,
    /// Everything else it could mean.
    pub(crate) others: Vec<String>,
}

/// `/office/import/file/{id}/check`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ImportCheckPage {
    pub(crate) url: String,
    pub(crate) file_name: String,
    pub(crate) kind: String,
    pub(crate) ready: usize,
    pub(crate) parked: usize,
    pub(crate) skipped: usize,
    pub(crate) questions: Vec<ImportQuestion>,
    pub(crate) faults: Vec<Sentence>,
    pub(crate) file: Vec<Sentence>,
}

impl Page for ImportCheckPage {
    const TEMPLATE: &'static str = "pages/office/import/check.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let question = |number, field: &str, word: &str| ImportQuestion {
            number,
            field: field.into(),
            label: "Geschlecht".into(),
            word: word.into(),
            rows: 4,
            first_row: 7,
            likely: vec!["Kurmandschi".into(), "Sorani".into()],
            others: vec!["Türkisch".into()],
        };
        let full = Self {
            url: "/office/import/file/f".into(),
            file_name: "Pool 2026.xlsx".into(),
            kind: "people".into(),
            ready: 41,
            parked: 7,
            skipped: 1,
            questions: vec![
                question(0, "language", "Kurdisch"),
                question(1, "gender", HOSTILE),
                question(2, "district", "Hesen"),
                question(3, "programme", "Dolmetschen"),
                question(4, "organisation", "Regenbogenschuhle"),
            ],
            faults: vec![
                Sentence::sample(
                    "import-language-ambiguous",
                    &[("part", "Kurdisch"), ("choices", "Kurmandschi")],
                ),
                Sentence::sample("import-unreachable", &[]),
            ],
            file: vec![],
        };
        let refused = Self {
            ready: 0,
            parked: 0,
            skipped: 0,
            questions: vec![],
            faults: vec![],
            file: vec![Sentence::sample(
                "import-missing-column",
                &[("header", "Bereiche")],
            )],
            ..full.clone()
        };
        let clean = Self {
            parked: 0,
            skipped: 0,
            questions: vec![],
            faults: vec![],
            ..full.clone()
        };
        vec![full, refused, clean]
    }
}

/// Something taking back left as it is.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ImportKept {
    /// Message id `import-subject-…`.
    pub(crate) subject: String,
    pub(crate) name: String,
    pub(crate) url: String,
    /// Message id `import-kept-…`.
    pub(crate) reason: String,
}

/// `/office/import/file/{id}` from its start on.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ImportRunPage {
    pub(crate) url: String,
    pub(crate) row: ImportRow,
    pub(crate) percent: i64,
    pub(crate) remarks: Vec<Sentence>,
    pub(crate) waiting: i64,
    pub(crate) doubles: i64,
    pub(crate) undo_until: Option<DateTime<Utc>>,
    pub(crate) kept: Vec<ImportKept>,
}

impl Page for ImportRunPage {
    const TEMPLATE: &'static str = "pages/office/import/run.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let index = ImportIndexPage::samples().swap_remove(0);
        index
            .rows
            .into_iter()
            .filter(|row| row.state != "matching")
            .map(|row| Self {
                url: row.url.clone(),
                percent: 40,
                remarks: vec![
                    Sentence::sample("import-column-ignored", &[("name", "Sternzeichen")]),
                    Sentence::sample("import-erased", &[]),
                ],
                waiting: 5,
                doubles: 2,
                undo_until: (row.state == "done").then(|| at(24, 9, 0)),
                kept: vec![ImportKept {
                    subject: "person".into(),
                    name: HOSTILE.into(),
                    url: "/office/people/p".into(),
                    reason: "touched".into(),
                }],
                row,
            })
            .collect()
    }
}

/// A row that waits.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ParkedRow {
    pub(crate) url: String,
    pub(crate) kind: String,
    pub(crate) row: i64,
    pub(crate) says: String,
    pub(crate) faults: Vec<Sentence>,
    pub(crate) ready: bool,
}

/// `/office/import/parked`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ParkedPage {
    pub(crate) q: String,
    pub(crate) kind: String,
    pub(crate) question: String,
    pub(crate) run: String,
    pub(crate) kinds: Vec<&'static str>,
    pub(crate) questions: Vec<(String, i64)>,
    pub(crate) filtered: bool,
    pub(crate) rows: Vec<ParkedRow>,
    pub(crate) pager: Pager,
}

impl Page for ParkedPage {
    const TEMPLATE: &'static str = "pages/office/import/parked.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let row = |ready, says: &str| ParkedRow {
            url: "/office/import/parked/p".into(),
            kind: "people".into(),
            row: 7,
            says: says.into(),
            faults: vec![Sentence::sample("import-unreachable", &[])],
            ready,
        };
        let empty = Self {
            q: String::new(),
            kind: String::new(),
            question: String::new(),
            run: String::new(),
            kinds: vec!["people"],
            questions: vec![],
            filtered: false,
            rows: vec![],
            pager: Pager::new(0, 1, 50, |n| format!("?page={n}")),
        };
        let full = Self {
            questions: vec![("reach".into(), 4), ("marked".into(), 1)],
            rows: vec![row(false, "Demir, Azad · Kurdisch · Mitte"), row(true, HOSTILE)],
            pager: Pager::new(2, 1, 50, |n| format!("?page={n}")),
            ..empty.clone()
        };
        let filtered = Self {
            filtered: true,
            q: "Demir".into(),
            ..empty.clone()
        };
        vec![full, empty, filtered]
    }
}

/// One cell of a row that waits.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ParkedField {
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) faults: Vec<Sentence>,
}

/// `/office/import/parked/{id}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ParkedRowPage {
    pub(crate) url: String,
    pub(crate) kind: String,
    pub(crate) row: i64,
    pub(crate) file_name: String,
    pub(crate) marked: bool,
    /// Faults that belong to no cell.
    pub(crate) faults: Vec<Sentence>,
    /// Cells with a fault or a text.
    pub(crate) fields: Vec<ParkedField>,
    /// The other columns of the kind.
    pub(crate) more: Vec<ParkedField>,
}

impl Page for ParkedRowPage {
    const TEMPLATE: &'static str = "pages/office/import/parked_row.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let field = |key: &str, value: &str, faulty: bool| ParkedField {
            key: key.into(),
            label: "Sprachen".into(),
            value: value.into(),
            faults: if faulty {
                vec![Sentence::sample("import-unreachable", &[])]
            } else {
                vec![]
            },
        };
        let full = Self {
            url: "/office/import/parked/p".into(),
            kind: "people".into(),
            row: 7,
            file_name: "Pool 2026.xlsx".into(),
            marked: true,
            faults: vec![Sentence::sample("import-duplicate", &[("first", "3")])],
            fields: vec![
                field("languages", "Kurdisch", true),
                field("email", HOSTILE, false),
            ],
            more: vec![field("phone", "", false)],
        };
        let clean = Self {
            marked: false,
            faults: vec![],
            fields: vec![field("languages", "Sorani", false)],
            ..full.clone()
        };
        vec![full, clean]
    }
}

/// A pair of people who may be one.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DoubleRow {
    pub(crate) url: String,
    pub(crate) first: String,
    pub(crate) second: String,
    /// Message id `double-reason-…`.
    pub(crate) reason: String,
}

/// `/office/import/doubles`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DoublesPage {
    pub(crate) rows: Vec<DoubleRow>,
    pub(crate) pager: Pager,
}

impl Page for DoublesPage {
    const TEMPLATE: &'static str = "pages/office/import/doubles.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let row = |reason: &str| DoubleRow {
            url: "/office/import/doubles/d".into(),
            first: "Amal Khoury".into(),
            second: HOSTILE.into(),
            reason: reason.into(),
        };
        let page = |rows: Vec<DoubleRow>| Self {
            pager: Pager::new(rows.len() as u64, 1, 50, |n| format!("?page={n}")),
            rows,
        };
        vec![
            page(vec![row("contact"), row("name"), row("similar")]),
            page(vec![]),
        ]
    }
}

/// One property of both people.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DoubleField {
    /// Name of the choice, part of the message id `double-field-…`.
    pub(crate) key: &'static str,
    pub(crate) first: String,
    pub(crate) second: String,
    /// Whether only one of the two can hold.
    pub(crate) choose: bool,
}

/// `/office/import/doubles/{id}`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DoublePage {
    pub(crate) url: String,
    pub(crate) first: String,
    pub(crate) second: String,
    pub(crate) first_url: String,
    pub(crate) second_url: String,
    pub(crate) reason: String,
    pub(crate) bound: bool,
    pub(crate) fields: Vec<DoubleField>,
}

impl Page for DoublePage {
    const TEMPLATE: &'static str = "pages/office/import/double.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let field = |key, first: &str, second: &str, choose| DoubleField {
            key,
            first: first.into(),
            second: second.into(),
            choose,
        };
        let page = Self {
            url: "/office/import/doubles/d".into(),
            first: "Amal Khoury".into(),
            second: "Amal Khouri".into(),
            first_url: "/office/people/a".into(),
            second_url: "/office/people/b".into(),
            reason: "contact".into(),
            bound: false,
            fields: vec![
                field("name", "Amal Khoury", HOSTILE, true),
                field("email", "amal@example.org", "amal@example.org", false),
                field("languages", "Arabisch (levantinisch)", "", false),
            ],
        };
        vec![page.clone(), Self { bound: true, ..page }]
    }
}

/// `/office/export`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ExportPage {
    pub(crate) kinds: Vec<&'static str>,
}

impl Page for ExportPage {
    const TEMPLATE: &'static str = "pages/office/import/export.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        vec![Self {
            kinds: vec!["districts", "people"],
        }]
    }
}

/// A word and what it means.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ImportWord {
    pub(crate) field: String,
    pub(crate) word: String,
    pub(crate) answer: String,
}

/// `/office/import/words`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ImportWordsPage {
    pub(crate) rows: Vec<ImportWord>,
}

impl Page for ImportWordsPage {
    const TEMPLATE: &'static str = "pages/office/import/words.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let word = |word: &str, answer: &str| ImportWord {
            field: "language".into(),
            word: word.into(),
            answer: answer.into(),
        };
        vec![
            Self {
                rows: vec![word("kurdisch", ""), word(HOSTILE, "Kurmandschi")],
            },
            Self { rows: vec![] },
        ]
    }
}
