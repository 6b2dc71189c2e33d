//! Which volunteers does a file hold, and what would their rows change about those the office has?

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, Months, NaiveDate};

use super::fault::{Fail, Fails};
use super::lookup::{GERMAN, Lookup};
use super::sheet::Row;
use super::{cells, dates, languages, words};
use crate::calendar::availability;
use crate::calendar::recurrence::{ALWAYS, Recurrence};
use crate::domain::language::{LanguageCode, Level};
use crate::domain::organisation::OrganisationKind;
use crate::domain::person::{
    Absence, Bounds, Channel, Gender, Mobility, Person, PersonSettings, PersonState, Proof,
};
use crate::domain::programme::{Mode, Programme, ProgrammeId, ProofKind};
use crate::domain::request::Occasion;
use crate::domain::text::{EmailAddress, NAME_MAX, fold};
use crate::ids::{OrganisationId, PersonId};

/// For how many years an inspected certificate of conduct holds (practice of the youth offices, § 72a SGB VIII).
const CLEARANCE_MONTHS: u32 = 60;
/// Where a year of birth stops being a slip.
const OLDEST: i32 = 110;

/// A row of a file of people. `None` is a blank cell or a missing column: what is stored about the person stays.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonRecord {
    /// Row in the file.
    pub row: u32,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Address for mails.
    pub email: Option<EmailAddress>,
    /// Telephone.
    pub phone: Option<String>,
    /// How they want to be asked.
    pub channel: Option<Channel>,
    /// Gender.
    pub gender: Option<Gender>,
    /// District code of home.
    pub district: String,
    /// How they get around.
    pub mobility: Option<Mobility>,
    /// Districts they go to; `Some(None)` = everywhere.
    pub districts: Option<Option<Vec<String>>>,
    /// Programmes.
    pub programmes: Vec<ProgrammeId>,
    /// Languages without German.
    pub languages: Option<BTreeMap<LanguageCode, Level>>,
    /// Level of German.
    pub german: Option<Level>,
    /// Weekly availability.
    pub availability: Option<Vec<Recurrence>>,
    /// Days away.
    pub absences: Option<Vec<Absence>>,
    /// Own limit, minutes in a week.
    pub max_minutes_week: Option<i64>,
    /// Own limit, assignments on a day.
    pub max_assignments_day: Option<i64>,
    /// Proofs the file names.
    pub proofs: Vec<Proof>,
    /// Ways to take part.
    pub modes: Option<Vec<Mode>>,
    /// What they are sent, when they may be called, and their carrier.
    pub settings: Settings,
    /// Occasions they have learned about.
    pub topics: Option<Vec<Occasion>>,
    /// Language of mails.
    pub ui_language: Option<String>,
    /// State.
    pub state: Option<PersonState>,
    /// Languages they understand at another level than they speak them.
    pub understands: Option<BTreeMap<LanguageCode, Level>>,
    /// When they like to be asked.
    pub preferred: Option<Vec<Recurrence>>,
    /// Further bounds; each blank one stays.
    pub bounds: Bounds,
    /// What was paid before, in cents, by calendar year.
    pub paid: Vec<(i32, i64)>,
    /// What they use of a year's amount elsewhere, in cents.
    pub declared: Vec<(i32, i64)>,
}

/// The people of the rows so far: nobody stands in a file twice.
#[derive(Debug, Default)]
pub struct Seen(BTreeMap<(String, String), u32>);

/// The person of a row.
pub fn read(row: &mut Row<'_, '_>, lookup: &Lookup, seen: &mut Seen) -> Option<PersonRecord> {
    let record = record(row, lookup)?;
    if let Some(first) = seen.0.insert(record.identity(), row.number()) {
        row.fault("last_name", Fail::new("import-duplicate").with("first", first));
    }
    Some(record)
}

/// What the cells beside the person say; a blank one says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    reminders: Option<bool>,
    thanks: Option<bool>,
    early_calls: Option<bool>,
    second_language: Option<String>,
    carrier: Option<OrganisationId>,
}

impl Settings {
    /// The settings as they are with what the cells say.
    #[must_use]
    pub fn over(&self, known: &PersonSettings) -> PersonSettings {
        PersonSettings {
            reminders: self.reminders.unwrap_or(known.reminders),
            thanks: self.thanks.unwrap_or(known.thanks),
            early_calls: self.early_calls.unwrap_or(known.early_calls),
            second_language: self
                .second_language
                .clone()
                .or_else(|| known.second_language.clone()),
            carrier: self.carrier.or(known.carrier),
        }
    }

