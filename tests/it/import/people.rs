//! Volunteers: what a row means, what is wrong with it, what it changes.

use chrono::Weekday;
use passgenau::calendar::recurrence::{ALWAYS, Recurrence};
use passgenau::domain::import::PersonKey;
use passgenau::domain::language::{LanguageCode, Level};
use passgenau::domain::person::{Absence, Channel, Gender, Mobility, Person};
use passgenau::domain::programme::{Mode, ProgrammeId, ProofKind};
use passgenau::ids::{Ids, PersonId};
use passgenau::import::people::PersonRecord;
use passgenau::import::people_index::PeopleIndex;

use super::{day, expected, lookup, read_people, short};

const HEADER: &str =
    "Vorname;Nachname;E-Mail;Telefon;Stadtbezirk;Bereiche;Sprachen;Deutsch;Verfügbarkeit;Abwesend\n";

fn records(text: &str) -> Vec<PersonRecord> {
    read_people(text.as_bytes(), &lookup())
        .unwrap_or_else(|f| panic!("{f:#?}"))
        .records
}

fn faults(text: &str) -> Vec<(u32, String, String)> {
    short(&read_people(text.as_bytes(), &lookup()).unwrap_err())
}

fn key_of(person: &Person) -> PersonKey {
    PersonKey {
        id: person.id,
        first_name: person.first_name.clone(),
        last_name: person.last_name.clone(),
        email: person.email.as_ref().map(|e| e.as_str().to_owned()),
        phone: person.phone.clone(),
        district: person.district.clone(),
        state: person.state,
    }
}

fn id(n: u64) -> PersonId {
    PersonId(Ids::seeded(n).uuid(chrono::DateTime::UNIX_EPOCH))
}

#[test]
fn a_row_as_excel_writes_it() {
    let text = "\u{FEFF}Vorname;Nachname;E-Mail;Telefon;Kontaktweg;Geschlecht;Stadtbezirk;Mobilität;Einsatzgebiete;Bereiche;\
        Sprachen;Deutsch;Verfügbarkeit;Abwesend;Max. Stunden/Woche;Max. Einsätze/Tag;Führungszeugnis am;Verschwiegenheit am;\
        Schulung am;Masern am;Geburtsjahr;Art des Einsatzes;Mail-Sprache;;\r\n\
        Ayşe;Öztürk-Nguyễn;Ayse.O@Example.org;=\"01715550123\";E-Mail;w;Bockum-Hövel;Auto;Mitte, HS;Sprachmittler:in und HUKi-Elterntraining;\
        \"Türkisch C1, Muttersprache Kurmandschi\nBulgarisch (B2)\";C1;\"Mo-Fr 8-13; Do 14-18:30\";23.11.2026-30.11.2026, 24.12.2026;4,5;2;\
        01.10.2025;01.10.2025;08.11.2025;;1988;vor Ort, Video;Englisch;;\r\n;;;;;;;;;;;;;;;;;;;;;;;;\r\n";
    let record = &records(text)[0];
    assert_eq!(
        (record.row, record.full_name()),
        (2, "Ayşe Öztürk-Nguyễn".to_owned())
    );
    assert_eq!(record.phone.as_deref(), Some("01715550123"));
    assert_eq!(record.channel, Some(Channel::Email));
    assert_eq!(
        (record.gender, record.mobility),
        (Some(Gender::Female), Some(Mobility::Car))
    );
    assert_eq!(record.districts, Some(Some(vec!["HS".into(), "MI".into()])));
    assert_eq!(
        record.programmes,
        ["huki", "interpreting"].map(|p| ProgrammeId(p.into()))
    );
    let languages: Vec<_> = record
        .languages
        .clone()
        .unwrap()
        .into_iter()
        .map(|(c, l)| (c.0, l))
        .collect();
    assert_eq!(
        languages,
        [
            ("bg".into(), Level::B2),
            ("kmr".into(), Level::Native),
            ("tr".into(), Level::C1)
        ]
    );
    assert_eq!(record.german, Some(Level::C1));
    let week = [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
    ];
    let times = vec![
        Recurrence::weekly(&week, 480, 780, ALWAYS),
        Recurrence::weekly(&[Weekday::Thu], 840, 1110, ALWAYS),
    ];
    assert_eq!(record.availability, Some(times));
    let away = |from: &str, to: &str| Absence {
        from: day(from),
        to: day(to),
    };
    assert_eq!(
        record.absences,
        Some(vec![
            away("2026-11-23", "2026-11-30"),
            away("2026-12-24", "2026-12-24")
        ])
    );
    assert_eq!(
        (record.max_minutes_week, record.max_assignments_day),
        (Some(270), Some(2))
    );
    let proofs: Vec<_> = record
        .proofs
        .iter()
        .map(|p| (p.kind, p.checked_on, p.valid_until))
        .collect();
    assert_eq!(
        proofs,
        [
            (ProofKind::Clearance, day("2025-10-01"), Some(day("2030-09-30"))),
            (ProofKind::Pledge, day("2025-10-01"), None),
            (ProofKind::Training, day("2025-11-08"), None),
            (ProofKind::Adult, day("2026-11-23"), None),
        ]
    );
    assert_eq!(record.modes, Some(vec![Mode::OnSite, Mode::Video]));
    assert_eq!(record.ui_language.as_deref(), Some("en"));
}

