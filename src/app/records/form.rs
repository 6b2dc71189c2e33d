//! Which fields does a form have, and how does what was typed become values that can be compared and kept?
//!
//! One description serves everything: the form on the page, the check of what comes back (every fault at once, in the
//! order of the fields), the words in the history, the comparison when two people edit at once.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::calendar::availability;
use crate::calendar::format::{Lang, date_numeric};
use crate::calendar::recurrence::Recurrence;
use crate::domain::Rejection;
use crate::domain::alike::Wanted;
use crate::domain::record::Values;
use crate::domain::text::{self, EmailAddress};

use super::week;

/// Most rows of a list inside a form.
pub const ROWS_MAX: usize = 60;
/// Longest text with several lines.
pub const LINES_MAX: usize = text::NOTE_MAX;

/// One entry of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is kept.
    pub value: String,
    /// What is shown.
    pub label: String,
}

impl Entry {
    /// An entry.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// What can be typed into a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// One line.
    Line(usize),
    /// Several lines.
    Lines(usize),
    /// An address for mails.
    Email,
    /// A telephone number.
    Phone,
    /// A whole number between two bounds.
    Number(i64, i64),
    /// An amount of money, kept in cents; at most this many.
    Money(i64),
    /// A day.
    Date,
    /// Yes or no.
    Tick,
    /// One of these.
    One(Vec<Entry>),
    /// One of these, typed by its name.
    Named(Vec<Entry>),
    /// Any of these.
    Many(Vec<Entry>),
    /// A list of rows with these columns; with `true` the first column names each thing once.
    Rows(Vec<Column>, bool),
    /// Times of the week, as a grid and as a text.
    Week,
    /// Times of the week as a text.
    Times,
    /// A time of day.
    Clock,
    /// A short key of small letters, digits and hyphens, that cannot be changed later.
    Key(usize),
}

/// One column of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name; the label is a message `column-…`.
    pub name: &'static str,
    /// What can be typed; neither rows nor a week.
    pub input: Input,
    /// Whether a row needs it.
    pub required: bool,
    /// The group of a long row that begins here, a message `data-group-…`; empty: it stays with the one before.
    pub group: &'static str,
    /// Group and column in words, for the columns of a long row: without them its values cannot be told apart.
    pub words: (String, String),
}

impl Column {
    /// The same, first of a group.
    #[must_use]
    pub fn begins(mut self, group: &'static str) -> Self {
        self.group = group;
        self
    }
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name; the label is a message `field-…`.
    pub name: &'static str,
    /// Group; the heading is a message `part-…`.
    pub part: &'static str,
    /// What can be typed.
    pub input: Input,
    /// Whether it must be filled in.
    pub required: bool,
}

/// A form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Its fields, in order.
    pub fields: Vec<Field>,
}

/// What came back from the browser: every value of every name.
#[derive(Clone, Debug, Default)]
pub struct Typed(pub BTreeMap<String, Vec<String>>);

impl Typed {
    /// The value of a field, empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0
            .get(name)
            .and_then(|all| all.first())
            .map_or("", String::as_str)
    }

    /// Every value of a field.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.insert(name.into(), vec![value.into()]);
    }
}

/// What the check of a form needs to know besides the form.
#[derive(Clone, Copy, Debug)]
pub struct Today {
    /// The day on which it is typed.
    pub day: NaiveDate,
    /// The language of the page.
    pub lang: Lang,
}

