//! What can a template call beside the engine's own filters?
//!
//! - `t("id", name=value)`: the message in the language of the template.
//! - `has_message("id")`: whether there is one.
//! - filters on days and moments (as serialised): `day` ("Mittwoch, 25.11.2026"), `day_long`, `day_short`, `date`,
//!   `week`, `month` ("November 2026"); on moments: `clock` ("16 Uhr"), `moment`, `stamp`, `iso` (for `datetime`
//!   attributes); on a value with `starts_at` and `ends_at`: `span` ("Mittwoch, 25. November 2026, 9:00-10:00 Uhr"),
//!   `span_short`, `hours`, `minutes`; on minutes: `duration`; on cents: `euros`.

use std::sync::Arc;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;
use fluent_bundle::{FluentArgs, FluentValue};
use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, escape_formatter};

use super::i18n::Messages;
use crate::calendar::format::{self, Lang};

/// Escapes text in HTML as the engine does, but leaves `/` alone: it is harmless, and addresses stay readable.
pub(crate) fn write(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    let text = match value.as_str() {
        Some(text) if *state.auto_escape() == AutoEscape::Html && !value.is_safe() => text,
        _ => return escape_formatter(out, state, value),
    };
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (plain, special) = rest.split_at(at);
        out.write_str(plain)?;
        out.write_str(match special.as_bytes()[0] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#x27;",
        })?;
        rest = &special[1..];
    }
    out.write_str(rest).map_err(Error::from)
}

/// Adds everything above to an environment.
pub(crate) fn install(env: &mut Environment<'static>, messages: &Arc<Messages>, zone: Tz) {
    let shared = Arc::clone(messages);
    env.add_function("t", move |state: &State, id: String, kwargs: Kwargs| {
        translate(&shared, state, &id, &kwargs)
    });
    let shared = Arc::clone(messages);
    env.add_function("has_message", move |state: &State, id: String| {
        shared.has(lang(state), &id)
    });

    type Day = fn(NaiveDate, Lang) -> String;
    let days: [(&str, Day); 7] = [
        ("day", |d, l| {
            format!(
                "{}, {}",
                format::weekday(d.weekday(), l),
                format::date_numeric(d, l)
            )
        }),
        ("weekday_long", |d, l| format::weekday(d.weekday(), l).to_owned()),
        ("day_long", format::date_long),
        ("day_short", format::date_short),
        ("date", format::date_numeric),
        ("week", format::week),
        ("month", |d, l| format!("{} {}", format::month(d, l), d.year())),
    ];
    for (name, write) in days {
        env.add_filter(name, move |state: &State, v: Value| {
            Ok::<_, Error>(write(day(&v, zone)?, lang(state)))
        });
    }
    type Moment = fn(DateTime<Utc>, Tz, Lang) -> String;
    let moments: [(&str, Moment); 4] = [
        ("clock", format::time),
        ("moment", format::moment),
        ("stamp", format::stamp),
        ("iso", |at, zone, _| {
            at.with_timezone(&zone).format("%Y-%m-%dT%H:%M%:z").to_string()
        }),
    ];
    for (name, write) in moments {
        env.add_filter(name, move |state: &State, v: Value| {
            Ok::<_, Error>(write(moment(&v)?, zone, lang(state)))
        });
    }
    type Span = fn(DateTime<Utc>, DateTime<Utc>, Tz, Lang) -> String;
    let spans: [(&str, Span); 3] = [
        ("span", format::appointment),
        ("span_short", format::appointment_short),
        ("hours", format::time_range),
    ];
    for (name, write) in spans {
        env.add_filter(name, move |state: &State, v: Value| {
            let (starts_at, ends_at) = ends(&v)?;
            Ok::<_, Error>(write(starts_at, ends_at, zone, lang(state)))
        });
    }
    env.add_filter("minutes", |v: Value| {
        ends(&v).map(|(starts_at, ends_at)| (ends_at - starts_at).num_minutes())
    });
    env.add_filter("euros", |state: &State, cents: i64| {
        format::euros(cents, lang(state))
    });
    env.add_filter("duration", |state: &State, minutes: i64| {
        format::duration(minutes, lang(state))
    });
}

/// The language of the template that is being rendered.
fn lang(state: &State) -> Lang {
    state
        .lookup("lang")
        .map_or(Lang::De, |v| Lang::parse(v.as_str().unwrap_or_default()))
}

fn translate(messages: &Messages, state: &State, id: &str, kwargs: &Kwargs) -> Result<String, Error> {
    let mut args = FluentArgs::new();
    for name in kwargs.args() {
        let value: Value = kwargs.get(name)?;
        args.set(name.to_owned(), fluent(&value));
    }
    kwargs.assert_all_used()?;
    let lang = lang(state);
    if messages.strict {
        return messages
            .get(lang, id, &args)
            .map_err(|error| Error::new(ErrorKind::InvalidOperation, error.to_string()));
    }
    Ok(messages.get_or_id(lang, id, &args))
}

fn fluent(value: &Value) -> FluentValue<'static> {
    match i64::try_from(value.clone()) {
        Ok(number) if value.is_number() => FluentValue::from(number),
        _ => FluentValue::from(value.to_string()),
    }
}

fn invalid(what: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("this is not {what}"))
}

fn moment(value: &Value) -> Result<DateTime<Utc>, Error> {
    let text = value.as_str().ok_or_else(|| invalid("a moment"))?;
    DateTime::parse_from_rfc3339(text)
        .map(|m| m.to_utc())
        .map_err(|_| invalid("a moment"))
}

/// The day of a moment in the zone of the office, or a date as it is.
fn day(value: &Value, zone: Tz) -> Result<NaiveDate, Error> {
    let text = value.as_str().ok_or_else(|| invalid("a day"))?;
    match text.parse::<NaiveDate>() {
        Ok(date) => Ok(date),
        Err(_) => Ok(moment(value)?.with_timezone(&zone).date_naive()),
    }
}

/// Begin and end of a value that has both.
fn ends(value: &Value) -> Result<(DateTime<Utc>, DateTime<Utc>), Error> {
    Ok((
        moment(&value.get_attr("starts_at")?)?,
        moment(&value.get_attr("ends_at")?)?,
    ))
}
