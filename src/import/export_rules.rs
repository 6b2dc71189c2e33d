//! How are the office's rules written as tables: amounts, proofs, prices, money, reasons to refuse, its days, and who is
//! kept apart?

use std::collections::BTreeMap;

use super::export::{Cells, Everything, day, number};
use super::words::Said as _;
use crate::calendar::availability;
use crate::calendar::format::Lang;
use crate::calendar::recurrence::{ALWAYS, Recurrence};
use crate::domain::exclusion::ExcludedFrom;
use crate::domain::person::Person;
use crate::domain::programme::ProgrammeId;
use crate::domain::rules::{RuleScope, Term};
use crate::domain::text::EmailAddress;
use crate::ids::PersonId;

impl Everything {
    pub(super) fn regime_rows(&self) -> Vec<Cells> {
        let row = |r: &crate::domain::money::CapRegime| {
            vec![
                ("code", r.id.clone()),
                ("name", r.name_de.clone()),
                ("english", r.name_en.clone()),
                ("from", day(r.valid_from)),
                ("amount", euros(r.cents)),
                ("period", r.period.said().to_owned()),
            ]
        };
        self.regimes.iter().map(row).collect()
    }

    pub(super) fn programme_rule_rows(&self) -> Vec<Cells> {
        let mut rows = Vec::new();
        for programme in &self.programmes {
            let rules = &programme.rules;
            let importance = rules
                .importance
                .iter()
                .map(|(term, value)| format!("{}: {}", term.said(), value.said()));
            let weights = programme.weights.iter().filter_map(|(term, points)| {
                let term = Term::parse(term)?;
                Some(format!("{}: {points}", term.said()))
            });
            let refer_to = rules
                .refer_to
                .as_ref()
                .map(|id| self.programme_name(&ProgrammeId(id.clone())));
            rows.push(vec![
                ("programme", programme.name_de.clone()),
                ("public_only", yes_no(rules.public_only)),
                ("runs_in_holidays", yes_no(rules.runs_in_holidays)),
                ("bundles", yes_no(rules.bundles)),
                ("lead_workdays", rules.lead_workdays.to_string()),
                ("shows_phone", yes_no(rules.shows_phone)),
                ("refer_to", refer_to.unwrap_or_default()),
                ("regime", rules.regime.clone().unwrap_or_default()),
                ("repeat_months", rules.repeat_months.to_string()),
                ("team_minutes", number(rules.team_minutes)),
                ("position", programme.position.to_string()),
                ("importance", importance.collect::<Vec<_>>().join("; ")),
                ("weights", weights.collect::<Vec<_>>().join("; ")),
            ]);
        }
        rows
    }

    pub(super) fn proof_rule_rows(&self) -> Vec<Cells> {
        let mut rows = Vec::new();
        for programme in &self.programmes {
            for (kind, rule) in &programme.rules.proofs {
                rows.push(vec![
                    ("programme", programme.name_de.clone()),
                    ("proof", kind.said().to_owned()),
                    ("renew_months", number(rule.renew_months.map(i64::from))),
                    ("max_age_months", number(rule.max_age_months.map(i64::from))),
                    ("version", rule.version.clone().unwrap_or_default()),
                    ("regular_only", yes_no(rule.regular_only)),
                ]);
            }
        }
        rows
    }

    pub(super) fn tariff_rows(&self) -> Vec<Cells> {
        let row = |t: &crate::domain::money::Tariff| {
            let some = |cents: Option<i64>| cents.map(euros).unwrap_or_default();
            vec![
                ("programme", self.programme_name(&t.programme)),
                ("from", day(t.valid_from)),
                ("first_minutes", t.first_minutes.to_string()),
                ("first_cents", euros(t.first_cents)),
                ("step_minutes", t.step_minutes.to_string()),
                ("step_cents", euros(t.step_cents)),
                ("remote_first_cents", some(t.remote_first_cents)),
                ("remote_step_cents", some(t.remote_step_cents)),
                ("travel_cents", euros(t.travel_cents)),
                ("journey_km_cents", some(t.journey.and_then(|pay| pay.km_cents))),
                (
                    "journey_free_km",
                    t.journey.map(|pay| pay.free_km.to_string()).unwrap_or_default(),
                ),
                (
                    "journey_tickets",
                    t.journey.map(|pay| yes_no(pay.tickets)).unwrap_or_default(),
                ),
                ("journey_most_cents", some(t.journey.map(|pay| pay.most_cents))),
                (
                    "late_hours",
                    t.late_hours.map(|h| h.to_string()).unwrap_or_default(),
                ),
                ("late_cents", some(t.late_cents)),
            ]
        };
        self.tariffs.iter().map(row).collect()
    }

