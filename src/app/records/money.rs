//! How is edited where money comes from and what the law lets people earn?

use super::form::{Column, Field, Form, Input, cells, list};
use super::reference::{refusal_rows, write_refusals};
use super::{Catalogue, Loaded};
use crate::app::AppError;
use crate::domain::money::{CapPeriod, CapRegime, FundingSource};
use crate::domain::programme::ProgrammeId;
use crate::domain::record::Values;
use crate::domain::rules::RuleScope;
use crate::domain::text::NAME_MAX;
use crate::store::Tx;

/// Largest amount of a source: 100 million euros.
const SOURCE_MAX: i64 = 10_000_000_000;

fn field(name: &'static str, input: Input, required: bool) -> Field {
    Field {
        name,
        part: "main",
        input,
        required,
    }
}

fn column(name: &'static str, input: Input) -> Column {
    Column {
        name,
        input,
        required: true,
        group: "",
        words: Default::default(),
    }
}

pub(super) fn funding_form(c: &Catalogue) -> Form {
    Form {
        fields: vec![
            field("name", Input::Line(NAME_MAX), true),
            field("programme", Input::One(c.programmes.clone()), false),
            field("first_day", Input::Date, true),
            field("last_day", Input::Date, true),
            field("amount", Input::Money(SOURCE_MAX), false),
            field("spent", Input::Money(SOURCE_MAX), false),
            field("position", Input::Number(0, 1000), false),
            Field {
                part: "refusals",
                ..field("refusals", super::reference::refusals_input(c), false)
            },
        ],
    }
}

pub(super) fn regime_form(c: &Catalogue) -> Form {
    let periods = c.codes("cap-period-", CapPeriod::ALL.iter().map(|p| p.as_str()));
    let amounts = vec![
        column("from", Input::Date),
        column("amount", Input::Money(100_000_000)),
        column("period", Input::One(periods)),
    ];
    Form {
        fields: vec![
            field("name_de", Input::Line(NAME_MAX), true),
            field("name_en", Input::Line(NAME_MAX), true),
            field("amounts", Input::Rows(amounts, true), true),
        ],
    }
}

fn from(pairs: Vec<(&str, String)>) -> Values {
    pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
}

pub(super) async fn load_funding(tx: &mut Tx, key: &str) -> Result<Option<Loaded>, AppError> {
    let found = tx.funding_sources().await?.into_iter().find(|s| s.id == key);
    let refusals = refusal_rows(tx, RuleScope::Funding, key).await?;
    Ok(found.map(|s| Loaded {
        title: s.name.clone(),
        parent: None,
        values: from(vec![
            ("name", s.name),
            ("programme", s.programme.map(|p| p.0).unwrap_or_default()),
            ("first_day", s.first_day.to_string()),
            ("last_day", s.last_day.to_string()),
            ("amount", s.cents.map(|c| c.to_string()).unwrap_or_default()),
            (
                "spent",
                if s.spent_cents == 0 {
                    String::new()
                } else {
                    s.spent_cents.to_string()
                },
            ),
            ("position", s.position.to_string()),
            ("refusals", refusals),
        ]),
    }))
}

pub(super) async fn write_funding(tx: &mut Tx, key: &str, values: &Values) -> Result<bool, AppError> {
    let text = |name: &str| values.get(name).cloned().unwrap_or_default();
    let day = |name: &str| text(name).parse().map_err(|_| AppError::rejected(name, "date"));
    let (first_day, last_day) = (day("first_day")?, day("last_day")?);
    if last_day < first_day {
        return Err(AppError::rejected("last_day", "end-before-start"));
    }
    tx.upsert_funding_source(&FundingSource {
        id: key.to_owned(),
        name: text("name"),
        programme: Some(text("programme")).filter(|p| !p.is_empty()).map(ProgrammeId),
        first_day,
        last_day,
        cents: text("amount").parse().ok(),
        spent_cents: text("spent").parse().unwrap_or(0),
        position: text("position").parse().unwrap_or(100),
    })
    .await?;
    write_refusals(tx, RuleScope::Funding, key, &text("refusals")).await?;
    Ok(true)
}

pub(super) async fn load_regime(tx: &mut Tx, key: &str) -> Result<Option<Loaded>, AppError> {
    let rows: Vec<CapRegime> = tx
        .cap_regimes()
        .await?
        .into_iter()
        .filter(|r| r.id == key)
        .collect();
    let Some(last) = rows.iter().max_by_key(|r| r.valid_from) else {
        return Ok(None);
    };
    Ok(Some(Loaded {
        title: last.name_de.clone(),
        parent: None,
        values: from(vec![
            ("name_de", last.name_de.clone()),
            ("name_en", last.name_en.clone()),
            (
                "amounts",
                list(
                    rows.iter()
                        .map(|r| format!("{}\t{}\t{}", r.valid_from, r.cents, r.period)),
                ),
            ),
        ]),
    }))
}

pub(super) async fn write_regime(tx: &mut Tx, key: &str, values: &Values) -> Result<bool, AppError> {
    let text = |name: &str| values.get(name).cloned().unwrap_or_default();
    let amounts = text("amounts");
    let rows: Vec<CapRegime> = cells(&amounts)
        .filter_map(|row| {
            Some(CapRegime {
                id: key.to_owned(),
                valid_from: row.first()?.parse().ok()?,
                name_de: text("name_de"),
                name_en: text("name_en"),
                cents: row.get(1)?.parse().ok()?,
                period: CapPeriod::parse(row.get(2)?)?,
            })
        })
        .collect();
    for stored in tx.cap_regimes().await?.iter().filter(|r| r.id == key) {
        if rows.iter().all(|r| r.valid_from != stored.valid_from) {
            tx.delete_cap_regime(key, stored.valid_from).await?;
        }
    }
    for row in &rows {
        tx.upsert_cap_regime(row).await?;
    }
    Ok(true)
}
