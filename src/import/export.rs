//! How are the office's records written so that the importer reads them back as they were?

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::columns::{Kind, columns};
use super::export_rules::{euros, yes_no};
use super::requests::own_reference;
use super::words::Said;
use super::workbook::Table;
use super::{csv, sheet};
use crate::calendar::availability;
use crate::calendar::format::Lang;
use crate::calendar::recurrence::{ALWAYS, Recurrence};
use crate::calendar::school::SchoolHolidays;
use crate::domain::assignment::Assignment;
use crate::domain::district::{District, Travel};
use crate::domain::exclusion::Exclusion;
use crate::domain::language::{Language, LanguageCode, LanguageFallback, Level};
use crate::domain::money::{CapRegime, FundingSource, Tariff};
use crate::domain::office_calendar::OfficeCalendar;
use crate::domain::organisation::{Contact, Location, Organisation, Room};
use crate::domain::person::{Mobility, Person, PersonSettings, Proof};
use crate::domain::programme::{Programme, ProgrammeId, ProofKind};
use crate::domain::request::{Request, RequestState};
use crate::domain::rules::RefusalRule;
use crate::domain::text::EmailAddress;
use crate::ids::{ContactId, LocationId, OrganisationId, PersonId, RequestId};

/// Everything an office has.
#[derive(Clone, Debug, Default)]
pub struct Everything {
    /// Districts.
    pub districts: Vec<District>,
    /// Ways between them.
    pub travel: Vec<Travel>,
    /// Languages.
    pub languages: Vec<Language>,
    /// Who may stand in for whom.
    pub fallbacks: Vec<LanguageFallback>,
    /// Programmes.
    pub programmes: Vec<Programme>,
    /// School holidays.
    pub holidays: Vec<SchoolHolidays>,
    /// Organisations.
    pub organisations: Vec<Organisation>,
    /// Their places.
    pub locations: Vec<Location>,
    /// Parts of town they lie in, where known.
    pub social_areas: BTreeMap<LocationId, String>,
    /// Their people.
    pub contacts: Vec<Contact>,
    /// Their own days off.
    pub movable_days: Vec<(OrganisationId, NaiveDate)>,
    /// Volunteers.
    pub people: Vec<Person>,
    /// What they were paid, in cents, by year.
    pub paid: BTreeMap<PersonId, BTreeMap<i32, i64>>,
    /// Requests.
    pub requests: Vec<Request>,
    /// The office's own marks of them.
    pub references: BTreeMap<RequestId, String>,
    /// What is agreed.
    pub assignments: Vec<Assignment>,
    /// What the law lets people earn.
    pub regimes: Vec<CapRegime>,
    /// Prices.
    pub tariffs: Vec<Tariff>,
    /// Sources of money.
    pub sources: Vec<FundingSource>,
    /// Reasons to refuse.
    pub refusals: Vec<RefusalRule>,
    /// Closures, telephone hours and cover.
    pub office: OfficeCalendar,
    /// Rooms of places.
    pub rooms: Vec<(LocationId, Room)>,
    /// Who is kept apart.
    pub exclusions: Vec<Exclusion>,
    /// What people are sent, when they may be called, and their carriers; whoever is left out has the defaults.
    pub settings: BTreeMap<PersonId, PersonSettings>,
    /// What people use of a year's amount elsewhere, in cents, by year.
    pub declared: BTreeMap<PersonId, BTreeMap<i64, i64>>,
}

