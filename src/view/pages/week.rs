//! What does the office need to see a week: as a list, person by person, place by place?

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::example::{HOSTILE, at, day, talk};
use super::{Area, Choice, Fault, Page, Pager};
use crate::domain::request::TimeOption;

/// What all three views share.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct WeekLook {
    /// `list`, `people` or `places`.
    pub(crate) view: &'static str,
    pub(crate) first: NaiveDate,
    pub(crate) last: NaiveDate,
    /// Whether today lies in it.
    pub(crate) current: bool,
    pub(crate) previous: String,
    pub(crate) next: String,
    pub(crate) now: String,
    /// Views and their addresses.
    pub(crate) tabs: Vec<(&'static str, String)>,
    pub(crate) days: Vec<WeekDayHead>,
    pub(crate) filter: WeekFields,
    /// How many fields narrow it.
    pub(crate) narrowed: usize,
    /// Address without any filter.
    pub(crate) reset: String,
    pub(crate) states: Vec<&'static str>,
    pub(crate) programmes: Vec<Choice>,
    pub(crate) languages: Vec<Choice>,
    pub(crate) districts: Vec<Choice>,
    pub(crate) areas: Vec<Choice>,
    pub(crate) carriers: Vec<Choice>,
    pub(crate) saved: Vec<SavedRow>,
    /// The filter as it would be kept.
    pub(crate) query: String,
    pub(crate) faults: Vec<Fault>,
    /// What was typed as a name, when it was no good.
    pub(crate) name: String,
    /// Where the sheets of the week are.
    pub(crate) prints: String,
}

/// What the fields of the filter say.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct WeekFields {
    pub(crate) from: String,
    pub(crate) q: String,
    pub(crate) state: String,
    pub(crate) programme: String,
    pub(crate) language: String,
    pub(crate) district: String,
    pub(crate) area: String,
    pub(crate) carrier: String,
    pub(crate) day: String,
    pub(crate) place: String,
    pub(crate) busy: bool,
}

/// A day on top of a view.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct WeekDayHead {
    pub(crate) date: NaiveDate,
    pub(crate) all: i64,
    /// Requests that need the office.
    pub(crate) open: i64,
    /// Requests for which people are asked.
    pub(crate) asked: i64,
    /// Message ids of what is special about it.
    pub(crate) notes: Vec<String>,
    /// Address of the list of this day alone.
    pub(crate) url: String,
    /// Addresses of those.
    pub(crate) open_url: String,
    pub(crate) asked_url: String,
    /// Whether only this day is shown.
    pub(crate) only: bool,
    pub(crate) today: bool,
    /// Whether boards show it: weekends only when something is there.
    pub(crate) shown: bool,
}

/// A filter that is kept.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SavedRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) current: bool,
}

/// Somebody beside a request.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct WeekPerson {
    pub(crate) name: String,
    pub(crate) url: Option<String>,
    /// Message id `week-hold-…`: `agreed`, `asked`, `call` or `proposed`.
    pub(crate) hold: &'static str,
    /// Until when an answer is awaited.
    pub(crate) until: Option<DateTime<Utc>>,
}

/// Why a request is open: message id `week-why-…` or, of a plan, `unfilled-…`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct WeekWhy {
    pub(crate) id: String,
    pub(crate) count: usize,
    pub(crate) until: Option<DateTime<Utc>>,
    /// The plan that says so.
    pub(crate) plan: Option<String>,
}

/// A request of the week.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct WeekRow {
    pub(crate) number: i64,
    pub(crate) time: TimeOption,
    /// Times asked for, when none is chosen yet.
    pub(crate) options: i64,
    pub(crate) organisation: String,
    pub(crate) place: String,
    pub(crate) district: String,
    pub(crate) language: Option<String>,
    pub(crate) programme: String,
    pub(crate) mode: &'static str,
    pub(crate) state: &'static str,
    pub(crate) urgent: bool,
    pub(crate) missing: bool,
    pub(crate) headcount: i64,
    pub(crate) confirmed: i64,
    pub(crate) people: Vec<WeekPerson>,
    pub(crate) why: Option<WeekWhy>,
}

/// `/office/week`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct WeekListPage {
    pub(crate) look: WeekLook,
    pub(crate) days: Vec<(NaiveDate, Vec<WeekRow>)>,
    pub(crate) pager: Pager,
}

/// What somebody does, on the board of people.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct WorkCard {
    pub(crate) number: i64,
    pub(crate) time: TimeOption,
    pub(crate) organisation: String,
    pub(crate) language: String,
    pub(crate) hold: &'static str,
}

