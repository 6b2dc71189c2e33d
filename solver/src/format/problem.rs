//! How does the text of `passgenau-problem/1` become plain structs?

use super::reader::{Faults, Fields};
use crate::issue::code;
use crate::spec::*;
use crate::value::Value;
use std::collections::BTreeMap;

/// The value of `format` in a problem file.
pub(super) const FORMAT: &str = "passgenau-problem/1";

pub(super) fn read(faults: &mut Faults, value: &Value) -> ProblemSpec {
    let mut spec = ProblemSpec::default();
    let Some(mut fields) = faults.fields("", value) else {
        return spec;
    };
    super::format_marker(faults, &mut fields, FORMAT);
    spec.people = fields
        .need(faults, "people", |f, at, v| f.list(at, v, person))
        .unwrap_or_default();
    spec.requests = fields
        .need(faults, "requests", |f, at, v| f.list(at, v, request))
        .unwrap_or_default();
    spec.resources = fields.or(faults, "resources", Vec::new(), |f, at, v| {
        f.list(at, v, resource)
    });
    spec.travel = fields.or(faults, "travel", BTreeMap::new(), |f, at, v| {
        keyed(f, at, v, |f, at, v| {
            keyed(f, at, v, |f, at, v| keyed(f, at, v, Faults::integer))
        })
    });
    spec.buffer = fields.or(faults, "buffer", spec.buffer, Faults::integer);
    spec.language_fallbacks = fields.or(faults, "language_fallbacks", Vec::new(), |f, at, v| {
        f.list(at, v, fallback)
    });
    spec.min_language_quality = fields.or(
        faults,
        "min_language_quality",
        spec.min_language_quality,
        Faults::integer,
    );
    spec.budgets = fields.or(faults, "budgets", Vec::new(), |f, at, v| f.list(at, v, budget));
    spec.cases = fields.or(faults, "cases", Vec::new(), |f, at, v| f.list(at, v, case));
    spec.apart = fields.or(faults, "apart", Vec::new(), |f, at, v| f.list(at, v, ids));
    spec.pins = fields.or(faults, "pins", Vec::new(), |f, at, v| f.list(at, v, told));
    spec.previous = fields.or(faults, "previous", Vec::new(), |f, at, v| f.list(at, v, told));
    spec.levels = fields.or(faults, "levels", spec.levels, |f, at, v| f.list(at, v, goal));
    spec.weights = fields.or(faults, "weights", BTreeMap::new(), |f, at, v| {
        keyed(f, at, v, weights)
    });
    spec.backups = fields.or(faults, "backups", spec.backups, Faults::integer);
    fields.finish(faults);
    spec
}

fn keyed<T>(
    faults: &mut Faults,
    path: &str,
    value: &Value,
    each: impl FnMut(&mut Faults, &str, &Value) -> Option<T>,
) -> Option<BTreeMap<String, T>> {
    Some(faults.map(path, value, each)?.into_iter().collect())
}

fn ids(faults: &mut Faults, path: &str, value: &Value) -> Option<Vec<String>> {
    faults.list(path, value, Faults::id)
}

