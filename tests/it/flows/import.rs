//! An office moves in with its own spreadsheets: matched, asked, put aside, merged, taken back - on both engines.

use std::collections::BTreeSet;

use passgenau::app::{App, ExportFor, Merged, Solved};
use passgenau::domain::import::{ImportRun, ImportState};
use passgenau::domain::language::{LanguageCode, Level};
use passgenau::domain::person::{Person, PersonState};
use passgenau::domain::record::RecordKind;
use passgenau::ids::ImportId;
use passgenau::import::Kind;
use passgenau::import::mapping::{Mapping, Marked};
use passgenau::store::{OutboxFilter, Page, ParkedFilter, PeopleFilter};
use passgenau::view::Lang;
use rust_xlsxwriter::{Color, Format, Workbook};

use crate::support::app::TestApp;
use crate::support::db::{TestDb, on_both};
use crate::support::people::{interpreter, utc};

/// A list as an office keeps it: own headers, both names in one cell, several languages in a cell, no levels, cp1252,
/// numbers in every shape, a date as a number.
const MESSY: &str = "Nachname, Vorname;Tel. mobil;Mailadresse;Bezirk;Gesprochene Sprachen;F\u{fc}hrungszeugnis vorgelegt;Sternzeichen\r\n\
    Y\u{131}ld\u{131}z, Mehmet;0049 171 5550101;m.yildiz@example.org;Mitte;T\u{fc}rkisch;45931;Waage\r\n\
    Khoury, Amal;+49 (0)171 5550102;amal@example.org;Heessen;Arab., Kurd.;01.03.2026;\r\n\
    Demir, Azad;Tel.: 0171 / 5550103 (privat);;Mitte;Kurdisch;;\r\n\
    Groß, Jürgen;;;Mitte;Russisch;;\r\n\
    Petrowa, Olga;1715550105;olga@example.org;Hesen;Russisch, Ukrainisch;;\r\n";

/// Windows-1252, as far as it goes: the dotless i has no place there and is left out.
fn cp1252(text: &str) -> Vec<u8> {
    let plain = text.replace('\u{131}', "i");
    plain
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect()
}

/// What the page of the office would post.
fn matched() -> Mapping {
    Mapping {
        headers: [
            ("nachnamevorname", "full_name"),
            ("telmobil", "phone"),
            ("mailadresse", "email"),
            ("gesprochenesprachen", "languages"),
            ("fuehrungszeugnisvorgelegt", "clearance"),
            ("sternzeichen", ""),
        ]
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .into(),
        constants: [("programmes", "Sprachmittlung"), ("level", "Muttersprache")]
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .into(),
        marked: Marked::Ask,
    }
}

async fn run(app: &App, id: ImportId) -> ImportRun {
    app.store
        .read()
        .await
        .unwrap()
        .import_run(id)
        .await
        .unwrap()
        .unwrap()
}

async fn everybody(app: &App) -> Vec<Person> {
    let mut tx = app.store.read().await.unwrap();
    let rows = tx
        .people(&PeopleFilter::default(), Page::first(500))
        .await
        .unwrap()
        .rows;
    let ids: Vec<_> = rows.iter().map(|r| r.id).collect();
    let mut people = tx.people_by_ids(&ids).await.unwrap();
    people.sort_by(|a, b| {
        a.last_name
            .cmp(&b.last_name)
            .then(a.first_name.cmp(&b.first_name))
    });
    people
}

fn names(people: &[Person]) -> Vec<String> {
    people.iter().map(Person::full_name).collect()
}

async fn take_in(app: &TestApp, kind: Kind, bytes: &[u8], mapping: Option<&Mapping>) -> ImportId {
    let id = app
        .app
        .upload_import(kind, "liste.csv", bytes, Some(app.account))
        .await
        .unwrap();
    app.app.match_import(id, kind, "", mapping).await.unwrap();
    app.app.run_import(id).await.unwrap();
    id
}

