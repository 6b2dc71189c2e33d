//! Rules come in as files: they are what a form would make of them, stand in the history, and can be taken back.

use passgenau::app::App;
use passgenau::app::records::HistoryEntry;
use passgenau::domain::account::Actor;
use passgenau::domain::import::ImportState;
use passgenau::domain::record::{Change, RecordAction, RecordKind, Values};
use passgenau::ids::ImportId;
use passgenau::import::Kind;
use passgenau::store::Page;
use passgenau::view::Lang;

use crate::support::app::TestApp;
use crate::support::db::on_both;

async fn take_in(app: &TestApp, kind: Kind, text: &str) -> ImportId {
    let id = app
        .app
        .upload_import(kind, "regeln.csv", text.as_bytes(), Some(app.account))
        .await
        .unwrap();
    app.app.match_import(id, kind, "", None).await.unwrap();
    app.app.run_import(id).await.unwrap();
    let run = app.app.store.read().await.unwrap().import_run(id).await.unwrap();
    assert_eq!(run.unwrap().state, ImportState::Done);
    id
}

async fn tally(app: &App, id: ImportId) -> (i64, i64, i64, i64) {
    let run = app.store.read().await.unwrap().import_run(id).await.unwrap();
    let tally = run.unwrap().tally;
    (tally.added, tally.changed, tally.unchanged, tally.parked)
}

async fn values(app: &TestApp, kind: RecordKind, key: &str) -> Values {
    let record = app
        .app
        .kept_record(kind, key, app.account, Lang::De)
        .await
        .unwrap();
    record.values
}

async fn history(app: &TestApp, kind: RecordKind, key: &str) -> Vec<HistoryEntry> {
    let found = app
        .app
        .record_history(kind, key, Page::first(20), Lang::De)
        .await
        .unwrap();
    found.rows
}

/// The first value of the one change that has some; entries of one moment come in any order.
fn last(history: &[HistoryEntry]) -> &Change {
    let mut changed = history.iter().filter(|entry| !entry.revision.changes.is_empty());
    &changed.next().unwrap().revision.changes[0]
}

fn done(history: &[HistoryEntry]) -> Vec<RecordAction> {
    history.iter().map(|entry| entry.revision.action).collect()
}

