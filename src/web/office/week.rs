//! `/office/week`: the week as a list, person by person and place by place; filters that are kept by name.

use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Days, NaiveDate};

use super::data::url as record_url;
use super::{Query, encode};
use crate::app::{AppError, PersonDay, PlaceDay, WeekDay, WeekFilter, WeekItem, WeekShow, WhyOpen, monday};
use crate::calendar::closed::DayOff;
use crate::calendar::local;
use crate::domain::language::LanguageCode;
use crate::domain::person::Person;
use crate::domain::programme::ProgrammeId;
use crate::domain::record::RecordKind;
use crate::domain::request::RequestState;
use crate::domain::rights::{Reach, Right};
use crate::ids::SavedFilterId;
use crate::store::{Page as Rows, PlaceRow, WeekWork, WorkHold};
use crate::view::pages::{
    Bar, BoardPerson, BoardPlace, Choice, Fault, Pager, PersonCell, PlaceCell, SavedRow, WeekDayHead,
    WeekFields, WeekListPage, WeekLook, WeekPeoplePage, WeekPerson, WeekPlacesPage, WeekRow, WeekWhy,
    WorkCard,
};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look, Setting};
use crate::web::words::Words;

const PATH: &str = "/office/week";
/// Requests on a page of the list.
const LIST_ROWS: i64 = 40;
/// People or places on a page of a board.
const BOARD_ROWS: i64 = 20;
/// The axis of a day on the board: from 7:00 to 21:00, minutes after midnight.
const AXIS: (i64, i64) = (7 * 60, 21 * 60);
/// What a filter is made of; everything else is where one stands.
const FIELDS: [&str; 9] = [
    "q",
    "state",
    "programme",
    "language",
    "district",
    "area",
    "carrier",
    "place",
    "busy",
];
/// States one can ask for beside "misses somebody".
const STATES: [RequestState; 11] = [
    RequestState::Unfilled,
    RequestState::Substituting,
    RequestState::Submitted,
    RequestState::InReview,
    RequestState::Searching,
    RequestState::Confirmed,
    RequestState::Held,
    RequestState::NotHeld,
    RequestState::Cancelled,
    RequestState::Refused,
    RequestState::Solved,
];

/// `GET /office/week`
pub(in crate::web) async fn show(
    State(web): State<Web>,
    look: Look,
    me: Me,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    respond(&web, &look, &me, &query, Vec::new(), "").await
}

/// `POST /office/week/filters`
pub(in crate::web) async fn save(
    State(web): State<Web>,
    look: Look,
    me: Me,
    form: Posted,
) -> Result<Response, AppError> {
    let uri: axum::http::Uri = format!("{PATH}?{}", form.get("query"))
        .parse()
        .map_err(|_| AppError::NotFound)?;
    let query = Query::read(page::query_pairs(&uri));
    let kept = filter_query(&query);
    if kept.is_empty() {
        // There is nothing to keep; the page says so by having no such form.
        return Ok(page::done(&look, PATH, "filter_empty"));
    }
    match web.app.save_filter(me.0.id, form.get("filter_name"), &kept).await {
        Ok(()) => {
            let back = address(&query, &[]);
            let suffix = if back.contains('?') { "&" } else { "?" };
            Ok(Redirect::to(&format!("{back}{suffix}ok=filter_saved")).into_response())
        }
        Err(AppError::Rejected(faults)) => {
            let faults = faults.into_iter().map(Fault::from).collect();
            respond(&web, &look, &me, &query, faults, form.get("filter_name")).await
        }
        Err(error) => Err(error),
    }
}

/// `POST /office/week/filters/{id}/forget`
pub(in crate::web) async fn forget(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    _: Posted,
) -> Result<Response, AppError> {
    let id: SavedFilterId = id.parse().map_err(|_| AppError::NotFound)?;
    web.app.forget_filter(me.id, id).await?;
    Ok(page::done(&look, PATH, "filter_forgotten"))
}