#[test]
fn every_faulty_cell_is_named_at_once() {
    let text = format!(
        "{HEADER}\
        ;Ohne Vorname;a@example.org;;Mite;Sprachmittlung;Kurdisch C1;C3;Mo vormittags;krank bis Freitag\n\
        Anna;Berg;kein;4,9E+11;Mitte;Dolmetschen;Türkisch;B2;;\n\n\
        Carl;Dorn;;;Mitte;Sprachmittlung;;B1;\"Mo 8-13\nDi 18-8; 9-10\";31.02.2027\n\
        Dora;Ems;d@example.org;;Mitte;=A1;#NV;MÃ¼ller;;\n"
    );
    assert_eq!(
        faults(&text),
        expected(&[
            (2, "A", "import-required"),
            (2, "E", "import-district-near"),
            (2, "G", "import-language-ambiguous"),
            (2, "H", "import-choice"),
            (2, "I", "import-availability-vague-time"),
            (2, "J", "import-absence"),
            (3, "C", "rejection-email"),
            (3, "D", "import-scientific"),
            (3, "F", "import-programme"),
            (3, "G", "import-language-level"),
            (5, "C", "import-unreachable"),
            (5, "G", "import-needs-language"),
            (5, "I", "import-availability-end-before-start"),
            (5, "I", "import-availability-no-day"),
            (5, "J", "import-absence"),
            (6, "F", "import-formula"),
            (6, "G", "import-spreadsheet-error"),
            (6, "H", "import-garbled"),
        ])
    );
}

#[test]
fn faults_carry_what_the_sentence_needs() {
    let text =
        format!("{HEADER}A;B;a@example.org;;Mitte;Sprachmittlung;\"Arab., Türk. C1, Rumänsch B2\";B2;;\n");
    let found = read_people(text.as_bytes(), &lookup()).unwrap_err();
    assert_eq!(found[0].cell, "Arab., Türk. C1, Rumänsch B2");
    assert_eq!(
        found[0].args,
        [
            ("part", "Arab.".to_owned()),
            (
                "choices",
                "Arabisch (irakisch), Arabisch (levantinisch), Arabisch (maghrebinisch)".to_owned()
            )
        ]
    );
    assert_eq!(
        (found[1].code.as_ref(), found[1].args[0].1.as_str()),
        ("import-language-near", "Rumänisch")
    );
    assert_eq!(found.len(), 2, "a shortened word for one language is understood");
}

#[test]
fn languages_as_people_write_them() {
    for (cell, codes) in [
        ("Bosnisch/Kroatisch/Serbisch C1", "bs C1, hr C1, sr C1"),
        ("Arabisch (levantinisch): C1; C2 Englisch", "ar-levant C1, en C2"),
        ("Dari und Farsi Muttersprache", "fa native, prs native"),
        ("Romani B2", "rom B2"),
        ("russisch (MS), UKRAINISCH - B2", "ru native, uk B2"),
        ("Türkisch B1, Türkisch C1", "tr C1"),
        (
            "Kurdisch (Sorani) B2, Kurmancî Muttersprachler",
            "ckb B2, kmr native",
        ),
        ("Türkçe C1, العربية الشامية C2", "ar-levant C2, tr C1"),
        ("turkce C1, kurmanci B2", "kmr B2, tr C1"),
        ("TURKCE c1; Turkisch b2; romana B1; rumanisch C1", "ro C1, tr C1"),
    ] {
        let text = format!("{HEADER}A;B;a@example.org;;Mitte;Sprachmittlung;\"{cell}\";B2;;\n");
        let languages = records(&text)[0].languages.clone().unwrap();
        let read: Vec<String> = languages
            .iter()
            .map(|(code, level)| format!("{} {level}", code.0))
            .collect();
        assert_eq!(read.join(", "), codes, "{cell}");
    }
}

