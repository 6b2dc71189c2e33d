//! How is edited what the office decides once: programmes, languages with those who can stand in, districts and ways?

use std::collections::BTreeMap;

use super::form::{Column, Entry, Field, Form, Input, cells, list};
use super::{Catalogue, Loaded};
use crate::app::AppError;
use crate::domain::district::{District, Travel};
use crate::domain::language::{Language, LanguageCode, LanguageFallback, Level};
use crate::domain::money::{JourneyPay, Tariff};
use crate::domain::person::Mobility;
use crate::domain::programme::{Mode, Programme, ProgrammeId, ProofKind};
use crate::domain::record::Values;
use crate::domain::rules::{
    Importance, ProgrammeRules, ProofRule, RefusalReason, RefusalRule, RuleScope, Term,
};
use crate::domain::text::NAME_MAX;
use crate::store::Tx;

fn field(name: &'static str, part: &'static str, input: Input, required: bool) -> Field {
    Field {
        name,
        part,
        input,
        required,
    }
}

fn column(name: &'static str, input: Input, required: bool) -> Column {
    Column {
        name,
        input,
        required,
        group: "",
        words: Default::default(),
    }
}

fn from(pairs: Vec<(&str, String)>) -> Values {
    pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
}

fn text(values: &Values, name: &str) -> String {
    values.get(name).cloned().unwrap_or_default()
}

pub(super) fn programme_form(c: &Catalogue) -> Form {
    let terms = c.codes("weight-", Term::ALL.iter().map(|t| t.as_str()));
    let weights = vec![
        column("weight", Input::One(terms.clone()), true),
        column("points", Input::Number(-100, 100), true),
    ];
    let importance = vec![
        column("weight", Input::One(terms), true),
        column(
            "importance",
            Input::One(c.codes("importance-", Importance::ALL.iter().map(|i| i.as_str()))),
            true,
        ),
    ];
    let renewals = vec![
        column("proof", Input::One(c.proofs.clone()), true),
        column("renew_months", Input::Number(1, 240), false),
        column("max_age_months", Input::Number(1, 240), false),
        column("version", Input::Line(40), false),
        column(
            "regular_only",
            Input::One(c.codes("regular-", ["on"].into_iter())),
            false,
        ),
    ];
    let money = |name, required| column(name, Input::Money(100_000), required);
    let tariffs = vec![
        column("from", Input::Date, true).begins("on_site"),
        column("first_minutes", Input::Number(1, 1440), true),
        money("first_cents", true),
        column("step_minutes", Input::Number(1, 1440), true),
        money("step_cents", true),
        money("remote_first_cents", false).begins("remote"),
        money("remote_step_cents", false),
        money("travel_cents", false).begins("journey"),
        money("journey_km_cents", false),
        column("journey_free_km", Input::Number(0, 1000), false),
        column(
            "journey_tickets",
            Input::One(c.codes("tickets-", ["on"].into_iter())),
            false,
        ),
        money("journey_most_cents", false),
        column("late_hours", Input::Number(1, 240), false).begins("late"),
        money("late_cents", false),
    ];
    Form {
        fields: vec![
            field("name_de", "main", Input::Line(NAME_MAX), true),
            field("name_en", "main", Input::Line(NAME_MAX), true),
            field("role_de", "main", Input::Line(NAME_MAX), true),
            field("role_en", "main", Input::Line(NAME_MAX), true),
            field("position", "main", Input::Number(0, 1000), false),
            field("needs_language", "demands", Input::Tick, false),
            field("language_min", "demands", Input::One(c.levels.clone()), true),
            field("german_min", "demands", Input::One(c.levels.clone()), false),
            field("proofs_needed", "demands", Input::Many(c.proofs.clone()), false),
            field("modes", "demands", Input::Many(c.modes.clone()), true),
            field("renewals", "demands", Input::Rows(c.named(renewals), true), false),
            field("max_minutes", "demands", Input::Number(10, 1440), true),
            field("public_only", "demands", Input::Tick, false),
            field("runs_in_holidays", "demands", Input::Tick, false),
            field("bundles", "demands", Input::Tick, false),
            field("lead_workdays", "demands", Input::Number(0, 60), true),
            field("shows_phone", "demands", Input::Tick, false),
            field("refusals", "refusals", refusals_input(c), false),
            field("refer_to", "refusals", Input::One(c.programmes.clone()), false),
            field("tariffs", "money", Input::Rows(c.named(tariffs), true), false),
            field("regime", "money", Input::One(c.regimes.clone()), false),
            field("case_limit", "planning", Input::Number(1, 1000), false),
            field("repeat_months", "planning", Input::Number(1, 120), true),
            field("team_minutes", "planning", Input::Number(10, 1440), false),
            field("backups", "planning", Input::Number(0, 10), true),
            field("importance", "planning", Input::Rows(importance, true), false),
            field("weights", "planning", Input::Rows(weights, true), false),
        ],
    }
}

