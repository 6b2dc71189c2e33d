//! Does a calendar program that subscribes see what was agreed, the same as in the mails, and nothing else?

use std::path::Path;
use std::process::Command;
use std::time::Duration as Wait;

use axum::http::{Request, StatusCode, header};
use chrono::{DateTime, TimeDelta, Utc};
use passgenau::domain::assignment::{Assignment, AssignmentState};
use passgenau::domain::feed::FeedOwner;
use passgenau::domain::offer::Answer;
use passgenau::domain::request::CalendarEntry;
use passgenau::ids::AssignmentId;
use serde::Deserialize;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::browser::Browser;
use super::{office, signed_in};
use crate::support::app::{TestApp, calendar, property, to};
use crate::support::people::interpreter;

/// What other programs saw in a calendar (tests/it/support/read_calendars.py).
#[derive(Debug, Deserialize)]
struct Seen {
    icalendar: Vec<Event>,
    vobject: Vec<Event>,
    longest_line: usize,
    bare_breaks: usize,
}

#[derive(Debug, Deserialize)]
struct Event {
    uid: String,
    start: String,
    end: String,
    summary: String,
    #[serde(default)]
    sequence: i64,
    #[serde(default)]
    status: String,
    #[serde(default)]
    names: Vec<String>,
}

fn read(calendars: &[&str]) -> Vec<Seen> {
    let folder = tempfile::tempdir().unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/support/read_calendars.py");
    // Debian's own, which has the two parsers as packages; another python3 may come first in the path.
    let debian = Path::new("/usr/bin/python3");
    let mut command = Command::new(if debian.exists() {
        debian
    } else {
        Path::new("python3")
    });
    command.arg(script);
    for (index, text) in calendars.iter().enumerate() {
        let path = folder.path().join(format!("{index}.ics"));
        std::fs::write(&path, text).unwrap();
        command.arg(path);
    }
    let output = command.output().expect("python3 runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let seen: Vec<Seen> = serde_json::from_slice(&output.stdout).expect("JSON");
    for one in &seen {
        assert_eq!(one.bare_breaks, 0);
        assert!(one.longest_line <= 75, "{}", one.longest_line);
        let key = |event: &Event| (event.uid.clone(), event.start.clone(), event.end.clone());
        let (a, b): (Vec<_>, Vec<_>) = (
            one.icalendar.iter().map(key).collect(),
            one.vobject.iter().map(key).collect(),
        );
        assert_eq!(a, b, "both readers see the same");
    }
    seen
}

async fn feed(browser: &mut Browser, path: &str) -> (String, String) {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    assert!(answer.header("x-robots-tag").contains("noindex"));
    let etag = answer.header("etag").to_owned();
    (answer.body, etag)
}

async fn asked_again(browser: &mut Browser, path: &str, etag: &str) -> StatusCode {
    let request = Request::get(path).header(header::IF_NONE_MATCH, etag);
    browser.send(request).await.status
}

#[tokio::test]
async fn a_feed_follows_what_is_agreed() {
    let (_db, office) = office().await;
    let number = office.ask(&office.form()).await;
    office.plan_and_publish().await;
    let (offer, token) = office.open_offer(number).await.unwrap();
    let mut browser = Browser::new(&office.app);
    let person = office
        .app
        .feed_path(FeedOwner::Person(offer.person))
        .await
        .unwrap();
    let school = office
        .app
        .feed_path(FeedOwner::Organisation(office.school.id))
        .await
        .unwrap();
    let clerk = office
        .app
        .feed_path(FeedOwner::Account(office.account))
        .await
        .unwrap();
    let (empty, first) = feed(&mut browser, &person).await;
    assert!(
        !empty.contains("VEVENT") && empty.contains("BEGIN:VTIMEZONE"),
        "{empty}"
    );

    office
        .app
        .answer(&token, Answer::Accept, &office.mark("a"))
        .await
        .unwrap();
    let mails = office.mails().await;
    let schools = calendar(to(&mails, "sekretariat@example.org")[0]).unwrap();
    let theirs = mails
        .iter()
        .find(|m| m.to[0].starts_with("person"))
        .and_then(calendar)
        .unwrap();
    assert_eq!(asked_again(&mut browser, &person, &first).await, StatusCode::OK);
    let (mine, etag) = feed(&mut browser, &person).await;
    assert_eq!(
        asked_again(&mut browser, &person, &format!("W/{etag}, \"x\"")).await,
        StatusCode::NOT_MODIFIED
    );
    office.later(TimeDelta::minutes(61));
    assert_eq!(
        feed(&mut browser, &person).await,
        (mine.clone(), etag.clone()),
        "byte for byte"
    );
    let (yours, _) = feed(&mut browser, &school).await;
    let (all, _) = feed(&mut browser, &clerk).await;
    let seen = read(&[&mine, &yours, &all, &empty]);
    for (seen, mail) in [(&seen[0], &theirs), (&seen[1], &schools), (&seen[2], &theirs)] {
        let [event] = seen.icalendar.as_slice() else {
            panic!("{seen:?}")
        };
        assert_eq!(event.uid, property(mail, "UID"));
        assert_eq!(
            (event.start.as_str(), event.end.as_str()),
            ("2026-12-01T08:00:00Z", "2026-12-01T09:00:00Z")
        );
        assert_eq!((event.sequence, event.status.as_str()), (0, "CONFIRMED"));
        for name in ["ATTENDEE", "ORGANIZER"] {
            assert!(!event.names.iter().any(|n| n == name), "{event:?}");
        }
    }
    for text in [&mine, &yours] {
        let flat = text.replace("\r\n ", "");
        for secret in [
            "/e/",
            "/s/",
            "Berger",
            "02381 555-20",
            "person1",
            "türk",
            "Türk",
            "Elterngespr",
        ] {
            assert!(!flat.contains(secret), "{secret} in {flat}");
        }
        for line in [
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
            "X-PUBLISHED-TTL:PT1H",
            "CLASS:PRIVATE",
            "METHOD:PUBLISH",
        ] {
            assert!(flat.lines().any(|l| l == line), "{line} in {flat}");
        }
        assert!(
            flat.contains("DTSTAMP:20261123T080000Z"),
            "the last change, not now: {flat}"
        );
    }
    assert_eq!(seen[3].icalendar.len(), 0);

    office
        .app
        .cancel_by_requester(office.school.id, number, &office.mark("c"))
        .await
        .unwrap();
    let cancels = office.mails().await;
    let (mine, _) = feed(&mut browser, &person).await;
    let (yours, _) = feed(&mut browser, &school).await;
    let seen = read(&[&mine, &yours]);
    for (seen, before) in seen.iter().zip([&theirs, &schools]) {
        assert_eq!(seen.icalendar[0].uid, property(before, "UID"));
        assert_eq!(
            (seen.icalendar[0].sequence, seen.icalendar[0].status.as_str()),
            (1, "CANCELLED")
        );
        assert!(
            seen.icalendar[0].summary.starts_with("Abgesagt: Einsatz"),
            "{seen:?}"
        );
    }
    assert_eq!(cancels.len(), 2);
    office.later(TimeDelta::days(31));
    for path in [&person, &school] {
        let (gone, _) = feed(&mut browser, path).await;
        assert!(!gone.contains("VEVENT"), "30 days and no longer");
    }
}

#[tokio::test]
async fn an_address_dies_when_it_is_made_anew() {
    let (_db, office) = office().await;
    let mut browser = signed_in(&office).await;
    let page = browser.get("/office/calendar").await;
    page.shows("webcal://127.0.0.1:8080/k/a");
    let path = office
        .app
        .feed_path(FeedOwner::Account(office.account))
        .await
        .unwrap();
    page.shows(&path);
    assert_eq!(browser.get(&path).await.status, StatusCode::OK);
    assert_eq!(
        browser.post("/office/calendar", &[]).await.status,
        StatusCode::FORBIDDEN
    );
    let done = browser.submit("/office/calendar", "/office/calendar", &[]).await;
    browser.get(done.location()).await.shows("Die Adresse ist neu.");
    assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND);
    let anew = office
        .app
        .feed_path(FeedOwner::Account(office.account))
        .await
        .unwrap();
    assert_ne!(path, anew);
    assert_eq!(browser.get(&anew).await.status, StatusCode::OK);
    // The secret: 128 bit behind the id.
    assert!(anew.trim_end_matches(".ics").len() - "/k/a".len() >= (16 + 16) * 4 / 3);

    let school = super::school_url(&office);
    let done = browser
        .submit(&format!("{school}/calendar"), &format!("{school}/calendar"), &[])
        .await;
    assert!(done.location().starts_with(&format!("{school}/calendar")));
}

