//! The week as the office sees it: day by day with what is open on top, person by person, place by place.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};

use super::{App, AppError};
use crate::calendar::closed::{DayOff, day_off};
use crate::calendar::intervals::{self, Interval};
use crate::calendar::local;
use crate::calendar::school::SchoolHolidays;
use crate::domain::language::LanguageCode;
use crate::domain::organisation::OrganisationKind;
use crate::domain::person::{Person, PersonState};
use crate::domain::programme::ProgrammeId;
use crate::domain::request::{RequestState, TimeOption};
use crate::domain::rights::Reach;
use crate::ids::{LocationId, OrganisationId, PersonId, PlanId, RequestId};
use crate::store::{
    Page, Paged, PeopleFilter, PlaceRow, RequestFilter, RequestOrder, RequestRow, Tx, WeekReason, WeekWork,
    Whose, WorkHold,
};

/// Cards in one cell of a board; what is more is counted.
const CARDS: i64 = 4;
/// Requests that miss somebody.
pub const MISSING: [RequestState; 5] = [
    RequestState::Unfilled,
    RequestState::Substituting,
    RequestState::Submitted,
    RequestState::InReview,
    RequestState::Searching,
];
/// Requests that need the office: nobody is asked for them.
pub(super) const OPEN: [RequestState; 4] = [
    RequestState::Unfilled,
    RequestState::Substituting,
    RequestState::Submitted,
    RequestState::InReview,
];
/// What a week shows unless something else is asked for: everything that takes place or should.
const SHOWN: [RequestState; 8] = [
    RequestState::Unfilled,
    RequestState::Substituting,
    RequestState::Submitted,
    RequestState::InReview,
    RequestState::Searching,
    RequestState::Confirmed,
    RequestState::Held,
    RequestState::NotHeld,
];

/// Which requests of a week are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WeekShow {
    /// Whatever takes place or should.
    #[default]
    All,
    /// What misses somebody.
    Missing,
    /// What misses somebody, and nobody is asked.
    Open,
    /// One state.
    State(RequestState),
}

/// A week and what narrows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WeekFilter {
    /// Any day of the week.
    pub day: NaiveDate,
    /// Only this day of it.
    pub only: Option<NaiveDate>,
    /// Free text.
    pub query: Option<String>,
    /// Which requests.
    pub show: WeekShow,
    /// Programme.
    pub programme: Option<ProgrammeId>,
    /// Language.
    pub language: Option<LanguageCode>,
    /// District of the place; on the board of people, of home.
    pub district: Option<String>,
    /// Part of town of the place.
    pub area: Option<String>,
    /// Carrier.
    pub carrier: Option<OrganisationId>,
    /// Place.
    pub place: Option<LocationId>,
    /// On the board of people: only those who have something to do.
    pub busy: bool,
    /// Only what lies in this part of the office's work.
    pub within: Reach,
    /// Only people who belong to this part of it.
    pub people_within: Reach,
}

/// A day of the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekDay {
    /// Date.
    pub date: NaiveDate,
    /// Requests of the filter, whatever their state.
    pub all: i64,
    /// Those that need the office.
    pub open: i64,
    /// Those for which people are asked.
    pub asked: i64,
    /// Why schools are closed, if they are.
    pub off: Option<DayOff>,
    /// Whether the office is closed.
    pub closed: bool,
}

/// Why a request is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyOpen {
    /// A coordinator has to decide about it.
    Review,
    /// In no plan yet.
    NotPlanned,
    /// A draft has somebody for it.
    Proposed,
    /// People are asked; an answer is awaited until then.
    Asked(usize, Option<DateTime<Utc>>),
    /// A plan says why.
    Plan(WeekReason),
    /// Everybody who was asked has said no or nothing.
    NobodyLeft,
}

/// A request in the week.
#[derive(Clone, Debug)]
pub struct WeekItem {
    /// The request.
    pub row: RequestRow,
    /// Who takes part, is asked or is proposed.
    pub people: Vec<WeekWork>,
    /// Why somebody is missing, if so.
    pub why: Option<WhyOpen>,
}

/// The list of a week.
#[derive(Clone, Debug)]
pub struct WeekList {
    /// Its days.
    pub days: Vec<WeekDay>,
    /// One page of its requests, day by day.
    pub items: Paged<WeekItem>,
}

/// A person's day.
#[derive(Clone, Debug, Default)]
pub struct PersonDay {
    /// When they can, minutes after midnight.
    pub free: Vec<(i64, i64)>,
    /// Whether they are away.
    pub away: bool,
    /// What they do.
    pub work: Vec<WeekWork>,
    /// When they do something that whoever looks may not see.
    pub elsewhere: Vec<TimeOption>,
}

