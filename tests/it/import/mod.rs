//! Are files of an office read as they are meant, and told what is wrong with them?

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests; what is missing fails the test"
)]

mod headers;
mod hostile;
mod organisations;
mod people;
mod places;
mod requests;
mod scale;
mod sentences;
mod workbooks;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Europe::Berlin;
use passgenau::domain::district::District;
use passgenau::domain::district::Travel;
use passgenau::domain::language::Language;
use passgenau::domain::language::Level;
use passgenau::domain::organisation::{
    Contact, ContactKind, Location, LocationKind, Organisation, OrganisationKind,
};
use passgenau::domain::programme::{Mode, Programme, ProgrammeId, ProofKind};
use passgenau::domain::rules::ProgrammeRules;
use passgenau::domain::text::EmailAddress;
use passgenau::ids::{ContactId, Ids, LocationId, OrganisationId};
use passgenau::import::answers::Answers;
use passgenau::import::fault::{Fail, Faults};
use passgenau::import::mapping::Mapping;
use passgenau::import::organisations::OrganisationRecord;
use passgenau::import::people::PersonRecord;
use passgenau::import::requests::RequestRecord;
use passgenau::import::sheet::{Row, Sheet};
use passgenau::import::{self as files, Fault, Kind, KnownOrganisation, Lookup, Source};

/// What a file without a fault holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Read<T> {
    pub(crate) records: Vec<T>,
    pub(crate) notes: Vec<Fault>,
}

/// Every record of a file, or every fault of it.
pub(crate) fn read<T>(
    kind: Kind,
    bytes: &[u8],
    mut record: impl FnMut(&mut Row<'_, '_>) -> Option<T>,
) -> Result<Read<T>, Vec<Fault>> {
    let source = Source::open(bytes, None).map_err(|fail| vec![Fault::of_file(fail)])?;
    let (mapping, answers) = (Mapping::default(), Answers::default());
    let mut sheet = Sheet::open(&source, kind, &mapping, &answers)?;
    let mut notes = std::mem::take(&mut sheet.notes);
    let (mut records, mut faults) = (Vec::new(), Faults::default());
    loop {
        match sheet.next(&mut record) {
            Ok(Some(line)) => {
                notes.extend(line.notes);
                match line.read {
                    Ok(record) => records.push(record),
                    Err(row) => row.faults.into_iter().for_each(|f| faults.push(f)),
                }
            }
            Ok(None) => break,
            Err(fault) => faults.push(*fault),
        }
    }
    if sheet.is_blank() && faults.is_empty() {
        faults.push(Fault::of_file(Fail::new("import-no-rows")));
    }
    if faults.is_empty() {
        Ok(Read { records, notes })
    } else {
        Err(faults.into_vec())
    }
}

pub(crate) fn read_people(bytes: &[u8], lookup: &Lookup) -> Result<Read<PersonRecord>, Vec<Fault>> {
    let mut seen = files::people::Seen::default();
    read(Kind::People, bytes, |row| {
        files::people::read(row, lookup, &mut seen)
    })
}

pub(crate) fn read_requests(bytes: &[u8], lookup: &Lookup) -> Result<Read<RequestRecord>, Vec<Fault>> {
    let mut seen = files::requests::Seen::default();
    read(Kind::Requests, bytes, |row| {
        files::requests::read(row, lookup, &mut seen)
    })
}

pub(crate) fn read_organisations(
    bytes: &[u8],
    lookup: &Lookup,
) -> Result<Read<OrganisationRecord>, Vec<Fault>> {
    let mut seen = files::organisations::Seen::default();
    read(Kind::Organisations, bytes, |row| {
        files::organisations::read(row, lookup, &mut seen)
    })
}

pub(crate) fn read_districts(bytes: &[u8]) -> Result<Read<District>, Vec<Fault>> {
    let mut seen = BTreeMap::new();
    let mut known = Vec::new();
    read(Kind::Districts, bytes, |row| {
        let district = files::places::district(row, &mut seen)?.district(&known);
        known.push(district.clone());
        Some(district)
    })
}

pub(crate) fn read_travel(bytes: &[u8], lookup: &Lookup) -> Result<Read<Travel>, Vec<Fault>> {
    let mut seen = BTreeMap::new();
    let ways = read(Kind::Travel, bytes, |row| {
        files::places::way(row, lookup, &mut seen)
    })?;
    Ok(Read {
        records: files::places::both_directions(&ways.records),
        notes: ways.notes,
    })
}