impl Form {
    /// The fields of one group only; all for an unknown one.
    #[must_use]
    pub fn part(mut self, part: &str) -> Self {
        if self.fields.iter().any(|f| f.part == part) {
            self.fields.retain(|f| f.part == part);
        }
        self
    }

    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.name == name)
    }

    /// Checks what was typed.
    ///
    /// # Errors
    /// Every fault, in the order of the fields.
    pub fn parse(&self, typed: &Typed, today: Today) -> Result<Values, Vec<Rejection>> {
        let mut values = Values::new();
        let mut faults = Vec::new();
        for field in &self.fields {
            match parse_field(field, typed, today) {
                Ok(value) if value.is_empty() && field.required => {
                    faults.push(Rejection::new(field.name, "required"));
                }
                Ok(value) => {
                    values.insert(field.name.to_owned(), value);
                }
                Err(found) => faults.extend(found),
            }
        }
        if faults.is_empty() {
            Ok(values)
        } else {
            Err(faults)
        }
    }

    /// What a form that shows these values would send back.
    pub fn typed(&self, values: &Values, today: Today) -> Typed {
        let mut typed = Typed::default();
        for field in &self.fields {
            let value = values.get(field.name).map_or("", String::as_str);
            match &field.input {
                Input::Many(_) => {
                    let list = value.split(' ').filter(|v| !v.is_empty()).map(str::to_owned);
                    typed.0.insert(field.name.to_owned(), list.collect());
                }
                Input::Rows(columns, _) => {
                    for (row, at) in rows(value).zip(0..) {
                        for (cell, column) in row.split('\t').zip(columns) {
                            typed.set(
                                cell_name(field.name, at, column.name),
                                shown_cell(&column.input, cell),
                            );
                        }
                    }
                }
                Input::Week => {
                    typed.set(field.name, week_text(value, today));
                    typed.set(format!("{}.was", field.name), value);
                    for (name, time) in week::grid(value, today.day) {
                        typed.set(name, time);
                    }
                }
                Input::Times => typed.set(field.name, week_text(value, today)),
                other => typed.set(field.name, shown_cell(other, value)),
            }
        }
        typed
    }

    /// A value in words, for the history and for two values side by side; empty for nothing.
    pub fn words(&self, field: &str, value: &str, today: Today, yes: &str) -> String {
        match self.field(field).map(|f| &f.input) {
            Some(input) => in_words(input, value, today, yes),
            None => value.replace(['\t', '\n'], " "),
        }
    }
}

/// The name of a cell's field.
pub fn cell_name(field: &str, row: usize, column: &str) -> String {
    format!("{field}.{row}.{column}")
}

/// The rows of a list as it is kept.
pub fn rows(value: &str) -> impl Iterator<Item = &str> {
    value.split('\n').filter(|row| !row.is_empty())
}

/// The cells of the rows of a list as it is kept.
pub fn cells(value: &str) -> impl Iterator<Item = Vec<&str>> {
    rows(value).map(|row| row.split('\t').collect())
}

/// A list as it is kept: in one order, so that the same rows are always the same text.
pub fn list(rows: impl Iterator<Item = String>) -> String {
    let mut rows: Vec<String> = rows.collect();
    rows.sort();
    rows.join("\n")
}

/// A day as browsers send it or as people type it.
pub fn parse_day(raw: &str) -> Option<NaiveDate> {
    let parsed =
        NaiveDate::parse_from_str(raw, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(raw, "%d.%m.%Y"));
    parsed.ok().filter(|d| (1900..2200).contains(&d.year()))
}

/// An amount as people type it, in cents: `25`, `25,50`, `1.250,00`, with or without a euro sign.
pub(in crate::app) fn parse_cents(raw: &str) -> Option<i64> {
    let plain: String = raw.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
    let (euros, cents) = match plain.rsplit_once([',', '.']) {
        Some((euros, cents)) if cents.len() <= 2 => (euros, format!("{cents:0<2}")),
        _ => (plain.as_str(), "00".to_owned()),
    };
    let euros: String = euros.split(['.', ',']).collect();
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if euros.is_empty() || !digits(&euros) || !digits(&cents) {
        return None;
    }
    euros
        .parse::<i64>()
        .ok()?
        .checked_mul(100)?
        .checked_add(cents.parse().ok()?)
}

/// Cents as they stand in a field: `25,50`.
fn euros(cents: &str) -> String {
    match cents.parse::<i64>() {
        Ok(cents) => format!("{},{:02}", cents / 100, cents % 100),
        Err(_) => cents.to_owned(),
    }
}

/// Days are kept as `YYYY-MM-DD`, which is what date fields want; amounts are shown in euros.
fn shown_cell(input: &Input, value: &str) -> String {
    match input {
        Input::Money(_) if !value.is_empty() => euros(value),
        Input::Named(entries) => {
            let found = entries.iter().find(|e| e.value == value);
            found.map_or_else(String::new, |e| e.label.clone())
        }
        _ => value.to_owned(),
    }
}

fn week_text(value: &str, today: Today) -> String {
    match availability::parse(value, today.day) {
        Ok(windows) => availability::to_text(&windows, today.lang, today.day),
        Err(_) => value.to_owned(),
    }
}

/// Times of the week as they are kept: German, whatever language they were typed in.
pub fn week_value(windows: &[Recurrence], today: NaiveDate) -> String {
    availability::to_text(windows, Lang::De, today)
}

/// A time of day as it is kept, `HH:MM`; empty for none.
pub fn clock(minute: Option<u16>) -> String {
    minute
        .map(|at| format!("{:02}:{:02}", at / 60, at % 60))
        .unwrap_or_default()
}

