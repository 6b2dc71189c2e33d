//! How is a volunteer edited? In groups of fields, so that correcting a number does not open everything.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::form::{self, Column, Field, Form, Input, Today, cells, list};
use super::{Catalogue, Loaded};
use crate::app::AppError;
use crate::calendar::availability;
use crate::domain::Rejection;
use crate::domain::language::{LanguageCode, Level};
use crate::domain::person::{Absence, Bounds, Channel, Gender, Mobility, Person, PersonState, Proof};
use crate::domain::programme::{Mode, ProgrammeId, ProofKind};
use crate::domain::record::Values;
use crate::domain::request::Occasion;
use crate::domain::text::EmailAddress;
use crate::ids::{OrganisationId, PersonId};
use crate::store::Tx;

/// Most minutes in a week a limit can say.
const WEEK_MAX: i64 = 7 * 24 * 60;

fn field(name: &'static str, part: &'static str, input: Input, required: bool) -> Field {
    Field {
        name,
        part,
        input,
        required,
    }
}

fn column(name: &'static str, input: Input, required: bool) -> Column {
    Column {
        name,
        input,
        required,
        group: "",
        words: Default::default(),
    }
}

pub(super) fn form(c: &Catalogue, new: bool) -> Form {
    let languages = vec![
        column("language", Input::One(c.languages.clone()), true),
        column("level", Input::One(c.levels.clone()), true),
        column("understands", Input::One(c.levels.clone()), false),
    ];
    let declared = vec![
        column("year", Input::Number(2000, 2099), true),
        column("amount", Input::Money(1_000_000), true),
    ];
    let absences = vec![column("from", Input::Date, true), column("to", Input::Date, true)];
    let proofs = vec![
        column("proof", Input::One(c.proofs.clone()), true),
        column("checked", Input::Date, true),
        column("valid", Input::Date, false),
        column("issued", Input::Date, false),
        column("version", Input::Line(40), false),
    ];
    let genders = c.codes("gender-", Gender::ALL.iter().map(|g| g.as_str()));
    let channels = c.codes("channel-", Channel::ALL.iter().map(|ch| ch.as_str()));
    let mobilities = c.codes("mobility-", Mobility::ALL.iter().map(|m| m.as_str()));
    let mail_languages = c.codes("mail-language-", ["de", "en"].into_iter());
    let topics = c.codes("occasion-", Occasion::ALL.iter().map(|o| o.as_str()));
    let states = c.codes("person-state-", PersonState::ALL.iter().map(|s| s.as_str()));
    let mut form = Form {
        fields: vec![
            field("first_name", "name", Input::Line(60), true),
            field("last_name", "name", Input::Line(60), true),
            field("gender", "name", Input::One(genders), false),
            field("channel", "contact", Input::One(channels), true),
            field("email", "contact", Input::Email, false),
            field("phone", "contact", Input::Phone, false),
            field("ui_language", "contact", Input::One(mail_languages), true),
            field("languages", "languages", Input::Rows(languages, true), false),
            field("programmes", "work", Input::Many(c.programmes.clone()), false),
            field("modes", "work", Input::Many(c.modes.clone()), true),
            field("topics", "work", Input::Many(topics), false),
            field("carrier", "work", Input::One(c.carriers.clone()), false),
            field("max_minutes_week", "work", Input::Number(0, WEEK_MAX), false),
            field("max_assignments_day", "work", Input::Number(0, 20), false),
            field("max_minutes_month", "work", Input::Number(0, 31 * 24 * 60), false),
            field("max_assignments_week", "work", Input::Number(0, 100), false),
            field("max_minutes_assignment", "work", Input::Number(10, 1440), false),
            field("earliest", "work", Input::Clock, false),
            field("latest", "work", Input::Clock, false),
            field("rest_hours", "work", Input::Number(1, 24), false),
            field("regime", "work", Input::One(c.regimes.clone()), false),
            field("declared", "work", Input::Rows(declared, true), false),
            field("district", "reach", Input::One(c.districts.clone()), true),
            field("mobility", "reach", Input::One(mobilities), true),
            field("everywhere", "reach", Input::Tick, false),
            field("districts", "reach", Input::Many(c.districts.clone()), false),
            field("availability", "times", Input::Week, false),
            field("preferred", "times", Input::Times, false),
            field("absences", "times", Input::Rows(absences, false), false),
            field("proofs", "proofs", Input::Rows(proofs, false), false),
            field("state", "state", Input::One(states), true),
        ],
    };
    if new {
        form.fields.retain(|f| f.name != "state");
    }
    form
}