    /// Whether the row says anything about them.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn settings(row: &mut Row<'_, '_>, lookup: &Lookup) -> Settings {
    Settings {
        reminders: row.may("reminders", words::yes_no),
        thanks: row.may("thanks", words::yes_no),
        early_calls: row.may("early_calls", words::yes_no),
        second_language: row.may("second_language", words::second_language),
        carrier: row.may("carrier", |t| carrier(t, lookup)),
    }
}

fn carrier(text: &str, lookup: &Lookup) -> Result<OrganisationId, Fail> {
    let found = &lookup.organisation(text)?.organisation;
    if found.kind == OrganisationKind::Carrier {
        Ok(found.id)
    } else {
        Err(Fail::new("import-no-carrier"))
    }
}

impl PersonRecord {
    /// The person of this row, new to the office.
    pub fn new_person(&self, id: PersonId) -> Person {
        let channel = if self.email.is_some() {
            Channel::Email
        } else {
            Channel::Phone
        };
        let mut person = Person {
            id,
            first_name: String::new(),
            last_name: String::new(),
            email: None,
            phone: None,
            channel,
            email_failed_at: None,
            ui_language: "de".to_owned(),
            gender: None,
            district: String::new(),
            mobility: Mobility::PublicTransport,
            districts: None,
            modes: vec![Mode::OnSite],
            topics: Vec::new(),
            programmes: Vec::new(),
            languages: BTreeMap::new(),
            availability: Vec::new(),
            absences: Vec::new(),
            proofs: Vec::new(),
            max_minutes_week: None,
            max_assignments_day: None,
            bounds: Bounds::default(),
            understands: BTreeMap::new(),
            preferred: Vec::new(),
            state: PersonState::Active,
            version: 0,
        };
        self.update(&mut person);
        person
    }

    /// Writes what the row says into a person the office has; blank cells change nothing. Returns whether anything is
    /// different now: the same file read twice changes nothing.
    pub fn update(&self, person: &mut Person) -> bool {
        let mut before = person.clone();
        person.first_name.clone_from(&self.first_name);
        person.last_name.clone_from(&self.last_name);
        person.district.clone_from(&self.district);
        person.programmes.clone_from(&self.programmes);
        if let Some(email) = &self.email {
            // A new address has not failed yet.
            if person.email.as_ref() != Some(email) {
                person.email_failed_at = None;
            }
            person.email = Some(email.clone());
        }
        set(&mut person.phone, self.phone.clone().map(Some));
        set(&mut person.channel, self.channel);
        set(&mut person.gender, self.gender.map(Some));
        set(&mut person.mobility, self.mobility);
        set(&mut person.districts, self.districts.clone());
        set(&mut person.modes, self.modes.clone());
        set(&mut person.topics, self.topics.clone());
        set(&mut person.availability, self.availability.clone());
        set(&mut person.absences, self.absences.clone());
        set(&mut person.max_minutes_week, self.max_minutes_week.map(Some));
        set(
            &mut person.max_assignments_day,
            self.max_assignments_day.map(Some),
        );
        set(&mut person.ui_language, self.ui_language.clone());
        set(&mut person.state, self.state);
        set(&mut person.understands, self.understands.clone());
        set(&mut person.preferred, self.preferred.clone());
        set_bounds(&mut person.bounds, &self.bounds);
        let german = LanguageCode(GERMAN.to_owned());
        if let Some(languages) = &self.languages {
            let kept = person.languages.remove(&german);
            person.languages.clone_from(languages);
            person.languages.extend(kept.map(|level| (german.clone(), level)));
        }
        if let Some(level) = self.german {
            person.languages.insert(german, level);
        }
        for proof in &self.proofs {
            // Of age is of age: the day it was first noted stays.
            if proof.kind == ProofKind::Adult && person.proofs.iter().any(|p| p.kind == ProofKind::Adult) {
                continue;
            }
            person.proofs.retain(|p| p.kind != proof.kind);
            person.proofs.push(proof.clone());
        }
        // The order of a list means nothing; the store may return another one.
        in_one_order(person);
        in_one_order(&mut before);
        *person != before
    }

