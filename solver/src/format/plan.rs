//! How does the text of `passgenau-plan/1` become a [`Plan`]?

use super::help;
use super::reader::Faults;
use crate::issue::code;
use crate::plan::*;
use crate::spec::Goal;
use crate::value::Value;

/// The value of `format` in a plan file.
const FORMAT: &str = "passgenau-plan/1";

pub(super) fn read(faults: &mut Faults, value: &Value) -> Option<Plan> {
    let mut fields = faults.fields("", value)?;
    super::format_marker(faults, &mut fields, FORMAT);
    let problem = fields.need(faults, "problem", Faults::text);
    let status = fields.need(faults, "status", status);
    let levels = fields.need(faults, "levels", |f, at, v| f.list(at, v, level));
    let assignments = fields.need(faults, "assignments", |f, at, v| f.list(at, v, seat));
    let backups = fields.or(faults, "backups", Vec::new(), |f, at, v| f.list(at, v, backup));
    let unfilled = fields.or(faults, "unfilled", Vec::new(), |f, at, v| f.list(at, v, unfilled));
    let warnings = fields.or(faults, "warnings", Vec::new(), |f, at, v| f.list(at, v, warning));
    let advice = fields.or(faults, "advice", Vec::new(), |f, at, v| {
        f.list(at, v, help::advice)
    });
    let solver = fields.need(faults, "solver", solver);
    fields.finish(faults);
    Some(Plan {
        problem: problem?,
        status: status?,
        levels: levels?,
        assignments: assignments?,
        backups,
        unfilled,
        warnings,
        advice,
        solver: solver?,
    })
}

fn status(faults: &mut Faults, path: &str, value: &Value) -> Option<Status> {
    match faults.text(path, value)?.as_str() {
        "optimal" => Some(Status::Optimal),
        "feasible" => Some(Status::Feasible),
        other => {
            faults.add(
                code::UNKNOWN_WORD,
                path,
                format!("`{other}` is no status. Use optimal or feasible."),
            );
            None
        }
    }
}

pub(super) fn amount(faults: &mut Faults, path: &str, value: &Value) -> Option<Amount> {
    match value {
        Value::Integer(whole) => Some(Amount::Whole(*whole)),
        other => faults.number(path, other).map(Amount::Real),
    }
}

fn position(faults: &mut Faults, path: &str, value: &Value) -> Option<u32> {
    let number = faults.integer(path, value)?;
    let position = u32::try_from(number).ok();
    if position.is_none() {
        faults.add(
            code::OUT_OF_BOUNDS,
            path,
            format!("{number} is no position. Count from 0."),
        );
    }
    position
}

fn level(faults: &mut Faults, path: &str, value: &Value) -> Option<LevelResult> {
    let mut fields = faults.fields(path, value)?;
    let level = fields.need(faults, "level", |f, at, v| {
        let word = f.text(at, v)?;
        let goal = Goal::from_word(&word);
        if goal.is_none() {
            f.add(code::UNKNOWN_WORD, at, format!("`{word}` is no goal."));
        }
        goal
    });
    let reached = fields.need(faults, "value", amount);
    let bound = fields.need(faults, "bound", amount);
    let status = fields.need(faults, "status", status);
    let seconds = fields.need(faults, "seconds", Faults::number);
    fields.finish(faults);
    Some(LevelResult {
        level: level?,
        value: reached?,
        bound: bound?,
        status: status?,
        seconds: seconds?,
    })
}

fn seat(faults: &mut Faults, path: &str, value: &Value) -> Option<PlannedSeat> {
    let mut fields = faults.fields(path, value)?;
    let request = fields.need(faults, "request", Faults::text);
    let option = fields.need(faults, "option", position);
    let seat = fields.need(faults, "seat", position);
    let person = fields.need(faults, "person", Faults::text);
    let resources = fields.or(faults, "resources", Vec::new(), |f, at, v| {
        f.list(at, v, Faults::text)
    });
    let pinned = fields.or(faults, "pinned", false, Faults::truth);
    fields.finish(faults);
    Some(PlannedSeat {
        request: request?,
        option: option?,
        seat: seat?,
        person: person?,
        resources,
        pinned,
    })
}

fn backup(faults: &mut Faults, path: &str, value: &Value) -> Option<Backup> {
    let mut fields = faults.fields(path, value)?;
    let request = fields.need(faults, "request", Faults::text);
    let seat = fields.need(faults, "seat", position);
    let people = fields.need(faults, "people", |f, at, v| f.list(at, v, Faults::text));
    fields.finish(faults);
    Some(Backup {
        request: request?,
        seat: seat?,
        people: people?,
    })
}

fn unfilled(faults: &mut Faults, path: &str, value: &Value) -> Option<Unfilled> {
    let mut fields = faults.fields(path, value)?;
    let request = fields.need(faults, "request", Faults::text);
    let reason = fields.need(faults, "reason", |f, at, v| {
        let word = f.text(at, v)?;
        let reason = Reason::ALL.into_iter().find(|reason| reason.as_str() == word);
        if reason.is_none() {
            f.add(code::UNKNOWN_WORD, at, format!("`{word}` is no reason."));
        }
        reason
    });
    let funnel = fields.need(faults, "funnel", |f, at, v| {
        let counts = f.list(at, v, position)?;
        let funnel = <[u32; 8]>::try_from(counts).ok();
        if funnel.is_none() {
            f.add(code::WRONG_TYPE, at, "A funnel has eight numbers, one per rule.");
        }
        funnel
    });
    let competes_with = fields.or(faults, "competes_with", Vec::new(), |f, at, v| {
        f.list(at, v, Faults::text)
    });
    let fixes = fields.or(faults, "fixes", Vec::new(), |f, at, v| f.list(at, v, help::fix));
    fields.finish(faults);
    Some(Unfilled {
        request: request?,
        reason: reason?,
        funnel: funnel?,
        competes_with,
        fixes,
    })
}

fn warning(faults: &mut Faults, path: &str, value: &Value) -> Option<Warning> {
    let mut fields = faults.fields(path, value)?;
    let code = fields.need(faults, "code", Faults::text);
    let request = fields.maybe(faults, "request", Faults::text);
    let person = fields.maybe(faults, "person", Faults::text);
    let detail = fields.or(faults, "detail", String::new(), Faults::text);
    fields.finish(faults);
    Some(Warning {
        code: code?,
        request,
        person,
        detail,
    })
}

fn solver(faults: &mut Faults, path: &str, value: &Value) -> Option<SolverInfo> {
    let mut fields = faults.fields(path, value)?;
    let name = fields.need(faults, "name", Faults::text);
    let version = fields.need(faults, "version", Faults::text);
    let engine = fields.need(faults, "engine", Faults::text);
    let seconds = fields.need(faults, "seconds", Faults::number);
    fields.finish(faults);
    Some(SolverInfo {
        name: name?,
        version: version?,
        engine: engine?,
        seconds: seconds?,
    })
}
