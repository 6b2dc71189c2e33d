//! Districts, ways between them, languages.

use passgenau::domain::person::Mobility;

use super::{expected, lookup, read_districts, read_languages, read_travel, short};

#[test]
fn districts_and_ways() {
    let districts = read_districts("Kürzel;Name\nMI;Mitte\nBH;Bockum-Hövel\n".as_bytes())
        .unwrap()
        .records;
    assert_eq!(districts[1].name, "Bockum-Hövel");
    let ways = read_travel(
        "Von;Nach;Minuten ÖPNV;Minuten Auto\nMI;Heessen;22;11\nMI;MI;15;7\n".as_bytes(),
        &lookup(),
    );
    let ways: Vec<_> = ways
        .unwrap()
        .records
        .into_iter()
        .map(|w| (w.mobility, w.from, w.to, w.minutes))
        .collect();
    for expected in [
        (Mobility::Car, "HS", "MI", 11),
        (Mobility::PublicTransport, "MI", "HS", 22),
        (Mobility::Car, "MI", "MI", 7),
    ] {
        let (mobility, from, to, minutes) = expected;
        assert!(
            ways.contains(&(mobility, from.to_owned(), to.to_owned(), minutes)),
            "{expected:?}"
        );
    }
    assert_eq!(ways.len(), 6, "the way back is as long");
}

#[test]
fn the_published_tables_are_read_as_they_are() {
    // Comma, English headers, further columns.
    let districts = read_districts(include_bytes!("../../../src/demo/data/districts.csv")).unwrap();
    assert_eq!((districts.records.len(), districts.notes.len()), (7, 5));
}

#[test]
fn faults_of_districts_ways_and_languages() {
    let faults = short(&read_districts(b"Code;Name\nMI;Mitte\nmi;Nochmal\nx;\n").unwrap_err());
    assert_eq!(
        faults,
        expected(&[(3, "A", "import-duplicate"), (4, "B", "import-required")])
    );
    let faults =
        short(&read_travel("Von;Nach;ÖPNV;Auto\nMI;XX;-5;viel\n".as_bytes(), &lookup()).unwrap_err());
    assert_eq!(
        faults,
        expected(&[
            (2, "B", "import-district"),
            (2, "C", "import-number"),
            (2, "D", "import-number")
        ])
    );
    let faults = short(&read_languages("Kürzel;ISO;Name;englisch\nAR LEV;a;;x\n".as_bytes()).unwrap_err());
    let codes = expected(&[
        (2, "A", "import-language-code"),
        (2, "B", "import-iso"),
        (2, "C", "import-required"),
    ]);
    assert_eq!(faults, codes);
}