    pub(super) fn funding_rows(&self) -> Vec<Cells> {
        let row = |s: &crate::domain::money::FundingSource| {
            let programme = s.programme.as_ref().map(|id| self.programme_name(id));
            vec![
                ("code", s.id.clone()),
                ("name", s.name.clone()),
                ("programme", programme.unwrap_or_default()),
                ("first_day", day(s.first_day)),
                ("last_day", day(s.last_day)),
                ("amount", s.cents.map(euros).unwrap_or_default()),
                ("spent", euros(s.spent_cents)),
                ("position", s.position.to_string()),
            ]
        };
        self.sources.iter().map(row).collect()
    }

    pub(super) fn source_name(&self, id: &str) -> String {
        let found = self.sources.iter().find(|s| s.id == id);
        found.map_or_else(|| id.to_owned(), |s| s.name.clone())
    }

    pub(super) fn refusal_rows(&self) -> Vec<Cells> {
        let row = |r: &crate::domain::rules::RefusalRule| {
            let (programme, funding) = match r.scope {
                RuleScope::Programme => (
                    self.programme_name(&ProgrammeId(r.scope_id.clone())),
                    String::new(),
                ),
                RuleScope::Funding => (String::new(), self.source_name(&r.scope_id)),
            };
            vec![
                ("programme", programme),
                ("funding", funding),
                ("reason", r.reason.said().to_owned()),
                ("refuses", yes_no(r.refuses)),
                ("instead", r.instead.clone().unwrap_or_default()),
            ]
        };
        self.refusals.iter().map(row).collect()
    }

    pub(super) fn office_rows(&self) -> Vec<Cells> {
        let calendar = &self.office;
        let hours: Vec<Recurrence> = calendar
            .phone_hours
            .iter()
            .map(|h| Recurrence::weekly(&[h.weekday], h.start_minute, h.end_minute, ALWAYS))
            .collect();
        let mut rows = Vec::new();
        if !hours.is_empty() {
            rows.push(vec![
                ("what", "Telefonzeiten".to_owned()),
                ("times", availability::to_text(&hours, Lang::De, ALWAYS)),
            ]);
        }
        for closure in &calendar.closures {
            rows.push(vec![
                ("what", "geschlossen".to_owned()),
                ("first_day", day(closure.first_day)),
                ("last_day", day(closure.last_day)),
            ]);
        }
        for cover in &calendar.covers {
            rows.push(vec![
                ("what", "Vertretung".to_owned()),
                ("first_day", day(cover.first_day)),
                ("last_day", day(cover.last_day)),
                ("name", cover.name.clone()),
                ("phone", cover.phone.clone()),
                ("email", address(cover.email.as_ref())),
            ]);
        }
        rows
    }

    pub(super) fn room_rows(&self) -> Vec<Cells> {
        let mut rows = Vec::new();
        for (place, room) in &self.rooms {
            let Some(location) = self.locations.iter().find(|l| l.id == *place) else {
                continue;
            };
            let called = if location.name.is_empty() {
                location.street.clone()
            } else {
                location.name.clone()
            };
            rows.push(vec![
                ("organisation", self.organisation_name(location.organisation)),
                ("place", called),
                ("name", room.name.clone()),
                ("people", number(room.people)),
                ("step_free", yes_no(room.step_free)),
                ("times", room.open.clone()),
            ]);
        }
        rows.sort();
        rows
    }

    pub(super) fn exclusion_rows(&self) -> Vec<Cells> {
        let people: BTreeMap<PersonId, &Person> = self.people.iter().map(|p| (p.id, p)).collect();
        let mut rows = Vec::new();
        for exclusion in &self.exclusions {
            let Some(person) = people.get(&exclusion.person) else {
                continue;
            };
            let mut cells = vec![
                ("first_name", person.first_name.clone()),
                ("last_name", person.last_name.clone()),
                ("email", address(person.email.as_ref())),
                ("phone", person.phone.clone().unwrap_or_default()),
                ("exclusion", exclusion.kind.said().to_owned()),
            ];
            match &exclusion.from {
                ExcludedFrom::Organisation(id) => cells.push(("organisation", self.organisation_name(*id))),
                ExcludedFrom::Case(token) => cells.push(("case_token", token.clone())),
                ExcludedFrom::Person(id) => {
                    let Some(other) = people.get(id) else { continue };
                    cells.extend([
                        ("other_name", format!("{}, {}", other.last_name, other.first_name)),
                        ("other_email", address(other.email.as_ref())),
                        ("other_phone", other.phone.clone().unwrap_or_default()),
                    ]);
                }
            }
            rows.push(cells);
        }
        // Keys differ from office to office; what they stand for does not.
        rows.sort();
        rows
    }
}

fn address(email: Option<&EmailAddress>) -> String {
    email.map(EmailAddress::to_string).unwrap_or_default()
}

pub(super) fn yes_no(on: bool) -> String {
    if on { "ja" } else { "nein" }.to_owned()
}

/// An amount as people write it: "25,00".
pub(super) fn euros(cents: i64) -> String {
    format!("{},{:02}", cents / 100, cents % 100)
}