    /// First and last name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    /// What tells this row from every other. Two people may share an address, so the name belongs to it.
    pub fn identity(&self) -> (String, String) {
        let reach = match (&self.email, &self.phone) {
            (Some(email), _) => email.as_str().to_lowercase(),
            (None, Some(phone)) => phone.chars().filter(char::is_ascii_digit).collect(),
            (None, None) => String::new(),
        };
        (fold(&self.full_name()), reach)
    }
}

fn in_one_order(person: &mut Person) {
    person.districts.iter_mut().for_each(|codes| codes.sort());
    person.modes.sort();
    person.topics.sort();
    person.programmes.sort();
    person.absences.sort_by_key(|a| (a.from, a.to));
    person.proofs.sort_by_key(|p| (p.kind, p.checked_on));
    let days = |r: &Recurrence| {
        r.weekdays
            .iter()
            .map(|d| d.num_days_from_monday())
            .collect::<Vec<_>>()
    };
    person
        .availability
        .sort_by_key(|r| (days(r), r.start_minute, r.end_minute, r.from));
}

fn set_bounds(known: &mut Bounds, new: &Bounds) {
    let new = new.clone();
    known.max_minutes_month = new.max_minutes_month.or(known.max_minutes_month);
    known.max_assignments_week = new.max_assignments_week.or(known.max_assignments_week);
    known.max_minutes_assignment = new.max_minutes_assignment.or(known.max_minutes_assignment);
    known.earliest_minute = new.earliest_minute.or(known.earliest_minute);
    known.latest_minute = new.latest_minute.or(known.latest_minute);
    known.rest_minutes = new.rest_minutes.or(known.rest_minutes);
    if new.regime.is_some() {
        known.regime = new.regime;
    }
}

fn set<T>(value: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *value = new;
    }
}

fn record(row: &mut Row<'_, '_>, lookup: &Lookup) -> Option<PersonRecord> {
    let (first_name, last_name) = names(row);
    let email = row.may("email", cells::email);
    let phone = row.may("phone", cells::phone);
    let channel = row.may("channel", words::channel);
    check_reachable(row, channel);
    let gender = row.may("gender", words::gender);
    let district = row.must("district", |t| lookup.district(t).map(|d| d.code.clone()));
    let mobility = row.may("mobility", words::mobility);
    let districts = row.may("districts", |t| districts(t, lookup));
    let programmes = row.must("programmes", |t| programmes(t, lookup));
    let level = row.may("level", words::level);
    let mut languages = row.may("languages", |t| languages::with_levels(t, level, lookup));
    let mut german = row.may("german", words::level);
    if let Some(languages) = &mut languages {
        // German among the other languages is German all the same.
        german = languages.remove(&LanguageCode(GERMAN.to_owned())).max(german);
    }
    check_languages(row, lookup, programmes.as_deref(), german);
    let availability = row.may("availability", times);
    let absences = row.may("absences", absences);
    let max_minutes_week = row.may("max_week", dates::hours);
    let max_assignments_day = row.may("max_day", |t| cells::number(t, 1, 10));
    let rules = lookup.programmes_of(programmes.as_deref().unwrap_or_default());
    let proofs = proofs(row, lookup.today, &rules);
    let modes = row.list("modes", words::mode).map(in_order);
    let topics = row.list("topics", words::occasion).map(in_order);
    let ui_language = row.may("ui_language", words::ui_language);
    let mut state = row.may("state", words::state);
    if row.is_marked_left() {
        state = Some(PersonState::Left);
    }
    let understands = row.may("understands", |t| languages::with_levels(t, None, lookup));
    let preferred = row.may("preferred", times);
    let bounds = bounds(row);
    let paid = by_year(row, "paid", lookup.today, 0);
    let declared = by_year(row, "declared", lookup.today, 1);
    let settings = settings(row, lookup);
    Some(PersonRecord {
        understands,
        preferred,
        bounds,
        paid,
        declared,
        settings,
        row: row.number(),
        first_name: first_name?,
        last_name: last_name?,
        email,
        phone,
        channel,
        gender,
        district: district?,
        mobility,
        districts,
        programmes: programmes?,
        languages,
        german,
        availability,
        absences,
        max_minutes_week,
        max_assignments_day,
        proofs,
        modes,
        topics,
        ui_language,
        state,
    })
}

