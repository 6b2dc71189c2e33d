//! Headers: found in every spelling, missing ones named, slips suggested, templates complete.

use passgenau::import::answers::Answers;
use passgenau::import::columns::columns;
use passgenau::import::mapping::Mapping;
use passgenau::import::scan::scan;
use passgenau::import::sheet::Sheet;
use passgenau::import::{Kind, Source, template};

use super::{expected, lookup, read_people, short};

fn faults(text: &str) -> Vec<(u32, String, String)> {
    short(&read_people(text.as_bytes(), &lookup()).unwrap_err())
}

#[test]
fn every_template_is_read_without_a_fault_and_without_a_note() {
    for &kind in Kind::ALL {
        let lookup = lookup();
        let workbook = passgenau::import::workbook::template(kind).unwrap();
        for bytes in [template(kind), workbook] {
            let source = Source::open(&bytes, None).unwrap();
            let (mapping, answers) = (Mapping::default(), Answers::default());
            let notes = Sheet::open(&source, kind, &mapping, &answers).unwrap().notes;
            let found = scan(&source, kind, &mapping, &lookup);
            assert_eq!((found.ready, found.parked), (1, 0), "{kind} {:?}", found.faults);
            assert!(notes.is_empty() && found.file.is_empty(), "{kind} {notes:?}");
        }
    }
}

#[test]
fn delimiters_encodings_and_blank_lines_do_not_matter() {
    let row = ["Jürgen", "Groß", "j@example.org", "Mitte", "volunteer"];
    let header = ["Vorname", "Nachname", "Mail", "Bezirk", "Bereich"];
    for delimiter in [";", ",", "\t", "|"] {
        let text = format!(
            "\r\n{}\r\n\r\n{}\r\n\r\n",
            header.join(delimiter),
            row.join(delimiter)
        );
        let latin: Vec<u8> = text
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
        for bytes in [text.as_bytes(), &latin] {
            let record = &read_people(bytes, &lookup()).unwrap().records[0];
            assert_eq!(
                (record.row, record.full_name()),
                (4, "Jürgen Groß".to_owned()),
                "{delimiter:?}"
            );
        }
    }
    let hinted = format!("sep=,\r\n{}\r\n{}", header.join(","), row.join(","));
    assert_eq!(
        read_people(hinted.as_bytes(), &lookup()).unwrap().records[0].row,
        3
    );
}

#[test]
fn missing_doubled_and_mistyped_columns() {
    assert_eq!(
        faults("Vorname;Nachnmae;E-Mail;Mail;Stadtbezirk;Sternzeichen\nA;B;a@example.org;;Mitte;Fisch\n"),
        expected(&[
            (1, "D", "import-duplicate-column"),
            (1, "B", "import-column-slip"),
            (1, "", "import-missing-column"),
            (1, "", "import-missing-column"),
        ])
    );
}

#[test]
fn a_file_of_another_kind_is_recognised() {
    for &kind in &[Kind::Organisations, Kind::Requests, Kind::Travel] {
        let found = read_people(&template(kind), &lookup()).unwrap_err();
        let wrong = found.iter().find(|f| f.code == "import-wrong-kind").unwrap();
        assert_eq!(wrong.args, [("kind", kind.to_string())]);
    }
}

#[test]
fn cells_beside_the_header_are_not_lost_silently() {
    let text = "Vorname;Nachname;E-Mail;Stadtbezirk;Bereich\nA;B;a@example.org;Mitte;volunteer;;noch was\n";
    assert_eq!(faults(text), expected(&[(2, "G", "import-cell-without-header")]));
}

#[test]
fn files_without_content() {
    let whole = |bytes: &[u8]| read_people(bytes, &lookup()).unwrap_err()[0].code.to_string();
    assert_eq!(whole(b""), "import-empty");
    assert_eq!(whole(b"PK\x03\x04xl/workbook.xml"), "import-workbook-broken");
    assert_eq!(
        whole("Vorname;Nachname;E-Mail;Stadtbezirk;Bereich\n;;;;\n".as_bytes()),
        "import-no-rows"
    );
    assert!(columns(Kind::People).len() > 20);
}
