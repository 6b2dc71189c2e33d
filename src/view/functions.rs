//! What can a template call beside the engine's own filters?
//!
//! - `t("id", name=value)`: the message in the language of the template.
//! - `has_message("id")`: whether there is one.
//! - filters on moments (RFC 3339 text, as serialised): `day`, `day_long`, `day_short`, `date`, `clock`, `moment`,
//!   `iso`; on a value with `starts_at` and `ends_at`: `span`, `minutes`.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use fluent_bundle::{FluentArgs, FluentValue};
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, ErrorKind, State};

use super::dates;
use super::i18n::{Lang, Messages};

/// Adds everything above to an environment.
pub(crate) fn install(env: &mut Environment<'static>, messages: &Arc<Messages>, zone: Tz) {
    let shared = Arc::clone(messages);
    env.add_function("t", move |state: &State, id: String, kwargs: Kwargs| translate(&shared, state, &id, &kwargs));
    let shared = Arc::clone(messages);
    env.add_function("has_message", move |state: &State, id: String| shared.has(lang(state), &id));

    env.add_filter("day", move |state: &State, v: Value| on_day(&v, zone, |d| dates::day(lang(state), d)));
    env.add_filter("day_long", move |state: &State, v: Value| on_day(&v, zone, |d| dates::day_long(lang(state), d)));
    env.add_filter("day_short", move |state: &State, v: Value| on_day(&v, zone, |d| dates::day_short(lang(state), d)));
    env.add_filter("date", move |state: &State, v: Value| on_day(&v, zone, |d| dates::date(lang(state), d)));
    env.add_filter("clock", move |v: Value| Ok::<_, Error>(dates::clock(zone, moment(&v)?)));
    env.add_filter("moment", move |state: &State, v: Value| Ok::<_, Error>(dates::moment(lang(state), zone, moment(&v)?)));
    env.add_filter("iso", move |v: Value| Ok::<_, Error>(dates::iso(zone, moment(&v)?)));
    env.add_filter("span", move |state: &State, v: Value| {
        let (starts_at, ends_at) = (moment(&v.get_attr("starts_at")?)?, moment(&v.get_attr("ends_at")?)?);
        Ok::<_, Error>(dates::span(lang(state), zone, starts_at, ends_at))
    });
    env.add_filter("minutes", move |v: Value| {
        let (starts_at, ends_at) = (moment(&v.get_attr("starts_at")?)?, moment(&v.get_attr("ends_at")?)?);
        Ok::<_, Error>((ends_at - starts_at).num_minutes())
    });
}

/// The language of the template that is being rendered.
fn lang(state: &State) -> Lang {
    state.lookup("lang").map_or(Lang::De, |v| Lang::parse(v.as_str().unwrap_or_default()))
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
    DateTime::parse_from_rfc3339(text).map(|m| m.to_utc()).map_err(|_| invalid("a moment"))
}

/// Applies `write` to a day: of a moment in the zone of the office, or a date as it is.
fn on_day(value: &Value, zone: Tz, write: impl Fn(NaiveDate) -> String) -> Result<String, Error> {
    let text = value.as_str().ok_or_else(|| invalid("a day"))?;
    if let Ok(date) = text.parse::<NaiveDate>() {
        return Ok(write(date));
    }
    Ok(write(moment(value)?.with_timezone(&zone).date_naive()))
}