/// A time of day in minutes after midnight.
pub fn minute(text: &str) -> Option<u16> {
    week::minute(text)
}

fn in_words(input: &Input, value: &str, today: Today, yes: &str) -> String {
    let label = |entries: &[Entry], value: &str| {
        let found = entries.iter().find(|e| e.value == value);
        found.map_or_else(|| value.to_owned(), |e| e.label.clone())
    };
    match input {
        Input::One(entries) | Input::Named(entries) => label(entries, value),
        Input::Many(entries) => value
            .split(' ')
            .filter(|v| !v.is_empty())
            .map(|v| label(entries, v))
            .collect::<Vec<_>>()
            .join(", "),
        Input::Tick if value == "on" => yes.to_owned(),
        Input::Date => value
            .parse::<NaiveDate>()
            .map_or_else(|_| value.to_owned(), |day| date_numeric(day, today.lang)),
        Input::Money(_) if !value.is_empty() => format!("{} €", euros(value)),
        Input::Rows(columns, _) => cells(value)
            .map(|row| {
                let told = row
                    .iter()
                    .zip(columns)
                    .map(|(cell, c)| (c, in_words(&c.input, cell, today, yes)));
                let mut text = String::new();
                let mut begun = "";
                for (column, value) in told {
                    let (group, name) = (&column.words.0, &column.words.1);
                    begun = if group.is_empty() { begun } else { group.as_str() };
                    if value.is_empty() {
                        continue;
                    }
                    if !text.is_empty() {
                        text.push_str(if name.is_empty() || !begun.is_empty() {
                            " · "
                        } else {
                            ", "
                        });
                    }
                    if !begun.is_empty() {
                        text.push_str(begun);
                        text.push_str(": ");
                        begun = "";
                    }
                    if !name.is_empty() {
                        text.push_str(name);
                        text.push(' ');
                    }
                    text.push_str(&value);
                }
                text
            })
            .collect::<Vec<_>>()
            .join("; "),
        Input::Week | Input::Times => week_text(value, today),
        _ => value.to_owned(),
    }
}

fn parse_field(field: &Field, typed: &Typed, today: Today) -> Result<String, Vec<Rejection>> {
    match &field.input {
        Input::Many(entries) => {
            let sent = typed.all(field.name);
            if sent.iter().any(|v| entries.iter().all(|e| e.value != *v)) {
                return Err(vec![Rejection::new(field.name, "unknown-choice")]);
            }
            let kept = entries.iter().filter(|e| sent.contains(&e.value));
            Ok(kept.map(|e| e.value.as_str()).collect::<Vec<_>>().join(" "))
        }
        Input::Rows(columns, once) => parse_rows(field.name, columns, *once, typed),
        Input::Week => week::parse(field.name, typed, today),
        Input::Times => match availability::parse(typed.get(field.name), today.day) {
            Ok(windows) => Ok(week_value(&windows, today.day)),
            Err(faults) => Err(faults.iter().map(|fault| fault.rejection(field.name)).collect()),
        },
        input => cell(field.name, input, typed.get(field.name)).map_err(|fault| vec![fault]),
    }
}

fn parse_rows(
    name: &'static str,
    columns: &[Column],
    once: bool,
    typed: &Typed,
) -> Result<String, Vec<Rejection>> {
    let mut lines = Vec::new();
    let mut faults = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for row in 0..ROWS_MAX {
        let names: Vec<String> = columns.iter().map(|c| cell_name(name, row, c.name)).collect();
        if names.iter().all(|n| typed.get(n).trim().is_empty()) {
            continue;
        }
        let mut line = Vec::new();
        for (column, cell_name) in columns.iter().zip(&names) {
            match cell(cell_name, &column.input, typed.get(cell_name)) {
                Ok(value) if value.is_empty() && column.required => {
                    faults.push(Rejection::new(cell_name.as_str(), "required"));
                }
                Ok(value) => line.push(value),
                Err(fault) => faults.push(fault),
            }
        }
        if let (Some(begin), Some(end)) = (position(columns, "from"), position(columns, "to"))
            && let (Some(from), Some(to)) = (line.get(begin), line.get(end))
            && !to.is_empty()
            && to < from
        {
            faults.push(Rejection::new(names[end].as_str(), "end-before-start"));
        }
        if once && line.first().is_some_and(|first| !seen.insert(first.clone())) {
            faults.push(Rejection::new(names[0].as_str(), "twice"));
        }
        lines.push(line.join("\t"));
    }
    if faults.is_empty() {
        Ok(list(lines.into_iter()))
    } else {
        Err(faults)
    }
}

