//! How are calendars edited: school holidays, and the office's closures, telephone hours and cover?

use chrono::NaiveDate;
use uuid::Uuid;

use super::form::{self, Column, Field, Form, Input, Today, cells, list};
use super::{Catalogue, Loaded};
use crate::app::{App, AppError};
use crate::calendar::availability;
use crate::calendar::recurrence::Recurrence;
use crate::calendar::school::{SchoolHoliday, SchoolHolidays};
use crate::domain::office_calendar::{Closure, Cover, PhoneHours};
use crate::domain::record::Values;
use crate::domain::text::EmailAddress;
use crate::ids::{CoverId, OrganisationId};
use crate::store::Tx;

/// Key of the one calendar of the office.
pub const OFFICE: &str = "office";
/// Key of the one table of school holidays.
pub const SCHOOL: &str = "school";

fn column(name: &'static str, input: Input, required: bool) -> Column {
    Column {
        name,
        input,
        required,
        group: "",
        words: Default::default(),
    }
}

fn field(name: &'static str, part: &'static str, input: Input) -> Field {
    Field {
        name,
        part,
        input,
        required: false,
    }
}

pub(super) fn office_form() -> Form {
    let closures = vec![column("from", Input::Date, true), column("to", Input::Date, true)];
    let covers = vec![
        column("from", Input::Date, true),
        column("to", Input::Date, true),
        column("name", Input::Line(120), true),
        column("phone", Input::Phone, true),
        column("email", Input::Email, false),
    ];
    Form {
        fields: vec![
            field("phone_hours", "reachable", Input::Times),
            field("closures", "closures", Input::Rows(closures, true)),
            field("covers", "cover", Input::Rows(covers, false)),
        ],
    }
}

pub(super) fn school_form(c: &Catalogue) -> Form {
    let kinds = c.codes("school-holiday-", SchoolHoliday::ALL.iter().map(|k| k.as_str()));
    let spans = vec![
        column("from", Input::Date, true),
        column("to", Input::Date, true),
        column("holiday", Input::One(kinds), true),
    ];
    Form {
        fields: vec![field("school_holidays", "main", Input::Rows(spans, true))],
    }
}

/// The days off a school sets itself.
pub(super) fn movable_column() -> Input {
    Input::Rows(vec![column("day", Input::Date, true)], true)
}

fn from(pairs: Vec<(&str, String)>) -> Values {
    pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
}

pub(super) async fn load_office(tx: &mut Tx, key: &str, today: Today) -> Result<Option<Loaded>, AppError> {
    if key != OFFICE {
        return Ok(None);
    }
    let calendar = tx.office_calendar().await?;
    let hours: Vec<Recurrence> = calendar
        .phone_hours
        .iter()
        .map(|h| Recurrence::weekly(&[h.weekday], h.start_minute, h.end_minute, today.day))
        .collect();
    let covers = calendar.covers.iter().map(|c| {
        let email = c.email.as_ref().map_or("", EmailAddress::as_str);
        format!(
            "{}\t{}\t{}\t{}\t{email}",
            c.first_day, c.last_day, c.name, c.phone
        )
    });
    Ok(Some(Loaded {
        title: String::new(),
        parent: None,
        values: from(vec![
            ("phone_hours", form::week_value(&hours, today.day)),
            (
                "closures",
                list(
                    calendar
                        .closures
                        .iter()
                        .map(|c| format!("{}\t{}", c.first_day, c.last_day)),
                ),
            ),
            ("covers", list(covers)),
        ]),
    }))
}

pub(super) async fn load_school(tx: &mut Tx, key: &str) -> Result<Option<Loaded>, AppError> {
    if key != SCHOOL {
        return Ok(None);
    }
    let spans = tx.school_holidays().await?;
    Ok(Some(Loaded {
        title: String::new(),
        parent: None,
        values: from(vec![(
            "school_holidays",
            list(spans.iter().map(|s| format!("{}\t{}\t{}", s.from, s.to, s.kind))),
        )]),
    }))
}

fn day(row: &[&str], at: usize) -> Option<NaiveDate> {
    row.get(at)?.parse().ok()
}

