//! Whatever a file holds, it is read or refused; names survive, markup stays text, formulas stay dead.

use std::sync::LazyLock;

use passgenau::import::Lookup;
use proptest::prelude::*;

use super::{
    lookup, read_districts, read_languages, read_organisations, read_people, read_requests, read_travel,
};

const HEADER: &str = "Vorname;Nachname;E-Mail;Stadtbezirk;Bereich\n";

/// Names of the town, in every script it knows; the last but two decomposed as macOS writes it.
const NAMES: &[&str] = &[
    "Ștefan",
    "Țepeș",
    "Gülşah",
    "Iğdır",
    "Ömer-Ünal",
    "Straßer",
    "René",
    "Zoë",
    "Łukasz",
    "Dvořák",
    "Nguyễn Thị",
    "O’Connor",
    "O'Neil",
    "D`Arcy",
    "Ольга",
    "Їжак",
    "Георги",
    "محمد",
    "عبد الله",
    "فارسی‌زبان",
    "ትግርኛ",
    "தமிழ்",
    "李小龙",
    "さくら",
    "Ana-María",
    "de la Cruz",
    "Al-Ḥasan",
    "Mu\u{308}ller",
    "Be\u{301}la",
    "Na",
];

#[test]
fn names_of_every_script_survive() {
    let rows: String = NAMES
        .iter()
        .enumerate()
        .map(|(n, name)| format!("{name};\"{name}\";p{n}@example.org;Mitte;volunteer\n"))
        .collect();
    let records = read_people(format!("{HEADER}{rows}").as_bytes(), &lookup())
        .unwrap()
        .records;
    for (record, name) in records.iter().zip(NAMES) {
        assert_eq!(
            (record.first_name.as_str(), record.last_name.as_str()),
            (*name, *name)
        );
    }
    assert_eq!(records.len(), NAMES.len());
}

#[test]
fn line_breaks_controls_and_direction_marks_do_not_get_into_names() {
    let text = format!("{HEADER}\"A\r\nBcc: x@y.z\";\"B\u{202E}\u{0007}c\";a@example.org;Mitte;volunteer\n");
    let record = &read_people(text.as_bytes(), &lookup()).unwrap().records[0];
    assert_eq!(record.full_name(), "A Bcc: x@y.z B c");
}

#[test]
fn formulas_are_refused_and_markup_is_text() {
    for formula in [
        "=1+1",
        "=HYPERLINK(\"\"http://x\"\")",
        "=cmd|' /C calc'!A0",
        "=\"\"a\"\"&\"\"b\"\"",
    ] {
        let text = format!("{HEADER}\"{formula}\";B;a@example.org;Mitte;volunteer\n");
        let faults = read_people(text.as_bytes(), &lookup()).unwrap_err();
        assert_eq!(faults[0].code, "import-formula", "{formula}");
    }
    for text in [
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "'; DROP TABLE person;--",
        "+1",
        "@x",
        "%0d%0aBcc",
    ] {
        let file = format!("{HEADER}\"{text}\";B;a@example.org;Mitte;volunteer\n");
        let name = &read_people(file.as_bytes(), &lookup()).unwrap().records[0].first_name;
        assert_eq!(name, text);
    }
    let long = format!("{HEADER}{};B;a@example.org;Mitte;volunteer\n", "x".repeat(121));
    assert_eq!(
        read_people(long.as_bytes(), &lookup()).unwrap_err()[0].code,
        "rejection-too-long"
    );
}

#[test]
fn an_open_quotation_mark_is_told_with_its_place() {
    let text = format!(
        "{HEADER}A;B;a@example.org;Mitte;volunteer\nC;\"D;c@example.org;Mitte;volunteer\nE;F;e@example.org;Mitte;volunteer\n"
    );
    let faults = read_people(text.as_bytes(), &lookup()).unwrap_err();
    let place = (
        faults[0].row,
        faults[0].column.as_ref().map(|c| c.letter.as_str()),
        faults[0].code.as_ref(),
    );
    assert_eq!(place, (Some(3), Some("B"), "import-open-quote"));
}

static LOOKUP: LazyLock<Lookup> = LazyLock::new(lookup);

fn read_all(bytes: &[u8]) {
    let _ = read_people(bytes, &LOOKUP);
    let _ = read_requests(bytes, &LOOKUP);
    let _ = read_organisations(bytes, &LOOKUP);
    let _ = read_districts(bytes);
    let _ = read_travel(bytes, &LOOKUP);
    let _ = read_languages(bytes);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        read_all(&bytes);
    }

    #[test]
    fn any_cells_under_the_right_header_are_read_or_refused(
        rows in prop::collection::vec(prop::collection::vec("[\\PC\r\n\"=#;0-9:.,/ ()-]{0,16}", 30), 1..3),
    ) {
        for kind in passgenau::import::Kind::ALL {
            let mut bytes = passgenau::import::template(*kind);
            bytes.extend(&passgenau::import::csv::write(&rows)[3..]);
            read_all(&bytes);
        }
    }

    #[test]
    fn a_damaged_template_is_read_or_refused(position in 0usize..2000, byte in any::<u8>(), kind in prop::sample::select(passgenau::import::Kind::ALL)) {
        let mut bytes = passgenau::import::template(kind);
        let position = position % bytes.len();
        bytes[position] = byte;
        read_all(&bytes);
    }
}