/// What can be said about reasons to refuse.
pub(super) fn refusals_input(c: &Catalogue) -> Input {
    let reasons = c.codes("data-refusal-", RefusalReason::ALL.iter().map(|r| r.as_str()));
    let columns = vec![
        column("reason", Input::One(reasons), true),
        column(
            "refuses",
            Input::One(c.codes("refuses-", ["yes", "no"].into_iter())),
            true,
        ),
        column("instead", Input::Line(200), false),
    ];
    Input::Rows(columns, true)
}

pub(super) fn language_form(c: &Catalogue, new: bool) -> Form {
    let fallbacks = vec![
        column("language", Input::One(c.languages.clone()), true),
        column("quality", Input::Number(1, 99), true),
    ];
    let mut fields = vec![
        field("name_de", "main", Input::Line(NAME_MAX), true),
        field("name_en", "main", Input::Line(NAME_MAX), true),
        field("autonym", "main", Input::Line(NAME_MAX), false),
        field("iso639_3", "main", Input::Key(3), true),
        field("variety", "main", Input::Line(60), false),
        field("fallbacks", "fallbacks", Input::Rows(fallbacks, true), false),
    ];
    if new {
        fields.insert(0, field("code", "main", Input::Key(20), true));
    }
    Form { fields }
}

pub(super) fn district_form(c: &Catalogue, new: bool) -> Form {
    let travel = vec![
        column("district", Input::One(c.districts.clone()), true),
        column("public_transport", Input::Number(0, 1440), false),
        column("car", Input::Number(0, 1440), false),
    ];
    let mut fields = vec![
        field("name", "main", Input::Line(NAME_MAX), true),
        field("travel", "travel", Input::Rows(travel, true), false),
    ];
    if new {
        fields.insert(0, field("code", "main", Input::Key(10), true));
    }
    Form { fields }
}

pub(super) async fn load_programme(tx: &mut Tx, key: &str) -> Result<Option<Loaded>, AppError> {
    let found = tx.programmes().await?.into_iter().find(|p| p.id.0 == key);
    let Some(programme) = found else { return Ok(None) };
    let mut values = programme_values(&programme);
    values.insert("tariffs".to_owned(), tariff_rows(tx, key).await?);
    let refusals = refusal_rows(tx, RuleScope::Programme, key).await?;
    values.insert("refusals".to_owned(), refusals);
    Ok(Some(Loaded {
        title: programme.name_de,
        parent: None,
        values,
    }))
}

/// A programme as its form shows it, without its prices and its reasons to refuse.
pub(in crate::app) fn programme_values(p: &Programme) -> Values {
    let tick = |on: bool| if on { "on" } else { "" }.to_owned();
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let months = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let words = |list: Vec<&str>| list.join(" ");
    let renewals = p.rules.proofs.iter().map(|(kind, rule)| {
        let version = rule.version.as_deref().unwrap_or("");
        let (renew, age) = (months(rule.renew_months), months(rule.max_age_months));
        format!("{kind}\t{renew}\t{age}\t{version}\t{}", tick(rule.regular_only))
    });
    let importance = p.rules.importance.iter().map(|(k, v)| format!("{k}\t{v}"));
    let weights = p.weights.iter().map(|(k, v)| format!("{k}\t{v}"));
    from(vec![
        ("name_de", p.name_de.clone()),
        ("name_en", p.name_en.clone()),
        ("role_de", p.role_de.clone()),
        ("role_en", p.role_en.clone()),
        ("position", p.position.to_string()),
        ("needs_language", tick(p.needs_language)),
        ("language_min", p.language_min.to_string()),
        (
            "german_min",
            p.german_min.map(|l| l.to_string()).unwrap_or_default(),
        ),
        (
            "proofs_needed",
            words(ordered(ProofKind::ALL, &p.proofs, |k| k.as_str())),
        ),
        ("modes", words(ordered(Mode::ALL, &p.modes, |m| m.as_str()))),
        ("max_minutes", p.max_minutes.to_string()),
        ("case_limit", number(p.case_limit)),
        ("backups", p.backups.to_string()),
        ("renewals", list(renewals)),
        ("public_only", tick(p.rules.public_only)),
        ("runs_in_holidays", tick(p.rules.runs_in_holidays)),
        ("bundles", tick(p.rules.bundles)),
        ("lead_workdays", p.rules.lead_workdays.to_string()),
        ("shows_phone", tick(p.rules.shows_phone)),
        ("refer_to", p.rules.refer_to.clone().unwrap_or_default()),
        ("regime", p.rules.regime.clone().unwrap_or_default()),
        ("repeat_months", p.rules.repeat_months.to_string()),
        ("team_minutes", number(p.rules.team_minutes)),
        ("importance", list(importance)),
        ("weights", list(weights)),
    ])
}

