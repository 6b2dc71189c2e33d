//! Large files are read or refused in bounded time, and what is listed about them is bounded too.

use std::time::Instant;

use super::{lookup, read_people};

const HEADER: &str = "Vorname;Nachname;E-Mail;Stadtbezirk;Bereich;Sprachen;Deutsch;Verfügbarkeit;Abwesend\n";

fn file(rows: usize, tail: &str) -> Vec<u8> {
    let mut text = String::with_capacity(rows * (110 + tail.len()));
    text.push_str(HEADER);
    for n in 0..rows {
        text.push_str(&format!("Vorname{n};Nachname{n};p{n}@example.org;Mitte;Sprachmittlung;Türkisch C1, Dari B2;C1;Mo-Fr 8-13; {tail}\n"));
    }
    text.into_bytes()
}

/// Files are a tenth of what is allowed, so that the tests stay quick; `SLOW_TESTS=1` asks for the whole.
fn part() -> usize {
    if std::env::var("SLOW_TESTS").is_ok_and(|value| value == "1") {
        1
    } else {
        10
    }
}

#[test]
fn the_largest_file_allowed() {
    let started = Instant::now();
    let rows = 100_000 / part();
    let outcome = read_people(&file(rows, "24.12.2026"), &lookup()).unwrap();
    assert_eq!(outcome.records.len(), rows);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn more_than_that_is_refused() {
    let lookup = lookup();
    let codes = |bytes: &[u8]| {
        let faults = read_people(bytes, &lookup).unwrap_err();
        faults.iter().map(|f| f.code.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(codes(&vec![b'x'; 20 * 1024 * 1024 + 1]), ["import-too-large"]);
    // A million rows, all of them wrong: the first faults are listed, the rest is counted.
    let mut wrong = HEADER.as_bytes().to_vec();
    wrong.extend("A;;;;;;;;\n".repeat(1_000_000).as_bytes());
    let found = codes(&wrong);
    assert_eq!(found.len(), 502);
    assert_eq!(found[500..], ["import-too-many-rows", "import-more-faults"]);
}

#[test]
fn a_large_file_of_nothing() {
    let lookup = lookup();
    let started = Instant::now();
    for filler in [";", "\n", "\"\"", "\";\n", "=", "\r"] {
        let mut bytes = HEADER.as_bytes().to_vec();
        bytes.extend(
            filler
                .repeat((20 * 1024 * 1024 / part() - bytes.len()) / filler.len())
                .as_bytes(),
        );
        assert!(read_people(&bytes, &lookup).is_err());
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