/// A bar of a day: where it begins and how long it is, minutes on the axis of the board.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Bar {
    pub(crate) x: i64,
    pub(crate) width: i64,
}

/// A person's day.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PersonCell {
    pub(crate) date: NaiveDate,
    pub(crate) away: bool,
    /// When they can, in words.
    pub(crate) hours: Vec<String>,
    pub(crate) free: Vec<Bar>,
    pub(crate) taken: Vec<Bar>,
    /// When they do something that is not for whoever looks.
    pub(crate) elsewhere: Vec<TimeOption>,
    pub(crate) cards: Vec<WorkCard>,
}

/// A row of the board of people.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BoardPerson {
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) languages: Vec<String>,
    pub(crate) district: String,
    pub(crate) phone: Option<String>,
    pub(crate) cells: Vec<PersonCell>,
}

/// `/office/week?view=people`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct WeekPeoplePage {
    pub(crate) look: WeekLook,
    pub(crate) people: Vec<BoardPerson>,
    pub(crate) pager: Pager,
}

/// A place's day.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlaceCell {
    pub(crate) date: NaiveDate,
    /// Message id of why it is closed.
    pub(crate) off: Option<String>,
    pub(crate) rows: Vec<WeekRow>,
    pub(crate) more: i64,
    /// Address of all of them.
    pub(crate) url: String,
}

/// A row of the board of places.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BoardPlace {
    pub(crate) name: String,
    pub(crate) place: String,
    pub(crate) district: String,
    pub(crate) area: String,
    pub(crate) url: String,
    pub(crate) cells: Vec<PlaceCell>,
}

/// `/office/week?view=places`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct WeekPlacesPage {
    pub(crate) look: WeekLook,
    pub(crate) places: Vec<BoardPlace>,
    pub(crate) pager: Pager,
}

impl WeekLook {
    fn sample(view: &'static str) -> Self {
        let head = |n: u32, all, open| WeekDayHead {
            date: day(n),
            all,
            open,
            asked: 1 - open,
            notes: vec![],
            url: "/office/week?day=2026-11-24".into(),
            open_url: "/office/week?state=open".into(),
            asked_url: "/office/week?state=searching".into(),
            only: false,
            today: n == 24,
            shown: n < 28,
        };
        let mut days: Vec<WeekDayHead> = (23..30)
            .map(|n| head(n, i64::from(n % 5), i64::from(n % 2)))
            .collect();
        if let Some(first) = days.first_mut() {
            first.notes = vec!["week-off-public".into(), "week-office-closed".into()];
            first.only = true;
        }
        Self {
            view,
            first: day(23),
            last: day(29),
            current: true,
            previous: "/office/week?from=2026-11-16".into(),
            next: "/office/week?from=2026-11-30".into(),
            now: "/office/week".into(),
            tabs: ["list", "people", "places"]
                .map(|key| (key, format!("/office/week?view={key}")))
                .to_vec(),
            days,
            filter: WeekFields {
                q: HOSTILE.into(),
                ..WeekFields::default()
            },
            narrowed: 2,
            reset: "/office/week".into(),
            states: vec!["unfilled", "confirmed"],
            programmes: vec![Choice::new("interpreting", "Sprachmittlung")],
            languages: vec![Choice::new("tr", "Türkisch")],
            districts: vec![Choice::new("MI", "Mitte")],
            areas: vec![Choice::new("Westen", "Westen")],
            carriers: vec![Choice::new("c", "Caritasverband")],
            saved: vec![SavedRow {
                id: "s".into(),
                name: HOSTILE.into(),
                url: "/office/week?language=tr".into(),
                current: true,
            }],
            query: "language=tr".into(),
            faults: vec![],
            name: String::new(),
            prints: "/office/week/prints?from=2026-11-23".into(),
        }
    }

    fn bare(view: &'static str) -> Self {
        Self {
            filter: WeekFields::default(),
            narrowed: 0,
            current: false,
            areas: vec![],
            carriers: vec![],
            saved: vec![],
            faults: vec![Fault {
                field: "filter_name".into(),
                code: "required".into(),
                args: std::collections::BTreeMap::new(),
            }],
            ..Self::sample(view)
        }
    }
}

