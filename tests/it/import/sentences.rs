//! Every fault has its sentence in both languages, with every value it needs.

use std::collections::BTreeSet;

use passgenau::calendar::format::Lang;
use passgenau::import::Fault;
use passgenau::view::Arg;

use super::{lookup, read_people};
use crate::support::templates;

/// The codes in the source of the program.
fn codes() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    let mut folders = vec![
        format!("{}/src/import", env!("CARGO_MANIFEST_DIR")),
        format!("{}/src/app/import", env!("CARGO_MANIFEST_DIR")),
        format!("{}/src/calendar/availability", env!("CARGO_MANIFEST_DIR")),
    ];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let source = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            let program = source.split("#[cfg(test)]").next().unwrap();
            for word in program.split('"') {
                let plain = word.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !word.ends_with('-');
                if plain && (word.starts_with("import-") || word.starts_with("rejection-")) {
                    codes.insert(word.to_owned());
                } else if plain && word.starts_with("availability-") {
                    codes.insert(format!("import-{word}"));
                }
            }
        }
    }
    codes
}

#[test]
fn every_code_has_a_sentence_and_every_sentence_a_code() {
    let templates = templates();
    let codes = codes();
    assert!(codes.len() > 80, "{}", codes.len());
    for lang in [Lang::De, Lang::En] {
        for code in &codes {
            assert!(templates.has_message(lang, code), "{code}");
        }
    }
    let file = std::fs::read_to_string(format!(
        "{}/templates/i18n/de/import.ftl",
        env!("CARGO_MANIFEST_DIR")
    ))
    .unwrap();
    let ids = file
        .lines()
        .filter_map(|line| line.split_once(" ="))
        .map(|(id, _)| id)
        .filter(|id| id.starts_with("import-"));
    // Said by the command line about the file as a whole.
    let command = [
        "import-refused",
        "import-done",
        "import-tried",
        "import-parked-where",
    ];
    for id in ids.filter(|id| !command.contains(id)) {
        assert!(codes.contains(id), "{id} is used nowhere");
    }
}

/// As the command line says it.
fn sentence(fault: &Fault) -> String {
    let templates = templates();
    let say = |id: &str, args: &[(&'static str, String)]| {
        let args: Vec<_> = args
            .iter()
            .map(|(name, value)| (*name, Arg::from(value.as_str())))
            .collect();
        templates.message(Lang::De, id, &args)
    };
    let (place, values) = fault.place();
    format!("{}: {}", say(place, &values), say(&fault.code, &fault.args))
}

#[test]
fn sentences_name_the_place_the_cell_and_the_remedy() {
    let header = "Vorname;Nachname;E-Mail;Stadtbezirk;Bereich;Sprachen;Abwesend;Geburtsjahr\n";
    let rows =
        "A;B;a@example.org;Mitte;Sprachmittlung;Kurdisch C1;krank;88\nC;;c@example.org;Mitte;volunteer;;;\n";
    let faults = read_people(format!("{header}{rows}").as_bytes(), &lookup()).unwrap_err();
    let said: Vec<String> = faults.iter().map(sentence).collect();
    assert_eq!(
        said,
        [
            "Zeile 2, Spalte F (Sprachen): „Kurdisch C1“: „Kurdisch“ kann mehreres heißen: Badini, Kurmandschi, Sorani. Bitte fragen Sie nach und schreiben Sie die genaue Sprache.",
            "Zeile 2, Spalte G (Abwesend): „krank“: „krank“ ist kein Zeitraum. Bitte schreiben Sie nur Tage, ohne Grund: 23.11.2026-30.11.2026 oder 24.12.2026. Mehrere trennen Sie mit Komma.",
            "Zeile 2, Spalte H (Geburtsjahr): „88“: Das ist kein Geburtsjahr. Bitte schreiben Sie es vierstellig: 1988.",
            "Zeile 3, Spalte B (Nachname): Hier fehlt eine Angabe. Bitte füllen Sie die Zelle aus.",
        ]
    );
    let missing = read_people(b"Vorname\nA\n", &lookup()).unwrap_err();
    assert_eq!(
        sentence(&missing[0]),
        "Zeile 1: Die Spalte „Nachname“ fehlt. Bitte ordnen Sie ihr eine Spalte Ihrer Datei zu oder ergänzen Sie sie."
    );
}