fn position(columns: &[Column], name: &str) -> Option<usize> {
    columns.iter().position(|c| c.name == name)
}

/// One value; the fault carries the name of the field.
fn cell(name: &str, input: &Input, raw: &str) -> Result<String, Rejection> {
    let or_empty = |text: Option<String>| text.unwrap_or_default();
    let trimmed = raw.trim();
    match input {
        Input::Line(max) => text::line(name, raw, *max).map(or_empty),
        Input::Lines(max) => text::lines(name, raw, *max).map(or_empty),
        Input::Phone => text::phone(name, raw).map(or_empty),
        Input::Tick => Ok(if trimmed.is_empty() { "" } else { "on" }.to_owned()),
        _ if trimmed.is_empty() => Ok(String::new()),
        Input::Email => EmailAddress::parse(name, raw).map(|email| email.to_string()),
        Input::Number(min, max) => match trimmed.parse::<i64>() {
            Ok(number) if (min..=max).contains(&&number) => Ok(number.to_string()),
            Ok(_) => Err(Rejection::new(name, "number-range")
                .with("min", min)
                .with("max", max)),
            Err(_) => Err(Rejection::new(name, "number")),
        },
        Input::Money(max) => match parse_cents(trimmed) {
            Some(cents) if cents <= *max => Ok(cents.to_string()),
            Some(_) => Err(Rejection::new(name, "money-range").with("max", max / 100)),
            None => Err(Rejection::new(name, "money")),
        },
        Input::Date => parse_day(trimmed)
            .map(|day| day.to_string())
            .ok_or_else(|| Rejection::new(name, "date")),
        Input::Clock => week::minute(trimmed)
            .map(|at| clock(Some(at)))
            .ok_or_else(|| Rejection::new(name, "time")),
        Input::Named(entries) => named(name, trimmed, entries),
        Input::One(entries) => entries
            .iter()
            .find(|e| e.value == trimmed)
            .map(|e| e.value.clone())
            .ok_or_else(|| Rejection::new(name, "unknown-choice")),
        Input::Key(max) => {
            let sound = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            if trimmed.len() <= *max && trimmed.chars().all(sound) {
                Ok(trimmed.to_owned())
            } else {
                Err(Rejection::new(name, "key").with("max", max))
            }
        }
        Input::Many(_) | Input::Rows(..) | Input::Week | Input::Times => {
            Err(Rejection::new(name, "unknown-choice"))
        }
    }
}

/// Most names offered for one that was not found.
const NAMES_MAX: usize = 5;

/// A name without case, accents and umlauts: "Müller", "Mueller" and "Muller" are one.
fn bare(name: &str) -> String {
    let folded = text::fold(name).replace('ı', "i");
    ["ae", "oe", "ue"]
        .iter()
        .fold(folded, |name, pair| name.replace(pair, &pair[..1]))
}