async fn respond(
    web: &Web,
    look: &Look,
    Me(me): &Me,
    query: &Query,
    faults: Vec<Fault>,
    name: &str,
) -> Result<Response, AppError> {
    let app = &web.app;
    let today = local::local_date(app.config.time_zone, app.clock.now());
    let filter = WeekFilter {
        people_within: look.reach(Right::People),
        ..read_filter(look.reach(Right::Read), query, today)
    };
    let number = query.page();
    // When volunteers can is for those who look after them.
    let people = look.allows(Right::People);
    let view = match query.get("view") {
        "people" if people => "people",
        "places" => "places",
        _ => "list",
    };
    let size = if view == "list" { LIST_ROWS } else { BOARD_ROWS };
    let rows = Rows::nth(i64::try_from(number - 1).unwrap_or(0), size);
    let pager = |total: i64| {
        Pager::new(
            u64::try_from(total).unwrap_or(0),
            number,
            size.unsigned_abs(),
            |n| address(query, &[("page", &n.to_string())]),
        )
    };
    let status = if faults.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let setting = Setting {
        nav: "week",
        refresh: None,
    };
    let saved = app.saved_filters(me.id).await?;
    let mut tx = app.store.read().await?;
    let words = Words::read(&mut tx, look.tag()).await?;
    let (areas, carriers) = (tx.social_areas().await?, tx.carriers().await?);
    drop(tx);
    let frame = |days: &[WeekDay]| WeekLook {
        view,
        first: monday(filter.day),
        last: days.last().map_or(filter.day, |day| day.date),
        current: monday(filter.day) == monday(today),
        previous: address(query, &[("from", &shifted(filter.day, -7)), ("day", "")]),
        next: address(query, &[("from", &shifted(filter.day, 7)), ("day", "")]),
        now: address(query, &[("from", ""), ("day", "")]),
        tabs: ["list", "people", "places"]
            .into_iter()
            .filter(|key| *key != "people" || people)
            .map(|key| {
                (
                    key,
                    address(query, &[("view", if key == "list" { "" } else { key })]),
                )
            })
            .collect(),
        days: days.iter().map(|day| head(day, query, &filter, today)).collect(),
        filter: fields(query, &filter),
        narrowed: FIELDS.iter().filter(|name| !query.get(name).is_empty()).count(),
        reset: address(query, &FIELDS.map(|name| (name, ""))),
        states: STATES.iter().map(|state| state.as_str()).collect(),
        programmes: words.programme_choices(),
        languages: words.language_choices(),
        districts: words.district_choices(),
        areas: areas.iter().map(|area| Choice::new(area, area)).collect(),
        carriers: carriers
            .iter()
            .map(|(id, name)| Choice::new(id.to_string(), name))
            .collect(),
        saved: saved
            .iter()
            .map(|filter| SavedRow {
                id: filter.id.to_string(),
                name: filter.name.clone(),
                url: saved_address(query, &filter.query),
                current: filter.query == filter_query(query),
            })
            .collect(),
        query: address(query, &[])
            .trim_start_matches(PATH)
            .trim_start_matches('?')
            .to_owned(),
        faults: faults.clone(),
        name: name.to_owned(),
        prints: format!("{PATH}/prints?from={}", monday(filter.day)),
    };
    match view {
        "people" => {
            let board = app.week_people(&filter, rows).await?;
            let shown: Vec<bool> = board.days.iter().map(shown).collect();
            let page = WeekPeoplePage {
                look: frame(&board.days),
                pager: pager(board.people.total),
                people: board
                    .people
                    .rows
                    .into_iter()
                    .map(|(person, days)| board_person(web, &person, &board.days, days, &shown, &words))
                    .collect(),
            };
            page::render(web, look, setting, status, &page)
        }
        "places" => {
            let board = app.week_places(&filter, rows).await?;
            let page = WeekPlacesPage {
                look: frame(&board.days),
                pager: pager(board.places.total),
                places: board
                    .places
                    .rows
                    .into_iter()
                    .map(|(place, days)| board_place(place, &board.days, days, query, &words))
                    .collect(),
            };
            page::render(web, look, setting, status, &page)
        }
        _ => {
            let list = app.week_list(&filter, rows).await?;
            let zone = app.config.time_zone;
            let mut days: Vec<(NaiveDate, Vec<WeekRow>)> = Vec::new();
            for item in &list.items.rows {
                let date = local::local_date(zone, item.row.time.starts_at);
                let row = week_row(item, &words);
                match days.last_mut() {
                    Some((day, rows)) if *day == date => rows.push(row),
                    _ => days.push((date, vec![row])),
                }
            }
            let page = WeekListPage {
                look: frame(&list.days),
                pager: pager(list.items.total),
                days,
            };
            page::render(web, look, setting, status, &page)
        }
    }
}

