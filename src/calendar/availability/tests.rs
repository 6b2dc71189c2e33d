//! Are availability texts read as they are meant, and faults named exactly?

use proptest::prelude::*;

use super::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

/// What was read, in short.
fn short(text: &str) -> String {
    to_text(
        &parse(text, today()).unwrap_or_else(|f| panic!("{text}: {f:?}")),
        Lang::De,
        today(),
    )
}

fn faults(text: &str) -> Vec<(&'static str, String)> {
    parse(text, today())
        .unwrap_err()
        .into_iter()
        .map(|f| (f.code.strip_prefix("availability-").unwrap(), f.part))
        .collect()
}

#[test]
fn texts_as_people_write_them() {
    for (text, meaning) in [
        ("Mo 8-13; Do 14-18:30", "Mo 8-13; Do 14-18:30"),
        ("Mo-Fr 8-12", "Mo-Fr 8-12"),
        ("Mo, Mi 8-13 Uhr", "Mo, Mi 8-13"),
        ("Mo und Mi 8 bis 13 Uhr", "Mo, Mi 8-13"),
        (
            "montags 8:00–13:00 Uhr, donnerstags 14.00–18.30 Uhr",
            "Mo 8-13; Do 14-18:30",
        ),
        ("Mo. - Fr.: 08.00 - 12.30 Uhr", "Mo-Fr 8-12:30"),
        ("Di 8-12, 14-18", "Di 8-12; Di 14-18"),
        ("Di/Do von 9 Uhr bis 11 Uhr", "Di, Do 9-11"),
        ("Mo8-13", "Mo 8-13"),
        ("Montag: 0800-1300", "Mo 8-13"),
        ("Sa+So 10-24", "Sa, So 10-24"),
        ("werktags 16-20 Uhr", "Mo-Fr 16-20"),
        ("täglich 17-19", "Mo-So 17-19"),
        ("am Wochenende 10-18 Uhr", "Sa, So 10-18"),
        ("Fr-Mo 10-12", "Mo, Fr-So 10-12"),
        ("Mon-Fri 8am-1pm", "Mo-Fr 8-13"),
        ("Wednesdays 12 pm to 4:30 pm", "Mi 12-16:30"),
        ("Mo 8-13\nDi 9-10", "Mo 8-13; Di 9-10"),
        ("Mo 8h30-13h", "Mo 8:30-13"),
        (
            "Mo 8-12 Uhr alle 2 Wochen ab 30.11.2026",
            "Mo 8-12 alle 2 Wochen ab 30.11.2026",
        ),
        (
            "Mo 8-12, 14-tägig ab 30.11.2026",
            "Mo 8-12 alle 2 Wochen ab 30.11.2026",
        ),
        (
            "Mo 8-12 jede 3. Woche ab 2026-12-07",
            "Mo 8-12 alle 3 Wochen ab 07.12.2026",
        ),
        (
            "ab 01.12.2026 Mo 8-12 bis 31.01.2027",
            "Mo 8-12 ab 01.12.2026 bis 31.01.2027",
        ),
        (
            "Mo 8-12 außer 21.12.2026, 28.12.2026",
            "Mo 8-12 außer 21.12.2026, 28.12.2026",
        ),
        (
            "Mo 8-12 ausser 28.12.26 und 21.12.26",
            "Mo 8-12 außer 21.12.2026, 28.12.2026",
        ),
        ("", ""),
        (" ; \n ", ""),
        ("-", ""),
        ("–", ""),
    ] {
        assert_eq!(short(text), meaning, "{text}");
    }
}