/// The board of people.
#[derive(Clone, Debug)]
pub struct PeopleBoard {
    /// The days.
    pub days: Vec<WeekDay>,
    /// One page of the people with their days.
    pub people: Paged<(Person, Vec<PersonDay>)>,
}

/// A place's day.
#[derive(Clone, Debug, Default)]
pub struct PlaceDay {
    /// Why it is closed, if it is.
    pub off: Option<DayOff>,
    /// The first of its requests.
    pub items: Vec<WeekItem>,
    /// How many more there are.
    pub more: i64,
}

/// The board of places.
#[derive(Clone, Debug)]
pub struct PlacesBoard {
    /// The days.
    pub days: Vec<WeekDay>,
    /// One page of the places with their days.
    pub places: Paged<(PlaceRow, Vec<PlaceDay>)>,
}

/// The Monday of a day's week.
pub fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))
        .unwrap_or(day)
}

/// The seven days of a day's week.
pub fn days_of_week(day: NaiveDate) -> Vec<NaiveDate> {
    monday(day).iter_days().take(7).collect()
}

impl App {
    /// One page of the list of a week.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn week_list(&self, wanted: &WeekFilter, page: Page) -> Result<WeekList, AppError> {
        let mut tx = self.store.read().await?;
        let days = self.week_days(&mut tx, wanted).await?;
        let filter = self.requests_of_week(wanted);
        let total = match counted(wanted, &days) {
            Some(total) => total,
            None => tx.count_requests(&filter).await?,
        };
        let found = tx.request_rows(&filter, page).await?;
        let draft = self.draft_of_week(&mut tx, wanted.day).await?;
        let rows = items(&mut tx, found, draft).await?;
        Ok(WeekList {
            days,
            items: Paged { rows, total },
        })
    }

    /// One page of the board of people.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn week_people(&self, wanted: &WeekFilter, page: Page) -> Result<PeopleBoard, AppError> {
        let range = self.range_of_week(wanted.day);
        let filter = PeopleFilter {
            query: wanted.query.clone(),
            state: Some(PersonState::Active),
            programme: wanted.programme.clone(),
            language: wanted.language.clone(),
            district: wanted.district.clone(),
            carrier: wanted.carrier,
            busy: (wanted.busy || wanted.area.is_some()).then_some(range),
            area: wanted.area.clone(),
            within: wanted.people_within.clone(),
        };
        let mut tx = self.store.read().await?;
        let found = self.find_people_page(&mut tx, &filter, page).await?;
        let ids = found.rows;
        let days = self
            .week_days(
                &mut tx,
                &WeekFilter {
                    query: None,
                    ..wanted.clone()
                },
            )
            .await?;
        let people = tx.people_by_ids(&ids).await?;
        let draft = self.draft_of_week(&mut tx, wanted.day).await?;
        let mut work: BTreeMap<PersonId, Vec<WeekWork>> = BTreeMap::new();
        let mut elsewhere: BTreeMap<PersonId, Vec<TimeOption>> = BTreeMap::new();
        let all = tx.week_work(Whose::People(&ids, range), draft).await?;
        let requests: Vec<RequestId> = all.iter().map(|one| one.request).collect();
        let seen = tx.requests_within(&requests, &wanted.within).await?;
        for one in all {
            if seen.contains(&one.request) {
                work.entry(one.person).or_default().push(one);
            } else {
                elsewhere.entry(one.person).or_default().push(one.time);
            }
        }
        drop(tx);
        let rows = ids.iter().filter_map(|id| {
            let person = people.iter().find(|p| p.id == *id)?;
            let own = work.remove(id).unwrap_or_default();
            let elsewhere = elsewhere.remove(id).unwrap_or_default();
            Some((person.clone(), self.person_days(person, &days, own, elsewhere)))
        });
        Ok(PeopleBoard {
            people: Paged {
                rows: rows.collect(),
                total: found.total,
            },
            days,
        })
    }

    /// One page of the board of places.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn week_places(&self, wanted: &WeekFilter, page: Page) -> Result<PlacesBoard, AppError> {
        let mut tx = self.store.read().await?;
        let days = self.week_days(&mut tx, wanted).await?;
        let mut filter = self.requests_of_week(wanted);
        let found = tx.week_places(&filter, page).await?;
        filter.places = Some(found.rows.iter().map(|place| place.id).collect());
        let mut requests = if found.rows.is_empty() {
            Vec::new()
        } else {
            tx.board_requests(&filter, CARDS).await?
        };
        // Who misses somebody must not vanish behind those who do not.
        requests.sort_by_key(|(row, _)| {
            (
                !OPEN.contains(&row.state),
                !MISSING.contains(&row.state),
                row.time,
                row.number,
            )
        });
        let zone = self.config.time_zone;
        let mut more: BTreeMap<(LocationId, NaiveDate), i64> = BTreeMap::new();
        let mut shown = Vec::new();
        for (row, total) in requests {
            let day = local::local_date(zone, row.time.starts_at);
            more.insert((row.location, day), (total - CARDS).max(0));
            shown.push(row);
        }
        let draft = self.draft_of_week(&mut tx, wanted.day).await?;
        let mut placed: BTreeMap<(LocationId, NaiveDate), Vec<WeekItem>> = BTreeMap::new();
        for item in items(&mut tx, shown, draft).await? {
            let day = local::local_date(zone, item.row.time.starts_at);
            placed.entry((item.row.location, day)).or_default().push(item);
        }
        let owners: BTreeSet<OrganisationId> = found.rows.iter().map(|place| place.organisation).collect();
        let owners: Vec<OrganisationId> = owners.into_iter().collect();
        let movable = tx.movable_days(&owners).await?;
        let schools: BTreeSet<OrganisationId> = tx
            .organisations_by_ids(&owners)
            .await?
            .into_iter()
            .filter(|o| o.kind == OrganisationKind::School)
            .map(|o| o.id)
            .collect();
        let known = tx.school_holidays().await?;
        let places = found.map(|place| {
            let of_day = days.iter().map(|day| PlaceDay {
                off: day_off(
                    day.date,
                    schools.contains(&place.organisation),
                    &known,
                    movable.get(&place.organisation),
                ),
                items: placed.remove(&(place.id, day.date)).unwrap_or_default(),
                more: more.get(&(place.id, day.date)).copied().unwrap_or(0),
            });
            let of_day = of_day.collect();
            (place, of_day)
        });
        Ok(PlacesBoard { days, places })
    }

    /// Every request of these states between two moments with its people, by time. For prints.
    pub(super) async fn week_items_in(
        &self,
        tx: &mut Tx,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
        states: &[RequestState],
    ) -> Result<Vec<WeekItem>, AppError> {
        let filter = RequestFilter {
            states: states.to_vec(),
            from: Some(from),
            to: Some(to),
            ..RequestFilter::default()
        };
        let rows = tx.week_requests(&filter).await?;
        items(tx, rows, None).await
    }

    /// First and last moment of a day's week.
    pub(super) fn range_of_week(&self, day: NaiveDate) -> Interval {
        let first = monday(day);
        let last = first.checked_add_days(Days::new(6)).unwrap_or(first);
        intervals::days(self.config.time_zone, first, last)
    }

    fn requests_of_week(&self, wanted: &WeekFilter) -> RequestFilter {
        let zone = self.config.time_zone;
        let (from, to) = match wanted.only {
            Some(day) => intervals::days(zone, day, day),
            None => self.range_of_week(wanted.day),
        };
        RequestFilter {
            query: wanted.query.clone(),
            states: match wanted.show {
                WeekShow::All => SHOWN.to_vec(),
                WeekShow::Missing => MISSING.to_vec(),
                WeekShow::Open => OPEN.to_vec(),
                WeekShow::State(state) => vec![state],
            },
            programme: wanted.programme.clone(),
            language: wanted.language.clone(),
            district: wanted.district.clone(),
            area: wanted.area.clone(),
            carrier: wanted.carrier,
            places: wanted.place.map(|place| vec![place]),
            within: wanted.within.clone(),
            from: Some(from),
            to: Some(to),
            order: RequestOrder::Days,
            days: days_of_week(wanted.day)
                .into_iter()
                .map(|day| local::resolve(zone, day, 0))
                .collect(),
            ..RequestFilter::default()
        }
    }

    /// The days with their numbers, and what closes them. A day or state that was chosen does not hide the others.
    async fn week_days(&self, tx: &mut Tx, wanted: &WeekFilter) -> Result<Vec<WeekDay>, AppError> {
        let counted = self.requests_of_week(&WeekFilter {
            only: None,
            show: WeekShow::All,
            ..wanted.clone()
        });
        let counts = tx.week_counts(&counted).await?;
        let office = tx.office_calendar().await?;
        let known: Vec<SchoolHolidays> = tx.school_holidays().await?;
        let days = days_of_week(wanted.day).into_iter().zip(counts);
        Ok(days
            .map(|(date, (all, open, asked))| WeekDay {
                date,
                all,
                open,
                asked,
                off: day_off(date, true, &known, None),
                closed: office.closed_on(date),
            })
            .collect())
    }

    /// The draft that covers a part of the week.
    async fn draft_of_week(&self, tx: &mut Tx, day: NaiveDate) -> Result<Option<PlanId>, AppError> {
        let (from, to) = self.range_of_week(day);
        let draft = tx.latest_draft().await?;
        Ok(draft
            .filter(|draft| draft.window.from < to && draft.window.to > from)
            .map(|draft| draft.id))
    }

    fn person_days(
        &self,
        person: &Person,
        days: &[WeekDay],
        work: Vec<WeekWork>,
        elsewhere: Vec<TimeOption>,
    ) -> Vec<PersonDay> {
        let zone = self.config.time_zone;
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            return Vec::new();
        };
        let (from, to) = intervals::days(zone, first.date, last.date);
        let free = person
            .availability
            .iter()
            .flat_map(|window| window.intervals(zone, from, to))
            .collect();
        let free = intervals::union(free);
        let mut cells: Vec<PersonDay> = days
            .iter()
            .map(|day| {
                let away = person
                    .absences
                    .iter()
                    .any(|absence| (absence.from..=absence.to).contains(&day.date));
                let (begin, end) = intervals::days(zone, day.date, day.date);
                let minutes = |at: DateTime<Utc>| (at - begin).num_minutes();
                let free = intervals::clip(free.clone(), begin, end).into_iter();
                PersonDay {
                    free: if away {
                        Vec::new()
                    } else {
                        free.map(|(a, b)| (minutes(a), minutes(b))).collect()
                    },
                    away,
                    ..PersonDay::default()
                }
            })
            .collect();
        for one in work {
            let date = local::local_date(zone, one.time.starts_at);
            let at = days.iter().position(|day| day.date == date);
            if let Some(cell) = at.and_then(|at| cells.get_mut(at)) {
                cell.work.push(one);
            }
        }
        for time in elsewhere {
            let date = local::local_date(zone, time.starts_at);
            let at = days.iter().position(|day| day.date == date);
            if let Some(cell) = at.and_then(|at| cells.get_mut(at)) {
                cell.elsewhere.push(time);
            }
        }
        cells
    }
}

