//! The pages of the coordination office, one file per entry of its navigation.

pub(super) mod absent;
pub(super) mod accounts;
pub(super) mod ask;
pub(super) mod bulk;
pub(super) mod caller;
pub(super) mod calls;
pub(super) mod data;
pub(super) mod data_form;
pub(super) mod editing;
pub(super) mod export;
pub(super) mod handover;
pub(super) mod import;
pub(super) mod inbox;
pub(super) mod leave;
pub(super) mod mail_texts;
pub(super) mod mailing;
pub(super) mod moving;
pub(super) mod notices;
pub(super) mod organisations;
pub(super) mod outbox;
pub(super) mod overview;
pub(super) mod parked;
pub(super) mod people;
pub(super) mod plan;
pub(super) mod plan_help;
pub(super) mod plan_outcome;
pub(super) mod prints;
pub(super) mod publish;
pub(super) mod request_rules;
pub(super) mod requests;
pub(super) mod week;

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::domain::plan::PlanRecord;
use crate::ids::AccountId;
use crate::store::{StoreError, Tx};
use crate::view::pages::PlanRow;

/// Rows on a page of a list.
const ROWS: i64 = 50;

/// What a filter form of a list says: text fields by name, empty ones left out.
#[derive(Clone, Debug, Default)]
struct Query(BTreeMap<String, String>);

impl Query {
    fn read(pairs: Vec<(String, String)>) -> Self {
        // Longer than any search is: cut before it reaches the database.
        let kept = pairs
            .into_iter()
            .map(|(k, v)| (k, v.trim().chars().take(200).collect::<String>()));
        Self(
            kept.filter(|(k, v)| !v.is_empty() && !matches!(k.as_str(), "lang" | "ok"))
                .collect(),
        )
    }

    fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    fn some(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }

    /// The page asked for, from 1.
    fn page(&self) -> u64 {
        self.get("page")
            .parse()
            .ok()
            .filter(|n| (1..=1_000_000).contains(n))
            .unwrap_or(1)
    }

    /// Whether anything narrows the list.
    fn narrows(&self) -> bool {
        self.0.keys().any(|key| key != "page")
    }

    /// The address of another page of the same list.
    fn url(&self, path: &str, page: u64) -> String {
        let number = page.to_string();
        let others = self
            .0
            .iter()
            .filter(|(key, _)| *key != "page")
            .map(|(k, v)| (k.as_str(), v.as_str()));
        let pairs: Vec<String> = others
            .chain([("page", number.as_str())])
            .map(|(k, v)| format!("{}={}", encode(k), encode(v)))
            .collect();
        format!("{path}?{}", pairs.join("&"))
    }
}

/// Percent-encodes everything but letters, digits and `-._~` (RFC 3986, 2.3).
pub(super) fn encode(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    text.bytes()
        .map(|b| {
            if plain(b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

/// The page of the office a form names to go back to; the overview when it names none.
fn back_to(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/?=&-_".contains(&b);
    let inside = path == "/office" || path.starts_with("/office/") || path.starts_with("/office?");
    if inside && path.len() < 300 && path.bytes().all(plain) {
        path.to_owned()
    } else {
        "/office".to_owned()
    }
}

/// The Monday of a day's week.
fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))
        .unwrap_or(day)
}

/// First and last local day of a window whose end is the first moment outside.
fn days_of(from: DateTime<Utc>, to: DateTime<Utc>, zone: Tz) -> (NaiveDate, NaiveDate) {
    let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    (day(from), day(to - TimeDelta::seconds(1)))
}

/// The name of an account, empty when nobody or somebody unknown did it.
async fn account_name(tx: &mut Tx, id: Option<AccountId>) -> Result<String, StoreError> {
    Ok(match id {
        Some(id) => tx.account(id).await?.map(|a| a.name).unwrap_or_default(),
        None => String::new(),
    })
}

/// Lines of the list of plans.
async fn plan_rows(tx: &mut Tx, records: Vec<PlanRecord>, zone: Tz) -> Result<Vec<PlanRow>, StoreError> {
    let mut rows = Vec::new();
    for record in records {
        let (from, to) = days_of(record.window.from, record.window.to, zone);
        rows.push(PlanRow {
            url: format!("/office/plans/{}", record.id),
            from,
            to,
            state: record.state.as_str().to_owned(),
            created_at: record.created_at,
            by: account_name(tx, record.created_by).await?,
        });
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_office_are_gone_back_to() {
        assert_eq!(
            back_to("/office/requests/12?option=1"),
            "/office/requests/12?option=1"
        );
        for elsewhere in [
            "",
            "//example.org",
            "https://example.org",
            "/officer",
            "/office/\r\nx",
            "/s/x",
        ] {
            assert_eq!(back_to(elsewhere), "/office", "{elsewhere}");
        }
    }

    #[test]
    fn a_filter_survives_paging() {
        let query = Query::read(vec![
            ("q".into(), " Müller & Co ".into()),
            ("page".into(), "2".into()),
            ("state".into(), String::new()),
        ]);
        assert_eq!(query.page(), 2);
        assert!(query.narrows());
        assert_eq!(
            query.url("/office/people", 3),
            "/office/people?q=M%C3%BCller%20%26%20Co&page=3"
        );
    }
}