#[test]
fn german_among_the_languages_is_german() {
    let text = format!("{HEADER}A;B;a@example.org;;Mitte;Sprachmittlung;Türkisch C1, Deutsch C2;;;\n");
    let person = records(&text)[0].new_person(id(1));
    assert_eq!(person.languages[&LanguageCode("de".into())], Level::C2);
    assert_eq!(person.languages.len(), 2);
}

#[test]
fn the_same_file_twice_changes_nothing_and_blank_cells_keep_what_is_stored() {
    let full = format!(
        "{HEADER}Ayşe;Öz;a@example.org;0171 5550123;Mitte;Sprachmittlung;Türkisch C1;C1;Mo 8-13, Di 9-10;24.12.2026\n"
    );
    let record = &records(&full)[0];
    let mut person = record.new_person(id(1));
    assert!(!record.update(&mut person));
    person.availability.reverse();
    person.proofs.reverse();
    assert!(!record.update(&mut person), "another order is no change");
    let blank = format!("{HEADER}Ayşe;Öz;a@example.org;;Heessen;Sprachmittlung;Türkisch C2;;;\n");
    let changed = &records(&blank)[0];
    assert_eq!(PeopleIndex::new([key_of(&person)]).find(changed), Some(person.id));
    assert!(changed.update(&mut person));
    assert_eq!(
        (person.district.as_str(), person.phone.as_deref()),
        ("HS", Some("0171 5550123"))
    );
    assert_eq!(person.languages[&LanguageCode("tr".into())], Level::C2);
    assert_eq!(person.languages[&LanguageCode("de".into())], Level::C1);
    assert_eq!((person.availability.len(), person.absences.len()), (2, 1));
}

#[test]
fn a_person_is_known_by_name_with_address_or_number() {
    let person = |line: &str, n| {
        records(&format!("{HEADER}{line};Mitte;Sprachmittlung;Türkisch C1;B2;;\n"))[0].new_person(id(n))
    };
    let row =
        |line: &str| records(&format!("{HEADER}{line};Mitte;Sprachmittlung;Türkisch C1;B2;;\n")).remove(0);
    let people = [
        person("Ali;Kaya;kaya@example.org;0171 5550123", 1),
        person("Amal;Kaya;kaya@example.org;", 2),
    ];
    let index = PeopleIndex::new(people.iter().map(key_of));
    assert_eq!(index.find(&row("ALI;Kaya;Kaya@example.org;")), Some(id(1)));
    assert_eq!(
        index.find(&row("Amal;Kaya;kaya@EXAMPLE.org;")),
        Some(id(2)),
        "couples share an address"
    );
    assert_eq!(index.find(&row("Ali;Kaya;;+49 171 5550123")), Some(id(1)));
    assert_eq!(index.find(&row("Ali;Kaya;;0171 9999999")), None);
    assert_eq!(index.find(&row("Zeynep;Kaya;kaya@example.org;")), None);
}

#[test]
fn nobody_stands_in_a_file_twice() {
    let line = "Ali;Kaya;kaya@example.org;;Mitte;Sprachmittlung;Türkisch C1;B2;;\n";
    let other = "Amal;Kaya;kaya@example.org;;Mitte;Sprachmittlung;Türkisch C1;B2;;\n";
    assert_eq!(
        faults(&format!("{HEADER}{line}{other}{line}")),
        expected(&[(4, "B", "import-duplicate")])
    );
}

#[test]
fn what_the_office_should_know_is_a_note() {
    let text = format!(
        "Geburtsjahr;Haustier;{HEADER}2010;Katze;A;B;a@example.org;;Mitte;Sprachmittlung;Türkisch C1;A2;;\n"
    );
    let outcome = read_people(text.as_bytes(), &lookup()).unwrap();
    assert_eq!(
        short(&outcome.notes),
        expected(&[
            (1, "B", "import-column-ignored"),
            (2, "J", "import-note-german"),
            (2, "A", "import-note-minor")
        ])
    );
    assert!(outcome.records[0].proofs.is_empty());
}

#[test]
fn ways_to_be_asked_must_exist() {
    let header = "Vorname;Nachname;E-Mail;Telefon;Kontaktweg;Stadtbezirk;Bereiche\n";
    let rows = "A;B;;0171 5550123;E-Mail;Mitte;volunteer\nC;D;c@example.org;;SMS;Mitte;volunteer\nE;F;;;Brief;Mitte;volunteer\n";
    let found = faults(&format!("{header}{rows}"));
    assert_eq!(
        found,
        expected(&[(2, "C", "import-channel-email"), (3, "D", "import-channel-phone")])
    );
}
