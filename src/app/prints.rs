//! The week on paper: for the wall and for the desk, with what has changed since the print before, and letters for
//! people whom mails do not reach. What was printed is kept as digests, never as names.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, Utc};
use sha2::{Digest, Sha256};

use super::office::by_id;
use super::week::{MISSING, WeekItem, days_of_week, monday};
use super::{App, AppError};
use crate::calendar::local;
use crate::domain::account::Actor;
use crate::domain::organisation::{Contact, Location, LocationKind};
use crate::domain::person::Person;
use crate::domain::print::{Letter, PrintKind, Sheet, SheetDetail, SheetLine, SheetPerson, SheetState};
use crate::domain::request::{Request, RequestState};
use crate::ids::{AccountId, ContactId, LocationId, PersonId, PrintId, RequestId};
use crate::store::{Tx, WeekPrint, WorkHold};

/// What takes place or should, as sheets show it.
const PRINTED: [RequestState; 7] = [
    RequestState::Submitted,
    RequestState::Searching,
    RequestState::Substituting,
    RequestState::Unfilled,
    RequestState::Confirmed,
    RequestState::Held,
    RequestState::InReview,
];
/// Stand-ins named for one request.
const BACKUPS: usize = 3;
/// Prints of weeks that are over are forgotten after so many days.
const KEPT_DAYS: u64 = 60;