fn read_filter(within: Reach, query: &Query, today: NaiveDate) -> WeekFilter {
    let date = |name: &str| query.get(name).parse::<NaiveDate>().ok();
    // Years in which no calendar helps any more are none.
    let sensible = |day: &NaiveDate| (*day - today).num_days().abs() < 3660;
    let day = date("from").filter(sensible).unwrap_or(today);
    WeekFilter {
        day,
        only: date("day").filter(|only| monday(*only) == monday(day)),
        query: query.some("q"),
        show: match query.get("state") {
            "missing" => WeekShow::Missing,
            "open" => WeekShow::Open,
            state => RequestState::parse(state).map_or(WeekShow::All, WeekShow::State),
        },
        programme: query.some("programme").map(ProgrammeId),
        language: query.some("language").map(LanguageCode),
        district: query.some("district"),
        area: query.some("area"),
        carrier: query.get("carrier").parse().ok(),
        place: query.get("place").parse().ok(),
        busy: query.get("busy") == "1",
        within,
        people_within: Reach::Everything,
    }
}

fn fields(query: &Query, filter: &WeekFilter) -> WeekFields {
    let text = |name: &str| query.get(name).to_owned();
    WeekFields {
        from: monday(filter.day).to_string(),
        q: text("q"),
        state: text("state"),
        programme: text("programme"),
        language: text("language"),
        district: text("district"),
        area: text("area"),
        carrier: text("carrier"),
        day: filter.only.map(|day| day.to_string()).unwrap_or_default(),
        place: text("place"),
        busy: filter.busy,
    }
}

/// The address of this page with some fields changed; empty ones are left out, and it begins at its first page.
fn address(query: &Query, changes: &[(&str, &str)]) -> String {
    let changed = |name: &str| {
        changes
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| *value)
    };
    let names = ["view", "from", "day"].into_iter().chain(FIELDS).chain(["page"]);
    let pairs: Vec<String> = names
        .filter_map(|name| {
            let value = match changed(name) {
                Some(value) => value,
                None if name == "page" => "",
                None => query.get(name),
            };
            (!value.is_empty()).then(|| format!("{name}={}", encode(value)))
        })
        .collect();
    if pairs.is_empty() {
        PATH.to_owned()
    } else {
        format!("{PATH}?{}", pairs.join("&"))
    }
}

/// What is kept of an address: the view and what narrows it, not the week.
fn filter_query(query: &Query) -> String {
    let pairs: Vec<String> = ["view"]
        .into_iter()
        .chain(FIELDS)
        .filter(|name| !query.get(name).is_empty())
        .map(|name| format!("{name}={}", encode(query.get(name))))
        .collect();
    pairs.join("&")
}

/// The address of a kept filter in the week one looks at.
fn saved_address(query: &Query, kept: &str) -> String {
    match query.get("from") {
        "" => format!("{PATH}?{kept}"),
        from => format!("{PATH}?from={}&{kept}", encode(from)),
    }
}

fn shifted(day: NaiveDate, days: i64) -> String {
    let first = monday(day);
    let by = Days::new(days.unsigned_abs());
    let moved = if days < 0 {
        first.checked_sub_days(by)
    } else {
        first.checked_add_days(by)
    };
    moved.unwrap_or(first).to_string()
}

/// Whether boards have a column for a day.
fn shown(day: &WeekDay) -> bool {
    use chrono::Datelike;
    day.date.weekday().num_days_from_monday() < 5 || day.all > 0
}

