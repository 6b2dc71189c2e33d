//! What was typed into the request form: a request, or every fault at once.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;

use super::consultation::{find, nearly};
use super::intake::{IntakeData, OPTIONS_MAX, RequestForm};
use crate::calendar::closed::{DayOff, day_off};
use crate::calendar::local;
use crate::domain::language::{LanguageCode, Level};
use crate::domain::organisation::{OrganisationKind, Room};
use crate::domain::person::Gender;
use crate::domain::programme::{Mode, Programme, ProgrammeId};
use crate::domain::request::{GenderWish, NewRequest, Occasion, RequestDetails, Seat, TimeOption};
use crate::domain::rules::{RefusalReason, RefusalRule};
use crate::domain::text::EmailAddress;
use crate::domain::{Rejection, text};

/// Most people one request can ask for.
const HEADCOUNT_MAX: i64 = 20;
/// Most people who can take part.
const EXPECTED_MAX: i64 = 500;
/// How far ahead a request may lie.
const AHEAD_MAX: TimeDelta = TimeDelta::days(400);
/// Signs of an organisation's own reference.
const REFERENCE_MAX: usize = 12;
/// Signs of a topic.
const TOPIC_MAX: usize = 200;
/// Version of the rules that the form shows.
const RULES_VERSION: &str = "2026-11";

/// A form that makes a request.
pub(super) struct Asked {
    /// The request.
    pub(super) request: NewRequest,
    /// What speaks against it; a coordinator is to decide.
    pub(super) against: Vec<RefusalReason>,
}

/// The rules that speak against a form, as far as it is complete.
pub(super) fn against(
    form: &RequestForm,
    data: &IntakeData,
    zone: Tz,
    now: DateTime<Utc>,
) -> Vec<RefusalRule> {
    let (request, _) = read(form, data, zone, now);
    request.map_or_else(Vec::new, |request| speaking_against(&request, data, zone))
}

fn speaking_against(request: &NewRequest, data: &IntakeData, zone: Tz) -> Vec<RefusalRule> {
    let day = request
        .options
        .first()
        .map(|o| local::local_date(zone, o.starts_at));
    let found = data.refusals(request, day.unwrap_or(data.today));
    found.into_iter().cloned().collect()
}

/// Checks a form against what it offered; every fault at once. Rules that speak against it are a fault unless the
/// form insists.
///
/// # Errors
/// All faults, each with the field it belongs to.
pub(super) fn parse(
    form: &RequestForm,
    data: &IntakeData,
    zone: Tz,
    now: DateTime<Utc>,
) -> Result<Asked, Vec<Rejection>> {
    let (request, mut faults) = read(form, data, zone, now);
    let against = request
        .as_ref()
        .map_or_else(Vec::new, |request| speaking_against(request, data, zone));
    if !against.is_empty() && form.insist != "on" {
        faults.push(Rejection::new("insist", "refusal"));
    }
    match request {
        Some(request) if faults.is_empty() => Ok(Asked {
            request,
            against: against.into_iter().map(|rule| rule.reason).collect(),
        }),
        _ => Err(faults),
    }
}