pub(super) async fn write_office(
    app: &App,
    tx: &mut Tx,
    values: &Values,
    today: NaiveDate,
) -> Result<bool, AppError> {
    let text = |name: &str| values.get(name).cloned().unwrap_or_default();
    let hours = availability::parse(&text("phone_hours"), today).unwrap_or_default();
    let mut spans: Vec<PhoneHours> = Vec::new();
    for window in &hours {
        if window.interval_weeks != 1 || window.until.is_some() || !window.exceptions.is_empty() {
            return Err(AppError::rejected("phone_hours", "phone-hours"));
        }
        for weekday in &window.weekdays {
            let same = |s: &PhoneHours| s.weekday == *weekday && s.start_minute == window.start_minute;
            if spans.iter().any(same) {
                return Err(AppError::rejected("phone_hours", "phone-hours"));
            }
            spans.push(PhoneHours {
                weekday: *weekday,
                start_minute: window.start_minute,
                end_minute: window.end_minute,
            });
        }
    }
    spans.sort_by_key(|s| (s.weekday.num_days_from_monday(), s.start_minute));
    tx.set_phone_hours(&spans).await?;
    let calendar = tx.office_calendar().await?;
    for closure in &calendar.closures {
        tx.delete_closure(closure.first_day).await?;
    }
    for row in cells(&text("closures")) {
        if let (Some(first_day), Some(last_day)) = (day(&row, 0), day(&row, 1)) {
            tx.upsert_closure(&Closure { first_day, last_day }).await?;
        }
    }
    let wanted = text("covers");
    // A cover that stays keeps its key and whose work it covers.
    let shown = |c: &Cover| {
        let email = c.email.as_ref().map_or("", EmailAddress::as_str);
        format!(
            "{}\t{}\t{}\t{}\t{email}",
            c.first_day, c.last_day, c.name, c.phone
        )
    };
    let mut kept = Vec::new();
    for cover in &calendar.covers {
        let row = shown(cover);
        if form::rows(&wanted).any(|w| w == row) && !kept.contains(&row) {
            kept.push(row);
        } else {
            tx.delete_cover(cover.id).await?;
        }
    }
    let now = app.clock.now();
    for line in form::rows(&wanted).filter(|line| !kept.iter().any(|k| k == line)) {
        let row: Vec<&str> = line.split('\t').collect();
        let (Some(first_day), Some(last_day), Some(name), Some(phone)) =
            (day(&row, 0), day(&row, 1), row.get(2), row.get(3))
        else {
            continue;
        };
        tx.upsert_cover(&Cover {
            id: CoverId(app.ids.uuid(now)),
            first_day,
            last_day,
            account: None,
            name: (*name).to_owned(),
            phone: (*phone).to_owned(),
            email: row.get(4).and_then(|raw| EmailAddress::parse("email", raw).ok()),
        })
        .await?;
    }
    Ok(true)
}

pub(super) async fn write_school(tx: &mut Tx, values: &Values) -> Result<bool, AppError> {
    let rows = values.get("school_holidays").cloned().unwrap_or_default();
    let spans: Vec<SchoolHolidays> = cells(&rows)
        .filter_map(|row| {
            Some(SchoolHolidays {
                from: day(&row, 0)?,
                to: day(&row, 1)?,
                kind: SchoolHoliday::parse(row.get(2)?)?,
            })
        })
        .collect();
    if spans.windows(2).any(|pair| pair[1].from <= pair[0].to) {
        return Err(AppError::rejected("school_holidays", "spans-overlap"));
    }
    for stored in tx.school_holidays().await? {
        if !spans.contains(&stored) {
            tx.delete_school_holiday(stored.from).await?;
        }
    }
    for span in &spans {
        tx.upsert_school_holiday(span).await?;
    }
    Ok(true)
}

/// The days off of one organisation, as a list.
pub(super) async fn movable_rows(tx: &mut Tx, organisation: Uuid) -> Result<String, AppError> {
    let id = OrganisationId(organisation);
    let days = tx.movable_days(&[id]).await?.remove(&id).unwrap_or_default();
    Ok(list(days.into_iter().map(|d| d.to_string())))
}

pub(super) async fn write_movable(tx: &mut Tx, organisation: Uuid, rows: &str) -> Result<(), AppError> {
    let id = OrganisationId(organisation);
    let before = tx.movable_days(&[id]).await?.remove(&id).unwrap_or_default();
    let wanted: Vec<NaiveDate> = cells(rows).filter_map(|row| day(&row, 0)).collect();
    for gone in before.iter().filter(|d| !wanted.contains(d)) {
        tx.delete_movable_day(id, *gone).await?;
    }
    for day in wanted {
        tx.insert_movable_day(id, day).await?;
    }
    Ok(())
}