fn head(day: &WeekDay, query: &Query, filter: &WeekFilter, today: NaiveDate) -> WeekDayHead {
    let only = filter.only == Some(day.date);
    let date = day.date.to_string();
    let mut notes: Vec<String> = day.off.map(off_id).into_iter().collect();
    if day.closed {
        notes.push("week-office-closed".to_owned());
    }
    WeekDayHead {
        date: day.date,
        all: day.all,
        open: day.open,
        asked: day.asked,
        notes,
        url: address(query, &[("view", ""), ("day", if only { "" } else { &date })]),
        open_url: address(query, &[("view", ""), ("day", &date), ("state", "open")]),
        asked_url: address(query, &[("view", ""), ("day", &date), ("state", "searching")]),
        only,
        today: day.date == today,
        shown: shown(day),
    }
}

fn off_id(off: DayOff) -> String {
    match off {
        DayOff::Public => "week-off-public".to_owned(),
        DayOff::Movable => "week-off-movable".to_owned(),
        DayOff::School(kind) => format!("school-holiday-{kind}"),
    }
}

fn hold(work: &WeekWork) -> &'static str {
    match work.hold {
        WorkHold::Agreed => "agreed",
        WorkHold::Asked(Some(_)) => "asked",
        WorkHold::Asked(None) => "call",
        WorkHold::Proposed => "proposed",
    }
}

/// A request as a row.
pub(super) fn week_row(item: &WeekItem, words: &Words) -> WeekRow {
    let row = &item.row;
    let person = |work: &WeekWork| WeekPerson {
        name: format!("{} {}", work.first_name, work.last_name),
        url: Some(format!("/office/people/{}", work.person)),
        hold: hold(work),
        until: match work.hold {
            WorkHold::Asked(until) => until,
            _ => None,
        },
    };
    WeekRow {
        number: row.number,
        time: row.time,
        options: if row.chosen { 1 } else { row.options },
        organisation: row.organisation_name.clone(),
        place: row.location_name.clone(),
        district: words.district(&row.district),
        language: row.language.as_ref().map(|code| words.language(code)),
        programme: words.programme(&row.programme),
        mode: row.mode.as_str(),
        state: row.state.as_str(),
        urgent: row.urgent,
        missing: crate::app::MISSING.contains(&row.state),
        headcount: row.headcount,
        confirmed: row.confirmed,
        people: item.people.iter().map(person).collect(),
        why: item.why.as_ref().map(why),
    }
}

fn why(why: &WhyOpen) -> WeekWhy {
    let own = |id: &str| WeekWhy {
        id: format!("week-why-{id}"),
        count: 0,
        until: None,
        plan: None,
    };
    match why {
        WhyOpen::Review => own("review"),
        WhyOpen::NotPlanned => own("not_planned"),
        WhyOpen::Proposed => own("proposed"),
        WhyOpen::NobodyLeft => own("nobody_left"),
        WhyOpen::Asked(count, until) => WeekWhy {
            count: *count,
            until: *until,
            ..own("asked")
        },
        WhyOpen::Plan(reason) => WeekWhy {
            id: format!("unfilled-{}", reason.reason),
            count: 0,
            until: None,
            plan: Some(format!("/office/plans/{}", reason.plan)),
        },
    }
}

fn bar(from: i64, to: i64) -> Option<Bar> {
    let (from, to) = (from.max(AXIS.0), to.min(AXIS.1));
    (from < to).then(|| Bar {
        x: from - AXIS.0,
        width: to - from,
    })
}

fn clock(minute: i64) -> String {
    match minute % 60 {
        0 => (minute / 60).to_string(),
        rest => format!("{}:{rest:02}", minute / 60),
    }
}