fn tally(run: &ImportRun) -> (i64, i64, i64, i64, i64) {
    let t = run.tally;
    (t.added, t.changed, t.unchanged, t.parked, t.left_out)
}

on_both! {
    async fn a_messy_list_is_matched_asked_parked_and_taken_in(db) {
        let app = TestApp::new(db).await;
        let bytes = cp1252(MESSY);
        let id = app.app.upload_import(Kind::People, "Pool 2026.csv", &bytes, Some(app.account)).await.unwrap();

        // The headers are guessed, nothing has happened yet.
        let check = app.app.import_check(id).await.unwrap();
        let keys: Vec<&str> = check.headers.iter().map(|h| h.key.as_str()).collect();
        assert_eq!(keys, ["full_name", "phone", "email", "district", "languages", "clearance", ""]);
        assert!(check.headers[4].guessed && !check.headers[0].guessed);
        assert_eq!(check.headers[0].examples[1], "Khoury, Amal");
        assert!(everybody(&app.app).await.is_empty());

        // What was corrected is remembered; then the words are asked about, each once.
        app.app.match_import(id, Kind::People, "", Some(&matched())).await.unwrap();
        let check = app.app.import_check(id).await.unwrap();
        assert_eq!((check.scan.ready, check.scan.parked), (1, 4));
        let asked: Vec<(&str, &str, usize)> =
            check.scan.questions.iter().map(|q| (q.field.as_str(), q.word.as_str(), q.rows)).collect();
        assert_eq!(asked, [("district", "Hesen", 1), ("language", "Arab.", 1), ("language", "Kurd.", 1), ("language", "Kurdisch", 1)]);
        let words = [("district", "Hesen", "Heessen"), ("language", "Arab.", "Arabisch (levantinisch)"), ("language", "Kurd.", "Kurmandschi"), ("language", "Kurdisch", "")];
        let words = words.map(|(f, w, a)| (f.to_owned(), w.to_owned(), a.to_owned()));
        app.app.explain_words(&words).await.unwrap();

        app.app.run_import(id).await.unwrap();
        let done = run(&app.app, id).await;
        assert_eq!((done.state, tally(&done)), (ImportState::Done, (3, 0, 0, 2, 0)));
        let people = everybody(&app.app).await;
        assert_eq!(names(&people), ["Amal Khoury", "Olga Petrowa", "Mehmet Yildiz"]);
        let amal = &people[0];
        assert_eq!(amal.phone.as_deref(), Some("+49 171 5550102"));
        let spoken: Vec<(&str, Level)> = amal.languages.iter().map(|(c, l)| (c.0.as_str(), *l)).collect();
        assert_eq!(spoken, [("ar-levant", Level::Native), ("kmr", Level::Native)]);
        assert_eq!(people[1].phone.as_deref(), Some("01715550105"));
        assert_eq!(people[2].proofs[0].checked_on.to_string(), "2025-10-01", "a date as a number");

        // What nobody knows waits with its question; corrected in place it goes in, what is not needed is dropped.
        let waiting = app.app.parked_views(&ParkedFilter::default(), Page::first(50)).await.unwrap();
        let questions: Vec<(i64, &str)> = waiting.rows.iter().map(|v| (v.row.row, v.faults[0].code.as_ref())).collect();
        assert_eq!(questions, [(4, "import-language-ambiguous"), (5, "import-unreachable")]);
        let azad = &waiting.rows[0].row;
        assert_eq!(azad.cells["full_name"], "Demir, Azad");
        let mut cells = azad.cells.clone();
        cells.insert("languages".into(), "Sorani".into());
        assert_eq!(app.app.solve_parked(azad.id, cells, Some(app.account)).await.unwrap(), Solved::TakenIn);
        let mut cells = waiting.rows[1].row.cells.clone();
        cells.insert("phone".into(), "kein".into());
        let Solved::Faults(faults) = app.app.solve_parked(waiting.rows[1].row.id, cells, None).await.unwrap() else { panic!() };
        assert_eq!(faults[0].code, "rejection-phone");
        app.app.drop_parked(waiting.rows[1].row.id, app.account).await.unwrap();
        assert_eq!(app.app.parked_views(&ParkedFilter::default(), Page::first(50)).await.unwrap().total, 0);
        assert_eq!(everybody(&app.app).await.len(), 4);

        // The same file again changes nothing and asks nothing new; nobody was mailed.
        let again = take_in(&app, Kind::People, &bytes, None).await;
        assert_eq!(tally(&run(&app.app, again).await), (0, 0, 3, 2, 0));
        let mails = app.app.store.read().await.unwrap().outbox_page(&OutboxFilter::default(), Page::first(1)).await.unwrap();
        assert_eq!(mails.total, 0);
    }

    async fn a_file_is_taken_back_as_far_as_nobody_touched_it(db) {
        let app = TestApp::new(db).await;
        let header = "Vorname;Nachname;E-Mail;Stadtbezirk;Bereiche;Sprachen;Deutsch\n";
        let first = format!("{header}A;Alt;a@example.org;Mitte;Sprachmittlung;Türkisch C1;B2\n");
        take_in(&app, Kind::People, first.as_bytes(), None).await;
        let before = everybody(&app.app).await;
        let second = format!(
            "{header}A;Alt;a@example.org;Heessen;Sprachmittlung;Türkisch C2, Dari B2;B2\n\
            B;Neu;b@example.org;Mitte;Sprachmittlung;Türkisch C1;B2\n\
            C;Neu;c@example.org;Mitte;Sprachmittlung;Türkisch C1;B2\n\
            D;Neu;d@example.org;Mitte;Sprachmittlung;Klingonisch C1;B2\n"
        );
        let id = take_in(&app, Kind::People, second.as_bytes(), None).await;
        assert_eq!(tally(&run(&app.app, id).await), (2, 1, 0, 1, 0));
        // Somebody pauses C meanwhile.
        let mut c = everybody(&app.app).await.into_iter().find(|p| p.first_name == "C").unwrap();
        c.state = PersonState::Paused;
        let mut tx = app.app.store.write().await.unwrap();
        assert!(tx.update_person(&c, c.version).await.unwrap());
        tx.commit().await.unwrap();

        app.app.run_undo(id, app.account).await.unwrap();
        let undone = run(&app.app, id).await;
        assert_eq!(undone.state, ImportState::Undone);
        let kept: Vec<(String, &str)> = undone.kept.iter().map(|k| (k.key.clone(), k.reason.as_str())).collect();
        assert_eq!(kept, [(c.id.to_string(), "touched")]);
        let after = everybody(&app.app).await;
        assert_eq!(names(&after), ["A Alt", "C Neu"]);
        assert_eq!((&after[0].district, &after[0].languages), (&before[0].district, &before[0].languages));
        assert_eq!(app.app.parked_views(&ParkedFilter::default(), Page::first(50)).await.unwrap().total, 0);
        assert!(app.app.run_undo(id, app.account).await.is_err(), "once");
    }

    async fn a_part_of_town_is_taken_back_too(db) {
        let app = TestApp::new(db).await;
        let area = async || app.app.store.read().await.unwrap().social_area(app.place).await.unwrap();
        let file = |area: &str| format!("Name;Art;Straße;PLZ;Ort;Stadtbezirk;Sozialraum\n{};Grundschule;Mühlbachweg 3;59073;Hamm;Mitte;{area}\n", app.school.name);
        take_in(&app, Kind::Organisations, file("Innenstadt").as_bytes(), None).await;
        assert_eq!(area().await, "Innenstadt");
        let again = take_in(&app, Kind::Organisations, file("Innenstadt").as_bytes(), None).await;
        assert_eq!(tally(&run(&app.app, again).await), (0, 0, 1, 0, 0));
        let id = take_in(&app, Kind::Organisations, file("Hammer Westen").as_bytes(), None).await;
        assert_eq!((area().await.as_str(), tally(&run(&app.app, id).await)), ("Hammer Westen", (0, 1, 0, 0, 0)));
        let history = app.app.record_history(RecordKind::Location, &app.place.to_string(), Page::first(9), Lang::De).await.unwrap();
        let told = history.rows.iter().flat_map(|entry| &entry.revision.changes);
        assert!(told.clone().any(|c| (c.field.as_str(), c.after.as_str()) == ("social_area", "Hammer Westen")));
        app.app.run_undo(id, app.account).await.unwrap();
        assert_eq!(area().await, "Innenstadt");
        // What somebody has typed since stays.
        let id = take_in(&app, Kind::Organisations, file("Hammer Westen").as_bytes(), None).await;
        let mut tx = app.app.store.write().await.unwrap();
        tx.set_social_area(app.place, "Norden").await.unwrap();
        tx.commit().await.unwrap();
        app.app.run_undo(id, app.account).await.unwrap();
        assert_eq!((area().await.as_str(), run(&app.app, id).await.kept.len()), ("Norden", 1));
    }

    async fn whoever_was_erased_stays_erased(db) {
        let app = TestApp::new(db).await;
        let gone = Person { email: Some("gone@example.org".parse_address()), phone: Some("0171 5550199".into()), ..interpreter(7) };
        let hashes = app.app.erased_hashes(&gone);
        let mut tx = app.app.store.write().await.unwrap();
        tx.remember_erased(&hashes, app.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        let header = "Vorname;Nachname;E-Mail;Telefon;Stadtbezirk;Bereiche;Sprachen;Deutsch\n";
        let name = |first: &str, reach: &str| format!("{first};{};{reach};Mitte;Sprachmittlung;Türkisch C1;B2\n", gone.last_name);
        let text = format!("{header}{}{}{}", name(&gone.first_name, "Gone@Example.org;"), name(&gone.first_name, "x@example.org;+49 171 5550199"), name("Anders", "gone@example.org;"));
        let id = take_in(&app, Kind::People, text.as_bytes(), None).await;
        let done = run(&app.app, id).await;
        assert_eq!(tally(&done), (1, 0, 0, 0, 2));
        assert_eq!((done.remarks[0].code.as_str(), done.remarks[0].count), ("import-erased", 2));
        assert_eq!(everybody(&app.app).await[0].first_name, "Anders", "another person with the same address");
    }

    async fn doubles_are_proposed_and_merged_with_all_that_refers_to_them(db) {
        let app = TestApp::new(db).await;
        let header = "Vorname;Nachname;E-Mail;Telefon;Stadtbezirk;Bereiche;Sprachen;Deutsch\n";
        let text = format!("{header}\
            Amal;Khoury;amal@example.org;;Mitte;Sprachmittlung;Arabisch (levantinisch) C1;B2\n\
            Amal;Khouri;amal@example.org;0171 5550102;Heessen;Sprachmittlung;Türkisch C1;C1\n\
            Ali;Khoury;amal@example.org;;Mitte;Sprachmittlung;Türkisch C1;B2\n");
        take_in(&app, Kind::People, text.as_bytes(), None).await;
        let pairs = app.app.doubles(Page::first(50)).await.unwrap();
        assert_eq!(pairs.total, 1, "a couple with one address is no double");
        let pair = &pairs.rows[0];
        assert_eq!((pair.first.last_name.as_str(), pair.second.last_name.as_str()), ("Khoury", "Khouri"));
        // The second has a task of the office and is the one who is kept apart from a school.
        let take = BTreeSet::from(["district".to_owned()]);
        let merged = app.app.merge_people(pair.double.id, &take, app.account).await.unwrap();
        assert_eq!(merged, Merged::One(pair.first.id));
        let people = everybody(&app.app).await;
        assert_eq!(names(&people), ["Ali Khoury", "Amal Khoury"]);
        let one = &people[1];
        assert_eq!((one.district.as_str(), one.phone.as_deref()), ("HS", Some("0171 5550102")));
        assert_eq!(one.languages[&LanguageCode("de".into())], Level::C1);
        assert_eq!(one.languages.len(), 3);
        assert_eq!(app.app.doubles(Page::first(50)).await.unwrap().total, 0);
        // The list they stood in twice brings neither back, nor a new pair, also when they are erased.
        let again = take_in(&app, Kind::People, text.as_bytes(), None).await;
        let tallied = tally(&run(&app.app, again).await);
        assert_eq!((tallied.0, tallied.3), (0, 0));
        let entries = app.app.record_history(passgenau::domain::record::RecordKind::Person, &one.id.to_string(), Page::first(9), passgenau::view::Lang::De).await.unwrap();
        assert!(entries.total >= 2, "made and merged");
        app.app.erase_person(one.id, passgenau::domain::account::Actor::Account(app.account)).await.unwrap();
        let third = take_in(&app, Kind::People, text.as_bytes(), None).await;
        assert_eq!(tally(&run(&app.app, third).await), (0, 0, 1, 0, 2));
    }

    async fn a_workbook_with_red_rows_is_asked_about(db) {
        let app = TestApp::new(db).await;
        let red = Format::new().set_background_color(Color::RGB(0x00FF_0000));
        let date = Format::new().set_num_format("dd.mm.yyyy");
        let mut workbook = Workbook::new();
        workbook.add_worksheet().set_name("Deckblatt").unwrap().write(0, 0, "Pool").unwrap();
        let sheet = workbook.add_worksheet().set_name("Liste").unwrap();
        for (column, header) in ["Vorname", "Nachname", "E-Mail", "Bezirk", "Bereich", "Sprachen", "Masern"].iter().enumerate() {
            sheet.write(0, u16::try_from(column).unwrap(), *header).unwrap();
        }
        for (row, (name, format)) in [("Anna", None), ("Ines", Some(&red)), ("Olga", None)].into_iter().enumerate() {
            let row = u32::try_from(row).unwrap() + 1;
            let address = format!("{}@example.org", name.to_lowercase());
            for (column, text) in [name, "Berg", &address, "Mitte", "Sprachmittlung", "Türkisch C1"].into_iter().enumerate() {
                let column = u16::try_from(column).unwrap();
                match format {
                    Some(format) => sheet.write_with_format(row, column, text, format).unwrap(),
                    None => sheet.write(row, column, text).unwrap(),
                };
            }
            sheet.write_with_format(row, 6, rust_xlsxwriter::ExcelDateTime::from_ymd(2025, 10, 1).unwrap(), &date).unwrap();
        }
        let bytes = workbook.save_to_buffer().unwrap();
        let id = app.app.upload_import(Kind::People, "pool.xlsx", &bytes, None).await.unwrap();
        let check = app.app.import_check(id).await.unwrap();
        assert_eq!(check.sheets, ["Deckblatt", "Liste"]);
        app.app.match_import(id, Kind::People, "Liste", None).await.unwrap();
        let check = app.app.import_check(id).await.unwrap();
        assert!(check.has_marked);
        assert_eq!((check.scan.ready, check.scan.parked), (2, 1));
        app.app.run_import(id).await.unwrap();
        assert_eq!(tally(&run(&app.app, id).await), (2, 0, 0, 1, 0));
        assert_eq!(everybody(&app.app).await[0].proofs[0].checked_on.to_string(), "2025-10-01");

        // Asked once, red means that somebody has left.
        let left = Mapping { marked: Marked::Left, ..Mapping::default() };
        let id = app.app.upload_import(Kind::People, "pool.xlsx", &bytes, None).await.unwrap();
        app.app.match_import(id, Kind::People, "Liste", Some(&left)).await.unwrap();
        app.app.run_import(id).await.unwrap();
        assert_eq!(tally(&run(&app.app, id).await), (1, 0, 2, 0, 0));
        let ines = everybody(&app.app).await.into_iter().find(|p| p.first_name == "Ines").unwrap();
        assert_eq!(ines.state, PersonState::Left);
    }

    async fn requests_go_in_once_even_after_weeks(db) {
        let app = TestApp::new(db).await;
        let text = format!("Referenz;Einrichtung;Bereich;Anlass;Sprache;Datum;Beginn;Ende\n\
            26-1;{};Sprachmittlung;Elterngespräch;Türkisch;01.12.2026;9;10\n", app.school.name);
        let id = take_in(&app, Kind::Requests, text.as_bytes(), None).await;
        assert_eq!(tally(&run(&app.app, id).await), (1, 0, 0, 0, 0));
        // Marks of forms are forgotten after a week; the office's own marks are not.
        let mut tx = app.app.store.write().await.unwrap();
        let later = app.app.clock.now() + chrono::TimeDelta::days(30);
        tx.delete_expired(later, later).await.unwrap();
        tx.commit().await.unwrap();
        let again = take_in(&app, Kind::Requests, text.as_bytes(), None).await;
        assert_eq!(tally(&run(&app.app, again).await), (0, 0, 1, 0, 0));
        app.app.run_undo(id, app.account).await.unwrap();
        let third = take_in(&app, Kind::Requests, text.as_bytes(), None).await;
        assert_eq!(tally(&run(&app.app, third).await), (1, 0, 0, 0, 0), "taken back, it can come again");
    }

    async fn a_file_that_stopped_in_the_middle_is_gone_on_with(db) {
        let app = TestApp::new(db).await;
        let mut text = String::from("Kürzel;Name\n");
        for n in 0..600 {
            text.push_str(&format!("D{n};Bezirk {n}\n"));
        }
        let id = app.app.upload_import(Kind::Districts, "b.csv", text.as_bytes(), None).await.unwrap();
        // A process claims it, takes the first rows in and dies.
        let now = app.app.clock.now();
        let mut tx = app.app.store.write().await.unwrap();
        assert!(tx.claim_import(id, 1, now - chrono::TimeDelta::minutes(1), now).await.unwrap());
        let mut half = tx.import_run(id).await.unwrap().unwrap();
        (half.last_row, half.tally.added) = (301, 300);
        assert!(tx.advance_import(&half, now - chrono::TimeDelta::minutes(1)).await.unwrap());
        tx.commit().await.unwrap();
        app.app.resume_imports().await.unwrap();
        for _ in 0..200 {
            if run(&app.app, id).await.state == ImportState::Done {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        let done = run(&app.app, id).await;
        assert_eq!((done.state, tally(&done)), (ImportState::Done, (600, 0, 0, 0, 0)));
        let mut tx = app.app.store.read().await.unwrap();
        assert!(tx.districts().await.unwrap().iter().any(|d| d.code == "D599"));
        assert!(tx.import_content(id).await.unwrap().is_none(), "the file itself is not kept");
    }

    async fn what_comes_out_goes_in_again_as_it_was(db) {
        let app = TestApp::new(db).await;
        let people = "Vorname;Nachname;E-Mail;Telefon;Stadtbezirk;Bereiche;Sprachen;Deutsch;Verfügbarkeit;Abwesend;Bisher 2026 ausgezahlt;Max. Stunden/Monat;Führungszeugnis am\n\
            =Amal;'Khoury;amal@example.org;+49 171 5550102;Mitte;Sprachmittlung;Arabisch (levantinisch) Muttersprache, Dari B2;C1;Mo-Fr 8-13; Do 14-18:30;24.12.2026;350,50;4,1667;01.10.2025\n";
        // A formula is refused, a name with an apostrophe is kept, numbers keep their plus.
        let id = take_in(&app, Kind::People, people.replace("Mo-Fr 8-13; Do", "\"Mo-Fr 8-13; Do").replace("18:30;", "18:30\";").as_bytes(), None).await;
        assert_eq!(tally(&run(&app.app, id).await), (0, 0, 0, 1, 0));
        let people = people.replace("=Amal", "Amal").replace("'Khoury", "'t Khoury");
        let people = people.replace("Mo-Fr 8-13; Do", "\"Mo-Fr 8-13; Do").replace("18:30;", "18:30\";");
        let id = take_in(&app, Kind::People, people.as_bytes(), None).await;
        assert_eq!(tally(&run(&app.app, id).await), (1, 0, 0, 0, 0));
        let requests = format!("Referenz;Einrichtung;Bereich;Anlass;Sprache;Datum;Beginn;Ende;Notiz;Thema ohne Namen;Stufenlos\n\
            26-1;{0};Sprachmittlung;Elterngespräch;Arabisch (levantinisch) B2;01.12.2026;9;10;\"- erste Zeile\nzweite\";Lernstand;ja\n\
            26-2;{0};Sprachmittlung;Elternabend;Dari B2;02.12.2026;19;21;;;\n", app.school.name);
        take_in(&app, Kind::Requests, requests.as_bytes(), None).await;
        let agreed = format!("Referenz;Einrichtung;Nachname, Vorname;Datum;Beginn\n26-1;{0};\"'t Khoury, Amal\";01.12.2026;9:00\n26-9;{0};\"'t Khoury, Amal\";;\n", app.school.name);
        let id = take_in(&app, Kind::Assignments, agreed.as_bytes(), None).await;
        assert_eq!(tally(&run(&app.app, id).await), (1, 0, 0, 1, 0));
        let holidays = "Ferien;Erster Tag;Letzter Tag\nOsterferien;01.04.2030;12.04.2030\n";
        take_in(&app, Kind::Holidays, holidays.as_bytes(), None).await;
        let days = format!("Einrichtung;Tag\n{};08.02.2027\n", app.school.name);
        take_in(&app, Kind::MovableDays, days.as_bytes(), None).await;
        app.ask(&app.form()).await;
        for (kind, text) in RULES {
            let id = take_in(&app, *kind, text.as_bytes(), None).await;
            let done = run(&app.app, id).await;
            assert_eq!((done.tally.parked, done.tally.added + done.tally.changed > 0), (0, true), "{kind} {:?}", done.remarks);
        }
        let rooms = format!("Einrichtung;Raum;Plätze;Stufenlos;Zeiten\n{};Raum 12;8;ja;Mo-Fr 8-16\n", app.school.name);
        take_in(&app, Kind::Rooms, rooms.as_bytes(), None).await;
        let apart = format!("Vorname;Nachname;E-Mail;Art;Nicht bei;Nicht zusammen mit;Nicht beim Fall\n\
            Amal;'t Khoury;amal@example.org;Befangenheit;{};;\nAmal;'t Khoury;;nicht gemeinsam einsetzen;;;F-12\n\
            Amal;'t Khoury;amal@example.org;nicht gemeinsam;;\"Niemand, Nina\";\n", app.school.name);
        let id = take_in(&app, Kind::Exclusions, apart.as_bytes(), None).await;
        assert_eq!(tally(&run(&app.app, id).await), (2, 0, 0, 1, 0), "nobody knows Nina");

        // What is agreed is a commitment of the plan, and nobody was mailed about it.
        let mut tx = app.app.store.read().await.unwrap();
        let (from, to) = (utc("2026-11-30T00:00:00Z"), utc("2026-12-07T00:00:00Z"));
        assert_eq!(tx.open_and_accepted_commitments(from, to).await.unwrap().len(), 1);
        drop(tx);

        // Everything out, and into an office that has nothing: what comes out there is the same.
        let workbook = app.app.export(None, ExportFor::whole(Some(app.account))).await.unwrap();
        let other = TestDb::new(db.engine).await;
        let config = app.app.config.clone();
        let empty = TestApp::another(&other, &config, 7);
        for kind in Kind::ALL {
            let report = empty.import(*kind, &workbook, Some(kind.sheet()), false).await.unwrap();
            let codes: Vec<&str> = report.faults.iter().map(|f| f.code.as_ref()).collect();
            assert!(codes.is_empty() || !RULES.iter().any(|(rules, _)| rules == kind), "{kind} {codes:?}");
            assert!(codes.iter().all(|c| *c == "import-no-rows"), "{kind} {:?}", report.faults);
        }
        for kind in Kind::ALL {
            let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
            let before = text(app.app.export(Some(*kind), ExportFor::whole(None)).await.unwrap());
            let after = text(empty.export(Some(*kind), ExportFor::whole(None)).await.unwrap());
            assert_eq!(before, after, "{kind}");
        }
        // And into the office it came from: nothing changes.
        for kind in Kind::ALL {
            let bytes = app.app.export(Some(*kind), ExportFor::whole(None)).await.unwrap();
            let report = app.app.import(*kind, &bytes, None, false).await.unwrap();
            assert_eq!((report.tally.added, report.tally.changed), (0, 0), "{kind} {:?}", report.faults);
        }
    }
}

/// Files of an office's rules, as somebody may write them.
const RULES: &[(Kind, &str)] = &[
    (
        Kind::Regimes,
        "Kürzel;Name;Gilt ab;Betrag;Je\nhonorary;Ehrenamtspauschale;01.01.2028;1.000;Jahr\neigene;Eigene Grenze;01.01.2026;250,00 €;Monat\n",
    ),
    (
        Kind::ProgrammeRules,
        "Angebot;Vorlauf;Nur öffentliche Räume;Grenze;Zu zweit ab Minuten;Wichtigkeit;Gewichte\n\
        Sprachmittlung;7;ja;eigene;120;\"Wunschtermin: egal; Kurze Wege: wichtig\";Wunschtermin: 20\n",
    ),
    (
        Kind::ProofRules,
        "Angebot;Nachweis;Gilt Monate;Höchstens Monate alt;Fassung;Nur Kurse und Gruppen\n\
        Sprachmittlung;eFZ;36;3;;\nSprachmittlung;Masern;;;2026-01;ja\n",
    ),
    (
        Kind::Tariffs,
        "Angebot;Ab;Erster Block;Betrag;Schritt;Betrag weitere;Fahrt\nSprachmittlung;01.01.2026;120;25;60;10,00;3\nSprachmittlung;01.01.2027;120;27,50;60;10;3,50\n",
    ),
    (
        Kind::Funding,
        "Name;Angebot;Von;Bis;Summe;Verausgabt\nLandesförderung 2026;Sprachmittlung;01.01.2026;31.12.2026;50.000,00 €;12400\n",
    ),
    (
        Kind::Refusals,
        "Angebot;Mittel;Grund;Ablehnen;Stattdessen\nSprachmittlung;;Ausflug;ja;Ein Elternteil kann mitgehen.\n;Landesförderung 2026;Privatperson;ja;\n",
    ),
    (
        Kind::OfficeDays,
        "Was;Von;Bis;Zeiten;Wer;Nummer;Mail\ngeschlossen;24.12.2026;01.01.2027;;;;\n\
        Vertretung;01.03.2027;05.03.2027;;Frau Öz;02381 17-1;oez@example.org\nTelefonzeiten;;;\"Mo-Do 9-12; Fr 9-11\";;;\n",
    ),
];

trait ParseAddress {
    fn parse_address(&self) -> passgenau::domain::text::EmailAddress;
}

impl ParseAddress for str {
    fn parse_address(&self) -> passgenau::domain::text::EmailAddress {
        passgenau::domain::text::EmailAddress::parse("email", self).unwrap()
    }
}
