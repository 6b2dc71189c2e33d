//! Is the demo city what the figures say, and does the office's own door let it in on every day?

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests; what is missing fails the test"
)]

mod door;
mod shares;

use chrono::NaiveDate;
use passgenau::demo::{DemoFile, files};
use passgenau::domain::district::{District, Travel};
use passgenau::import::organisations::OrganisationRecord;
use passgenau::import::people::PersonRecord;
use passgenau::import::requests::RequestRecord;
use passgenau::import::{Kind, KnownOrganisation, Lookup};

use crate::import::{
    Read, lookup_with, read_districts, read_organisations, read_people, read_requests, read_travel, stored,
};

/// The seed of the demo.
const SEED: u64 = 59_065;

/// The city as the office has it once every file is in.
struct City {
    lookup: Lookup,
    districts: Vec<District>,
    travel: Vec<Travel>,
    rows: Vec<OrganisationRecord>,
    organisations: Vec<KnownOrganisation>,
    people: Vec<PersonRecord>,
    requests: Vec<RequestRecord>,
}

fn bytes(files: &[DemoFile], kind: Kind) -> &[u8] {
    &files.iter().find(|f| f.kind == kind).unwrap().bytes
}

/// Files come in one after the other; a fault or a note anywhere fails the test.
fn city(today: NaiveDate, seed: u64) -> City {
    fn clean<T>(outcome: Read<T>) -> Vec<T> {
        assert_eq!(outcome.notes, []);
        outcome.records
    }
    let files = files(today, seed);
    let districts = clean(read_districts(bytes(&files, Kind::Districts)).unwrap());
    let names: Vec<(&str, &str)> = districts
        .iter()
        .map(|d| (d.code.as_str(), d.name.as_str()))
        .collect();
    let lookup = lookup_with(today, &names, Vec::new());
    let travel = clean(read_travel(bytes(&files, Kind::Travel), &lookup).unwrap());
    let rows = clean(read_organisations(bytes(&files, Kind::Organisations), &lookup).unwrap());
    let organisations = stored(rows.clone());
    let lookup = lookup_with(today, &names, organisations.clone());
    let people = clean(read_people(bytes(&files, Kind::People), &lookup).unwrap());
    let requests = clean(read_requests(bytes(&files, Kind::Requests), &lookup).unwrap());
    City {
        lookup,
        travel,
        rows,
        organisations,
        people,
        requests,
        districts,
    }
}
