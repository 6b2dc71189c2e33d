//! How do fixes and advice of a plan file become values?

use super::plan::amount;
use super::problem::intervals;
use super::reader::{Faults, Fields, join};
use crate::issue::code;
use crate::plan::{Advice, Change, Fix};
use crate::spec::{Goal, Proficiency};
use crate::value::Value;
use std::collections::BTreeMap;

pub(super) fn fix(faults: &mut Faults, path: &str, value: &Value) -> Option<Fix> {
    let mut fields = faults.fields(path, value)?;
    let change = change(faults, path, &mut fields)?;
    let people = fields.need(faults, "people", |f, at, v| f.list(at, v, Faults::text));
    let delta = fields.need(faults, "delta", |f, at, v| {
        f.map(at, v, amount).map(|entries| {
            let mut delta = BTreeMap::new();
            for (word, change) in entries {
                match Goal::from_word(&word) {
                    Some(goal) => {
                        delta.insert(goal, change);
                    }
                    None => f.add(code::UNKNOWN_WORD, at, format!("`{word}` is no goal.")),
                }
            }
            delta
        })
    });
    fields.finish(faults);
    Some(Fix {
        change,
        people: people?,
        delta: delta?,
    })
}

fn change(faults: &mut Faults, path: &str, fields: &mut Fields<'_>) -> Option<Change> {
    let kind = fields.need(faults, "kind", Faults::text)?;
    Some(match kind.as_str() {
        "option" => {
            let start = fields.need(faults, "start", Faults::integer);
            let end = fields.need(faults, "end", Faults::integer);
            Change::Option {
                start: start?,
                end: end?,
            }
        }
        "mode" => Change::Mode {
            mode: fields.need(faults, "mode", Faults::text)?,
        },
        "level" => {
            let code = fields.need(faults, "code", Faults::text);
            let level = fields.need(faults, "level", level);
            Change::Level {
                code: code?,
                level: level?,
            }
        }
        "language" => Change::Language {
            code: fields.need(faults, "code", Faults::text)?,
        },
        "district" => Change::District {
            person: fields.need(faults, "person", Faults::text)?,
        },
        "available" => {
            let person = fields.need(faults, "person", Faults::text);
            let start = fields.need(faults, "start", Faults::integer);
            let end = fields.need(faults, "end", Faults::integer);
            Change::Available {
                person: person?,
                start: start?,
                end: end?,
            }
        }
        "limit" => {
            let person = fields.need(faults, "person", Faults::text);
            let minutes = fields.maybe(faults, "minutes", Faults::integer);
            let requests = fields.maybe(faults, "requests", Faults::integer);
            let cents = fields.maybe(faults, "cents", Faults::integer);
            Change::Limit {
                person: person?,
                minutes,
                requests,
                cents,
            }
        }
        "resource" => {
            let resource = fields.need(faults, "resource", Faults::text);
            let capacity = fields.need(faults, "capacity", Faults::integer);
            Change::Resource {
                resource: resource?,
                capacity: capacity?,
            }
        }
        "budget" => {
            let budget = fields.need(faults, "budget", Faults::text);
            let cents = fields.need(faults, "cents", Faults::integer);
            Change::Budget {
                budget: budget?,
                cents: cents?,
            }
        }
        "gender" => Change::Gender,
        "displace" => Change::Displace {
            request: fields.need(faults, "request", Faults::text)?,
        },
        other => {
            faults.add(
                code::UNKNOWN_WORD,
                &join(path, "kind"),
                format!("`{other}` is no kind of change."),
            );
            return None;
        }
    })
}

fn level(faults: &mut Faults, path: &str, value: &Value) -> Option<Proficiency> {
    let word = faults.text(path, value)?;
    let level = Proficiency::from_word(&word);
    if level.is_none() {
        faults.add(
            code::UNKNOWN_WORD,
            path,
            format!("`{word}` is no level. Use A1, A2, B1, B2, C1, C2 or native."),
        );
    }
    level
}

pub(super) fn advice(faults: &mut Faults, path: &str, value: &Value) -> Option<Advice> {
    let mut fields = faults.fields(path, value)?;
    let kind = fields.need(faults, "kind", Faults::text)?;
    let gain = fields.need(faults, "gain", Faults::integer);
    let advice = match kind.as_str() {
        "person" => {
            let programme = fields.need(faults, "programme", Faults::text);
            let languages = fields.or(faults, "languages", Vec::new(), |f, at, v| f.map(at, v, level));
            let district = fields.maybe(faults, "district", Faults::text);
            let available = fields.need(faults, "available", intervals);
            Advice::Person {
                programme: programme?,
                languages: languages.into_iter().collect(),
                district,
                available: available?,
                gain: gain?,
            }
        }
        "hours" => {
            let person = fields.need(faults, "person", Faults::text);
            let minutes = fields.need(faults, "minutes", Faults::integer);
            Advice::Hours {
                person: person?,
                minutes: minutes?,
                gain: gain?,
            }
        }
        other => {
            faults.add(
                code::UNKNOWN_WORD,
                &join(path, "kind"),
                format!("`{other}` is no kind of advice."),
            );
            return None;
        }
    };
    fields.finish(faults);
    Some(advice)
}