/// The request as far as the choices that make one are there, and every fault.
fn read(
    form: &RequestForm,
    data: &IntakeData,
    zone: Tz,
    now: DateTime<Utc>,
) -> (Option<NewRequest>, Vec<Rejection>) {
    let mut faults = Faults::default();
    let location = faults.choice("location", &form.location, &data.locations, |l| l.id.to_string());
    let contact = faults.choice("contact", &form.contact, &data.contacts, |c| c.id.to_string());
    let programme = faults.choice("programme", &form.programme, &data.programmes, |p| p.id.0.clone());
    let occasion = faults.required("occasion", &form.occasion, Occasion::parse);
    let mode = faults.required("mode", &form.mode, Mode::parse);
    if let (Some(programme), Some(mode)) = (programme, mode)
        && !programme.modes.contains(&mode)
    {
        faults.add("mode", "unknown-choice");
    }
    let language = language(form, data, programme, &mut faults);
    let least = programme.map_or(Level::A1, |p| p.language_min);
    let level = if form.level.is_empty() {
        Some(least)
    } else {
        faults.required("level", &form.level, Level::parse)
    };
    let headcount = if form.headcount.is_empty() {
        Some(1)
    } else {
        form.headcount.trim().parse().ok()
    };
    let headcount = headcount
        .filter(|n| (1..=HEADCOUNT_MAX).contains(n))
        .unwrap_or_else(|| {
            faults.0.push(
                Rejection::new("headcount", "number-range")
                    .with("min", 1)
                    .with("max", HEADCOUNT_MAX),
            );
            1
        });
    let gender = match form.gender.as_str() {
        "" => None,
        other => faults.required("gender", other, Gender::parse),
    }
    .map(|gender| GenderWish {
        gender,
        required: form.gender_required == "on",
    });
    let mut room = faults.text(text::line("room", &form.room, text::NAME_MAX));
    let note = faults.text(text::lines("note", &form.note, text::NOTE_MAX));
    let urgent_reason = faults.text(text::lines("urgent_reason", &form.urgent_reason, 500));
    let case_token = faults.text(text::line("case_token", &form.case_token, 20));
    let mut details = details(form, &mut faults);
    if let (Some(location), Some(Mode::OnSite), Some(named)) = (location, mode, room.as_deref()) {
        let rooms = data.rooms.get(&location.id).map_or(&[][..], Vec::as_slice);
        faults.0.extend(unfit_room(rooms, named, &details));
        // A room the school keeps is called as the school calls it.
        if let Some(kept) = rooms.iter().find(|kept| same_room(&kept.name, named)) {
            room = Some(kept.name.clone());
        }
    }
    if form.rules_accepted != "on" {
        faults.add("rules_accepted", "rules");
    }
    let longest = programme.map_or(24 * 60, |p| p.max_minutes);
    let times = Times {
        data,
        programme,
        longest,
        zone,
        now,
    };
    let options = times.options(form, &mut faults);
    let earliest = programme.map_or(data.earliest, |p| data.earliest_for(p));
    let soon = |o: &TimeOption| local::local_date(zone, o.starts_at) < earliest;
    let urgent = options.iter().any(soon);
    if urgent && urgent_reason.is_none() {
        faults
            .0
            .push(Rejection::new("urgent_reason", "lead-time").with("earliest", earliest.format("%d.%m.%Y")));
    }
    if let Some(programme) = programme.filter(|_| !form.funding.is_empty()) {
        let day = options.first().map(|o| local::local_date(zone, o.starts_at));
        match source(data, &form.funding, programme, day) {
            Ok(id) => details.funding = Some(id),
            Err(fault) => faults.0.push(fault),
        }
    }
    let request = match (location, contact, programme, occasion, mode, level) {
        (Some(location), Some(contact), Some(programme), Some(occasion), Some(mode), Some(level)) => {
            Some(NewRequest {
                organisation: data.organisation.id,
                location: location.id,
                contact: contact.id,
                programme: ProgrammeId(programme.id.0.clone()),
                occasion,
                mode,
                options,
                seats: vec![Seat {
                    headcount,
                    language,
                    level,
                }],
                all_or_nothing: true,
                gender,
                weight: if urgent { 2 } else { 1 },
                urgent_reason,
                room,
                note,
                case_token,
                details,
            })
        }
        _ => None,
    };
    (request, faults.0)
}

/// "raum12" is "Raum 12".
fn same_room(kept: &str, named: &str) -> bool {
    let bare = |name: &str| text::fold(name).replace([' ', '-', '.'], "");
    bare(kept) == bare(named)
}

/// Why the room that was named does not do, with those of the place that would.
pub(super) fn unfit_room(rooms: &[Room], named: &str, said: &RequestDetails) -> Option<Rejection> {
    let room = rooms.iter().find(|r| same_room(&r.name, named))?;
    let small =
        |room: &Room| matches!((said.people_expected, room.people), (Some(n), Some(most)) if n > most);
    let steps = |room: &Room| said.step_free && !room.step_free;
    let others = rooms.iter().filter(|r| !steps(r) && !small(r));
    let others: Vec<&str> = others.map(|r| r.name.as_str()).collect();
    let code = match (steps(room), small(room), others.is_empty()) {
        (true, _, false) => "room-steps",
        (true, _, true) => "room-steps-none",
        (false, true, false) => "room-small",
        (false, true, true) => "room-small-none",
        (false, false, _) => return None,
    };
    let fault = Rejection::new("room", code).with("people", room.people.unwrap_or_default());
    Some(fault.with("names", others.join(", ")))
}