/// First and last name: of their own columns, or of the one that holds both.
pub(super) fn names(row: &mut Row<'_, '_>) -> (Option<String>, Option<String>) {
    let line = |t: &str| cells::line(t, NAME_MAX);
    if !row.is_filled("first_name")
        && !row.is_filled("last_name")
        && let Some((first, last)) = row.may("full_name", both_names)
    {
        return (Some(first), Some(last));
    }
    if row.is_filled("full_name") && !row.is_filled("first_name") && !row.is_filled("last_name") {
        return (None, None);
    }
    (row.must("first_name", line), row.must("last_name", line))
}

/// "Öz, Ayşe" or "Ayşe Öz"; with more words than two nobody can know which belong together.
fn both_names(text: &str) -> Result<(String, String), Fail> {
    let text = cells::line(text, NAME_MAX)?;
    let words: Vec<&str> = text.split(' ').collect();
    let (first, last) = match (text.split_once(','), words.as_slice()) {
        (Some((last, first)), _) if !first.contains(',') => (first.trim(), last.trim()),
        (None, [first, last]) => (*first, *last),
        _ => ("", ""),
    };
    if first.is_empty() || last.is_empty() {
        return Err(Fail::new("import-full-name"));
    }
    Ok((first.to_owned(), last.to_owned()))
}

/// Everyone can be asked somehow, and in the way they prefer.
fn check_reachable(row: &mut Row<'_, '_>, channel: Option<Channel>) {
    let (email, phone) = (row.is_filled("email"), row.is_filled("phone"));
    match channel {
        Some(Channel::Email) if !email => row.fault("email", Fail::new("import-channel-email")),
        Some(Channel::Phone | Channel::Sms) if !phone => {
            row.fault("phone", Fail::new("import-channel-phone"))
        }
        None if !email && !phone && !row.is_filled("channel") => {
            row.fault("email", Fail::new("import-unreachable"))
        }
        _ => {}
    }
}

fn check_languages(
    row: &mut Row<'_, '_>,
    lookup: &Lookup,
    programmes: Option<&[ProgrammeId]>,
    german: Option<Level>,
) {
    let programmes: Vec<_> = programmes
        .unwrap_or_default()
        .iter()
        .filter_map(|id| lookup.programme_by_id(id))
        .collect();
    if let Some(needs) = programmes.iter().find(|p| p.needs_language)
        && !row.is_filled("languages")
    {
        row.fault(
            "languages",
            Fail::new("import-needs-language").with("programme", &needs.name_de),
        );
    }
    if let Some((programme, least)) = programmes
        .iter()
        .find_map(|p| p.german_min.map(|least| (p, least)))
        && german.is_none_or(|level| level < least)
    {
        let fail = Fail::new("import-note-german")
            .with("programme", &programme.name_de)
            .with("level", least);
        row.note("german", fail);
    }
}

fn bounds(row: &mut Row<'_, '_>) -> Bounds {
    let minute = |t: &str| dates::time(t);
    Bounds {
        max_minutes_month: row.may("max_month", |t| dates::hours_up_to(t, 300.0)),
        max_assignments_week: row.may("max_per_week", |t| cells::number(t, 1, 50)),
        max_minutes_assignment: row.may("max_length", |t| cells::number(t, 15, 1440)),
        earliest_minute: row.may("earliest", minute),
        latest_minute: row.may("latest", minute),
        rest_minutes: row
            .may("rest", |t| cells::number(t, 1, 24))
            .map(|hours| hours * 60),
        regime: row.may("regime", |t| cells::line(t, 40)),
    }
}

/// "350,00" of the year in the header or of this one, or "2025: 100; 2026: 350,00".
fn by_year(row: &mut Row<'_, '_>, key: &'static str, today: NaiveDate, ahead: i32) -> Vec<(i32, i64)> {
    let year = row.year_in_header(key).unwrap_or(today.year());
    let read = |text: &str| -> Result<Vec<(i32, i64)>, Fail> {
        let part = |part: &str| match part.split_once(':') {
            Some((year, amount)) => {
                let year = year.trim().parse::<i32>().ok();
                let year = year.filter(|y| (2000..=today.year() + ahead).contains(y));
                Ok((
                    year.ok_or_else(|| Fail::new("import-money"))?,
                    cells::money(amount.trim())?,
                ))
            }
            None => Ok((year, cells::money(part.trim())?)),
        };
        text.split(';')
            .filter(|p| !p.trim().is_empty())
            .map(part)
            .collect()
    };
    row.may(key, read).unwrap_or_default()
}