/// The chosen values in the order of the program, as forms send them.
fn ordered<T: PartialEq + Copy>(
    all: &[T],
    chosen: &[T],
    code: impl Fn(T) -> &'static str,
) -> Vec<&'static str> {
    all.iter()
        .filter(|v| chosen.contains(v))
        .map(|v| code(*v))
        .collect()
}

pub(super) async fn write_programme(tx: &mut Tx, key: &str, values: &Values) -> Result<bool, AppError> {
    let number = |name: &str| text(values, name).parse::<i64>().ok();
    let words = |name: &str| {
        text(values, name)
            .split(' ')
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let required = |name: &str| number(name).ok_or_else(|| AppError::rejected(name, "required"));
    let weights = cells(&text(values, "weights"))
        .filter_map(|row| Some(((*row.first()?).to_owned(), row.get(1)?.parse().ok()?)))
        .collect::<BTreeMap<String, i64>>();
    let level = Level::parse(&text(values, "language_min"));
    tx.upsert_programme(&Programme {
        id: ProgrammeId(key.to_owned()),
        name_de: text(values, "name_de"),
        name_en: text(values, "name_en"),
        role_de: text(values, "role_de"),
        role_en: text(values, "role_en"),
        needs_language: text(values, "needs_language") == "on",
        german_min: Level::parse(&text(values, "german_min")),
        language_min: level.ok_or_else(|| AppError::rejected("language_min", "required"))?,
        proofs: words("proofs_needed")
            .iter()
            .filter_map(|p| ProofKind::parse(p))
            .collect(),
        modes: words("modes").iter().filter_map(|m| Mode::parse(m)).collect(),
        max_minutes: required("max_minutes")?,
        case_limit: number("case_limit"),
        weights,
        backups: required("backups")?,
        position: number("position").unwrap_or(100),
        rules: rules(values),
    })
    .await?;
    write_tariffs(tx, key, &text(values, "tariffs")).await?;
    write_refusals(tx, RuleScope::Programme, key, &text(values, "refusals")).await?;
    Ok(true)
}

/// The rules of a programme beyond its first columns.
fn rules(values: &Values) -> ProgrammeRules {
    let number = |name: &str| text(values, name).parse::<u32>().ok();
    let tick = |name: &str| text(values, name) == "on";
    let some = |name: &str| Some(text(values, name)).filter(|v| !v.is_empty());
    let usual = ProgrammeRules::default();
    let renewals = text(values, "renewals");
    let proofs = cells(&renewals).filter_map(|row| {
        let months = |at: usize| row.get(at).and_then(|n| n.parse::<u32>().ok());
        let rule = ProofRule {
            renew_months: months(1),
            max_age_months: months(2),
            version: row.get(3).map(|v| (*v).to_owned()).filter(|v| !v.is_empty()),
            regular_only: row.get(4) == Some(&"on"),
        };
        Some((ProofKind::parse(row.first()?)?, rule))
    });
    let importance = text(values, "importance");
    let importance = cells(&importance)
        .filter_map(|row| Some((Term::parse(row.first()?)?, Importance::parse(row.get(1)?)?)));
    ProgrammeRules {
        proofs: proofs.collect(),
        public_only: tick("public_only"),
        runs_in_holidays: tick("runs_in_holidays"),
        bundles: tick("bundles"),
        lead_workdays: number("lead_workdays").unwrap_or(usual.lead_workdays),
        repeat_months: number("repeat_months").unwrap_or(usual.repeat_months),
        team_minutes: text(values, "team_minutes").parse().ok(),
        importance: importance.collect(),
        regime: some("regime"),
        refer_to: some("refer_to"),
        shows_phone: tick("shows_phone"),
    }
}

async fn tariff_rows(tx: &mut Tx, programme: &str) -> Result<String, AppError> {
    let some = |number: Option<i64>| number.map(|n| n.to_string()).unwrap_or_default();
    let rows = tx.tariffs().await?;
    Ok(list(rows.iter().filter(|t| t.programme.0 == programme).map(
        |t| {
            format!(
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                t.valid_from,
                t.first_minutes,
                t.first_cents,
                t.step_minutes,
                t.step_cents,
                some(t.remote_first_cents),
                some(t.remote_step_cents),
                t.travel_cents,
                some(t.journey.and_then(|pay| pay.km_cents)),
                some(t.journey.map(|pay| pay.free_km)),
                if t.journey.is_some_and(|pay| pay.tickets) {
                    "on"
                } else {
                    ""
                },
                some(t.journey.map(|pay| pay.most_cents)),
                some(t.late_hours),
                some(t.late_cents)
            )
        },
    )))
}

async fn write_tariffs(tx: &mut Tx, programme: &str, rows: &str) -> Result<(), AppError> {
    if tariff_rows(tx, programme).await? == rows {
        return Ok(());
    }
    let without_most = |row: &Vec<&str>| {
        let given = |at: usize| row.get(at).is_some_and(|cell| !cell.is_empty());
        (given(8) || given(10)) && !given(11)
    };
    if cells(rows).any(|row| without_most(&row)) {
        return Err(AppError::rejected("tariffs", "journey-most"));
    }
    let programme = ProgrammeId(programme.to_owned());
    for old in tx.tariffs().await?.iter().filter(|t| t.programme == programme) {
        tx.delete_tariff(&programme, old.valid_from).await?;
    }
    for row in cells(rows) {
        let number = |at: usize| row.get(at).and_then(|n| n.parse::<i64>().ok());
        let (
            Some(Ok(valid_from)),
            Some(first_minutes),
            Some(first_cents),
            Some(step_minutes),
            Some(step_cents),
        ) = (
            row.first().map(|d| d.parse()),
            number(1),
            number(2),
            number(3),
            number(4),
        )
        else {
            continue;
        };
        tx.upsert_tariff(&Tariff {
            programme: programme.clone(),
            valid_from,
            first_minutes,
            first_cents,
            step_minutes,
            step_cents,
            remote_first_cents: number(5),
            remote_step_cents: number(6),
            travel_cents: number(7).unwrap_or(0),
            journey: number(11).map(|most_cents| JourneyPay {
                km_cents: number(8),
                free_km: number(9).unwrap_or(0),
                tickets: row.get(10) == Some(&"on"),
                most_cents,
            }),
            late_hours: number(12),
            late_cents: number(13),
        })
        .await?;
    }
    Ok(())
}

/// The reasons to refuse of a programme or a source of money, as a list.
pub(super) async fn refusal_rows(tx: &mut Tx, scope: RuleScope, key: &str) -> Result<String, AppError> {
    let rules = tx.refusal_rules().await?;
    let own = rules.iter().filter(|r| r.scope == scope && r.scope_id == key);
    Ok(list(own.map(|r| {
        let refuses = if r.refuses { "yes" } else { "no" };
        format!("{}\t{refuses}\t{}", r.reason, r.instead.as_deref().unwrap_or(""))
    })))
}

/// Writes the rules; a reason whose row was emptied is allowed from then on.
pub(super) async fn write_refusals(
    tx: &mut Tx,
    scope: RuleScope,
    key: &str,
    rows: &str,
) -> Result<(), AppError> {
    let before = refusal_rows(tx, scope, key).await?;
    let rule = |reason, refuses, instead| RefusalRule {
        scope,
        scope_id: key.to_owned(),
        reason,
        refuses,
        instead,
    };
    let reason = |row: &[&str]| row.first().and_then(|r| RefusalReason::parse(r));
    let kept: Vec<RefusalReason> = cells(rows).filter_map(|row| reason(&row)).collect();
    for gone in cells(&before)
        .filter_map(|row| reason(&row))
        .filter(|r| !kept.contains(r))
    {
        tx.upsert_refusal_rule(&rule(gone, false, None)).await?;
    }
    for row in cells(rows) {
        if let Some(reason) = reason(&row) {
            let instead = row.get(2).map(|w| (*w).to_owned()).filter(|w| !w.is_empty());
            tx.upsert_refusal_rule(&rule(reason, row.get(1) == Some(&"yes"), instead))
                .await?;
        }
    }
    Ok(())
}

pub(super) async fn load_language(tx: &mut Tx, key: &str) -> Result<Option<Loaded>, AppError> {
    let Some(language) = tx.languages().await?.into_iter().find(|l| l.code.0 == key) else {
        return Ok(None);
    };
    let fallbacks = tx.fallbacks().await?;
    let own = fallbacks
        .iter()
        .filter(|f| f.asked == language.code)
        .map(|f| format!("{}\t{}", f.spoken.0, f.quality));
    Ok(Some(Loaded {
        title: language.name_de.clone(),
        parent: None,
        values: {
            let mut values = language_values(&language);
            values.insert("fallbacks".to_owned(), list(own));
            values
        },
    }))
}

/// A language as its form shows it, without who can stand in.
pub(in crate::app) fn language_values(language: &Language) -> Values {
    from(vec![
        ("name_de", language.name_de.clone()),
        ("name_en", language.name_en.clone()),
        ("autonym", language.autonym.clone()),
        ("iso639_3", language.iso639_3.clone()),
        ("variety", language.variety.clone()),
    ])
}

pub(super) async fn write_language(tx: &mut Tx, key: &str, values: &Values) -> Result<bool, AppError> {
    let code = LanguageCode(key.to_owned());
    tx.upsert_language(&Language {
        code: code.clone(),
        iso639_3: text(values, "iso639_3"),
        variety: text(values, "variety"),
        name_de: text(values, "name_de"),
        name_en: text(values, "name_en"),
        autonym: text(values, "autonym"),
    })
    .await?;
    tx.delete_fallbacks(key).await?;
    for row in cells(&text(values, "fallbacks")) {
        let (Some(spoken), Some(quality)) = (row.first(), row.get(1).and_then(|q| q.parse().ok())) else {
            continue;
        };
        if *spoken == key {
            return Err(AppError::rejected("fallbacks", "fallback-self"));
        }
        tx.upsert_fallback(&LanguageFallback {
            asked: code.clone(),
            spoken: LanguageCode((*spoken).to_owned()),
            quality,
        })
        .await?;
    }
    Ok(true)
}

pub(super) async fn load_district(tx: &mut Tx, key: &str) -> Result<Option<Loaded>, AppError> {
    let districts = tx.districts().await?;
    let Some(district) = districts.iter().find(|d| d.code == key) else {
        return Ok(None);
    };
    let travel = tx.travel().await?;
    let minutes = |to: &str, mobility: Mobility| {
        let found = travel
            .iter()
            .find(|t| t.from == key && t.to == to && t.mobility == mobility);
        found.map(|t| t.minutes.to_string()).unwrap_or_default()
    };
    // Every district has its row, so that a missing time is seen.
    let rows = districts.iter().map(|d| {
        let (bus, car) = (
            minutes(&d.code, Mobility::PublicTransport),
            minutes(&d.code, Mobility::Car),
        );
        format!("{}\t{bus}\t{car}", d.code)
    });
    Ok(Some(Loaded {
        title: district.name.clone(),
        parent: None,
        values: from(vec![("name", district.name.clone()), ("travel", list(rows))]),
    }))
}

/// Writes the district and its times, each in both directions.
pub(super) async fn write_district(tx: &mut Tx, key: &str, values: &Values) -> Result<bool, AppError> {
    tx.upsert_district(&District {
        code: key.to_owned(),
        name: text(values, "name"),
    })
    .await?;
    let stored = load_district(tx, key)
        .await?
        .map(|l| text(&l.values, "travel"))
        .unwrap_or_default();
    let before: Vec<Vec<&str>> = cells(&stored).collect();
    for row in cells(&text(values, "travel")) {
        let Some(to) = row.first() else { continue };
        for (at, mobility) in [(1, Mobility::PublicTransport), (2, Mobility::Car)] {
            let old = before
                .iter()
                .find(|r| r.first() == Some(to))
                .and_then(|r| r.get(at));
            let Some(minutes) = row.get(at).and_then(|m| m.parse::<i64>().ok()) else {
                continue;
            };
            if old == row.get(at) {
                continue;
            }
            for (from, to) in [(key, *to), (*to, key)] {
                tx.upsert_travel(&Travel {
                    mobility,
                    from: from.to_owned(),
                    to: to.to_owned(),
                    minutes,
                })
                .await?;
            }
        }
    }
    Ok(true)
}

/// What a form offers as a new key must not be taken.
pub(super) fn taken(entries: &[Entry], key: &str) -> bool {
    entries.iter().any(|entry| entry.value.eq_ignore_ascii_case(key))
}