impl App {
    /// How the sheets of a week stand.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sheets_of_week(&self, day: NaiveDate) -> Result<Vec<SheetState>, AppError> {
        let mut tx = self.store.read().await?;
        let (items, all) = self.week_on_paper(&mut tx, day).await?;
        let mut states = Vec::new();
        for kind in PrintKind::ALL {
            let lines = lines_of_kind(*kind, &items, &all);
            let latest = tx.latest_print(*kind, monday(day), None).await?;
            states.push(SheetState {
                kind: *kind,
                lines: lines.len(),
                printed_at: latest.as_ref().map(|print| print.printed_at),
                changes: latest.map_or(0, |print| differences(&print, &lines).len()),
            });
        }
        Ok(states)
    }

    /// Writes down that a sheet of a week is printed now; a later print marks what has changed since.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn print_week(
        &self,
        day: NaiveDate,
        kind: PrintKind,
        account: AccountId,
    ) -> Result<PrintId, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let lines = self.lines_of_week(&mut tx, day, kind).await?;
        let print = WeekPrint {
            id: PrintId(self.ids.uuid(now)),
            kind,
            first_day: monday(day),
            printed_at: now,
            printed_by: Some(account),
            lines: lines.iter().map(|line| (line.number, digest(line))).collect(),
        };
        tx.insert_print(&print).await?;
        let today = local::local_date(self.config.time_zone, now);
        if let Some(old) = today.checked_sub_days(Days::new(KEPT_DAYS)) {
            tx.delete_prints_before(old).await?;
        }
        self.audit(
            &mut tx,
            now,
            Actor::Account(account),
            "week.printed",
            "print",
            print.id.0,
            &[("kind", kind.as_str().into())],
        )
        .await?;
        tx.commit().await?;
        Ok(print.id)
    }

    /// The sheet of a print, as things stand now, with what differs from the print before it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sheet(&self, id: PrintId) -> Result<Option<Sheet>, AppError> {
        let mut tx = self.store.read().await?;
        let Some(print) = tx.print(id).await? else {
            return Ok(None);
        };
        let before = tx.latest_print(print.kind, print.first_day, Some(&print)).await?;
        let mut lines = self.lines_of_week(&mut tx, print.first_day, print.kind).await?;
        let changed = before
            .as_ref()
            .map(|before| differences(before, &lines))
            .unwrap_or_default();
        let there: BTreeSet<i64> = lines.iter().map(|line| line.number).collect();
        for line in &mut lines {
            line.changed = changed.contains(&line.number);
        }
        let days = days_of_week(print.first_day);
        Ok(Some(Sheet {
            kind: print.kind,
            first: print.first_day,
            last: days.last().copied().unwrap_or(print.first_day),
            made_at: self.clock.now(),
            previous: before.map(|before| before.printed_at),
            changes: changed.len(),
            gone: changed.difference(&there).copied().collect(),
            days: self.by_day(lines),
        }))
    }

    /// How many letters a week needs.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn letters_needed(&self, day: NaiveDate) -> Result<usize, AppError> {
        let mut tx = self.store.read().await?;
        let (from, to) = self.range_of_week(day);
        let agreed = agreed(&self.items_between(&mut tx, from, to).await?);
        let people = tx.people_by_ids(&agreed).await?;
        Ok(people.iter().filter(|person| !person.reachable_by_mail()).count())
    }

    /// Letters for a week: everybody who has agreed to something and whom mails do not reach.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn letters_of_week(&self, day: NaiveDate) -> Result<Vec<Letter>, AppError> {
        let mut tx = self.store.read().await?;
        let (from, to) = self.range_of_week(day);
        let items = self.items_between(&mut tx, from, to).await?;
        let people = tx.people_by_ids(&agreed(&items)).await?;
        let lines = self.detailed(&mut tx, &items, false).await?;
        let mut letters: Vec<Letter> = people
            .iter()
            .filter(|person| !person.reachable_by_mail())
            .map(|person| Letter {
                name: person.full_name(),
                phone: person.phone.clone(),
                lines: items
                    .iter()
                    .zip(&lines)
                    .filter(|(item, _)| {
                        item.people
                            .iter()
                            .any(|work| work.person == person.id && work.hold == WorkHold::Agreed)
                    })
                    .map(|(_, line)| line.clone())
                    .collect(),
            })
            .collect();
        letters.sort_by_cached_key(|letter| crate::domain::text::fold(&letter.name));
        Ok(letters)
    }

    /// The lines of a sheet, by time, as far as the sheet may say them.
    async fn lines_of_week(
        &self,
        tx: &mut Tx,
        day: NaiveDate,
        kind: PrintKind,
    ) -> Result<Vec<SheetLine>, AppError> {
        let (items, all) = self.week_on_paper(tx, day).await?;
        Ok(lines_of_kind(kind, &items, &all))
    }

    /// Everything of a week with its line for the desk.
    async fn week_on_paper(
        &self,
        tx: &mut Tx,
        day: NaiveDate,
    ) -> Result<(Vec<WeekItem>, Vec<SheetLine>), AppError> {
        let (from, to) = self.range_of_week(day);
        let items = self.items_between(tx, from, to).await?;
        let lines = self.detailed(tx, &items, true).await?;
        Ok((items, lines))
    }

    /// Everything that takes place or should between two moments.
    pub(super) async fn items_between(
        &self,
        tx: &mut Tx,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<WeekItem>, AppError> {
        self.week_items_in(tx, from, to, &PRINTED).await
    }

    /// Lines for the desk. A handful of queries, however many there are.
    pub(super) async fn detailed(
        &self,
        tx: &mut Tx,
        items: &[WeekItem],
        backups: bool,
    ) -> Result<Vec<SheetLine>, AppError> {
        let ids: Vec<RequestId> = items.iter().map(|item| item.row.id).collect();
        let requests = tx.requests_by_ids(&ids).await?;
        let requests: BTreeMap<RequestId, Request> = requests.into_iter().map(|r| (r.id, r)).collect();
        let places: BTreeSet<_> = requests.values().map(|r| r.asked.location).collect();
        let places: BTreeMap<LocationId, Location> = tx
            .locations_by_ids(&places.into_iter().collect::<Vec<_>>())
            .await?
            .into_iter()
            .map(|place| (place.id, place))
            .collect();
        let owners: BTreeSet<_> = requests.values().map(|r| r.asked.organisation).collect();
        let contacts: BTreeMap<ContactId, Contact> = tx
            .contacts_of_all(&owners.into_iter().collect::<Vec<_>>())
            .await?
            .into_iter()
            .map(|contact| (contact.id, contact))
            .collect();
        let spare = if backups {
            tx.unasked_backups(&ids).await?
        } else {
            BTreeMap::new()
        };
        let people: BTreeSet<PersonId> = items
            .iter()
            .flat_map(|item| item.people.iter().map(|work| work.person))
            .chain(spare.values().flatten().copied())
            .collect();
        let people = by_id(tx.people_by_ids(&people.into_iter().collect::<Vec<_>>()).await?);
        let districts: BTreeMap<String, String> = tx
            .districts()
            .await?
            .into_iter()
            .map(|d| (d.code, d.name))
            .collect();
        let programmes = tx.programmes().await?;
        let languages = tx.languages().await?;
        let named = |code: &crate::domain::language::LanguageCode| {
            let found = languages.iter().find(|l| l.code == *code);
            found.map(|l| (l.name_de.clone(), l.name_en.clone()))
        };
        let mut lines = Vec::new();
        for item in items {
            let row = &item.row;
            let programme = programmes.iter().find(|p| p.id == row.programme);
            let detail = requests.get(&row.id).map(|request| SheetDetail {
                backups: spare
                    .get(&row.id)
                    .into_iter()
                    .flatten()
                    .filter_map(|id| people.get(id))
                    .take(BACKUPS)
                    .map(|person| sheet_person(person, false))
                    .collect(),
                ..detail(request, &places, &contacts)
            });
            lines.push(SheetLine {
                number: row.number,
                time: row.time,
                organisation: row.organisation_name.clone(),
                place: row.location_name.clone(),
                district: districts
                    .get(&row.district)
                    .cloned()
                    .unwrap_or_else(|| row.district.clone()),
                language: row.language.as_ref().and_then(named),
                programme: programme
                    .map(|p| (p.name_de.clone(), p.name_en.clone()))
                    .unwrap_or_default(),
                mode: row.mode,
                state: row.state,
                missing: MISSING.contains(&row.state),
                headcount: row.headcount,
                people: item
                    .people
                    .iter()
                    .filter(|work| work.hold != WorkHold::Proposed)
                    .filter_map(|work| {
                        Some(sheet_person(
                            people.get(&work.person)?,
                            work.hold == WorkHold::Agreed,
                        ))
                    })
                    .collect(),
                changed: false,
                detail,
            });
        }
        Ok(lines)
    }

    /// Lines by their local day.
    pub(super) fn by_day(&self, lines: Vec<SheetLine>) -> Vec<(NaiveDate, Vec<SheetLine>)> {
        let mut days: BTreeMap<NaiveDate, Vec<SheetLine>> = BTreeMap::new();
        for line in lines {
            let day = local::local_date(self.config.time_zone, line.time.starts_at);
            days.entry(day).or_default().push(line);
        }
        days.into_iter().collect()
    }
}