/// The source of money that was chosen, when it pays for this programme on this day.
pub(super) fn source(
    data: &IntakeData,
    chosen: &str,
    programme: &Programme,
    day: Option<NaiveDate>,
) -> Result<String, Rejection> {
    let source = data.sources.iter().find(|source| source.id == chosen);
    let source = source.ok_or_else(|| Rejection::new("funding", "unknown-choice"))?;
    let other = source.programme.as_ref().is_some_and(|p| *p != programme.id);
    let outside = day.is_some_and(|day| !(source.first_day..=source.last_day).contains(&day));
    if other {
        return Err(Rejection::new("funding", "funding-programme"));
    }
    if outside {
        let fault = Rejection::new("funding", "funding-days");
        let shown = |day: NaiveDate| day.format("%d.%m.%Y").to_string();
        return Err(fault
            .with("first", shown(source.first_day))
            .with("last", shown(source.last_day)));
    }
    Ok(source.id.clone())
}

/// What else was said; all of it may be missing.
fn details(form: &RequestForm, faults: &mut Faults) -> RequestDetails {
    let mut line = |field, raw: &str, max| faults.text(text::line(field, raw, max));
    let mut details = RequestDetails {
        sender: line("sender", &form.sender, text::NAME_MAX),
        professional: line("professional", &form.professional, text::NAME_MAX),
        on_site_contact: line("on_site_contact", &form.on_site_contact, text::NAME_MAX),
        reference: line("reference", &form.reference, REFERENCE_MAX),
        meeting_point: line("meeting_point", &form.meeting_point, text::NAME_MAX),
        topic: line("topic", &form.topic, TOPIC_MAX),
        cost_centre: line("cost_centre", &form.cost_centre, text::NAME_MAX),
        step_free: form.step_free == "on",
        flags: form.flags(),
        rules_version: Some(RULES_VERSION.to_owned()),
        ..RequestDetails::default()
    };
    details.on_site_phone = faults.text(text::phone("on_site_phone", &form.on_site_phone));
    let email = form.professional_email.trim();
    if !email.is_empty() {
        match EmailAddress::parse("professional_email", email) {
            Ok(address) => details.professional_email = Some(address),
            Err(fault) => faults.0.push(fault),
        }
    }
    let expected = form.people_expected.trim();
    if !expected.is_empty() {
        let number = expected.parse().ok();
        match number.filter(|n| (1..=EXPECTED_MAX).contains(n)) {
            Some(number) => details.people_expected = Some(number),
            None => faults.0.push(
                Rejection::new("people_expected", "number-range")
                    .with("min", 1)
                    .with("max", EXPECTED_MAX),
            ),
        }
    }
    details
}

fn language(
    form: &RequestForm,
    data: &IntakeData,
    programme: Option<&Programme>,
    faults: &mut Faults,
) -> Option<LanguageCode> {
    if form.language.is_empty() {
        if programme.is_some_and(|p| p.needs_language) {
            faults.add("language", "required");
        }
        return None;
    }
    match find(&form.language, &data.languages).as_slice() {
        [one] => Some(one.clone()),
        [] => {
            let close = nearly(&form.language, &data.languages);
            let names: Vec<&str> = close.iter().map(|l| l.name_de.as_str()).collect();
            if names.is_empty() {
                faults.add("language", "unknown-choice");
            } else {
                let fault = Rejection::new("language", "language-nearly");
                faults.0.push(fault.with("names", names.join(", ")));
            }
            None
        }
        several => {
            let named = |code: &LanguageCode| data.languages.iter().find(|l| l.code == *code);
            let names = several.iter().filter_map(named);
            let names: Vec<&str> = names.map(|l| l.name_de.as_str()).collect();
            let fault = Rejection::new("language", "language-unclear").with("names", names.join(", "));
            faults.0.push(fault);
            None
        }
    }
}

/// What possible times are measured against.
struct Times<'a> {
    data: &'a IntakeData,
    programme: Option<&'a Programme>,
    longest: i64,
    zone: Tz,
    now: DateTime<Utc>,
}