/// How many requests a list has, when the numbers of its days say so.
fn counted(wanted: &WeekFilter, days: &[WeekDay]) -> Option<i64> {
    let of_day = |day: &WeekDay| match wanted.show {
        WeekShow::All => Some(day.all),
        WeekShow::Missing => Some(day.open + day.asked),
        WeekShow::Open => Some(day.open),
        WeekShow::State(_) => None,
    };
    days.iter()
        .filter(|day| wanted.only.is_none_or(|only| only == day.date))
        .map(of_day)
        .sum()
}

/// Adds to requests who takes part and why somebody is missing. A handful of queries, however many there are.
pub(super) async fn items(
    tx: &mut Tx,
    rows: Vec<RequestRow>,
    draft: Option<PlanId>,
) -> Result<Vec<WeekItem>, AppError> {
    let ids: Vec<RequestId> = rows.iter().map(|row| row.id).collect();
    let mut people: BTreeMap<RequestId, Vec<WeekWork>> = BTreeMap::new();
    for chunk in ids.chunks(500) {
        for one in tx.week_work(Whose::Requests(chunk), draft).await? {
            people.entry(one.request).or_default().push(one);
        }
    }
    let open: Vec<RequestId> = rows
        .iter()
        .filter(|row| MISSING.contains(&row.state))
        .map(|row| row.id)
        .collect();
    let mut reasons = tx.week_reasons(&open).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let people = people.remove(&row.id).unwrap_or_default();
            WeekItem {
                why: why(&row, &people, reasons.remove(&row.id)),
                people,
                row,
            }
        })
        .collect())
}

fn why(row: &RequestRow, people: &[WeekWork], reason: Option<WeekReason>) -> Option<WhyOpen> {
    let asked: Vec<Option<DateTime<Utc>>> = people
        .iter()
        .filter_map(|one| match one.hold {
            WorkHold::Asked(until) => Some(until),
            _ => None,
        })
        .collect();
    let proposed = people.iter().any(|one| one.hold == WorkHold::Proposed);
    match row.state {
        RequestState::InReview => Some(WhyOpen::Review),
        RequestState::Submitted if proposed => Some(WhyOpen::Proposed),
        RequestState::Unfilled if proposed => Some(WhyOpen::Proposed),
        RequestState::Submitted => Some(reason.map_or(WhyOpen::NotPlanned, WhyOpen::Plan)),
        RequestState::Searching | RequestState::Substituting | RequestState::Unfilled
            if !asked.is_empty() =>
        {
            Some(WhyOpen::Asked(asked.len(), asked.iter().copied().flatten().min()))
        }
        RequestState::Unfilled => Some(reason.map_or(WhyOpen::NobodyLeft, WhyOpen::Plan)),
        RequestState::Searching | RequestState::Substituting => Some(WhyOpen::NobodyLeft),
        _ => None,
    }
}
