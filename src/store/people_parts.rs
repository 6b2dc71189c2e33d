//! How do eight tables become whole people, with one query for each table and not one for each person?

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc, Weekday};
use sqlx::types::Json;
use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

use super::rows::{Place, push_list, statement};
use super::{StoreError, Tx};
use crate::calendar::recurrence::Recurrence;
use crate::domain::language::{LanguageCode, Level};
use crate::domain::person::{Absence, Bounds, Channel, Gender, Mobility, Person, PersonState, Proof};
use crate::domain::programme::{Mode, ProgrammeId, ProofKind};
use crate::domain::request::Occasion;
use crate::domain::text::EmailAddress;
use crate::ids::PersonId;

/// Which people are read.
#[derive(Clone, Copy)]
pub(super) enum Pick<'a> {
    /// Everybody who is planned with.
    Active,
    /// These, at most a chunk.
    Ids(&'a [PersonId]),
}

/// The rows of all tables about the picked people.
pub(super) struct Parts {
    people: Vec<PersonRow>,
    districts: Vec<(Uuid, String)>,
    programmes: Vec<(Uuid, String)>,
    languages: Vec<(Uuid, String, String, Option<String>)>,
    availability: Vec<AvailabilityRow>,
    absences: Vec<(Uuid, NaiveDate, NaiveDate)>,
    proofs: Vec<ProofRow>,
    bounds: Vec<BoundsRow>,
}

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: Uuid,
    first_name: String,
    last_name: String,
    email: Option<String>,
    phone: Option<String>,
    channel: String,
    email_failed_at: Option<DateTime<Utc>>,
    ui_language: String,
    gender: Option<String>,
    district: String,
    mobility: String,
    everywhere: bool,
    modes: Json<Vec<String>>,
    topics: Json<Vec<String>>,
    max_minutes_week: Option<i64>,
    max_assignments_day: Option<i64>,
    state: String,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct AvailabilityRow {
    person_id: Uuid,
    weekdays: Json<Vec<u8>>,
    interval_weeks: i64,
    start_minute: i64,
    end_minute: i64,
    first_day: NaiveDate,
    last_day: Option<NaiveDate>,
    exceptions: Json<Vec<NaiveDate>>,
    purpose: String,
}

#[derive(sqlx::FromRow)]
struct ProofRow {
    person_id: Uuid,
    kind: String,
    checked_on: NaiveDate,
    valid_until: Option<NaiveDate>,
    issued_on: Option<NaiveDate>,
    version: Option<String>,
}

#[derive(sqlx::FromRow)]
struct BoundsRow {
    person_id: Uuid,
    max_minutes_month: Option<i64>,
    max_assignments_week: Option<i64>,
    max_minutes_assignment: Option<i64>,
    earliest_minute: Option<i64>,
    latest_minute: Option<i64>,
    rest_minutes: Option<i64>,
    regime: Option<String>,
}

/// Fetches the picked people's rows of one table.
macro_rules! picked {
    ($tx:expr, $row:ty, $select:expr, $key:expr, $pick:expr, $order:expr) => {
        on_db!($tx, c => {
            let mut query = statement(&*c, $select);
            push_pick(&mut query, $key, $pick);
            query.push($order);
            query.build_query_as::<$row>().fetch_all(c).await?
        })
    };
}

impl Tx {
    /// Reads the rows of the picked people, table by table.
    pub(super) async fn person_parts(&mut self, pick: Pick<'_>) -> Result<Parts, StoreError> {
        Ok(Parts {
            people: picked!(
                self,
                PersonRow,
                "SELECT id, first_name, last_name, email, phone, channel, email_failed_at, ui_language, gender,
                        district, mobility, everywhere, modes, topics, max_minutes_week, max_assignments_day, state, version
                 FROM person",
                "id",
                pick,
                " ORDER BY id"
            ),
            districts: picked!(
                self,
                (Uuid, String),
                "SELECT person_id, district FROM person_district",
                "person_id",
                pick,
                ""
            ),
            programmes: picked!(
                self,
                (Uuid, String),
                "SELECT person_id, programme FROM person_programme",
                "person_id",
                pick,
                ""
            ),
            languages: picked!(
                self,
                (Uuid, String, String, Option<String>),
                "SELECT person_id, language, level, understands FROM person_language",
                "person_id",
                pick,
                ""
            ),
            availability: picked!(
                self,
                AvailabilityRow,
                "SELECT person_id, weekdays, interval_weeks, start_minute, end_minute, first_day, last_day, exceptions,
                        purpose
                 FROM person_availability",
                "person_id",
                pick,
                " ORDER BY person_id, position"
            ),
            absences: picked!(
                self,
                (Uuid, NaiveDate, NaiveDate),
                "SELECT person_id, first_day, last_day FROM person_absence",
                "person_id",
                pick,
                " ORDER BY person_id, position"
            ),
            proofs: picked!(
                self,
                ProofRow,
                "SELECT person_id, kind, checked_on, valid_until, issued_on, version FROM person_proof",
                "person_id",
                pick,
                " ORDER BY person_id, position"
            ),
            bounds: picked!(
                self,
                BoundsRow,
                "SELECT person_id, max_minutes_month, max_assignments_week, max_minutes_assignment, earliest_minute,
                        latest_minute, rest_minutes, regime
                 FROM person_bounds",
                "person_id",
                pick,
                ""
            ),
        })
    }
}

