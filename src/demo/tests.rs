//! Does the city pass the door every office's files pass?

use std::collections::BTreeSet;

use super::*;

#[test]
fn the_same_day_and_seed_give_the_same_city() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
    assert_eq!(files(today, 7), files(today, 7));
    assert_ne!(files(today, 7), files(today, 8));
}

#[test]
fn nobody_and_nothing_is_named_twice_and_every_address_is_an_example() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
    for file in files(today, 59_065) {
        let text = String::from_utf8(file.bytes).expect("UTF-8");
        assert!(text.starts_with('\u{FEFF}') && text.contains("\r\n"), "{}", file.name);
        let mut keys = BTreeSet::new();
        for line in text.lines().skip(1) {
            let key: Vec<&str> = line.split(';').take(2).collect();
            assert!(keys.insert(key.join(";")), "{}: {line}", file.name);
            for cell in line.split(';').filter(|c| c.contains('@')) {
                assert!(cell.ends_with("@example.org"), "{cell}");
            }
        }
    }
}
