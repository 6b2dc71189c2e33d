//! What would a file bring, before anything is stored?

use std::collections::BTreeMap;

use super::answers::{Answers, Question, Questions};
use super::columns::Kind;
use super::fault::Fault;
use super::lookup::Lookup;
use super::mapping::Mapping;
use super::sheet::{Line, Row, Sheet};
use super::source::Source;
use super::{agreed, calendars, languages, organisations, people, places, programmes, requests, rules};

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// Rows that can be taken in as they are.
    pub ready: usize,
    /// Rows that would be put aside.
    pub parked: usize,
    /// Rows on red that are not wanted, and sums below the list.
    pub skipped: usize,
    /// Words that need asking and have not been asked about.
    pub questions: Vec<Question>,
    /// Message ids of the faults of rows and how many rows have each, the frequent ones first, with the first of each.
    pub faults: Vec<(Fault, usize)>,
    /// What is wrong with the file as a whole; then it cannot be taken in.
    pub file: Vec<Fault>,
}

/// Reads a whole file and stores nothing.
pub fn scan(source: &Source<'_>, kind: Kind, mapping: &Mapping, lookup: &Lookup) -> Scan {
    let mut sheet = match Sheet::open(source, kind, mapping, lookup.answers()) {
        Ok(sheet) => sheet,
        Err(file) => {
            return Scan {
                file,
                ..Scan::default()
            };
        }
    };
    let mut read = reader(kind, lookup);
    let mut counts = Counts::default();
    let mut file = Vec::new();
    loop {
        match sheet.next(&mut *read) {
            Ok(Some(line)) => counts.add(line, lookup.answers()),
            Ok(None) => break,
            Err(fault) => {
                file.push(*fault);
                break;
            }
        }
    }
    if sheet.is_blank() && file.is_empty() {
        file.push(Fault::of_file(super::fault::Fail::new("import-no-rows")));
    }
    let mut faults: Vec<(Fault, usize)> = counts.faults.into_values().collect();
    faults.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.code.cmp(&b.0.code)));
    Scan {
        ready: counts.ready,
        parked: counts.parked,
        skipped: sheet.skipped,
        questions: counts.questions.into_vec(),
        faults,
        file,
    }
}

/// Reads the header alone: what is wrong with it.
pub fn scan_headers(source: &Source<'_>, kind: Kind, mapping: &Mapping, lookup: &Lookup) -> Scan {
    let opened = Sheet::open(source, kind, mapping, lookup.answers());
    Scan {
        file: opened.err().unwrap_or_default(),
        ..Scan::default()
    }
}

/// What is wrong with a row that was put aside, now.
pub fn faults_of(kind: Kind, cells: &BTreeMap<String, String>, lookup: &Lookup) -> Vec<Fault> {
    let source = Source::of_cells(kind, cells);
    let mapping = Mapping::default();
    let mut sheet = match Sheet::open(&source, kind, &mapping, lookup.answers()) {
        Ok(sheet) => sheet,
        Err(faults) => return faults,
    };
    let mut read = reader(kind, lookup);
    match sheet.next(&mut *read) {
        Ok(Some(line)) => line.read.err().map(|row| row.faults).unwrap_or_default(),
        Ok(None) => Vec::new(),
        Err(fault) => vec![*fault],
    }
}

type Read<'a> = Box<dyn FnMut(&mut Row<'_, '_>) -> Option<()> + 'a>;

/// Reads rows of a kind for their faults alone.
fn reader(kind: Kind, lookup: &Lookup) -> Read<'_> {
    match kind {
        Kind::Districts => {
            let mut seen = BTreeMap::new();
            Box::new(move |row| places::district(row, &mut seen).map(drop))
        }
        Kind::Travel => {
            let mut seen = BTreeMap::new();
            Box::new(move |row| places::way(row, lookup, &mut seen).map(drop))
        }
        Kind::Languages => {
            let mut seen = BTreeMap::new();
            Box::new(move |row| languages::read(row, &mut seen).map(drop))
        }
        Kind::Fallbacks => {
            let mut seen = BTreeMap::new();
            Box::new(move |row| languages::fallback(row, lookup, &mut seen).map(drop))
        }
        Kind::Programmes => {
            let mut seen = BTreeMap::new();
            Box::new(move |row| programmes::read(row, lookup, &mut seen).map(drop))
        }
        Kind::Regimes
        | Kind::ProgrammeRules
        | Kind::ProofRules
        | Kind::Tariffs
        | Kind::Funding
        | Kind::Refusals
        | Kind::OfficeDays
        | Kind::Rooms
        | Kind::Exclusions => {
            let mut seen = BTreeMap::new();
            Box::new(move |row| rules::read(kind, row, lookup, &mut seen).map(drop))
        }
        Kind::Holidays => {
            let mut seen = BTreeMap::new();
            Box::new(move |row| calendars::holidays(row, &mut seen).map(drop))
        }
        Kind::MovableDays => {
            let mut seen = BTreeMap::new();
            Box::new(move |row| calendars::movable_day(row, lookup, &mut seen).map(drop))
        }
        Kind::Assignments => {
            let mut seen = BTreeMap::new();
            Box::new(move |row| agreed::read(row, lookup, &mut seen).map(drop))
        }
        Kind::Organisations => {
            let mut seen = organisations::Seen::default();
            Box::new(move |row| organisations::read(row, lookup, &mut seen).map(drop))
        }
        Kind::People => {
            let mut seen = people::Seen::default();
            Box::new(move |row| people::read(row, lookup, &mut seen).map(drop))
        }
        Kind::Requests => {
            let mut seen = requests::Seen::default();
            Box::new(move |row| requests::read(row, lookup, &mut seen).map(drop))
        }
    }
}

#[derive(Default)]
struct Counts {
    ready: usize,
    parked: usize,
    questions: Questions,
    faults: BTreeMap<String, (Fault, usize)>,
}

impl Counts {
    fn add(&mut self, line: Line<()>, answers: &Answers) {
        let Err(parked) = line.read else {
            self.ready += 1;
            return;
        };
        self.parked += 1;
        let mut codes = Vec::new();
        for fault in parked.faults {
            if !super::answers::subject(&fault).is_some_and(|(field, word)| answers.asked(&field, &word)) {
                self.questions.add(&fault);
            }
            if !codes.contains(&fault.code) {
                codes.push(fault.code.clone());
                let entry = self.faults.entry(fault.code.to_string());
                entry.or_insert_with(|| (fault, 0)).1 += 1;
            }
        }
    }
}