fn sheet_person(person: &Person, agreed: bool) -> SheetPerson {
    SheetPerson {
        name: person.full_name(),
        phone: person.phone.clone(),
        agreed,
    }
}

fn detail(
    request: &Request,
    places: &BTreeMap<LocationId, Location>,
    contacts: &BTreeMap<ContactId, Contact>,
) -> SheetDetail {
    let asked = &request.asked;
    let place = places.get(&asked.location);
    let contact = contacts.get(&asked.contact);
    let hidden = place.is_none_or(|place| place.kind != LocationKind::Public);
    let meeting_point = asked
        .details
        .meeting_point
        .clone()
        .or_else(|| place.map(|place| place.meeting_point.clone()))
        .unwrap_or_default();
    let parts = [meeting_point, asked.room.clone().unwrap_or_default()];
    SheetDetail {
        address: place
            .filter(|_| !hidden)
            .map(|place| format!("{}, {} {}", place.street, place.postcode, place.town)),
        meeting_point: if hidden {
            String::new()
        } else {
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            parts.join(", ")
        },
        contact: contact
            .map(|contact| (contact.name.clone(), contact.phone.clone()))
            .unwrap_or_default(),
        on_site: asked
            .details
            .on_site_contact
            .clone()
            .map(|name| (name, asked.details.on_site_phone.clone())),
        backups: Vec::new(),
    }
}