/// Fifty agreed assignments around both clock changes, and the mails that tell of them.
async fn fifty(office: &TestApp) -> Vec<Assignment> {
    let number = office.ask(&office.form()).await;
    office.plan_and_publish().await;
    let (offer, token) = office.open_offer(number).await.unwrap();
    office
        .app
        .answer(&token, Answer::Accept, &office.mark("a"))
        .await
        .unwrap();
    let first: DateTime<Utc> = "2026-11-24T07:00:00Z".parse().unwrap();
    let mut tx = office.app.store.write().await.unwrap();
    let pattern = tx.assignment_of_offer(offer.id).await.unwrap().unwrap();
    let mut all = vec![pattern.clone()];
    let request = pattern.request;
    // A request of its own for each: at most one assignment of a person stands per request.
    tx.commit().await.unwrap();
    for n in 1..50 {
        let days = match n {
            0..=20 => n,
            // The Sundays on which the clock changes, and the days around them.
            21..=34 => (n - 28) + 124,
            _ => (n - 42) + 341,
        };
        let starts_at = first + TimeDelta::days(days) + TimeDelta::minutes(15 * (n % 4));
        let form = passgenau::app::RequestForm {
            room: format!("Raum {n}"),
            ..office.form()
        };
        let number = office.ask(&form).await;
        let mut tx = office.app.store.write().await.unwrap();
        let other = tx.request_by_number(number).await.unwrap().unwrap();
        assert_ne!(other.id, request);
        let mut offer = offer.clone();
        offer.id = passgenau::ids::OfferId(Uuid::from_u128(9000 + n as u128));
        offer.request = other.id;
        tx.insert_offer(&offer).await.unwrap();
        let assignment = Assignment {
            id: AssignmentId(Uuid::from_u128(8000 + n as u128)),
            request: other.id,
            offer: offer.id,
            starts_at,
            ends_at: starts_at + TimeDelta::hours(1),
            state: AssignmentState::Confirmed,
            calendar: CalendarEntry {
                uid: format!("{n:032x}@ehrenamt.example.org"),
                sequence: 0,
            },
            ..pattern.clone()
        };
        assert!(tx.insert_assignment(&assignment).await.unwrap());
        let told = passgenau::domain::notice::NewNotice {
            kind: passgenau::domain::notice::NoticeKind::ConfirmedVolunteer,
            recipient: passgenau::domain::notice::Recipient::Person(pattern.person),
            request: Some(other.id),
            offer: Some(offer.id),
            assignment: Some(assignment.id),
            payload: passgenau::domain::notice::NoticePayload {
                calendar: Some(passgenau::domain::notice::CalendarStamp {
                    uid: assignment.calendar.uid.clone(),
                    sequence: 0,
                    stamp: assignment.created_at,
                    starts_at: assignment.starts_at,
                    ends_at: assignment.ends_at,
                }),
                ..Default::default()
            },
            not_before: office.now(),
            dedupe_key: format!("fifty/{n}"),
        };
        let id = passgenau::ids::OutboxId(Uuid::from_u128(7000 + n as u128));
        tx.enqueue(&told, id, &format!("{id}@ehrenamt.example.org"), office.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        all.push(assignment);
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_shifts_are_the_same_in_mail_feed_and_a_subscribed_program() {
    let (_db, office) = office().await;
    let agreed = fifty(&office).await;
    let mails: Vec<String> = office
        .mails()
        .await
        .iter()
        .filter(|m| m.to[0].starts_with("person"))
        .filter_map(calendar)
        .filter(|text| text.contains("METHOD:REQUEST"))
        .collect();
    assert_eq!(mails.len(), 50);
    let owner = FeedOwner::Person(agreed[0].person);
    let path = office.app.feed_path(owner).await.unwrap();
    let mut browser = Browser::new(&office.app);
    let (text, _) = feed(&mut browser, &path).await;
    let folded: Vec<&str> = mails.iter().map(String::as_str).collect();
    // The mails' entries come unfolded from the support; the feed is what is measured.
    let mut in_mails = std::collections::BTreeMap::new();
    for mail in &folded {
        let local = |name: &str| property(mail, name);
        in_mails.insert(local("UID"), (local("DTSTART"), local("DTEND")));
    }
    let events: Vec<String> = text
        .replace("\r\n ", "")
        .split("BEGIN:VEVENT")
        .skip(1)
        .map(|event| format!("BEGIN:VEVENT{event}"))
        .collect();
    assert_eq!(events.len(), 50);
    for event in &events {
        let told = &in_mails[&property(event, "UID")];
        assert_eq!(*told, (property(event, "DTSTART"), property(event, "DTEND")));
    }
    let seen = read(&[&text]).remove(0);
    let instants: std::collections::BTreeMap<_, _> = seen
        .icalendar
        .iter()
        .map(|event| (event.uid.as_str(), event.start.as_str()))
        .collect();
    for assignment in &agreed {
        let start = assignment.starts_at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        assert_eq!(instants[assignment.calendar.uid.as_str()], start);
    }

    // A real program: vdirsyncer fetches over HTTP twice, khal lists.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let serving = tokio::spawn(passgenau::web::serve(
        office.app.clone(),
        listener,
        stop.clone().cancelled_owned(),
    ));
    let folder = tempfile::tempdir().unwrap();
    let url = format!("http://{address}{path}");
    let home = folder.path().to_owned();
    let listed = tokio::task::spawn_blocking(move || subscribe(&home, &url))
        .await
        .unwrap();
    stop.cancel();
    serving.await.unwrap().unwrap();
    let mut wanted: Vec<String> = agreed
        .iter()
        .map(|a| {
            a.starts_at
                .with_timezone(&chrono_tz::Europe::Berlin)
                .format("%Y-%m-%d %H:%M")
                .to_string()
        })
        .collect();
    wanted.sort();
    assert_eq!(listed, wanted);
}

/// Subscribes with vdirsyncer and lists with khal; the moments of all events, local.
fn subscribe(home: &Path, url: &str) -> Vec<String> {
    let at = |name: &str| home.join(name).display().to_string();
    std::fs::write(
        home.join("vdirsyncer.conf"),
        format!(
            "[general]\nstatus_path = \"{}\"\n\n[pair feed]\na = \"there\"\nb = \"here\"\ncollections = null\n\n\
             [storage there]\ntype = \"http\"\nurl = \"{url}\"\n\n\
             [storage here]\ntype = \"filesystem\"\npath = \"{}\"\nfileext = \".ics\"\n",
            at("status"),
            at("calendar"),
        ),
    )
    .unwrap();
    std::fs::create_dir(home.join("calendar")).unwrap();
    let vdirsyncer = |command: &[&str]| {
        let output = Command::new("vdirsyncer")
            .args(["-c", &at("vdirsyncer.conf")])
            .args(command)
            .env("HOME", home)
            .output()
            .expect("vdirsyncer runs");
        let said =
            String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}");
        said
    };
    vdirsyncer(&["discover"]);
    let first = vdirsyncer(&["sync"]);
    assert_eq!(first.matches("Copying (uploading) item").count(), 50, "{first}");
    let modified = |path: &Path| -> Vec<_> {
        let mut files: Vec<_> = std::fs::read_dir(path)
            .unwrap()
            .map(|f| {
                let f = f.unwrap();
                (f.file_name(), f.metadata().unwrap().modified().unwrap())
            })
            .collect();
        files.sort();
        files
    };
    let before = modified(&home.join("calendar"));
    std::thread::sleep(Wait::from_millis(20));
    let second = vdirsyncer(&["sync"]);
    assert!(
        !second.contains("Copying") && !second.contains("Deleting"),
        "{second}"
    );
    assert_eq!(
        before,
        modified(&home.join("calendar")),
        "the second sync changes nothing"
    );

    std::fs::write(
        home.join("khal.conf"),
        format!(
            "[calendars]\n[[feed]]\npath = {}\n\n[locale]\nlocal_timezone = Europe/Berlin\n\
             default_timezone = Europe/Berlin\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n\
             longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n\n\
             [sqlite]\npath = {}\n",
            at("calendar"),
            at("khal.db"),
        ),
    )
    .unwrap();
    let output = Command::new("khal")
        .args([
            "-c",
            &at("khal.conf"),
            "list",
            "--format",
            "{start}",
            "--day-format",
            "",
            "2026-11-01",
            "400d",
        ])
        .env("HOME", home)
        .env("LC_ALL", "C.UTF-8")
        .output()
        .expect("khal runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut listed: Vec<String> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    listed.sort();
    listed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_programs_that_come_again_get_almost_nothing() {
    let (_db, office) = office().await;
    let people: Vec<_> = (3..503).map(interpreter).collect();
    office.people(&people).await;
    let number = office.ask(&office.form()).await;
    office.plan_and_publish().await;
    let (_, token) = office.open_offer(number).await.unwrap();
    let mut browser = Browser::new(&office.app);
    let mut feeds = Vec::new();
    let all = people
        .iter()
        .map(|p| p.id)
        .chain(super::pool().into_iter().map(|p| p.id));
    for person in all {
        let path = office.app.feed_path(FeedOwner::Person(person)).await.unwrap();
        let (_, etag) = feed(&mut browser, &path).await;
        feeds.push((path, etag));
    }
    // One appointment changes between two rounds.
    office
        .app
        .answer(&token, Answer::Accept, &office.mark("a"))
        .await
        .unwrap();
    let (mut same, mut took) = (0, Vec::new());
    for (path, etag) in &feeds {
        let begun = std::time::Instant::now();
        let status = asked_again(&mut browser, path, etag).await;
        took.push(begun.elapsed());
        same += usize::from(status == StatusCode::NOT_MODIFIED);
    }
    assert_eq!(same, feeds.len() - 1, "only the one that changed is sent again");
    took.sort();
    let p99 = took[took.len() * 99 / 100];
    eprintln!("{} feeds asked again: p99 {p99:?}", feeds.len());
    assert!(p99 < Wait::from_millis(250), "{p99:?}");
}
