//! Can mails be read back from the folder they are written to?

use std::os::unix::fs::PermissionsExt;

use passgenau::domain::notice::NoticeKind;
use passgenau::ids::{Ids, OutboxId};
use passgenau::mail::files::FileDrop;
use passgenau::mail::{SendErrorClass, Stamp, Transport, compose, sample_facts};

use super::{now, sender, stamp};
use crate::support::templates;

#[tokio::test]
async fn mails_become_files_once_each_and_only_for_us() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("mail");
    let (transport, drop) = (Transport::files(&place), FileDrop::new(&place));
    assert_eq!(
        drop.list(0, 10).await.expect("a missing folder is empty").total,
        0
    );

    let mut ids = Vec::new();
    for minute in 0..5 {
        let id = OutboxId(Ids::seeded(minute).uuid(now() + chrono::TimeDelta::minutes(minute as i64)));
        let stamp = Stamp {
            id,
            message_id: format!("{id}@ehrenamt.example.org"),
            ..stamp(0)
        };
        let kind = if minute == 2 {
            NoticeKind::ConfirmedVolunteer
        } else {
            NoticeKind::Offer
        };
        let mail = compose(templates(), &sender(), &stamp, &sample_facts(kind, "de")).expect("composed");
        for _ in 0..2 {
            transport.send(&mail).await.expect("written");
        }
        ids.push(id);
    }
    ids.reverse();

    let page = drop.list(0, 3).await.expect("a page");
    assert_eq!(page.total, 5, "a repeated try is the same file");
    assert_eq!(page.mails.iter().map(|m| m.id).collect::<Vec<_>>(), ids[..3]);
    let rest = drop.list(1, 3).await.expect("a page");
    assert_eq!(rest.mails.iter().map(|m| m.id).collect::<Vec<_>>(), ids[3..]);
    assert_eq!(
        page.mails[0].subject,
        "Einsatz möglich? Mittwoch, 25.11.2026, Heessen"
    );
    assert_eq!(
        (page.mails[0].to.as_str(), page.mails[0].date),
        ("empfang@example.org", Some(now()))
    );

    let mail = drop.read(ids[2]).await.expect("readable").expect("there");
    assert_eq!(mail.to_name, "Amal");
    assert!(mail.text.contains("Ihr Einsatz steht fest") && mail.html.contains("Ihr Einsatz steht fest"));
    assert!(mail.calendar.expect("an entry").starts_with("BEGIN:VCALENDAR"));
    assert!(
        drop.read(OutboxId(Ids::seeded(99).uuid(now())))
            .await
            .expect("readable")
            .is_none()
    );

    let mode = |path: &std::path::Path| path.metadata().expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&place), 0o700);
    let files: Vec<_> = std::fs::read_dir(&place)
        .expect("readable")
        .map(|e| e.expect("entry").path())
        .collect();
    assert_eq!(files.len(), 5, "nothing half written is left: {files:?}");
    assert!(files.iter().all(|f| mode(f) == 0o600));
    let raw = std::fs::read_to_string(place.join(format!("{}.eml", ids[0]))).expect("ASCII");
    assert!(raw.starts_with(&format!(
        "Return-Path: <bounce+{}@ehrenamt.example.org>\r\n",
        ids[0]
    )));
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_tried_again_later() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("mail");
    std::fs::write(&place, "a file where the folder should be").expect("written");
    let mail = compose(
        templates(),
        &sender(),
        &stamp(1),
        &sample_facts(NoticeKind::Offer, "de"),
    )
    .expect("composed");
    let error = Transport::files(&place).send(&mail).await.expect_err("no folder");
    assert_eq!(
        (error.class, error.code().as_str()),
        (SendErrorClass::Temporary, "io-file")
    );
}