impl WeekRow {
    pub(crate) fn examples() -> Vec<Self> {
        let person = |hold: &'static str| WeekPerson {
            name: HOSTILE.into(),
            url: Some("/office/people/p".into()),
            hold,
            until: (hold == "asked").then(|| at(24, 11, 0)),
        };
        let why = |id: &str| WeekWhy {
            id: id.into(),
            count: 2,
            until: Some(at(24, 11, 0)),
            plan: Some("/office/plans/p".into()),
        };
        let base = Self {
            number: 1042,
            time: talk(24, 8, 60),
            options: 2,
            organisation: "Grundschule am Mühlenbach".into(),
            place: "Nebenstelle".into(),
            district: "Mitte".into(),
            language: Some("Türkisch".into()),
            programme: "Sprachmittlung".into(),
            mode: "phone",
            state: "unfilled",
            urgent: true,
            missing: true,
            headcount: 2,
            confirmed: 1,
            people: vec![person("asked"), person("call"), person("proposed")],
            why: Some(why("unfilled-language")),
        };
        let mut all = vec![
            base.clone(),
            Self {
                state: "confirmed",
                missing: false,
                urgent: false,
                options: 1,
                place: String::new(),
                language: None,
                mode: "on_site",
                headcount: 1,
                people: vec![person("agreed")],
                why: None,
                ..base.clone()
            },
        ];
        for id in ["review", "not_planned", "proposed", "asked", "nobody_left"] {
            all.push(Self {
                why: Some(WeekWhy {
                    plan: None,
                    ..why(&format!("week-why-{id}"))
                }),
                people: vec![],
                ..base.clone()
            });
        }
        all
    }
}

impl Page for WeekListPage {
    const TEMPLATE: &'static str = "pages/office/week.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let pager = |total| Pager::new(total, 1, 50, |n| format!("/office/week?page={n}"));
        vec![
            Self {
                look: WeekLook::sample("list"),
                days: vec![(day(24), WeekRow::examples()), (day(25), WeekRow::examples())],
                pager: pager(140),
            },
            Self {
                look: WeekLook::bare("list"),
                days: vec![],
                pager: pager(0),
            },
        ]
    }
}

impl Page for WeekPeoplePage {
    const TEMPLATE: &'static str = "pages/office/week_people.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let pager = |total| Pager::new(total, 1, 20, |n| format!("/office/week?view=people&page={n}"));
        let card = |hold| WorkCard {
            number: 1042,
            time: talk(24, 8, 60),
            organisation: HOSTILE.into(),
            language: "Türkisch".into(),
            hold,
        };
        let cells = (23..30).map(|n| PersonCell {
            date: day(n),
            away: n == 25,
            hours: vec!["8-12".into()],
            free: vec![Bar { x: 60, width: 240 }],
            taken: vec![Bar { x: 120, width: 60 }],
            elsewhere: if n == 26 { vec![talk(26, 8, 60)] } else { vec![] },
            cards: if n == 24 {
                vec![card("agreed"), card("asked"), card("call"), card("proposed")]
            } else {
                vec![]
            },
        });
        let person = BoardPerson {
            name: HOSTILE.into(),
            url: "/office/people/p".into(),
            languages: vec!["Türkisch".into()],
            district: "Mitte".into(),
            phone: Some("02381 555-1".into()),
            cells: cells.collect(),
        };
        vec![
            Self {
                look: WeekLook::sample("people"),
                people: vec![person],
                pager: pager(40),
            },
            Self {
                look: WeekLook::bare("people"),
                people: vec![],
                pager: pager(0),
            },
        ]
    }
}

impl Page for WeekPlacesPage {
    const TEMPLATE: &'static str = "pages/office/week_places.html";
    const AREA: Area = Area::Office;

    fn samples() -> Vec<Self> {
        let pager = |total| Pager::new(total, 1, 20, |n| format!("/office/week?view=places&page={n}"));
        let cells = (23..30).map(|n| PlaceCell {
            date: day(n),
            off: (n == 25).then(|| "week-off-movable".to_owned()),
            rows: if n == 24 { WeekRow::examples() } else { vec![] },
            more: i64::from(n == 24) * 3,
            url: "/office/week?day=2026-11-24".into(),
        });
        let place = BoardPlace {
            name: HOSTILE.into(),
            place: "Nebenstelle".into(),
            district: "Mitte".into(),
            area: "Westen".into(),
            url: "/office/data/organisation/o".into(),
            cells: cells.collect(),
        };
        vec![
            Self {
                look: WeekLook::sample("places"),
                places: vec![place],
                pager: pager(40),
            },
            Self {
                look: WeekLook::bare("places"),
                places: vec![],
                pager: pager(0),
            },
        ]
    }
}