pub(super) fn intervals(faults: &mut Faults, path: &str, value: &Value) -> Option<Vec<(i64, i64)>> {
    faults.list(path, value, |f, at, v| {
        let ends = f.list(at, v, Faults::integer)?;
        match (ends.as_slice(), v) {
            (&[start, end], _) => Some((start, end)),
            (_, Value::List(written)) if written.len() == 2 => None,
            _ => {
                f.add(
                    code::WRONG_TYPE,
                    at,
                    "An interval is written [start, end]. Give exactly two numbers.",
                );
                None
            }
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
            format!("`{word}` is no level. Use one of A1 A2 B1 B2 C1 C2 native."),
        );
    }
    level
}

fn goal(faults: &mut Faults, path: &str, value: &Value) -> Option<Goal> {
    let word = faults.text(path, value)?;
    let goal = Goal::from_word(&word);
    if goal.is_none() {
        let known = Goal::ALL.map(Goal::as_str).join(" ");
        faults.add(
            code::UNKNOWN_WORD,
            path,
            format!("`{word}` is no goal. Use some of {known}."),
        );
    }
    goal
}

/// A required id; a placeholder keeps the entry, so that its other faults are found too.
fn need_id(fields: &mut Fields<'_>, faults: &mut Faults, key: &'static str) -> String {
    fields.need(faults, key, Faults::id).unwrap_or_default()
}

pub(super) fn person(faults: &mut Faults, path: &str, value: &Value) -> Option<PersonSpec> {
    let mut fields = faults.fields(path, value)?;
    let mut person = PersonSpec {
        id: need_id(&mut fields, faults, "id"),
        ..PersonSpec::default()
    };
    person.programmes = fields.or(faults, "programmes", Vec::new(), ids);
    person.languages = fields.or(faults, "languages", BTreeMap::new(), |f, at, v| {
        keyed(f, at, v, level)
    });
    person.qualifications = fields.or(faults, "qualifications", Vec::new(), ids);
    person.gender = fields.maybe(faults, "gender", Faults::text);
    person.district = fields.need(faults, "district", Faults::text).unwrap_or_default();
    person.mobility = fields.or(faults, "mobility", person.mobility, Faults::text);
    person.districts = fields.maybe(faults, "districts", |f, at, v| f.list(at, v, Faults::text));
    person.modes = fields.or(faults, "modes", person.modes, ids);
    person.available = fields.or(faults, "available", Vec::new(), intervals);
    person.preferred = fields.or(faults, "preferred", Vec::new(), intervals);
    person.busy = fields.or(faults, "busy", Vec::new(), |f, at, v| f.list(at, v, busy));
    person.limits = fields.or(faults, "limits", Vec::new(), |f, at, v| f.list(at, v, limit));
    person.load = fields.or(faults, "load", person.load, Faults::integer);
    person.capacity = fields.or(faults, "capacity", person.capacity, Faults::integer);
    fields.finish(faults);
    Some(person)
}

fn busy(faults: &mut Faults, path: &str, value: &Value) -> Option<BusySpec> {
    let mut fields = faults.fields(path, value)?;
    let start = fields.need(faults, "start", Faults::integer);
    let end = fields.need(faults, "end", Faults::integer);
    let district = fields.maybe(faults, "district", Faults::text);
    let place = fields.maybe(faults, "place", Faults::text);
    fields.finish(faults);
    Some(BusySpec {
        start: start?,
        end: end?,
        district,
        place,
    })
}

fn limit(faults: &mut Faults, path: &str, value: &Value) -> Option<LimitSpec> {
    let mut fields = faults.fields(path, value)?;
    let from = fields.need(faults, "from", Faults::integer);
    let to = fields.need(faults, "to", Faults::integer);
    let minutes = fields.maybe(faults, "minutes", Faults::integer);
    let requests = fields.maybe(faults, "requests", Faults::integer);
    let cents = fields.maybe(faults, "cents", Faults::integer);
    fields.finish(faults);
    Some(LimitSpec {
        from: from?,
        to: to?,
        minutes,
        requests,
        cents,
    })
}

pub(super) fn request(faults: &mut Faults, path: &str, value: &Value) -> Option<RequestSpec> {
    let mut fields = faults.fields(path, value)?;
    let mut request = RequestSpec {
        id: need_id(&mut fields, faults, "id"),
        ..RequestSpec::default()
    };
    request.programme = fields.need(faults, "programme", Faults::text).unwrap_or_default();
    request.weight = fields.or(faults, "weight", request.weight, Faults::integer);
    request.mode = fields.or(faults, "mode", request.mode, Faults::text);
    request.district = fields.need(faults, "district", Faults::text).unwrap_or_default();
    request.place = fields.maybe(faults, "place", Faults::text);
    request.options = match fields.need(faults, "options", |f, at, v| f.list(at, v, option)) {
        Some(options) => options,
        // Already reported; one time that disturbs nothing keeps the request whole.
        None => vec![OptionSpec {
            start: 0,
            end: 1,
            day: String::new(),
        }],
    };
    request.seats = fields.or(faults, "seats", request.seats, |f, at, v| f.list(at, v, seat));
    request.all_or_nothing = fields.or(faults, "all_or_nothing", request.all_or_nothing, Faults::truth);
    request.gender = fields.maybe(faults, "gender", gender);
    request.excluded = fields.or(faults, "excluded", Vec::new(), ids);
    request.known = fields.or(faults, "known", Vec::new(), ids);
    request.cents = fields.or(faults, "cents", request.cents, Faults::integer);
    request.budget = fields.maybe(faults, "budget", Faults::text);
    request.case = fields.maybe(faults, "case", Faults::text);
    request.resources = fields.or(faults, "resources", Vec::new(), |f, at, v| f.list(at, v, ids));
    request.favoured = fields.or(faults, "favoured", Vec::new(), |f, at, v| f.list(at, v, favoured));
    fields.finish(faults);
    Some(request)
}

fn favoured(faults: &mut Faults, path: &str, value: &Value) -> Option<FavouredSpec> {
    let mut fields = faults.fields(path, value)?;
    let reason = fields.need(faults, "reason", Faults::text);
    let people = fields.need(faults, "people", ids);
    let points = fields.need(faults, "points", Faults::integer);
    fields.finish(faults);
    Some(FavouredSpec {
        reason: reason?,
        people: people?,
        points: points?,
    })
}

/// A faulty time stays in its place, so that positions after it keep their meaning.
fn option(faults: &mut Faults, path: &str, value: &Value) -> Option<OptionSpec> {
    let mut fields = faults.fields(path, value)?;
    let start = fields.need(faults, "start", Faults::integer);
    let end = fields.need(faults, "end", Faults::integer);
    let day = fields.or(faults, "day", String::new(), Faults::text);
    fields.finish(faults);
    let (start, end) = match (start, end) {
        (Some(start), Some(end)) => (start, end),
        _ => (0, 1),
    };
    Some(OptionSpec { start, end, day })
}

fn seat(faults: &mut Faults, path: &str, value: &Value) -> Option<SeatSpec> {
    let mut fields = faults.fields(path, value)?;
    let count = fields.or(faults, "count", 1, Faults::integer);
    let languages = fields.or(faults, "languages", Vec::new(), |f, at, v| {
        f.list(at, v, language)
    });
    let qualifications = fields.or(faults, "qualifications", Vec::new(), ids);
    let gender = fields.maybe(faults, "gender", Faults::text);
    fields.finish(faults);
    Some(SeatSpec {
        count,
        languages,
        qualifications,
        gender,
    })
}

fn language(faults: &mut Faults, path: &str, value: &Value) -> Option<LanguageSpec> {
    let mut fields = faults.fields(path, value)?;
    let code = fields.need(faults, "code", Faults::text);
    let asked = fields.need(faults, "level", level);
    fields.finish(faults);
    Some(LanguageSpec {
        code: code?,
        level: asked?,
    })
}

fn gender(faults: &mut Faults, path: &str, value: &Value) -> Option<GenderSpec> {
    let mut fields = faults.fields(path, value)?;
    let wanted = fields.need(faults, "value", Faults::text);
    let required = fields.or(faults, "required", false, Faults::truth);
    fields.finish(faults);
    Some(GenderSpec {
        value: wanted?,
        required,
    })
}

fn resource(faults: &mut Faults, path: &str, value: &Value) -> Option<ResourceSpec> {
    let mut fields = faults.fields(path, value)?;
    let id = need_id(&mut fields, faults, "id");
    let capacity = fields.or(faults, "capacity", 1, Faults::integer);
    let available = fields.maybe(faults, "available", intervals);
    fields.finish(faults);
    Some(ResourceSpec {
        id,
        capacity,
        available,
    })
}

fn fallback(faults: &mut Faults, path: &str, value: &Value) -> Option<FallbackSpec> {
    let mut fields = faults.fields(path, value)?;
    let asked = fields.need(faults, "asked", Faults::text);
    let spoken = fields.need(faults, "spoken", Faults::text);
    let quality = fields.need(faults, "quality", Faults::integer);
    fields.finish(faults);
    Some(FallbackSpec {
        asked: asked?,
        spoken: spoken?,
        quality: quality?,
    })
}

fn budget(faults: &mut Faults, path: &str, value: &Value) -> Option<BudgetSpec> {
    let mut fields = faults.fields(path, value)?;
    let id = need_id(&mut fields, faults, "id");
    let cents = fields.need(faults, "cents", Faults::integer).unwrap_or_default();
    fields.finish(faults);
    Some(BudgetSpec { id, cents })
}

fn case(faults: &mut Faults, path: &str, value: &Value) -> Option<CaseSpec> {
    let mut fields = faults.fields(path, value)?;
    let id = need_id(&mut fields, faults, "id");
    let limit = fields.need(faults, "limit", Faults::integer).unwrap_or_default();
    fields.finish(faults);
    Some(CaseSpec { id, limit })
}

fn told(faults: &mut Faults, path: &str, value: &Value) -> Option<Told> {
    let mut fields = faults.fields(path, value)?;
    let request = fields.need(faults, "request", Faults::id);
    let person = fields.need(faults, "person", Faults::id);
    let option = fields.need(faults, "option", Faults::integer);
    fields.finish(faults);
    Some(Told {
        request: request?,
        person: person?,
        option: option?,
    })
}

fn weights(faults: &mut Faults, path: &str, value: &Value) -> Option<WeightsSpec> {
    let mut fields = faults.fields(path, value)?;
    let mut one = |key| fields.maybe(faults, key, Faults::integer);
    let weights = WeightsSpec {
        travel: one("travel"),
        variety: one("variety"),
        option: one("option"),
        gender: one("gender"),
        preferred: one("preferred"),
        known: one("known"),
    };
    fields.finish(faults);
    Some(weights)
}
