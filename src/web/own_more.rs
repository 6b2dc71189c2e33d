//! `/v/{token}/…`: what a volunteer changes on their own page, sees of what is stored, and how they leave.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::Web;
use super::access::Own;
use super::forms::Posted;
use super::page::{self, Look};
use super::words::Words;
use crate::app::{AppError, DoneForm, OwnDone, OwnLimits, Rest};
use crate::calendar::recurrence::{Recurrence, in_order};
use crate::calendar::{availability, local};
use crate::domain::Rejection;
use crate::domain::person::{Person, PersonState};
use crate::domain::programme::Mode;
use crate::domain::request::TimeOption;
use crate::view::pages::{
    Choice, Fault, GridDay, OwnAboutPage, OwnDonePage, OwnDoneRow, OwnJourney, OwnLeavePage, OwnLeftPage,
    OwnLimitsPage, OwnPausePage, OwnTimesPage,
};

/// Hours of the week grid, local: from the first to before the last.
const HOURS: std::ops::Range<u16> = 7..21;
/// How long name and address are kept after leaving.
const KEPT_AFTER: Days = Days::new(92);

fn today(web: &Web) -> NaiveDate {
    local::local_date(web.app.config.time_zone, web.app.clock.now())
}

fn faults(list: Vec<Rejection>) -> Vec<Fault> {
    list.into_iter().map(Fault::from).collect()
}

/// Whether a window is whole hours of the grid, every week, without end.
fn fits_grid(window: &Recurrence, today: NaiveDate) -> bool {
    let whole = |minute: u16| minute.is_multiple_of(60);
    window.interval_weeks == 1
        && window.until.is_none()
        && window.exceptions.is_empty()
        && window.from <= today
        && whole(window.start_minute)
        && whole(window.end_minute)
        && HOURS.start * 60 <= window.start_minute
        && window.end_minute <= HOURS.end * 60
}

fn grid(windows: &[Recurrence], today: NaiveDate) -> Vec<GridDay> {
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    // What does not fit is ticked as closely as whole hours can say it: nothing more than was agreed to.
    let ticked = |weekday: Weekday, hour: u16| {
        windows.iter().any(|w| {
            w.interval_weeks == 1
                && w.from <= today
                && w.until.is_none_or(|until| today <= until)
                && w.weekdays.contains(&weekday)
                && w.start_minute <= hour * 60
                && (hour + 1) * 60 <= w.end_minute
        })
    };
    (0..7)
        .map(|n| {
            let date = monday + Days::new(n);
            GridDay {
                number: date.weekday().number_from_monday(),
                date,
                hours: HOURS.map(|hour| (hour, ticked(date.weekday(), hour))).collect(),
            }
        })
        .collect()
}

/// Ticked hours (`1-8`: Monday, 8 to 9) as windows, days with equal hours together.
fn windows(slots: &[&str], today: NaiveDate) -> Vec<Recurrence> {
    let mut spans: Vec<(u16, u16, Weekday)> = Vec::new();
    let mut day = Weekday::Mon;
    for number in 1..=7_u32 {
        let mut open: Option<u16> = None;
        for hour in HOURS.start..=HOURS.end {
            let name = format!("{number}-{hour}");
            let ticked = hour < HOURS.end && slots.contains(&name.as_str());
            match (open, ticked) {
                (None, true) => open = Some(hour),
                (Some(begin), false) => {
                    spans.push((begin * 60, hour * 60, day));
                    open = None;
                }
                _ => {}
            }
        }
        day = day.succ();
    }
    let mut found: Vec<Recurrence> = Vec::new();
    for (start, end, day) in spans {
        match found
            .iter_mut()
            .find(|w| w.start_minute == start && w.end_minute == end)
        {
            Some(window) => window.weekdays = in_order(window.weekdays.iter().copied().chain([day])),
            None => found.push(Recurrence::weekly(&[day], start, end, today)),
        }
    }
    found
}