#[test]
fn faults_name_the_part_and_come_all_at_once() {
    let one = |text: &str, code: &'static str, part: &str| {
        assert_eq!(faults(text), [(code, part.to_owned())], "{text}")
    };
    one("8-13", "no-day", "8-13");
    one("Mo", "no-time", "Mo");
    one("Mo 8-13, Di", "no-time", "Mo 8-13, Di");
    one("Mo ab 14 Uhr", "no-end", "14");
    one("Mo 18-8", "end-before-start", "18-8");
    one("Mo 22-2", "end-before-start", "22-2");
    one("Mo 8-8", "end-before-start", "8-8");
    one("Mo 8-25", "bad-time", "25");
    one("Mo 8:75-10", "bad-time", "8:75");
    one("Mo vormittags", "vague-time", "vormittags");
    one("flexibel", "vague-time", "flexibel");
    one(
        "Mo 8-13 nicht in den Ferien",
        "unknown-word",
        "nicht in den Ferien",
    );
    one("Mo 30.11.2026 8-13", "single-date", "30.11.2026");
    one("Mo 8-12 ab 31.02.2027", "bad-date", "31.02.2027");
    one("Mo 8-12 bis 24.12.", "bad-date", "24.12");
    one("Mo 8-12 alle 2 Wochen", "rhythm-start", "Mo 8-12 alle 2 Wochen");
    one(
        "Mo 8-12 alle 0 Wochen ab 30.11.2026",
        "rhythm",
        "Mo 8-12 alle 0 Wochen ab 30.11.2026",
    );
    one(
        "Mo 8-12 ab 01.12.2026 bis 30.11.2026",
        "until-before-from",
        "Mo 8-12 ab 01.12.2026 bis 30.11.2026",
    );
    // The "und" of "zwischen 9 und 11" is no range elsewhere; better a question than a guess.
    assert_eq!(
        faults("Di zwischen 9 und 11 Uhr"),
        [("no-end", "9".into()), ("no-end", "11".into())]
    );
    assert_eq!(
        faults("Mo 8-75:00; Die 8-12; Mittwohc 9-10; 9-10"),
        [
            ("bad-time", "75:00".into()),
            ("unknown-word", "Mittwohc".into()),
            ("no-day", "9-10".into())
        ]
    );
}

#[test]
fn written_in_english() {
    let read = parse(
        "Mo-Mi 8-13 alle 2 Wochen ab 30.11.2026 bis 31.01.2027 außer 14.12.2026",
        today(),
    )
    .unwrap();
    let text = to_text(&read, Lang::En, today());
    assert_eq!(
        text,
        "Mon-Wed 8-13 every 2 weeks from 30.11.2026 until 31.01.2027 except 14.12.2026"
    );
    assert_eq!(parse(&text, today()).unwrap(), read);
}

#[test]
fn endless_texts_are_refused() {
    assert_eq!(faults(&"Mo 8-9;".repeat(1000))[0].0, "too-long");
    assert_eq!(faults(&"Mo 8-9;".repeat(61))[0].0, "too-long");
}

fn recurrence() -> impl Strategy<Value = Recurrence> {
    let date = |n: i64| today() + chrono::Duration::days(n);
    (
        1u8..128,
        0u16..1440,
        1u16..1441,
        1u16..53,
        0i64..400,
        prop::option::of(0i64..400),
        prop::collection::btree_set(0i64..600, 0..4),
    )
        .prop_map(
            move |(mask, start, length, weeks, from, until, except)| Recurrence {
                weekdays: (0..7u8)
                    .filter(|d| mask >> d & 1 == 1)
                    .map(|d| Weekday::try_from(d).unwrap())
                    .collect(),
                interval_weeks: weeks,
                start_minute: start,
                end_minute: (start + length).min(1440),
                from: date(from),
                until: until.map(|u| date(from + u)),
                exceptions: except.into_iter().map(date).collect(),
            },
        )
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(list in prop::collection::vec(recurrence(), 0..5)) {
        for lang in [Lang::De, Lang::En] {
            prop_assert_eq!(parse(&to_text(&list, lang, today()), today()), Ok(list.clone()));
        }
    }

    #[test]
    fn no_text_makes_it_fall_over(text in "\\PC*", noise in "[MoDiFr0-9:.;, h–bisaußeralle Wochenab-]{0,60}") {
        let _ = parse(&text, today());
        if let Ok(read) = parse(&noise, today()) {
            for r in read {
                prop_assert!(r.start_minute < r.end_minute && r.end_minute <= 1440 && !r.weekdays.is_empty());
            }
        }
    }
}