impl Times<'_> {
    fn options(&self, form: &RequestForm, faults: &mut Faults) -> Vec<TimeOption> {
        let mut options = Vec::new();
        let mut seen = BTreeSet::new();
        debug_assert!(form.times().len() <= OPTIONS_MAX);
        for (n, [date, start, duration]) in form.times() {
            if n > 1 && date.trim().is_empty() && start.trim().is_empty() {
                continue;
            }
            let Some(option) = self.option(n, [date, start, duration], faults) else {
                continue;
            };
            if seen.insert(option) {
                options.push(option);
            } else {
                faults.add(format!("date_{n}"), "option-overlap");
            }
        }
        options
    }

    fn option(
        &self,
        n: usize,
        [date, start, duration]: [&str; 3],
        faults: &mut Faults,
    ) -> Option<TimeOption> {
        let (date_field, start_field, duration_field) =
            (format!("date_{n}"), format!("start_{n}"), format!("duration_{n}"));
        let day = faults.required(date_field.clone(), date.trim(), parse_date);
        let time = faults.required(start_field.clone(), start.trim(), parse_time);
        let minutes = faults.required(duration_field.clone(), duration.trim(), |d| d.parse::<i64>().ok());
        if let Some(minutes) = minutes {
            if minutes > self.longest {
                let fault = Rejection::new(duration_field, "too-long-assignment");
                faults.0.push(fault.with("max", self.longest));
                return None;
            } else if minutes < 10 {
                let fault = Rejection::new(duration_field, "number-range");
                faults.0.push(fault.with("min", 10).with("max", self.longest));
                return None;
            }
        }
        let (day, time, minutes) = (day?, time?, minutes?);
        if let Some(off) = self.day_off(day) {
            let code = match off {
                DayOff::Public => "holiday",
                DayOff::School(_) => "school-holiday",
                DayOff::Movable => "movable-day",
            };
            faults.add(date_field, code);
            return None;
        }
        let minute = u16::try_from(time.num_seconds_from_midnight() / 60).unwrap_or(0);
        let starts_at = match local::local_to_utc(self.zone, day, minute) {
            Ok(at) => at,
            // The first of the two, as the confirmation shows.
            Err(local::LocalTimeError::Ambiguous(first, _)) => first,
            Err(local::LocalTimeError::Gap) => {
                faults.add(start_field, "time-gap");
                return None;
            }
        };
        if starts_at <= self.now {
            faults.add(date_field, "past");
            return None;
        }
        if starts_at - self.now > AHEAD_MAX {
            faults.add(date_field, "too-far-ahead");
            return None;
        }
        Some(TimeOption {
            starts_at,
            ends_at: starts_at + TimeDelta::minutes(minutes),
        })
    }

    /// Why nothing takes place on a day, unless the programme runs then.
    fn day_off(&self, day: NaiveDate) -> Option<DayOff> {
        if self.programme.is_some_and(|p| p.rules.runs_in_holidays) {
            return None;
        }
        let data = self.data;
        let school = data.organisation.kind == OrganisationKind::School;
        day_off(day, school, &data.school_holidays, Some(&data.movable))
    }
}

/// A day as browsers send it or as people type it.
fn parse_date(text: &str) -> Option<NaiveDate> {
    let parsed =
        NaiveDate::parse_from_str(text, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(text, "%d.%m.%Y"));
    parsed
        .ok()
        .filter(|d| (2000..2100).contains(&chrono::Datelike::year(d)))
}

/// A time of day, `HH:MM` or `HH.MM`.
fn parse_time(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(&text.replace('.', ":"), "%H:%M").ok()
}

#[derive(Default)]
struct Faults(Vec<Rejection>);

impl Faults {
    fn add(&mut self, field: impl Into<String>, code: &'static str) {
        self.0.push(Rejection::new(field, code));
    }

    fn text(&mut self, parsed: Result<Option<String>, Rejection>) -> Option<String> {
        parsed.unwrap_or_else(|fault| {
            self.0.push(fault);
            None
        })
    }

    /// One of the things shown; empty is `required`, anything else `unknown-choice`.
    fn choice<'a, T>(
        &mut self,
        field: &str,
        raw: &str,
        shown: &'a [T],
        key: impl Fn(&T) -> String,
    ) -> Option<&'a T> {
        let found = shown.iter().find(|item| key(item) == raw);
        if found.is_none() {
            self.add(
                field,
                if raw.is_empty() {
                    "required"
                } else {
                    "unknown-choice"
                },
            );
        }
        found
    }

    /// A value that must be there and be understood. The code for what is not understood follows from the field.
    fn required<T>(
        &mut self,
        field: impl Into<String>,
        raw: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let field = field.into();
        if raw.is_empty() {
            self.add(field, "required");
            return None;
        }
        let value = parse(raw);
        if value.is_none() {
            let code = match field.split('_').next() {
                Some("date") => "date",
                Some("start") => "time",
                Some("duration") => "number",
                _ => "unknown-choice",
            };
            self.add(field, code);
        }
        value
    }
}