/// A row: what stands under each column.
pub(super) type Cells = Vec<(&'static str, String)>;

impl Everything {
    /// The table of a kind.
    pub fn table(&self, kind: Kind, zone: Tz) -> Table {
        let rows = match kind {
            Kind::Districts => self.districts.iter().map(district).collect(),
            Kind::Travel => self.travel(),
            Kind::Languages => self.languages.iter().map(language).collect(),
            Kind::Fallbacks => self.fallbacks.iter().map(|f| self.fallback(f)).collect(),
            Kind::Programmes => self.programmes.iter().map(programme).collect(),
            Kind::Holidays => self.holidays.iter().map(holiday).collect(),
            Kind::Organisations => self.organisations(),
            Kind::MovableDays => self.movable_days.iter().map(|d| self.movable_day(d)).collect(),
            Kind::People => self.people.iter().map(|p| self.person(p)).collect(),
            Kind::Requests => self.requests.iter().map(|r| self.request(r, zone)).collect(),
            Kind::Assignments => self.agreed(zone),
            Kind::Rooms => self.room_rows(),
            Kind::Regimes => self.regime_rows(),
            Kind::ProgrammeRules => self.programme_rule_rows(),
            Kind::ProofRules => self.proof_rule_rows(),
            Kind::Tariffs => self.tariff_rows(),
            Kind::Funding => self.funding_rows(),
            Kind::Refusals => self.refusal_rows(),
            Kind::OfficeDays => self.office_rows(),
            Kind::Exclusions => self.exclusion_rows(),
        };
        table(kind, rows)
    }

    /// The tables of all kinds, in the order in which they are read back.
    pub fn tables(&self, zone: Tz) -> Vec<Table> {
        Kind::ALL.iter().map(|&kind| self.table(kind, zone)).collect()
    }

    pub(super) fn organisation_name(&self, id: OrganisationId) -> String {
        let found = self.organisations.iter().find(|o| o.id == id);
        found.map(|o| o.name.clone()).unwrap_or_default()
    }

    fn district_name(&self, code: &str) -> String {
        let found = self.districts.iter().find(|d| d.code == code);
        found.map_or_else(|| code.to_owned(), |d| d.name.clone())
    }

    fn language_name(&self, code: &LanguageCode) -> String {
        let found = self.languages.iter().find(|l| l.code == *code);
        found.map_or_else(|| code.0.clone(), |l| l.name_de.clone())
    }

    pub(super) fn programme_name(&self, id: &ProgrammeId) -> String {
        let found = self.programmes.iter().find(|p| p.id == *id);
        found.map_or_else(|| id.0.clone(), |p| p.name_de.clone())
    }

    /// "Türkisch C1; Dari Muttersprache".
    fn spoken(&self, languages: &BTreeMap<LanguageCode, Level>) -> String {
        let one =
            |(code, level): (&LanguageCode, &Level)| format!("{} {}", self.language_name(code), level.said());
        let without_german = languages
            .iter()
            .filter(|(code, _)| code.0 != super::lookup::GERMAN);
        without_german.map(one).collect::<Vec<_>>().join("; ")
    }

    fn travel(&self) -> Vec<Cells> {
        let mut ways: BTreeMap<(&str, &str), BTreeMap<Mobility, i64>> = BTreeMap::new();
        for way in &self.travel {
            ways.entry((&way.from, &way.to))
                .or_default()
                .insert(way.mobility, way.minutes);
        }
        let minutes = |lengths: &BTreeMap<Mobility, i64>, mobility| {
            lengths
                .get(&mobility)
                .map(ToString::to_string)
                .unwrap_or_default()
        };
        ways.into_iter()
            .map(|((from, to), lengths)| {
                vec![
                    ("from", from.to_owned()),
                    ("to", to.to_owned()),
                    ("public", minutes(&lengths, Mobility::PublicTransport)),
                    ("car", minutes(&lengths, Mobility::Car)),
                ]
            })
            .collect()
    }

    fn fallback(&self, fallback: &LanguageFallback) -> Cells {
        vec![
            ("asked", self.language_name(&fallback.asked)),
            ("spoken", self.language_name(&fallback.spoken)),
            ("quality", fallback.quality.to_string()),
        ]
    }

    fn movable_day(&self, (organisation, date): &(OrganisationId, NaiveDate)) -> Cells {
        vec![
            ("organisation", self.organisation_name(*organisation)),
            ("day", day(*date)),
        ]
    }

    /// As many rows as an organisation has places or contacts, whichever are more.
    fn organisations(&self) -> Vec<Cells> {
        let mut rows = Vec::new();
        for organisation in &self.organisations {
            let own = |id: OrganisationId| id == organisation.id;
            let places: Vec<&Location> = self.locations.iter().filter(|l| own(l.organisation)).collect();
            let contacts: Vec<&Contact> = self.contacts.iter().filter(|c| own(c.organisation)).collect();
            for number in 0..places.len().max(contacts.len()).max(1) {
                let mut cells = vec![
                    ("name", organisation.name.clone()),
                    ("kind", organisation.kind.said().to_owned()),
                ];
                if let Some(place) = places.get(number).or(places.last()) {
                    cells.extend([
                        ("place", place.name.clone()),
                        ("street", place.street.clone()),
                        ("postcode", place.postcode.clone()),
                        ("town", place.town.clone()),
                        ("district", self.district_name(&place.district)),
                        (
                            "social_area",
                            self.social_areas.get(&place.id).cloned().unwrap_or_default(),
                        ),
                        ("meeting_point", place.meeting_point.clone()),
                        ("location_kind", place.kind.said().to_owned()),
                    ]);
                }
                if let Some(contact) = contacts.get(number) {
                    cells.extend([
                        ("contact", contact.name.clone()),
                        ("email", contact.email.to_string()),
                        ("phone", contact.phone.clone().unwrap_or_default()),
                        ("contact_kind", contact.kind.said().to_owned()),
                    ]);
                }
                rows.push(cells);
            }
        }
        rows
    }

    fn person(&self, person: &Person) -> Cells {
        let german = person
            .languages
            .get(&LanguageCode(super::lookup::GERMAN.to_owned()));
        let districts = person.districts.as_ref().map_or_else(
            || "alle".to_owned(),
            |codes| {
                let names = codes.iter().map(|code| self.district_name(code));
                names.collect::<Vec<_>>().join("; ")
            },
        );
        let absences = person.absences.iter().map(|a| {
            if a.from == a.to {
                day(a.from)
            } else {
                format!("{}-{}", day(a.from), day(a.to))
            }
        });
        let programmes = person.programmes.iter().map(|id| self.programme_name(id));
        let paid = self.paid.get(&person.id).into_iter().flatten();
        let paid = paid.map(|(year, cents)| format!("{year}: {}", euros(*cents)));
        let declared = self.declared.get(&person.id).into_iter().flatten();
        let declared = declared.map(|(year, cents)| format!("{year}: {}", euros(*cents)));
        let proof = |kind: ProofKind| person.proofs.iter().find(|p| p.kind == kind);
        let seen = |kind| proof(kind).map(|p| day(p.checked_on)).unwrap_or_default();
        let until = |kind| optional_day(proof(kind).and_then(|p: &Proof| p.valid_until));
        let bounds = &person.bounds;
        let settings = self.settings.get(&person.id).cloned().unwrap_or_default();
        let second = settings.second_language.as_deref().and_then(|code| {
            let mut all = super::words::second_languages();
            all.find(|(known, _)| *known == code)
                .map(|(_, name)| name.to_owned())
        });
        vec![
            ("first_name", person.first_name.clone()),
            ("last_name", person.last_name.clone()),
            (
                "email",
                person
                    .email
                    .as_ref()
                    .map(EmailAddress::to_string)
                    .unwrap_or_default(),
            ),
            ("phone", person.phone.clone().unwrap_or_default()),
            ("channel", person.channel.said().to_owned()),
            (
                "gender",
                person.gender.map(|g| g.said().to_owned()).unwrap_or_default(),
            ),
            ("district", self.district_name(&person.district)),
            ("mobility", person.mobility.said().to_owned()),
            ("districts", districts),
            ("programmes", programmes.collect::<Vec<_>>().join("; ")),
            ("languages", self.spoken(&person.languages)),
            ("german", german.map(|l| l.said().to_owned()).unwrap_or_default()),
            ("availability", times(&person.availability)),
            ("absences", absences.collect::<Vec<_>>().join("; ")),
            ("max_week", hours(person.max_minutes_week)),
            ("max_day", number(person.max_assignments_day)),
            ("clearance", seen(ProofKind::Clearance)),
            ("pledge", seen(ProofKind::Pledge)),
            ("training", seen(ProofKind::Training)),
            ("measles", seen(ProofKind::Measles)),
            ("modes", said_list(&person.modes)),
            ("topics", said_list(&person.topics)),
            (
                "ui_language",
                if person.ui_language == "en" {
                    "Englisch"
                } else {
                    "Deutsch"
                }
                .to_owned(),
            ),
            ("state", person.state.said().to_owned()),
            ("adult", seen(ProofKind::Adult)),
            (
                "clearance_issued",
                optional_day(proof(ProofKind::Clearance).and_then(|p| p.issued_on)),
            ),
            ("clearance_until", until(ProofKind::Clearance)),
            (
                "pledge_version",
                proof(ProofKind::Pledge)
                    .and_then(|p| p.version.clone())
                    .unwrap_or_default(),
            ),
            ("training_until", until(ProofKind::Training)),
            ("measles_until", until(ProofKind::Measles)),
            ("understands", self.spoken(&person.understands)),
            ("preferred", times(&person.preferred)),
            ("max_month", hours(bounds.max_minutes_month)),
            ("max_per_week", number(bounds.max_assignments_week)),
            ("max_length", number(bounds.max_minutes_assignment)),
            ("earliest", bounds.earliest_minute.map(clock).unwrap_or_default()),
            ("latest", bounds.latest_minute.map(clock).unwrap_or_default()),
            ("rest", number(bounds.rest_minutes.map(|minutes| minutes / 60))),
            ("regime", bounds.regime.clone().unwrap_or_default()),
            ("paid", paid.collect::<Vec<_>>().join("; ")),
            ("early_calls", yes_no(settings.early_calls)),
            ("reminders", yes_no(settings.reminders)),
            ("thanks", yes_no(settings.thanks)),
            ("second_language", second.unwrap_or_default()),
            (
                "carrier",
                settings
                    .carrier
                    .map(|id| self.organisation_name(id))
                    .unwrap_or_default(),
            ),
            ("declared", declared.collect::<Vec<_>>().join("; ")),
        ]
    }

    fn reference(&self, request: &Request) -> String {
        let own = self.references.get(&request.id).cloned();
        own.unwrap_or_else(|| own_reference(request.number))
    }

    fn request(&self, request: &Request, zone: Tz) -> Cells {
        let asked = &request.asked;
        let seat = asked.seats.first();
        let languages = asked.seats.iter().filter_map(|s| {
            let language = s.language.as_ref()?;
            Some(format!("{} {}", self.language_name(language), s.level.said()))
        });
        let languages: Vec<String> = languages.collect();
        let level = seat.filter(|_| languages.is_empty()).map(|s| s.level.said());
        let location = |id: LocationId| {
            let found = self.locations.iter().find(|l| l.id == id);
            found.map(|l| {
                if l.name.is_empty() {
                    l.street.clone()
                } else {
                    l.name.clone()
                }
            })
        };
        let contact = |id: ContactId| self.contacts.iter().find(|c| c.id == id);
        let known = contact(asked.contact);
        let details = &asked.details;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        // What is being worked on begins anew when it is read back; agreements come with the next table.
        let state = match request.state {
            RequestState::Searching
            | RequestState::Confirmed
            | RequestState::Substituting
            | RequestState::InReview => RequestState::Submitted,
            other => other,
        };
        let mut cells = vec![
            ("reference", self.reference(request)),
            ("organisation", self.organisation_name(asked.organisation)),
            ("place", location(asked.location).unwrap_or_default()),
            ("contact", known.map(|c| c.name.clone()).unwrap_or_default()),
            ("email", known.map(|c| c.email.to_string()).unwrap_or_default()),
            ("programme", self.programme_name(&asked.programme)),
            ("occasion", asked.occasion.said().to_owned()),
            ("mode", asked.mode.said().to_owned()),
            ("language", languages.join("; ")),
            ("level", level.unwrap_or_default().to_owned()),
            (
                "headcount",
                seat.map(|s| s.headcount.to_string()).unwrap_or_default(),
            ),
            (
                "gender",
                asked
                    .gender
                    .map(|g| g.gender.said().to_owned())
                    .unwrap_or_default(),
            ),
            (
                "gender_required",
                asked
                    .gender
                    .filter(|g| g.required)
                    .map(|_| "ja".to_owned())
                    .unwrap_or_default(),
            ),
            ("room", text(&asked.room)),
            ("note", text(&asked.note)),
            ("urgent_reason", text(&asked.urgent_reason)),
            ("weight", asked.weight.to_string()),
            ("case_token", text(&asked.case_token)),
            ("state", state.said().to_owned()),
            ("own_mark", text(&details.reference)),
            ("topic", text(&details.topic)),
            ("sender", text(&details.sender)),
            ("professional", text(&details.professional)),
            (
                "professional_email",
                details
                    .professional_email
                    .as_ref()
                    .map(EmailAddress::to_string)
                    .unwrap_or_default(),
            ),
            ("on_site", text(&details.on_site_contact)),
            ("on_site_phone", text(&details.on_site_phone)),
            ("meeting_point", text(&details.meeting_point)),
            ("people_expected", number(details.people_expected)),
            ("step_free", if details.step_free { "ja" } else { "" }.to_owned()),
            ("cost_centre", text(&details.cost_centre)),
            (
                "funding",
                details
                    .funding
                    .as_deref()
                    .map(|id| self.source_name(id))
                    .unwrap_or_default(),
            ),
        ];
        let columns = [
            ["date_1", "start_1", "end_1", "duration_1"],
            ["date_2", "start_2", "end_2", "duration_2"],
            ["date_3", "start_3", "end_3", "duration_3"],
        ];
        for (option, [date, start, end, duration]) in asked.options.iter().zip(columns) {
            let (from, to) = (
                option.starts_at.with_timezone(&zone),
                option.ends_at.with_timezone(&zone),
            );
            cells.extend([
                (date, day(from.date_naive())),
                (start, from.format("%H:%M").to_string()),
            ]);
            if from.date_naive() == to.date_naive() {
                cells.push((end, to.format("%H:%M").to_string()));
            } else {
                cells.push((duration, option.minutes().to_string()));
            }
        }
        cells
    }

    fn agreed(&self, zone: Tz) -> Vec<Cells> {
        let people: BTreeMap<PersonId, &Person> = self.people.iter().map(|p| (p.id, p)).collect();
        let requests: BTreeMap<RequestId, &Request> = self.requests.iter().map(|r| (r.id, r)).collect();
        let row = |assignment: &Assignment| {
            let (person, request) = (
                people.get(&assignment.person)?,
                requests.get(&assignment.request)?,
            );
            let at: DateTime<Utc> = assignment.starts_at;
            let at = at.with_timezone(&zone);
            Some(vec![
                ("reference", self.reference(request)),
                ("organisation", self.organisation_name(request.asked.organisation)),
                ("first_name", person.first_name.clone()),
                ("last_name", person.last_name.clone()),
                (
                    "email",
                    person
                        .email
                        .as_ref()
                        .map(EmailAddress::to_string)
                        .unwrap_or_default(),
                ),
                ("phone", person.phone.clone().unwrap_or_default()),
                ("date_1", day(at.date_naive())),
                ("start_1", at.format("%H:%M").to_string()),
            ])
        };
        self.assignments.iter().filter_map(row).collect()
    }
}

/// A table as a CSV file that no spreadsheet takes for formulas.
pub fn csv(table: &Table) -> Vec<u8> {
    let guarded = |cell: &String| {
        if sheet::needs_apostrophe(cell) {
            format!("'{cell}")
        } else {
            cell.clone()
        }
    };
    let headers = table.headers.iter().map(|h| (*h).to_owned()).collect::<Vec<_>>();
    let rows = table
        .rows
        .iter()
        .map(|row| row.iter().map(guarded).collect::<Vec<_>>());
    csv::write(std::iter::once(headers).chain(rows))
}

fn table(kind: Kind, rows: Vec<Cells>) -> Table {
    let all = columns(kind);
    let used: Vec<_> = all
        .iter()
        .filter(|c| {
            c.required
                || rows
                    .iter()
                    .any(|row| row.iter().any(|(key, text)| *key == c.key && !text.is_empty()))
        })
        .collect();
    let cell = |row: &Cells, key: &str| {
        let found = row.iter().find(|(k, _)| *k == key);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    Table {
        name: kind.sheet().to_owned(),
        headers: used.iter().map(|c| c.header).collect(),
        rows: rows
            .iter()
            .map(|row| used.iter().map(|c| cell(row, c.key)).collect())
            .collect(),
    }
}

fn district(district: &District) -> Cells {
    vec![("code", district.code.clone()), ("name", district.name.clone())]
}

fn language(language: &Language) -> Cells {
    vec![
        ("code", language.code.0.clone()),
        ("iso", language.iso639_3.clone()),
        ("variety", language.variety.clone()),
        ("name", language.name_de.clone()),
        ("english", language.name_en.clone()),
        ("autonym", language.autonym.clone()),
    ]
}

fn programme(programme: &Programme) -> Cells {
    vec![
        ("code", programme.id.0.clone()),
        ("name", programme.name_de.clone()),
        ("english", programme.name_en.clone()),
        ("role", programme.role_de.clone()),
        ("role_english", programme.role_en.clone()),
        (
            "needs_language",
            if programme.needs_language { "ja" } else { "nein" }.to_owned(),
        ),
        (
            "german",
            programme
                .german_min
                .map(|l| l.said().to_owned())
                .unwrap_or_default(),
        ),
        ("level", programme.language_min.said().to_owned()),
        ("proofs", said_list(&programme.proofs)),
        ("modes", said_list(&programme.modes)),
        ("max_minutes", programme.max_minutes.to_string()),
        ("case_limit", number(programme.case_limit)),
        ("backups", programme.backups.to_string()),
    ]
}

fn holiday(span: &SchoolHolidays) -> Cells {
    vec![
        ("holiday", span.kind.said().to_owned()),
        ("first_day", day(span.from)),
        ("last_day", day(span.to)),
    ]
}

pub(super) fn day(date: NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

fn optional_day(date: Option<NaiveDate>) -> String {
    date.map(day).unwrap_or_default()
}

pub(super) fn number(value: Option<i64>) -> String {
    value.map(|n| n.to_string()).unwrap_or_default()
}

fn clock(minute: u16) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

/// Minutes as hours: "4", "4,5", "4,1667".
fn hours(minutes: Option<i64>) -> String {
    let Some(minutes) = minutes else {
        return String::new();
    };
    let text = format!("{}.{:04}", minutes / 60, (minutes % 60 * 10_000 + 30) / 60);
    text.trim_end_matches('0').trim_end_matches('.').replace('.', ",")
}

fn times(recurrences: &[Recurrence]) -> String {
    availability::to_text(recurrences, Lang::De, ALWAYS)
}

fn said_list<T: Said>(values: &[T]) -> String {
    values.iter().map(|v| v.said()).collect::<Vec<_>>().join(", ")
}