fn times_page(web: &Web, look: &Look, me: &Own) -> OwnTimesPage {
    let today = today(web);
    let person = &me.person;
    OwnTimesPage {
        base: me.base.clone(),
        grid: grid(&person.availability, today),
        exact: person.availability.iter().all(|w| fits_grid(w, today)),
        text: availability::to_text(&person.availability, look.lang, today).replace("; ", "\n"),
        absences: person
            .absences
            .iter()
            .filter(|a| a.to >= today)
            .map(|a| (a.from, a.to))
            .collect(),
        absent_from: String::new(),
        absent_to: String::new(),
        inside: Vec::new(),
        today,
        faults: Vec::new(),
    }
}

/// `GET /v/{token}/times`
pub(super) async fn times(State(web): State<Web>, look: Look, me: Own) -> Result<Response, AppError> {
    let look = look.or_language(&me.person.ui_language);
    page::show(&web, &look, &times_page(&web, &look, &me))
}

/// `POST /v/{token}/times`: ticked hours, or the text.
pub(super) async fn set_times(
    State(web): State<Web>,
    look: Look,
    me: Own,
    form: Posted,
) -> Result<Response, AppError> {
    let look = look.or_language(&me.person.ui_language);
    let result = if form.get("way") == "grid" {
        let slots: Vec<&str> = form.all("slot").collect();
        web.app
            .set_own_windows(me.person.id, windows(&slots, today(&web)))
            .await
    } else {
        web.app.set_own_times(me.person.id, form.get("times")).await
    };
    match result {
        Ok(()) => Ok(page::done(&look, &format!("{}/times", me.base), "own_times")),
        Err(AppError::Rejected(list)) => {
            let page = OwnTimesPage {
                text: form.get("times").to_owned(),
                faults: faults(list),
                ..times_page(&web, &look, &me)
            };
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}

/// `POST /v/{token}/absences`: adds one, or takes one back.
pub(super) async fn absences(
    State(web): State<Web>,
    look: Look,
    me: Own,
    form: Posted,
) -> Result<Response, AppError> {
    let look = look.or_language(&me.person.ui_language);
    let (from, to) = (form.get("absent_from"), form.get("absent_to"));
    let path = format!("{}/times", me.base);
    if form.get("act") == "remove" {
        web.app.remove_own_absence(me.person.id, from, to).await?;
        return Ok(page::done(&look, &path, "own_absence_removed"));
    }
    match web.app.add_own_absence(me.person.id, from, to).await {
        Ok(inside) if inside.is_empty() => Ok(page::done(&look, &path, "own_absence")),
        Ok(inside) => {
            let person = web
                .app
                .own_person(me.person.id)
                .await?
                .ok_or(AppError::NotFound)?;
            let me = Own {
                person: person.into(),
                base: me.base,
            };
            let page = OwnTimesPage {
                inside,
                ..times_page(&web, &look, &me)
            };
            page::show(&web, &look, &page)
        }
        Err(AppError::Rejected(list)) => {
            let page = OwnTimesPage {
                absent_from: from.to_owned(),
                absent_to: to.to_owned(),
                faults: faults(list),
                ..times_page(&web, &look, &me)
            };
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}

async fn pause_page(
    web: &Web,
    me: &Own,
    until: &str,
    list: Vec<Rejection>,
) -> Result<OwnPausePage, AppError> {
    Ok(OwnPausePage {
        base: me.base.clone(),
        paused: me.person.state == PersonState::Paused,
        today: today(web),
        until: until.to_owned(),
        agreed: web.app.own_schedule(me.person.id).await?.agreed.len(),
        faults: faults(list),
    })
}

/// `GET /v/{token}/pause`
pub(super) async fn pause(State(web): State<Web>, look: Look, me: Own) -> Result<Response, AppError> {
    let look = look.or_language(&me.person.ui_language);
    let page = pause_page(&web, &me, "", Vec::new()).await?;
    page::show(&web, &look, &page)
}

/// `POST /v/{token}/pause`
pub(super) async fn set_pause(
    State(web): State<Web>,
    look: Look,
    me: Own,
    form: Posted,
) -> Result<Response, AppError> {
    let look = look.or_language(&me.person.ui_language);
    let until = form.get("until").trim();
    let day = ["%Y-%m-%d", "%d.%m.%Y"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(until, format).ok());
    let (rest, flash) = match (form.get("act"), day) {
        ("back", _) => (Rest::Over, "own_back"),
        ("until", Some(day)) => (Rest::Until(day), "own_paused"),
        ("until", None) => {
            let page = pause_page(&web, &me, until, vec![Rejection::new("until", "date")]).await?;
            return page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
        _ => (Rest::Open, "own_paused"),
    };
    match web.app.rest(me.person.id, rest).await {
        Ok(()) => Ok(page::done(&look, &format!("{}/pause", me.base), flash)),
        Err(AppError::Rejected(list)) => {
            let list = list.into_iter().map(|fault| Rejection {
                field: "until".to_owned(),
                ..fault
            });
            let page = pause_page(&web, &me, until, list.collect()).await?;
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}

fn stored_limits(person: &Person) -> OwnLimits {
    OwnLimits {
        hours_week: person
            .max_minutes_week
            .map(|m| (m / 60).to_string())
            .unwrap_or_default(),
        per_day: person
            .max_assignments_day
            .map(|n| n.to_string())
            .unwrap_or_default(),
        phone: person.phone.clone().unwrap_or_default(),
        mobility: person.mobility.as_str().to_owned(),
        modes: person.modes.iter().map(|m| m.as_str().to_owned()).collect(),
        districts: person.districts.clone().unwrap_or_default(),
        ui_language: person.ui_language.clone(),
    }
}

async fn limits_page(
    web: &Web,
    look: &Look,
    me: &Own,
    typed: OwnLimits,
    list: Vec<Rejection>,
) -> Result<OwnLimitsPage, AppError> {
    let words = Words::read(&mut web.app.store.read().await?, look.tag()).await?;
    let ticked = |choice: Choice| {
        let on = typed.districts.contains(&choice.value);
        (choice, on)
    };
    Ok(OwnLimitsPage {
        base: me.base.clone(),
        languages: languages(&me.person, &words),
        programmes: me
            .person
            .programmes
            .iter()
            .map(|id| words.programme(id))
            .collect(),
        modes: Mode::ALL
            .iter()
            .map(|mode| (mode.as_str(), typed.modes.iter().any(|m| m == mode.as_str())))
            .collect(),
        districts: words.district_choices().into_iter().map(ticked).collect(),
        hours_week: typed.hours_week,
        per_day: typed.per_day,
        phone: typed.phone,
        mobility: typed.mobility,
        ui_language: typed.ui_language,
        faults: faults(list),
    })
}

fn languages(person: &Person, words: &Words) -> Vec<(String, String)> {
    let pair = |(code, level): (
        &crate::domain::language::LanguageCode,
        &crate::domain::language::Level,
    )| { (words.language(code), level.as_str().to_owned()) };
    person.languages.iter().map(pair).collect()
}

/// `GET /v/{token}/limits`
pub(super) async fn limits(State(web): State<Web>, look: Look, me: Own) -> Result<Response, AppError> {
    let look = look.or_language(&me.person.ui_language);
    let page = limits_page(&web, &look, &me, stored_limits(&me.person), Vec::new()).await?;
    page::show(&web, &look, &page)
}

/// `POST /v/{token}/limits`
pub(super) async fn set_limits(
    State(web): State<Web>,
    look: Look,
    me: Own,
    form: Posted,
) -> Result<Response, AppError> {
    let look = look.or_language(&me.person.ui_language);
    let all = |name| form.all(name).map(str::to_owned).collect();
    let typed = OwnLimits {
        hours_week: form.get("hours_week").to_owned(),
        per_day: form.get("per_day").to_owned(),
        phone: form.get("phone").to_owned(),
        mobility: form.get("mobility").to_owned(),
        modes: all("modes"),
        districts: all("districts"),
        ui_language: form.get("ui_language").to_owned(),
    };
    match web.app.set_own_limits(me.person.id, &typed).await {
        Ok(()) => Ok(page::done(&look, &format!("{}/limits", me.base), "own_limits")),
        Err(AppError::Rejected(list)) => {
            let page = limits_page(&web, &look, &me, typed, list).await?;
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}

/// The appointments that are over; what was typed about one of them and has faults is shown again.
async fn done_page(
    web: &Web,
    me: &Own,
    typed: Option<(&str, DoneForm)>,
    list: Vec<Rejection>,
) -> Result<OwnDonePage, AppError> {
    let faults = faults(list);
    let row = |done: OwnDone| {
        let row = done.row;
        let id = row.assignment.to_string();
        let again = typed.as_ref().filter(|(about, _)| *about == id);
        let said = again.map(|(_, form)| form.clone()).unwrap_or_else(|| {
            let agreed = (row.ends_at - row.starts_at).num_minutes();
            let cents = row.journey.ticket_cents;
            DoneForm {
                minutes: row.minutes.unwrap_or(agreed).to_string(),
                km: row.journey.km.map(|km| km.to_string()).unwrap_or_default(),
                ticket: cents
                    .map(|c| format!("{},{:02}", c / 100, c % 100))
                    .unwrap_or_default(),
            }
        });
        OwnDoneRow {
            faults: if again.is_some() {
                faults.clone()
            } else {
                Vec::new()
            },
            id,
            time: TimeOption {
                starts_at: row.starts_at,
                ends_at: row.ends_at,
            },
            organisation: done.organisation,
            happened: row.happened,
            reported: row.minutes,
            minutes: said.minutes,
            km: said.km,
            ticket: said.ticket,
            back: done.journey.map(|pay| OwnJourney {
                km_cents: pay.km_cents,
                free_km: pay.free_km,
                tickets: pay.tickets,
                most_cents: pay.most_cents,
                cents: row.happened.unwrap_or(false).then(|| pay.of(row.journey)),
            }),
        }
    };
    let rows = web.app.own_done(me.person.id).await?.into_iter().map(row);
    Ok(OwnDonePage {
        base: me.base.clone(),
        rows: rows.collect(),
        faults: faults.clone(),
    })
}

/// `GET /v/{token}/done`
pub(super) async fn done(State(web): State<Web>, look: Look, me: Own) -> Result<Response, AppError> {
    let look = look.or_language(&me.person.ui_language);
    let page = done_page(&web, &me, None, Vec::new()).await?;
    page::show(&web, &look, &page)
}

/// `POST /v/{token}/done`
pub(super) async fn report_done(
    State(web): State<Web>,
    look: Look,
    me: Own,
    form: Posted,
) -> Result<Response, AppError> {
    let look = look.or_language(&me.person.ui_language);
    let assignment = form.get("assignment").parse().map_err(|_| AppError::NotFound)?;
    let said = DoneForm {
        minutes: form.get("minutes").to_owned(),
        km: form.get("km").to_owned(),
        ticket: form.get("ticket").to_owned(),
    };
    let happened = (form.get("happened") == "yes").then_some(&said);
    match web.app.report_done(me.person.id, assignment, happened).await {
        Ok(()) => Ok(page::done(&look, &format!("{}/done", me.base), "own_done")),
        Err(AppError::Rejected(list)) => {
            let page = done_page(&web, &me, Some((form.get("assignment"), said)), list).await?;
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}

/// `GET /v/{token}/about`
pub(super) async fn about(State(web): State<Web>, look: Look, me: Own) -> Result<Response, AppError> {
    let look = look.or_language(&me.person.ui_language);
    let everything = web.app.about_person(me.person.id).await?;
    let words = Words::read(&mut web.app.store.read().await?, look.tag()).await?;
    let person = &me.person;
    let today = today(&web);
    let named = ["offer", "assignment", "outbox", "audit"];
    let mut counts: Vec<(String, usize)> = Vec::new();
    let mut others = 0;
    for (table, rows) in &everything.tables {
        if named.contains(&table.as_str()) {
            counts.push((table.clone(), rows.len()));
        } else if !table.starts_with("person") {
            others += rows.len();
        }
    }
    if others > 0 {
        counts.push(("other".to_owned(), others));
    }
    let page = OwnAboutPage {
        base: me.base.clone(),
        name: person.full_name(),
        email: person.email.as_ref().map(ToString::to_string),
        phone: person.phone.clone(),
        district: words.district(&person.district),
        programmes: person.programmes.iter().map(|id| words.programme(id)).collect(),
        languages: languages(person, &words),
        times: person
            .availability
            .iter()
            .map(|window| availability::to_text(std::slice::from_ref(window), look.lang, today))
            .collect(),
        proofs: person
            .proofs
            .iter()
            .map(|proof| (proof.kind.as_str().to_owned(), proof.checked_on))
            .collect(),
        history: everything
            .history
            .into_iter()
            .map(|(at, viewed)| (at, if viewed { "viewed" } else { "changed" }.to_owned()))
            .collect(),
        counts,
    };
    page::show(&web, &look, &page)
}

/// `GET /v/{token}/about.json`: everything, for machines.
pub(super) async fn about_file(State(web): State<Web>, me: Own) -> Result<Response, AppError> {
    let everything = web.app.about_person(me.person.id).await?;
    let tables: serde_json::Map<String, serde_json::Value> = everything
        .tables
        .into_iter()
        .map(|(table, rows)| (table, rows.into()))
        .collect();
    let text = serde_json::to_string_pretty(&tables).map_err(|error| AppError::Internal(error.into()))?;
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"meine-daten.json\"",
        ),
    ];
    Ok((headers, text).into_response())
}

/// `POST /v/{token}/link`: a new link; the old ones stop working.
pub(super) async fn renew_link(
    State(web): State<Web>,
    look: Look,
    me: Own,
    _: Posted,
) -> Result<Response, AppError> {
    let token = web.app.renew_own_link(me.person.id).await?;
    Ok(page::done(&look, &format!("/v/{token}"), "own_link"))
}

/// `GET /v/{token}/leave`
pub(super) async fn leave_form(State(web): State<Web>, look: Look, me: Own) -> Result<Response, AppError> {
    let look = look.or_language(&me.person.ui_language);
    let schedule = web.app.own_schedule(me.person.id).await?;
    let page = OwnLeavePage {
        base: me.base,
        coming: schedule.agreed.iter().map(|entry| entry.time).collect(),
        asked: schedule.open.len(),
        erased_on: today(&web) + KEPT_AFTER,
    };
    page::show(&web, &look, &page)
}

/// `POST /v/{token}/leave`
pub(super) async fn leave(
    State(web): State<Web>,
    look: Look,
    me: Own,
    form: Posted,
) -> Result<Response, AppError> {
    let look = look.or_language(&me.person.ui_language);
    if form.get("act") == "pause" {
        return Ok(Redirect::to(&format!("{}/pause{}", me.base, look.suffix())).into_response());
    }
    web.app.leave(me.person.id).await?;
    let page = OwnLeftPage {
        first_name: me.person.first_name.clone(),
    };
    page::show(&web, &look.seen_by(super::access::Subject::Nobody), &page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticked_hours_become_windows_and_come_back() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
        let slots = ["1-8", "1-9", "2-8", "2-9", "2-12", "7-20", "9-9", "1-99"];
        let found = windows(&slots, today);
        let text = availability::to_text(&found, crate::view::Lang::De, today);
        assert_eq!(text, "Mo, Di 8-10; Di 12-13; So 20-21");
        assert!(found.iter().all(|w| fits_grid(w, today)));
        let ticked = grid(&found, today);
        let on: Vec<String> = ticked
            .iter()
            .flat_map(|day| {
                day.hours
                    .iter()
                    .filter(|(_, on)| *on)
                    .map(|(hour, _)| format!("{}-{hour}", day.number))
            })
            .collect();
        assert_eq!(on, ["1-8", "1-9", "2-8", "2-9", "2-12", "7-20"]);
    }
}