pub(crate) fn read_languages(bytes: &[u8]) -> Result<Read<Language>, Vec<Fault>> {
    let mut seen = BTreeMap::new();
    read(Kind::Languages, bytes, |row| {
        Some(files::languages::read(row, &mut seen)?.applied(None))
    })
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The programmes an office starts with.
pub(crate) fn programmes() -> Vec<Programme> {
    let file: toml::Table = include_str!("../../../src/store/seed/programmes.toml")
        .parse()
        .unwrap();
    let rows = file["programme"].as_array().unwrap();
    let text = |row: &toml::Value, key: &str| row.get(key).map(|v| v.as_str().unwrap().to_owned());
    let list = |row: &toml::Value, key: &str| -> Vec<String> {
        let values = row[key].as_array().unwrap();
        values.iter().map(|v| v.as_str().unwrap().to_owned()).collect()
    };
    rows.iter()
        .map(|row| Programme {
            id: ProgrammeId(text(row, "id").unwrap()),
            name_de: text(row, "name_de").unwrap(),
            name_en: text(row, "name_en").unwrap(),
            role_de: text(row, "role_de").unwrap(),
            role_en: text(row, "role_en").unwrap(),
            needs_language: row["needs_language"].as_bool().unwrap(),
            german_min: text(row, "german_min").and_then(|l| Level::parse(&l)),
            language_min: Level::parse(&text(row, "language_min").unwrap()).unwrap(),
            proofs: list(row, "proofs")
                .iter()
                .map(|p| ProofKind::parse(p).unwrap())
                .collect(),
            modes: list(row, "modes")
                .iter()
                .map(|m| Mode::parse(m).unwrap())
                .collect(),
            max_minutes: row["max_minutes"].as_integer().unwrap(),
            case_limit: None,
            weights: BTreeMap::new(),
            backups: row["backups"].as_integer().unwrap(),
            position: 0,
            rules: ProgrammeRules::default(),
        })
        .collect()
}

/// An office on its first day: the programmes and languages it starts with and these districts.
pub(crate) fn lookup_with(
    today: NaiveDate,
    districts: &[(&str, &str)],
    organisations: Vec<KnownOrganisation>,
) -> Lookup {
    let languages = read_languages(include_bytes!("../../../src/store/seed/languages.csv"))
        .unwrap()
        .records;
    let districts = districts.iter().map(|(code, name)| District {
        code: (*code).into(),
        name: (*name).into(),
    });
    Lookup::new(
        today,
        Berlin,
        programmes(),
        languages,
        districts.collect(),
        organisations,
    )
}

/// What `app` does with organisations: keys for all of them, rows of one name together.
pub(crate) fn stored(records: Vec<OrganisationRecord>) -> Vec<KnownOrganisation> {
    let ids = Ids::seeded(1);
    let now = chrono::DateTime::UNIX_EPOCH;
    let mut known: Vec<KnownOrganisation> = Vec::new();
    for record in records {
        let position = known
            .iter()
            .position(|k| k.organisation.name == record.name)
            .unwrap_or_else(|| {
                let id = OrganisationId(ids.uuid(now));
                let organisation = Organisation {
                    id,
                    name: record.name.clone(),
                    kind: record.kind,
                    link_version: 0,
                };
                known.push(KnownOrganisation {
                    organisation,
                    locations: Vec::new(),
                    contacts: Vec::new(),
                });
                known.len() - 1
            });
        let entry = &mut known[position];
        let organisation = entry.organisation.id;
        let place = record.place.expect("the rows of these tests name a place");
        entry.locations.push(Location {
            id: LocationId(ids.uuid(now)),
            organisation,
            name: place.name,
            street: place.street,
            postcode: place.postcode,
            town: place.town,
            district: place.district,
            meeting_point: place.meeting_point.unwrap_or_default(),
            kind: LocationKind::Public,
        });
        entry.contacts.extend(record.contact.map(|contact| Contact {
            id: ContactId(ids.uuid(now)),
            organisation,
            name: contact.name,
            email: contact.email,
            phone: contact.phone,
            kind: ContactKind::Person,
        }));
    }
    known
}

/// A small office: two districts, two organisations.
fn lookup() -> Lookup {
    let school = |n: u64, name: &str, place: &str| {
        let ids = Ids::seeded(n);
        let now = chrono::DateTime::UNIX_EPOCH;
        let id = OrganisationId(ids.uuid(now));
        let location = |name: &str, street: &str| Location {
            id: LocationId(ids.uuid(now)),
            organisation: id,
            name: name.into(),
            street: street.into(),
            postcode: "59065".into(),
            town: "Hamm".into(),
            district: "MI".into(),
            meeting_point: String::new(),
            kind: LocationKind::Public,
        };
        KnownOrganisation {
            organisation: Organisation {
                id,
                name: name.into(),
                kind: OrganisationKind::School,
                link_version: 0,
            },
            locations: vec![location("", "Lindenweg 12"), location(place, "Am Park 3")],
            contacts: vec![Contact {
                id: ContactId(ids.uuid(now)),
                organisation: id,
                name: "Sabine Muster".into(),
                email: EmailAddress::parse("email", &format!("office{n}@example.org")).unwrap(),
                phone: None,
                kind: ContactKind::Person,
            }],
        }
    };
    let organisations = vec![
        school(1, "Regenbogenschule", "Nebengebäude"),
        school(2, "Kita Löwenzahn", "Haus 2"),
    ];
    lookup_with(
        day("2026-11-23"),
        &[("MI", "Mitte"), ("HS", "Heessen"), ("BH", "Bockum-Hövel")],
        organisations,
    )
    .with_regimes(vec![("honorary".into(), "Ehrenamtspauschale".into())])
}

/// Row, column letter, code of each fault.
fn short(faults: &[Fault]) -> Vec<(u32, String, String)> {
    let letter = |f: &Fault| f.column.as_ref().map(|c| c.letter.clone()).unwrap_or_default();
    faults
        .iter()
        .map(|f| (f.row.unwrap_or(0), letter(f), f.code.to_string()))
        .collect()
}

fn expected(list: &[(u32, &str, &str)]) -> Vec<(u32, String, String)> {
    list.iter()
        .map(|(row, column, code)| (*row, (*column).to_owned(), (*code).to_owned()))
        .collect()
}