on_both! {
    async fn a_price_of_a_file_is_the_price_of_the_form_and_goes_again(db) {
        let app = TestApp::new(db).await;
        let before = values(&app, RecordKind::Programme, "interpreting").await;
        let text = "Angebot;Gilt ab;Erste Minuten;Betrag dafür;Jede weiteren Minuten;Betrag je Schritt\n\
            Sprachmittlung;01.01.2026;120;25,00;60;10\nSprachmittlung;01.01.2027;120;27,50;60;10\n\
            Sprachmittlung;01.01.2028;null;27,50;60;10\n";
        let id = take_in(&app, Kind::Tariffs, text).await;
        assert_eq!(tally(&app.app, id).await, (0, 2, 0, 1));
        let after = values(&app, RecordKind::Programme, "interpreting").await;
        assert!(after["tariffs"].starts_with("2026-01-01\t120\t2500\t60\t1000\t\t\t0\t\t\t\t\t\t\n2027-01-01"), "{}", after["tariffs"]);
        let entries = history(&app, RecordKind::Programme, "interpreting").await;
        assert_eq!(last(&entries).field, "tariffs");
        assert_eq!(entries[0].by, "Ina Leitung");
        let again = take_in(&app, Kind::Tariffs, text).await;
        assert_eq!(tally(&app.app, again).await, (0, 0, 2, 1));
        app.app.run_undo(id, app.account).await.unwrap();
        assert_eq!(values(&app, RecordKind::Programme, "interpreting").await, before);
        let entries = history(&app, RecordKind::Programme, "interpreting").await;
        let undone = done(&entries).into_iter().filter(|action| *action == RecordAction::Undone);
        assert_eq!(undone.count(), 2);
    }

    async fn what_a_form_would_refuse_waits_with_its_reason(db) {
        let app = TestApp::new(db).await;
        let text = "Angebot;Grenze;Vorlauf\nSprachmittlung;gibtesnicht;5\n";
        let id = take_in(&app, Kind::ProgrammeRules, text).await;
        assert_eq!(tally(&app.app, id).await, (0, 0, 0, 1));
        let waiting = app.app.store.read().await.unwrap()
            .parked_rows(&passgenau::store::ParkedFilter::default(), Page::first(5)).await.unwrap();
        assert_eq!(waiting.rows[0].cells["regime"], "gibtesnicht");
        let text = "Angebot;Mittel;Grund;Ablehnen\n;Gibt es nicht;Privatperson;ja\nSprachmittlung;Beides;Privatperson;ja\n";
        let id = take_in(&app, Kind::Refusals, text).await;
        assert_eq!(tally(&app.app, id).await, (0, 0, 0, 2));
    }

    async fn every_record_a_file_changes_says_so_in_its_history(db) {
        let app = TestApp::new(db).await;
        let header = "Vorname;Nachname;E-Mail;Stadtbezirk;Bereiche;Sprachen;Deutsch;Anderswo genutzt\n";
        let person = |district: &str| format!("{header}A;Alt;a@example.org;{district};Sprachmittlung;Türkisch C1;B2;2026: 100\n");
        take_in(&app, Kind::People, &person("Mitte")).await;
        let people = app.app.store.read().await.unwrap().people_keys().await.unwrap();
        let key = people.iter().find(|p| p.last_name == "Alt").unwrap().id.to_string();
        let entries = history(&app, RecordKind::Person, &key).await;
        assert_eq!(done(&entries), [RecordAction::Created]);
        assert_eq!(values(&app, RecordKind::Person, &key).await["declared"], "2026\t10000");
        let id = take_in(&app, Kind::People, &person("Heessen").replace("2026: 100", "2026: 90,50")).await;
        let entries = history(&app, RecordKind::Person, &key).await;
        assert_eq!(entries.len(), 2);
        let changed = entries.iter().find(|e| e.revision.action == RecordAction::Changed).unwrap();
        let change = &changed.revision.changes[0];
        assert_eq!((change.field.as_str(), change.before.as_str(), change.after.as_str()), ("district", "MI", "HS"));
        assert_eq!(changed.revision.actor, Actor::Account(app.account));
        app.app.run_undo(id, app.account).await.unwrap();
        assert!(done(&history(&app, RecordKind::Person, &key).await).contains(&RecordAction::Undone));
        assert_eq!(values(&app, RecordKind::Person, &key).await["declared"], "2026\t10000");

        // Lists inside a record show the line that changed.
        let before = values(&app, RecordKind::District, "MI").await["travel"].clone();
        take_in(&app, Kind::Travel, "Von;Nach;Minuten ÖPNV\nMI;HS;77\n").await;
        let entries = history(&app, RecordKind::District, "MI").await;
        let change = last(&entries);
        assert_eq!((change.field.as_str(), &change.before), ("travel", &before));
        assert!(change.after.contains("HS\t77\t"), "{}", change.after);
        let school = app.school.id.to_string();
        take_in(&app, Kind::MovableDays, &format!("Einrichtung;Tag\n{};08.02.2027\n", app.school.name)).await;
        let entries = history(&app, RecordKind::Organisation, &school).await;
        let change = last(&entries);
        assert_eq!((change.field.as_str(), change.before.as_str(), change.after.as_str()), ("movable_days", "", "2027-02-08"));
        take_in(&app, Kind::Fallbacks, "Gefragt;Gesprochen;Güte\nTürkisch;Kurmandschi;11\n").await;
        let entries = history(&app, RecordKind::Language, "tr").await;
        assert_eq!(last(&entries).field, "fallbacks");
        take_in(&app, Kind::Holidays, "Ferien;Erster Tag;Letzter Tag\nsonstige Ferien;02.05.2031;04.05.2031\n").await;
        let entries = history(&app, RecordKind::Holidays, "school").await;
        assert_eq!(last(&entries).field, "school_holidays");
    }

    async fn a_list_may_begin_with_a_title_and_a_date(db) {
        let app = TestApp::new(db).await;
        let text = "Unser Pool;;;\n\nStand: 30.11.2026;von Frau Öz;;\n\nVorname;Nachname;E-Mail;Stadtbezirk;Bereich;Sprachen\n\
            A;Alt;a@example.org;Mitte;Sprachmittlung;Türkisch C1\n";
        let id = app.app.upload_import(Kind::People, "pool.csv", text.as_bytes(), None).await.unwrap();
        let check = app.app.import_check(id).await.unwrap();
        assert_eq!(check.headers[0].name, "Vorname");
        assert_eq!((check.scan.ready, check.scan.parked), (1, 0), "{:?}", check.scan.faults);
    }

    async fn a_blank_cell_or_a_missing_column_never_takes_anything_away(db) {
        let app = TestApp::new(db).await;
        let whole = "Angebot;Gilt ab;Erste Minuten;Betrag dafür;Schritt;Betrag weitere;Telefon: Betrag;Fahrt;Je Kilometer;Freie Kilometer;Fahrkarten;Höchstens für den Weg;Ausfall\n\
            Sprachmittlung;01.01.2026;60;25;30;10;15;3;0,30;5;ja;10;12,50\n";
        assert_eq!(tally(&app.app, take_in(&app, Kind::Tariffs, whole).await).await, (0, 1, 0, 0));
        let bare = "Angebot;Gilt ab;Erste Minuten;Betrag dafür;Schritt;Betrag weitere;Fahrkarten\nSprachmittlung;01.01.2026;60;26;30;10;\n";
        assert_eq!(tally(&app.app, take_in(&app, Kind::Tariffs, bare).await).await, (0, 1, 0, 0));
        let stored = values(&app, RecordKind::Programme, "interpreting").await["tariffs"].clone();
        assert_eq!(stored, "2026-01-01\t60\t2600\t30\t1000\t1500\t\t300\t30\t5\ton\t1000\t\t1250");
        let no = bare.replace("26;30;10;", "26;30;10;nein");
        take_in(&app, Kind::Tariffs, &no).await;
        assert!(values(&app, RecordKind::Programme, "interpreting").await["tariffs"].contains("\t30\t5\t\t1000\t"), "a no is not a blank");
        // Whoever pays kilometres says how much at most.
        let open = bare.replace("Fahrkarten", "Je Kilometer").replace("26;30;10;", "26;30;10;0,30");
        assert_eq!(tally(&app.app, take_in(&app, Kind::Tariffs, &open).await).await, (0, 0, 0, 1));

        let text = "Kürzel;ISO;Sprache;englisch\ntr;tur;Türkisch;Turkish\n";
        assert_eq!(tally(&app.app, take_in(&app, Kind::Languages, text).await).await, (0, 0, 1, 0), "its own name stays");
    }

    async fn who_has_no_codes_names_things_by_their_names(db) {
        let app = TestApp::new(db).await;
        let text = "Grenze;Gilt ab;Betrag;Je\nEhrenamtspauschale;01.01.2030;1000;Jahr\nTaschengeld;01.01.2026;250,00 €;Monat\n";
        assert_eq!(tally(&app.app, take_in(&app, Kind::Regimes, text).await).await, (1, 1, 0, 0));
        assert_eq!(values(&app, RecordKind::Regime, "honorary").await["name_en"], "Honorary allowance (§ 3 no. 26a EStG)", "what is not in the file stays");
        assert!(values(&app, RecordKind::Regime, "taschengeld").await["amounts"].contains("25000"));
        let text = "Angebot;Grenze\nSprachmittlung;Taschengeld\n";
        assert_eq!(tally(&app.app, take_in(&app, Kind::ProgrammeRules, text).await).await, (0, 1, 0, 0));
        assert_eq!(values(&app, RecordKind::Programme, "interpreting").await["regime"], "taschengeld");
        let text = "Stadtteil\nHeessen\nWest-Stadt\nWiesengrund\nWiesenau\n";
        assert_eq!(tally(&app.app, take_in(&app, Kind::Districts, text).await).await, (3, 0, 1, 0));
        assert_eq!(tally(&app.app, take_in(&app, Kind::Districts, text).await).await, (0, 0, 4, 0));
        let codes: Vec<String> = app.app.store.read().await.unwrap().districts().await.unwrap().into_iter().map(|d| d.code).collect();
        for code in ["WS", "WI", "WIE"] {
            assert!(codes.contains(&code.to_owned()), "{codes:?}");
        }
        let text = "Angebot;Nachweise\nSprachmittlung;eFZ, 18+\nLotsendienst;Verschwiegenheit\n";
        assert_eq!(tally(&app.app, take_in(&app, Kind::Programmes, text).await).await, (1, 1, 0, 0));
        assert_eq!(values(&app, RecordKind::Programme, "lotsendienst").await["name_de"], "Lotsendienst");
    }

    async fn of_a_list_in_a_cell_only_the_word_nobody_knows_is_asked_about(db) {
        let app = TestApp::new(db).await;
        let text = "Angebot;Nachweise\nSprachmittlung;Führungszeugnis, Gesundheitspass, Schulung\n";
        let id = app.app.upload_import(Kind::Programmes, "a.csv", text.as_bytes(), None).await.unwrap();
        app.app.match_import(id, Kind::Programmes, "", None).await.unwrap();
        let check = app.app.import_check(id).await.unwrap();
        let asked: Vec<&str> = check.scan.questions.iter().map(|q| q.word.as_str()).collect();
        assert_eq!(asked, ["Gesundheitspass"]);
        let answer = ("proofs".to_owned(), "Gesundheitspass".to_owned(), "Masern".to_owned());
        app.app.explain_words(&[answer]).await.unwrap();
        app.app.run_import(id).await.unwrap();
        assert_eq!(tally(&app.app, id).await, (0, 1, 0, 0));
        let proofs = values(&app, RecordKind::Programme, "interpreting").await["proofs_needed"].clone();
        assert!(proofs.contains("measles") && proofs.contains("clearance"), "{proofs}");
    }

    async fn a_sum_below_the_list_is_no_row_of_it(db) {
        let app = TestApp::new(db).await;
        let text = "Kürzel;Name\nAA;Altstadt\nSumme;1 Bezirk\nGesamt: 1;\n";
        let id = app.app.upload_import(Kind::Districts, "a.csv", text.as_bytes(), None).await.unwrap();
        app.app.match_import(id, Kind::Districts, "", None).await.unwrap();
        let scan = app.app.import_check(id).await.unwrap().scan;
        assert_eq!((scan.ready, scan.parked, scan.skipped), (1, 0, 2));
        app.app.run_import(id).await.unwrap();
        assert_eq!(tally(&app.app, id).await, (1, 0, 0, 0));
        assert_eq!(app.app.store.read().await.unwrap().import_run(id).await.unwrap().unwrap().tally.left_out, 2);
    }
}
