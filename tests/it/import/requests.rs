//! Requests: what a row means, and what is wrong with it.

use passgenau::domain::language::{LanguageCode, Level};
use passgenau::domain::person::Gender;
use passgenau::domain::programme::Mode;
use passgenau::domain::request::{GenderWish, Occasion, Seat};
use passgenau::import::requests::{ContactRef, RequestRecord};

use super::{expected, lookup, read_requests, short};

const HEADER: &str = "Referenz;Einrichtung;Bereich;Anlass;Sprache;Datum;Beginn;Ende;Dauer;Termin 2;Beginn 2;Ende 2;Standort;Ansprechperson;E-Mail\n";

fn records(text: &str) -> Vec<RequestRecord> {
    read_requests(text.as_bytes(), &lookup())
        .unwrap_or_else(|f| panic!("{f:#?}"))
        .records
}

fn faults(text: &str) -> Vec<(u32, String, String)> {
    short(&read_requests(text.as_bytes(), &lookup()).unwrap_err())
}

fn times(record: &RequestRecord) -> Vec<(String, i64)> {
    record
        .options
        .iter()
        .map(|o| (o.starts_at.format("%FT%R").to_string(), o.minutes()))
        .collect()
}

#[test]
fn a_row_with_everything() {
    let text = "Referenz;Einrichtung;Ansprechperson;E-Mail;Bereich;Anlass;Art;Sprache;Niveau;Anzahl;Geschlecht;zwingend;\
        Termin 1 Datum;Termin 1 Beginn;Termin 1 Ende;Termin 1 Dauer;Termin 2 Datum;Termin 2 Beginn;Termin 2 Ende;Termin 2 Dauer;\
        Raum;Notiz;Eilt weil;Gewicht;Fallkürzel\n\
        26-1;REGENBOGENSCHULE;Herr Ömer;neu@example.org;Sprachmittlung;Elternsprechtag (Block);Video;Arabisch (levantinisch);C1;2;w;ja;\
        Mi 25.11.2026;08.00;11 Uhr;;26.11.2026;14:00;;1,5 Std.;Raum 12;\"Zeile 1\nZeile 2\";morgen schon;5;K7\n";
    let record = &records(text)[0];
    assert_eq!(record.reference, "26-1");
    assert!(matches!(&record.contact, ContactRef::New { name, .. } if name == "Herr Ömer"));
    assert_eq!(
        (record.occasion, record.mode),
        (Occasion::ConsultationDay, Mode::Video)
    );
    let seat = Seat {
        headcount: 2,
        language: Some(LanguageCode("ar-levant".into())),
        level: Level::C1,
    };
    assert_eq!(record.seats, [seat]);
    assert_eq!(
        record.gender,
        Some(GenderWish {
            gender: Gender::Female,
            required: true
        })
    );
    assert_eq!(
        times(record),
        [("2026-11-25T07:00".into(), 180), ("2026-11-26T13:00".into(), 90)]
    );
    assert_eq!(record.note.as_deref(), Some("Zeile 1\nZeile 2"));
    assert_eq!(
        (record.weight, record.case_token.as_deref()),
        (Some(5), Some("K7"))
    );
}

#[test]
fn what_is_left_out_is_the_organisations_own() {
    let text = format!(
        "{HEADER}1;Kita Löwenzahn;Sprachmittlung;Entwicklungsgespräch;Türk.;1.12.26;9;;45;;;;;;\n\
        2;Kita Löwenzahn;Ehrenamt allgemein;Begleitung;;1.12.26;9;10;;;;;Haus 2;Sabine Muster;\n\
        3;Kita Loewenzahn;Sprachmittlung;Elternabend;Bulgarisch, Rumänisch C1;1.12.26;19;21;;;;;Am Park 3;;OFFICE2@example.org\n"
    );
    let [first, second, third] = records(&text).try_into().unwrap();
    assert!(first.contact == second.contact && second.contact == third.contact);
    assert!(matches!(first.contact, ContactRef::Known(_)));
    assert!(first.location != second.location && second.location == third.location);
    assert_eq!(first.seats[0].level, Level::B2, "the programme's lowest");
    assert_eq!(
        (second.seats[0].language.clone(), second.seats[0].level),
        (None, Level::A1)
    );
    let languages: Vec<_> = third
        .seats
        .iter()
        .map(|s| (s.language.clone().unwrap().0, s.level))
        .collect();
    assert_eq!(languages, [("bg".into(), Level::B2), ("ro".into(), Level::C1)]);
    let ContactRef::Known(contact) = first.contact else {
        unreachable!()
    };
    assert_eq!(first.into_request(contact).weight, 1);
}

#[test]
fn every_faulty_cell_is_named_at_once() {
    let text = format!(
        "{HEADER}\
        1;Regenbogenschuhle;Sprachmittlung;Elterngespräch;Türkisch;25.11.2026;9;10;;;;;;;\n\
        2;Schule am Mond;Sprachmittlung;Kaffee;;25.11.;9 Uhr 77;;;;;;;;\n\
        3;Regenbogenschule;Sprachmittlung;Elterngespräch;Türkisch;28.03.2027;2:30;4:00;;25.11.2026;10;9;Turnhalle;Unbekannt;\n\
        4;Regenbogenschule;Sprachmittlung;Elterngespräch;Türkisch;25.11.2026;9;10;90;;9;;;;\n\
        4;Regenbogenschule;Sprachmittlung;Elterngespräch;Türkisch;25.11.2026;9;10;;25.11.2026;9:30;11;;;\n"
    );
    assert_eq!(
        faults(&text),
        expected(&[
            (2, "B", "import-organisation-near"),
            (3, "B", "import-organisation"),
            (3, "D", "import-choice"),
            (3, "E", "import-request-language"),
            (3, "F", "import-date-year"),
            (3, "G", "import-time"),
            (3, "H", "import-no-end"),
            (4, "G", "rejection-time-gap"),
            (4, "L", "rejection-end-before-start"),
            (4, "M", "import-place"),
            (4, "O", "import-contact-unknown"),
            (5, "I", "import-duration-differs"),
            (5, "J", "import-required"),
            (5, "L", "import-no-end"),
            (6, "J", "rejection-option-overlap"),
        ])
    );
}

#[test]
fn a_time_that_comes_twice_is_the_first() {
    let text = format!(
        "{HEADER}1;Regenbogenschule;Sprachmittlung;Elterngespräch;Türkisch;31.10.2027;2:30;3:30;;;;;;;\n"
    );
    assert_eq!(times(&records(&text)[0]), [("2027-10-31T00:30".into(), 120)]);
}

#[test]
fn references_are_unique_within_an_organisation() {
    let row = |school: &str| {
        format!("A-1;{school};Sprachmittlung;Elterngespräch;Türkisch;25.11.2026;9;10;;;;;;;\n")
    };
    let text = format!(
        "{HEADER}{}{}{}",
        row("Regenbogenschule"),
        row("Kita Löwenzahn"),
        row("Regenbogenschule")
    );
    assert_eq!(faults(&text), expected(&[(4, "A", "import-duplicate-reference")]));
}