/// Everybody who has agreed to something.
fn agreed(items: &[WeekItem]) -> Vec<PersonId> {
    let work = items.iter().flat_map(|item| &item.people);
    let agreed: BTreeSet<PersonId> = work
        .filter(|work| work.hold == WorkHold::Agreed)
        .map(|work| work.person)
        .collect();
    agreed.into_iter().collect()
}

/// The lines as far as a sheet may say them.
fn lines_of_kind(kind: PrintKind, items: &[WeekItem], lines: &[SheetLine]) -> Vec<SheetLine> {
    if kind == PrintKind::Folder {
        return lines.to_vec();
    }
    // Homes and protected places are not for the wall at all, and neither is what waits for a decision.
    let shown: Vec<(&WeekItem, &SheetLine)> = items
        .iter()
        .zip(lines)
        .filter(|(item, _)| !item.row.hidden && item.row.state != RequestState::InReview)
        .collect();
    let names = first_names(shown.iter().map(|(item, _)| *item));
    let named = |item: &WeekItem| {
        let agreed = item.people.iter().filter(|work| work.hold == WorkHold::Agreed);
        agreed
            .filter_map(|work| names.get(&work.person))
            .map(|name| SheetPerson {
                name: name.clone(),
                phone: None,
                agreed: true,
            })
            .collect()
    };
    shown
        .iter()
        .map(|(item, line)| SheetLine {
            detail: None,
            people: named(item),
            ..(*line).clone()
        })
        .collect()
}

/// What each person is called on the wall: the first name, and the initial where two share it.
fn first_names<'a>(items: impl Iterator<Item = &'a WeekItem>) -> BTreeMap<PersonId, String> {
    let mut people: BTreeMap<PersonId, (&str, &str)> = BTreeMap::new();
    for work in items.flat_map(|item| &item.people) {
        if work.hold == WorkHold::Agreed {
            people.insert(work.person, (&work.first_name, &work.last_name));
        }
    }
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (first, _) in people.values() {
        *times.entry(first).or_default() += 1;
    }
    let shared = |first: &str| times.get(first).is_some_and(|times| *times > 1);
    people
        .iter()
        .map(|(id, (first, last))| {
            let name = match last.chars().next() {
                Some(initial) if shared(first) => format!("{first} {initial}."),
                _ => (*first).to_owned(),
            };
            (*id, name)
        })
        .collect()
}

/// What a line says, as a digest: short, and nobody can be read from it.
fn digest(line: &SheetLine) -> String {
    let mut digest = Sha256::new();
    let mut add = |text: &str| {
        digest.update(text.as_bytes());
        digest.update([0]);
    };
    add(&line.time.starts_at.timestamp().to_string());
    add(&line.time.ends_at.timestamp().to_string());
    add(&line.organisation);
    add(&line.place);
    add(line.mode.as_str());
    add(if line.missing { "missing" } else { "filled" });
    add(line.language.as_ref().map_or("", |(name, _)| name));
    for person in &line.people {
        add(&person.name);
        add(if person.agreed { "agreed" } else { "asked" });
    }
    if let Some(detail) = &line.detail {
        add(detail.address.as_deref().unwrap_or(""));
        add(&detail.meeting_point);
        add(&detail.contact.0);
    }
    let bytes = digest.finalize();
    bytes[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Numbers of the lines that are new, different or gone since a print.
fn differences(before: &WeekPrint, lines: &[SheetLine]) -> BTreeSet<i64> {
    let now: BTreeMap<i64, String> = lines.iter().map(|line| (line.number, digest(line))).collect();
    let changed = now
        .iter()
        .filter(|(number, digest)| before.lines.get(number) != Some(digest));
    let gone = before.lines.keys().filter(|number| !now.contains_key(number));
    changed.map(|(number, _)| *number).chain(gone.copied()).collect()
}