fn board_person(
    web: &Web,
    person: &Person,
    days: &[WeekDay],
    own: Vec<PersonDay>,
    shown: &[bool],
    words: &Words,
) -> BoardPerson {
    let zone = web.app.config.time_zone;
    let cells = days.iter().zip(own).zip(shown).filter(|(_, shown)| **shown);
    BoardPerson {
        name: person.full_name(),
        url: format!("/office/people/{}", person.id),
        languages: person
            .languages
            .keys()
            .filter(|code| code.0 != "de")
            .map(|code| words.language(code))
            .collect(),
        district: words.district(&person.district),
        phone: person.phone.clone(),
        cells: cells
            .map(|((day, cell), _)| {
                let begin = local::resolve(zone, day.date, 0);
                let minutes = |at: chrono::DateTime<chrono::Utc>| (at - begin).num_minutes();
                PersonCell {
                    date: day.date,
                    away: cell.away,
                    hours: cell
                        .free
                        .iter()
                        .map(|(from, to)| format!("{}-{}", clock(*from), clock(*to)))
                        .collect(),
                    free: cell
                        .free
                        .iter()
                        .filter_map(|(from, to)| bar(*from, *to))
                        .collect(),
                    taken: cell
                        .work
                        .iter()
                        .map(|work| work.time)
                        .chain(cell.elsewhere.iter().copied())
                        .filter_map(|time| bar(minutes(time.starts_at), minutes(time.ends_at)))
                        .collect(),
                    elsewhere: cell.elsewhere,
                    cards: cell
                        .work
                        .iter()
                        .map(|work| WorkCard {
                            number: work.number,
                            time: work.time,
                            organisation: work.organisation_name.clone(),
                            language: work.language.as_ref().map_or_else(
                                || words.programme(&work.programme),
                                |code| words.language(code),
                            ),
                            hold: hold(work),
                        })
                        .collect(),
                }
            })
            .collect(),
    }
}

fn board_place(
    place: PlaceRow,
    days: &[WeekDay],
    cells: Vec<PlaceDay>,
    query: &Query,
    words: &Words,
) -> BoardPlace {
    let id = place.id.to_string();
    let cells = days.iter().zip(cells).filter(|(day, _)| shown(day));
    BoardPlace {
        url: record_url(RecordKind::Organisation, &place.organisation.to_string()),
        name: place.organisation_name,
        place: place.name,
        district: words.district(&place.district),
        area: place.area,
        cells: cells
            .map(|(day, cell)| PlaceCell {
                date: day.date,
                off: cell.off.map(off_id),
                rows: cell.items.iter().map(|item| week_row(item, words)).collect(),
                more: cell.more,
                url: address(
                    query,
                    &[("view", ""), ("day", &day.date.to_string()), ("place", &id)],
                ),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> Query {
        Query::read(
            pairs
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn an_address_keeps_what_is_chosen_and_begins_at_its_first_page() {
        let query = query(&[
            ("view", "people"),
            ("from", "2026-11-30"),
            ("q", "Müller & Co"),
            ("page", "3"),
            ("evil", "1"),
        ]);
        assert_eq!(
            address(&query, &[]),
            "/office/week?view=people&from=2026-11-30&q=M%C3%BCller%20%26%20Co"
        );
        assert_eq!(
            address(&query, &[("q", ""), ("view", ""), ("page", "2")]),
            "/office/week?from=2026-11-30&page=2"
        );
        assert_eq!(filter_query(&query), "view=people&q=M%C3%BCller%20%26%20Co");
    }

    #[test]
    fn a_day_of_another_week_and_a_year_far_away_do_not_count() {
        let today = "2026-11-30".parse::<NaiveDate>().expect("a day");
        let query = query(&[("from", "9999-01-01"), ("day", "2026-12-08")]);
        let filter = read_filter(Reach::Everything, &query, today);
        assert_eq!((filter.day, filter.only), (today, None));
        assert_eq!(shifted(today, -7), "2026-11-23");
    }

    #[test]
    fn bars_stay_on_the_axis() {
        assert!(bar(0, 60).is_none());
        let inside = bar(6 * 60, 8 * 60).expect("an hour");
        assert_eq!((inside.x, inside.width), (0, 60));
        assert_eq!((clock(480), clock(495)), ("8".to_owned(), "8:15".to_owned()));
    }
}