/// Districts, or everywhere.
fn districts(text: &str, lookup: &Lookup) -> Result<Option<Vec<String>>, Fails> {
    if matches!(
        words::key(text).as_str(),
        "alle" | "ueberall" | "stadtweit" | "ganzestadt" | "ganzhamm" | "egal" | "all"
    ) {
        return Ok(None);
    }
    let codes = cells::list(text, |t| lookup.district(t).map(|d| d.code.clone()))?;
    Ok(Some(
        codes.into_iter().collect::<BTreeSet<_>>().into_iter().collect(),
    ))
}

fn programmes(text: &str, lookup: &Lookup) -> Result<Vec<ProgrammeId>, Fails> {
    cells::list(text, |t| lookup.programme(t).map(|p| p.id.clone())).map(in_order)
}

/// Each once, in order.
fn in_order<T: Ord>(values: Vec<T>) -> Vec<T> {
    values.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

fn times(text: &str) -> Result<Vec<Recurrence>, Fails> {
    availability::parse(text, ALWAYS).map_err(|faults| Fails(faults.into_iter().map(Fail::from).collect()))
}

fn absences(text: &str) -> Result<Vec<Absence>, Fails> {
    Ok(dates::absences(text)?
        .into_iter()
        .map(|(from, to)| Absence { from, to })
        .collect())
}

/// The proofs of a row. One without an end lasts as long as the strictest of the person's programmes takes it.
fn proofs(row: &mut Row<'_, '_>, today: NaiveDate, programmes: &[&Programme]) -> Vec<Proof> {
    let past = |t: &str| {
        dates::date(t).and_then(|d| {
            if d > today {
                Err(Fail::new("import-future"))
            } else {
                Ok(d)
            }
        })
    };
    let mut proofs = Vec::new();
    for (key, kind) in [
        ("clearance", ProofKind::Clearance),
        ("pledge", ProofKind::Pledge),
        ("training", ProofKind::Training),
        ("measles", ProofKind::Measles),
    ] {
        let until = row.may(until_key(kind), dates::date);
        if let Some(checked_on) = row.may(key, past) {
            let renewed = programmes.iter().filter(|p| p.proofs.contains(&kind));
            let renewed = renewed.filter_map(|p| p.rules.proof(kind).renew_months).min();
            let usual = (kind == ProofKind::Clearance).then_some(CLEARANCE_MONTHS);
            let lasts = renewed.or(usual).map(Months::new);
            let usual = lasts.and_then(|months| {
                checked_on
                    .checked_add_months(months)?
                    .checked_sub_days(Days::new(1))
            });
            proofs.push(Proof {
                kind,
                checked_on,
                valid_until: until.or(usual),
                issued_on: (kind == ProofKind::Clearance)
                    .then(|| row.may("clearance_issued", past))
                    .flatten(),
                version: (kind == ProofKind::Pledge)
                    .then(|| row.may("pledge_version", |t| cells::line(t, 40)))
                    .flatten(),
            });
        }
    }
    if let Some(checked_on) = row.may("adult", past) {
        proofs.push(Proof {
            kind: ProofKind::Adult,
            checked_on,
            valid_until: None,
            issued_on: None,
            version: None,
        });
    } else if let Some(year) = row.may("birth_year", |t| birth_year(t, today)) {
        // The year is not kept, only that it was seen today. Whoever turns 18 within a year is of age for certain on
        // 1 January after it.
        if NaiveDate::from_ymd_opt(year + 19, 1, 1).is_some_and(|d| d <= today) {
            proofs.push(Proof {
                kind: ProofKind::Adult,
                checked_on: today,
                valid_until: None,
                issued_on: None,
                version: None,
            });
        } else {
            row.note("birth_year", Fail::new("import-note-minor"));
        }
    }
    proofs.sort_by_key(|p| (p.kind, p.checked_on));
    proofs
}

fn until_key(kind: ProofKind) -> &'static str {
    match kind {
        ProofKind::Clearance => "clearance_until",
        ProofKind::Training => "training_until",
        ProofKind::Measles => "measles_until",
        // Neither ends.
        ProofKind::Pledge | ProofKind::Adult => "",
    }
}

/// A year, or the year of a whole date of birth.
fn birth_year(text: &str, today: NaiveDate) -> Result<i32, Fail> {
    let year = text.rsplit('.').next().and_then(|y| y.trim().parse::<i32>().ok());
    let likely = today.year() - OLDEST..=today.year();
    year.filter(|y| likely.contains(y))
        .ok_or_else(|| Fail::new("import-birth-year"))
}