fn push_pick<DB>(query: &mut QueryBuilder<DB>, key: &str, pick: Pick<'_>)
where
    DB: Database,
    for<'a> Uuid: Encode<'a, DB> + Type<DB>,
{
    query.push(" WHERE ").push(key).push(" IN ");
    match pick {
        Pick::Active => {
            query.push("(SELECT id FROM person WHERE state = 'active')");
        }
        Pick::Ids(ids) => push_list!(query, ids.iter().map(|id| id.0)),
    }
}

/// Puts the rows together: people by id, and what is a set sorted, so that the same rows always make the same people.
pub(super) fn assemble(parts: Parts) -> Result<Vec<Person>, StoreError> {
    let mut people = BTreeMap::new();
    for row in parts.people {
        people.insert(row.id, row.into_person()?);
    }
    // Both tables are read in one unchanging state, and foreign keys see to it that every part has its person.
    let mut with = |id: &Uuid, change: &mut dyn FnMut(&mut Person)| {
        if let Some(person) = people.get_mut(id) {
            change(person);
        }
    };
    for (id, district) in &parts.districts {
        with(id, &mut |p| {
            p.districts.get_or_insert_default().push(district.clone())
        });
    }
    for (id, programme) in &parts.programmes {
        with(id, &mut |p| p.programmes.push(ProgrammeId(programme.clone())));
    }
    for (id, language, level, understands) in &parts.languages {
        let at = Place {
            table: "person_language",
            row: *id,
        };
        let level = at.word("level", level, Level::parse)?;
        let understands = at.word_or_none("understands", understands.as_deref(), Level::parse)?;
        let code = LanguageCode(language.clone());
        with(id, &mut |p| {
            p.languages.insert(code.clone(), level);
            p.understands
                .extend(understands.map(|level| (code.clone(), level)));
        });
    }
    for row in &parts.availability {
        let window = row.recurrence()?;
        let wished = row.purpose == "preferred";
        with(&row.person_id, &mut |p| {
            let list = if wished {
                &mut p.preferred
            } else {
                &mut p.availability
            };
            list.push(window.clone());
        });
    }
    for (id, from, to) in &parts.absences {
        with(id, &mut |p| p.absences.push(Absence { from: *from, to: *to }));
    }
    for row in &parts.proofs {
        let kind = Place {
            table: "person_proof",
            row: row.person_id,
        }
        .word("kind", &row.kind, ProofKind::parse)?;
        with(&row.person_id, &mut |p| {
            p.proofs.push(Proof {
                kind,
                checked_on: row.checked_on,
                valid_until: row.valid_until,
                issued_on: row.issued_on,
                version: row.version.clone(),
            })
        });
    }
    for row in &parts.bounds {
        let bounds = row.bounds()?;
        with(&row.person_id, &mut |p| p.bounds = bounds.clone());
    }
    let mut people: Vec<Person> = people.into_values().collect();
    for person in &mut people {
        person.programmes.sort();
        person.districts.iter_mut().for_each(|districts| districts.sort());
    }
    Ok(people)
}

impl PersonRow {
    fn into_person(self) -> Result<Person, StoreError> {
        let at = Place {
            table: "person",
            row: self.id,
        };
        let email = self
            .email
            .as_deref()
            .map(|email| EmailAddress::parse("email", email));
        Ok(Person {
            id: PersonId(self.id),
            email: email.transpose().map_err(|_| at.corrupt("email"))?,
            channel: at.word("channel", &self.channel, Channel::parse)?,
            gender: at.word_or_none("gender", self.gender.as_deref(), Gender::parse)?,
            mobility: at.word("mobility", &self.mobility, Mobility::parse)?,
            modes: at.words("modes", &self.modes, Mode::parse)?,
            topics: at.words("topics", &self.topics, Occasion::parse)?,
            state: at.word("state", &self.state, PersonState::parse)?,
            districts: if self.everywhere { None } else { Some(Vec::new()) },
            first_name: self.first_name,
            last_name: self.last_name,
            phone: self.phone,
            email_failed_at: self.email_failed_at,
            ui_language: self.ui_language,
            district: self.district,
            programmes: Vec::new(),
            languages: BTreeMap::new(),
            understands: BTreeMap::new(),
            availability: Vec::new(),
            preferred: Vec::new(),
            absences: Vec::new(),
            proofs: Vec::new(),
            max_minutes_week: self.max_minutes_week,
            max_assignments_day: self.max_assignments_day,
            bounds: Bounds::default(),
            version: self.version,
        })
    }
}

impl BoundsRow {
    fn bounds(&self) -> Result<Bounds, StoreError> {
        let at = Place {
            table: "person_bounds",
            row: self.person_id,
        };
        let minute = |column, value: Option<i64>| value.map(|value| at.number(column, value)).transpose();
        Ok(Bounds {
            max_minutes_month: self.max_minutes_month,
            max_assignments_week: self.max_assignments_week,
            max_minutes_assignment: self.max_minutes_assignment,
            earliest_minute: minute("earliest_minute", self.earliest_minute)?,
            latest_minute: minute("latest_minute", self.latest_minute)?,
            rest_minutes: self.rest_minutes,
            regime: self.regime.clone(),
        })
    }
}

impl AvailabilityRow {
    fn recurrence(&self) -> Result<Recurrence, StoreError> {
        let at = Place {
            table: "person_availability",
            row: self.person_id,
        };
        let weekdays = self
            .weekdays
            .iter()
            .map(|day| weekday(*day))
            .collect::<Option<Vec<Weekday>>>();
        Ok(Recurrence {
            weekdays: at.known("weekdays", weekdays)?,
            interval_weeks: at.number("interval_weeks", self.interval_weeks)?,
            start_minute: at.number("start_minute", self.start_minute)?,
            end_minute: at.number("end_minute", self.end_minute)?,
            from: self.first_day,
            until: self.last_day,
            exceptions: self.exceptions.0.clone(),
        })
    }
}

/// Monday is 1.
fn weekday(number: u8) -> Option<Weekday> {
    Weekday::try_from(number.checked_sub(1)?).ok()
}