/// Whoever has the name that was typed, whatever its case and accents, or the only one that contains it. A name that
/// only sounds alike, or that several have, is answered with theirs: nobody is chosen by a slip of the finger.
fn named(field: &str, typed: &str, entries: &[Entry]) -> Result<String, Rejection> {
    let exact = text::fold(typed);
    if let Some(one) = entries.iter().find(|e| text::fold(&e.label) == exact) {
        return Ok(one.value.clone());
    }
    let words = bare(typed);
    let holds = |e: &&Entry| {
        let label = bare(&e.label);
        words.split(' ').all(|word| label.contains(word))
    };
    if let [one] = entries.iter().filter(holds).collect::<Vec<_>>().as_slice() {
        return Ok(one.value.clone());
    }
    let wanted = Wanted::new(typed);
    let fits = entries
        .iter()
        .filter_map(|e| Some((wanted.fit(&text::fold(&e.label))?, e)));
    let fits: Vec<_> = fits.collect();
    let best = fits.iter().map(|(fit, _)| *fit).min();
    let best = fits.iter().filter(|(fit, _)| Some(*fit) == best);
    let names: Vec<&str> = best.take(NAMES_MAX).map(|(_, e)| e.label.as_str()).collect();
    Err(if names.is_empty() {
        Rejection::new(field, "name-unknown")
    } else {
        Rejection::new(field, "name-nearly").with("names", names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Today {
        Today {
            day: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
            lang: Lang::De,
        }
    }

    fn form() -> Form {
        let field = |name, input, required| Field {
            name,
            part: "x",
            input,
            required,
        };
        let levels = vec![Entry::new("B2", "gut"), Entry::new("native", "Erstsprache")];
        let languages = vec![Entry::new("de", "Deutsch"), Entry::new("tr", "Türkisch")];
        let column = |name, entries| Column {
            name,
            input: Input::One(entries),
            required: true,
            group: "",
            words: Default::default(),
        };
        Form {
            fields: vec![
                field("name", Input::Line(20), true),
                field("email", Input::Email, false),
                field("cap", Input::Money(96_000), false),
                field("modes", Input::Many(languages.clone()), false),
                field(
                    "languages",
                    Input::Rows(vec![column("language", languages), column("level", levels)], true),
                    false,
                ),
                field("availability", Input::Week, false),
            ],
        }
    }

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        let mut typed = Typed::default();
        for (name, value) in pairs {
            typed.0.entry((*name).into()).or_default().push((*value).into());
        }
        typed
    }

    #[test]
    fn faults_come_all_at_once_and_in_the_order_of_the_fields() {
        let typed = typed(&[
            ("languages.3.language", "tr"),
            ("languages.1.language", "xx"),
            ("languages.1.level", "B2"),
            ("availability", "vormittags"),
            ("cap", "viel"),
            ("email", "kein@"),
        ]);
        let faults = form().parse(&typed, today()).unwrap_err();
        let found: Vec<_> = faults.iter().map(|f| (f.field.as_str(), f.code)).collect();
        assert_eq!(
            found,
            [
                ("name", "required"),
                ("email", "email"),
                ("cap", "money"),
                ("languages.1.language", "unknown-choice"),
                ("languages.3.level", "required"),
                ("availability", "availability-vague-time"),
            ]
        );
    }

    #[test]
    fn what_a_form_shows_comes_back_as_the_same_values() {
        let values: Values = [
            ("name", "Ayşe"),
            ("email", "a@example.org"),
            ("cap", "96000"),
            ("modes", "de tr"),
            ("languages", "de\tB2\ntr\tnative"),
            (
                "availability",
                "Mo-Fr 8-12:30; Sa 10-14 alle 2 Wochen ab 05.12.2026",
            ),
        ]
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .into();
        let form = form();
        let typed = form.typed(&values, today());
        assert_eq!(typed.get("cap"), "960,00");
        assert_eq!(form.parse(&typed, today()), Ok(values.clone()));
        let words = |field: &str| form.words(field, &values[field], today(), "ja");
        assert_eq!(words("languages"), "Deutsch · gut; Türkisch · Erstsprache");
        assert_eq!(words("cap"), "960,00 €");
    }

    #[test]
    fn the_same_language_twice_is_a_fault() {
        let typed = typed(&[
            ("name", "x"),
            ("languages.0.language", "tr"),
            ("languages.0.level", "B2"),
            ("languages.1.language", "tr"),
            ("languages.1.level", "native"),
        ]);
        let faults = form().parse(&typed, today()).unwrap_err();
        assert_eq!(
            (faults[0].field.as_str(), faults[0].code),
            ("languages.1.language", "twice")
        );
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (raw, cents) in [
            ("25", 2500),
            ("25,5", 2550),
            ("1.250,00", 125_000),
            ("3 300 €", 330_000),
            ("0,99", 99),
        ] {
            assert_eq!(parse_cents(raw), Some(cents), "{raw}");
        }
        for raw in ["-1", "1,234,5x", ",", "99999999999999999999"] {
            assert_eq!(parse_cents(raw), None, "{raw}");
        }
    }

    #[test]
    fn names_are_found_however_they_are_typed_and_nobody_is_chosen_by_a_slip() {
        let entries = [
            ("1", "Yıldız Müller"),
            ("2", "Jonas Müller"),
            ("3", "Grundschule am Ölbach"),
        ]
        .map(|(id, name)| Entry::new(id, name));
        let find = |typed: &str| named("person", typed, &entries);
        for typed in ["Yildiz Muller", "yıldız müller", "YILDIZ MÜLLER", "yildiz"] {
            assert_eq!(find(typed).as_deref(), Ok("1"), "{typed}");
        }
        assert_eq!(find("Oelbach").as_deref(), Ok("3"));
        let several = find("Müller").unwrap_err();
        assert_eq!(
            (several.code, several.args),
            (
                "name-nearly",
                vec![("names", "Yıldız Müller, Jonas Müller".to_owned())]
            )
        );
        let slip = find("Jonas Mülller").unwrap_err();
        assert_eq!(
            (slip.code, slip.args),
            ("name-nearly", vec![("names", "Jonas Müller".to_owned())])
        );
        assert_eq!(find("Petra").unwrap_err().code, "name-unknown");
    }
}
