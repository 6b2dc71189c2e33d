//! A long file is taken in while others work: in short transactions, with progress, in bounded memory - on both engines.

use std::time::{Duration, Instant};

use passgenau::domain::import::ImportState;
use passgenau::import::Kind;

use crate::support::app::TestApp;
use crate::support::db::on_both;

/// A tenth of a long file, so that the tests stay quick; `SLOW_TESTS=1` asks for 50,000 rows.
fn rows() -> usize {
    if std::env::var("SLOW_TESTS").is_ok_and(|value| value == "1") {
        50_000
    } else {
        2_500
    }
}

fn pool(rows: usize, tail: &str) -> Vec<u8> {
    let mut text = String::from(
        "Vorname;Nachname;E-Mail;Telefon;Stadtbezirk;Bereiche;Sprachen;Deutsch;Verfügbarkeit;Führungszeugnis am\n",
    );
    for n in 0..rows {
        let language = [
            "Türkisch C1",
            "Dari B2, Farsi C1",
            "Arabisch (levantinisch) Muttersprache",
        ][n % 3];
        text.push_str(&format!("Vorname{n};Nachname{n};p{n}@example.org;0171 {:07};Mitte;Sprachmittlung;{language};C1;\"Mo-Fr 8-13; Do 14-18\";{tail}\n", n + 1_000_000));
    }
    text.into_bytes()
}

/// The most memory this process has held, in MB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").trim().parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}

on_both! {
    async fn a_long_list_goes_in_with_progress_and_nobody_waits(db) {
        let app = TestApp::new(db).await;
        let rows = rows();
        let bytes = pool(rows, "01.10.2025");
        let mut times = Vec::new();
        let started = Instant::now();
        let id = app.app.upload_import(Kind::People, "pool.csv", &bytes, Some(app.account)).await.unwrap();
        times.push(("upload", started.elapsed()));
        let started = Instant::now();
        let check = app.app.import_check(id).await.unwrap();
        assert_eq!((check.scan.ready, check.scan.parked), (rows, 0));
        times.push(("check", started.elapsed()));
        let started = Instant::now();
        let again = app.app.import_check(id).await.unwrap();
        assert!(std::sync::Arc::ptr_eq(&check.scan, &again.scan), "nothing is read twice");
        times.push(("check once more", started.elapsed()));
        let started = Instant::now();
        assert!(!app.app.import_columns(id).await.unwrap().headers.is_empty());
        times.push(("columns", started.elapsed()));
        let started = Instant::now();
        app.app.start_import(id).await.unwrap();
        times.push(("start answers", started.elapsed()));
        // Somebody reads and writes meanwhile; nobody waits longer than one of the short transactions takes.
        let (mut longest, mut seen) = (Duration::ZERO, Vec::new());
        loop {
            let asked = Instant::now();
            let run = app.app.store.read().await.unwrap().import_run(id).await.unwrap().unwrap();
            let tx = app.app.store.write().await.unwrap();
            tx.commit().await.unwrap();
            longest = longest.max(asked.elapsed());
            seen.push(run.bytes_done);
            if run.state != ImportState::Running {
                assert_eq!(run.state, ImportState::Done);
                assert_eq!(run.tally.added, i64::try_from(rows).unwrap());
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        times.push(("taken in", started.elapsed()));
        times.push(("longest wait beside", longest));
        seen.dedup();
        assert!(seen.len() >= 3, "progress is seen: {seen:?}");
        assert!(longest < Duration::from_secs(10), "{longest:?}");

        // The same once more changes nothing; a corrected one says so in the history of each.
        let started = Instant::now();
        let report = app.app.import(Kind::People, &bytes, None, false).await.unwrap();
        assert_eq!((report.tally.unchanged, report.tally.added), (i64::try_from(rows).unwrap(), 0));
        times.push(("as a whole, unchanged", started.elapsed()));
        let started = Instant::now();
        app.app.run_undo(id, app.account).await.unwrap();
        times.push(("taken back", started.elapsed()));
        let left = app.app.store.read().await.unwrap().people_keys().await.unwrap();
        assert!(left.iter().all(|p| !p.last_name.starts_with("Nachname")));
        let told: Vec<String> = times.iter().map(|(what, time)| format!("{what} {:.1} s", time.as_secs_f64())).collect();
        println!("{rows} rows, {:?}: {}; peak {} MB", db.engine, told.join(", "), peak());
    }
}