pub(super) async fn load(tx: &mut Tx, key: &str, today: Today) -> Result<Option<Loaded>, AppError> {
    let Ok(id) = key.parse::<PersonId>() else {
        return Ok(None);
    };
    let declared = tx.declared_of(id).await?;
    let declared = declared.iter().map(|(year, cents)| format!("{year}\t{cents}"));
    let declared = list(declared);
    let carrier = tx.carrier_of(id).await?;
    Ok(tx.person(id).await?.map(|person| {
        let mut values = values(&person, today.day);
        values.insert("declared".to_owned(), declared);
        values.insert(
            "carrier".to_owned(),
            carrier.map(|id| id.to_string()).unwrap_or_default(),
        );
        Loaded {
            title: person.full_name(),
            values,
            parent: None,
        }
    }))
}

/// A person as the form shows them, without what they use elsewhere.
pub(in crate::app) fn values(person: &Person, today: NaiveDate) -> Values {
    let words = |list: &mut dyn Iterator<Item = &str>| list.collect::<Vec<_>>().join(" ");
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let day = |d: Option<NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
    let languages = person.languages.iter().map(|(code, level)| {
        let understands = person
            .understands
            .get(code)
            .map(|l| l.to_string())
            .unwrap_or_default();
        format!("{}\t{level}\t{understands}", code.0)
    });
    let absences = person.absences.iter().map(|a| format!("{}\t{}", a.from, a.to));
    let proofs = person.proofs.iter().map(|p| {
        let version = p.version.as_deref().unwrap_or("");
        format!(
            "{}\t{}\t{}\t{}\t{version}",
            p.kind,
            p.checked_on,
            day(p.valid_until),
            day(p.issued_on)
        )
    });
    let email = person.email.as_ref().map_or("", EmailAddress::as_str);
    [
        ("first_name", person.first_name.clone()),
        ("last_name", person.last_name.clone()),
        ("gender", person.gender.map(|g| g.to_string()).unwrap_or_default()),
        ("channel", person.channel.to_string()),
        ("email", email.to_owned()),
        ("phone", person.phone.clone().unwrap_or_default()),
        ("ui_language", person.ui_language.clone()),
        ("languages", list(languages)),
        (
            "programmes",
            words(&mut person.programmes.iter().map(|p| p.0.as_str())),
        ),
        ("modes", words(&mut person.modes.iter().map(|m| m.as_str()))),
        ("topics", words(&mut person.topics.iter().map(|o| o.as_str()))),
        ("max_minutes_week", number(person.max_minutes_week)),
        ("max_assignments_day", number(person.max_assignments_day)),
        ("max_minutes_month", number(person.bounds.max_minutes_month)),
        ("max_assignments_week", number(person.bounds.max_assignments_week)),
        (
            "max_minutes_assignment",
            number(person.bounds.max_minutes_assignment),
        ),
        ("earliest", form::clock(person.bounds.earliest_minute)),
        ("latest", form::clock(person.bounds.latest_minute)),
        ("rest_hours", number(person.bounds.rest_minutes.map(|m| m / 60))),
        ("regime", person.bounds.regime.clone().unwrap_or_default()),
        ("district", person.district.clone()),
        ("mobility", person.mobility.to_string()),
        (
            "everywhere",
            if person.districts.is_none() { "on" } else { "" }.to_owned(),
        ),
        (
            "districts",
            words(&mut person.districts.iter().flatten().map(String::as_str)),
        ),
        ("availability", form::week_value(&person.availability, today)),
        ("preferred", form::week_value(&person.preferred, today)),
        ("absences", list(absences)),
        ("proofs", list(proofs)),
        ("state", person.state.to_string()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

/// Writes the values into a person. What the values leave as it was stays as it was, to the last detail.
///
/// # Errors
/// Faults between fields: the preferred way needs its address or number, districts must be chosen or all.
pub(in crate::app) fn apply(
    person: &Person,
    values: &Values,
    today: NaiveDate,
) -> Result<Person, Vec<Rejection>> {
    let before = self::values(person, today);
    let text = |name: &str| values.get(name).cloned().unwrap_or_default();
    let some = |name: &str| Some(text(name)).filter(|v| !v.is_empty());
    let changed = |name: &str| values.get(name).is_some_and(|v| before.get(name) != Some(v));
    let mut faults = Vec::new();
    let mut next = person.clone();
    next.first_name = text("first_name");
    next.last_name = text("last_name");
    next.gender = Gender::parse(&text("gender"));
    next.channel = Channel::parse(&text("channel")).unwrap_or(person.channel);
    if changed("email") {
        next.email_failed_at = None;
        next.email = match some("email")
            .map(|raw| EmailAddress::parse("email", &raw))
            .transpose()
        {
            Ok(email) => email,
            Err(fault) => {
                faults.push(fault);
                None
            }
        };
    }
    next.phone = some("phone");
    next.ui_language = text("ui_language");
    if next.channel == Channel::Email && next.email.is_none() {
        faults.push(Rejection::new("email", "channel-email"));
    }
    if matches!(next.channel, Channel::Phone | Channel::Sms) && next.phone.is_none() {
        faults.push(Rejection::new("phone", "channel-phone"));
    }
    if changed("languages") {
        next.languages = cells(&text("languages"))
            .filter_map(|row| {
                Some((
                    LanguageCode((*row.first()?).to_owned()),
                    Level::parse(row.get(1)?)?,
                ))
            })
            .collect::<BTreeMap<_, _>>();
        next.understands = cells(&text("languages"))
            .filter_map(|row| {
                Some((
                    LanguageCode((*row.first()?).to_owned()),
                    Level::parse(row.get(2)?)?,
                ))
            })
            .collect::<BTreeMap<_, _>>();
    }
    let words = |name: &str| {
        text(name)
            .split(' ')
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    if changed("programmes") {
        next.programmes = words("programmes").into_iter().map(ProgrammeId).collect();
        next.programmes.sort();
    }
    if changed("modes") {
        next.modes = words("modes").iter().filter_map(|m| Mode::parse(m)).collect();
    }
    if changed("topics") {
        next.topics = words("topics")
            .iter()
            .filter_map(|o| Occasion::parse(o))
            .collect();
    }
    next.max_minutes_week = text("max_minutes_week").parse().ok();
    next.max_assignments_day = text("max_assignments_day").parse().ok();
    next.bounds = Bounds {
        max_minutes_month: text("max_minutes_month").parse().ok(),
        max_assignments_week: text("max_assignments_week").parse().ok(),
        max_minutes_assignment: text("max_minutes_assignment").parse().ok(),
        earliest_minute: form::minute(&text("earliest")),
        latest_minute: form::minute(&text("latest")),
        rest_minutes: text("rest_hours").parse::<i64>().ok().map(|hours| hours * 60),
        regime: some("regime"),
    };
    next.district = text("district");
    next.mobility = Mobility::parse(&text("mobility")).unwrap_or(person.mobility);
    if changed("everywhere") || changed("districts") {
        let mut districts = words("districts");
        districts.sort();
        next.districts = if text("everywhere") == "on" {
            None
        } else if districts.is_empty() {
            faults.push(Rejection::new("districts", "districts-none"));
            None
        } else {
            Some(districts)
        };
    }
    if changed("availability") {
        match availability::parse(&text("availability"), today) {
            Ok(windows) => next.availability = windows,
            Err(found) => faults.extend(found.iter().map(|f| f.rejection("availability"))),
        }
    }
    if changed("preferred") {
        match availability::parse(&text("preferred"), today) {
            Ok(windows) => next.preferred = windows,
            Err(found) => faults.extend(found.iter().map(|f| f.rejection("preferred"))),
        }
    }
    if changed("absences") {
        next.absences = cells(&text("absences"))
            .filter_map(|row| {
                Some(Absence {
                    from: row.first()?.parse().ok()?,
                    to: row.get(1)?.parse().ok()?,
                })
            })
            .collect();
    }
    if changed("proofs") {
        next.proofs = cells(&text("proofs"))
            .filter_map(|row| {
                Some(Proof {
                    kind: ProofKind::parse(row.first()?)?,
                    checked_on: row.get(1)?.parse().ok()?,
                    valid_until: row.get(2).and_then(|d| d.parse().ok()),
                    issued_on: row.get(3).and_then(|d| d.parse().ok()),
                    version: row.get(4).map(|v| (*v).to_owned()).filter(|v| !v.is_empty()),
                })
            })
            .collect();
    }
    next.state = PersonState::parse(&text("state")).unwrap_or(person.state);
    if faults.is_empty() { Ok(next) } else { Err(faults) }
}

/// A person about whom nothing is known yet.
pub(super) fn blank(id: PersonId) -> Person {
    Person {
        id,
        first_name: String::new(),
        last_name: String::new(),
        email: None,
        phone: None,
        channel: Channel::Phone,
        email_failed_at: None,
        ui_language: "de".to_owned(),
        gender: None,
        district: String::new(),
        mobility: Mobility::PublicTransport,
        districts: None,
        modes: Vec::new(),
        topics: Vec::new(),
        programmes: Vec::new(),
        languages: BTreeMap::new(),
        understands: BTreeMap::new(),
        availability: Vec::new(),
        preferred: Vec::new(),
        absences: Vec::new(),
        proofs: Vec::new(),
        max_minutes_week: None,
        max_assignments_day: None,
        bounds: Bounds::default(),
        state: PersonState::Active,
        version: 1,
    }
}

pub(super) async fn write(
    tx: &mut Tx,
    key: &str,
    new: bool,
    values: &Values,
    today: NaiveDate,
) -> Result<bool, AppError> {
    let id: PersonId = key.parse().map_err(|_| AppError::NotFound)?;
    if new {
        let person = apply(&blank(id), values, today).map_err(AppError::Rejected)?;
        tx.insert_person(&person).await?;
        write_declared(tx, id, values).await?;
        set_carrier(tx, id, values).await?;
        return Ok(true);
    }
    let Some(stored) = tx.person(id).await? else {
        return Ok(false);
    };
    let person = apply(&stored, values, today).map_err(AppError::Rejected)?;
    write_declared(tx, id, values).await?;
    if !tx.update_person(&person, stored.version).await? {
        return Ok(false);
    }
    set_carrier(tx, id, values).await?;
    Ok(true)
}

/// Who looks after the volunteer; values from elsewhere do not speak of it.
async fn set_carrier(tx: &mut Tx, id: PersonId, values: &Values) -> Result<(), AppError> {
    if let Some(carrier) = values.get("carrier") {
        tx.set_carrier(id, carrier.parse().ok().map(OrganisationId))
            .await?;
    }
    Ok(())
}

/// Writes what a person uses elsewhere; nothing when the values do not speak of it.
async fn write_declared(tx: &mut Tx, id: PersonId, values: &Values) -> Result<(), AppError> {
    let Some(text) = values.get("declared") else {
        return Ok(());
    };
    let number = |row: &[&str], at: usize| row.get(at).and_then(|n| n.parse::<i64>().ok());
    let wanted: BTreeMap<i64, i64> = cells(text)
        .filter_map(|row| Some((number(&row, 0)?, number(&row, 1)?)))
        .collect();
    for year in tx.declared_of(id).await?.into_keys() {
        if !wanted.contains_key(&year) {
            tx.set_declared(id, year, 0).await?;
        }
    }
    for (year, cents) in wanted {
        tx.set_declared(id, year, cents).await?;
    }
    Ok(())
}
