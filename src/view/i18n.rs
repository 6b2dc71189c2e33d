//! Which sentence belongs to a message id in a language?

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::fault::{Fault, ViewError};
use crate::calendar::format::Lang;

/// A value for a placeholder of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg<'a> {
    /// Text, inserted as it is.
    Text(Cow<'a, str>),
    /// A number; plural forms are chosen by it.
    Number(i64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl<'a> From<Arg<'a>> for FluentValue<'a> {
    fn from(arg: Arg<'a>) -> Self {
        match arg {
            Arg::Text(text) => FluentValue::String(text),
            Arg::Number(number) => FluentValue::from(number),
        }
    }
}

/// The messages of all languages.
pub(crate) struct Messages {
    bundles: BTreeMap<Lang, FluentBundle<FluentResource>>,
    /// What every built-in message is: the placeholders an override may use.
    catalogue: BTreeMap<(Lang, String), BTreeSet<String>>,
    missing: Mutex<BTreeSet<String>>,
    /// Whether a missing message is an error instead of being shown by its id.
    pub(crate) strict: bool,
}

impl Messages {
    /// No messages yet.
    pub(crate) fn empty() -> Self {
        let bundles = Lang::ALL
            .iter()
            .map(|&lang| {
                let tag = LanguageIdentifier::from_bytes(lang.as_str().as_bytes()).unwrap_or_default();
                let mut bundle = FluentBundle::new_concurrent(vec![tag]);
                // Marks around every value would end up in subjects, addresses and calendar entries.
                bundle.set_use_isolating(false);
                (lang, bundle)
            })
            .collect();
        Self {
            bundles,
            catalogue: BTreeMap::new(),
            missing: Mutex::default(),
            strict: false,
        }
    }

    /// Adds an embedded file.
    ///
    /// # Errors
    /// A syntax error, or an id that another file of the language has already.
    pub(crate) fn add(&mut self, lang: Lang, file: &str, source: &str) -> Result<(), Fault> {
        let resource = parse(file, source)?;
        for entry in entries(source) {
            if self
                .catalogue
                .insert((lang, entry.id.clone()), entry.placeholders)
                .is_some()
            {
                return Err(Fault::new(
                    file,
                    Some(entry.line),
                    format!("message {} exists already", entry.id),
                ));
            }
        }
        if let Some(bundle) = self.bundles.get_mut(&lang) {
            bundle.add_resource_overriding(resource);
        }
        Ok(())
    }

    /// Lets a file of the office replace built-in messages, all of it or nothing.
    ///
    /// # Errors
    /// A syntax error, an id the program does not use, or a placeholder the program does not fill.
    pub(crate) fn replace(&mut self, lang: Lang, file: &str, source: &str) -> Result<(), Fault> {
        let resource = parse(file, source)?;
        for entry in entries(source) {
            let Some(known) = self.catalogue.get(&(lang, entry.id.clone())) else {
                return Err(Fault::new(
                    file,
                    Some(entry.line),
                    format!("the program has no message {}", entry.id),
                ));
            };
            if let Some(foreign) = entry.placeholders.difference(known).next() {
                let problem = format!("message {} has no value ${foreign}", entry.id);
                return Err(Fault::new(file, Some(entry.line), problem));
            }
            if entry.empty {
                return Err(Fault::new(
                    file,
                    Some(entry.line),
                    format!("message {} is empty", entry.id),
                ));
            }
        }
        if let Some(bundle) = self.bundles.get_mut(&lang) {
            bundle.add_resource_overriding(resource);
        }
        Ok(())
    }

    /// The sentence for `id`.
    ///
    /// # Errors
    /// When there is no such message or one of its placeholders has no value.
    pub(crate) fn get(&self, lang: Lang, id: &str, args: &FluentArgs<'_>) -> Result<String, ViewError> {
        let fault = |problem: &str| ViewError::Message {
            lang: lang.as_str(),
            id: id.to_owned(),
            problem: problem.to_owned(),
        };
        let bundle = self.bundles.get(&lang).ok_or_else(|| fault("no such language"))?;
        let message = bundle.get_message(id).ok_or_else(|| fault("missing"))?;
        let pattern = message.value().ok_or_else(|| fault("has no value"))?;
        let mut faults = Vec::new();
        let text = bundle
            .format_pattern(pattern, Some(args), &mut faults)
            .into_owned();
        match faults.first() {
            None => Ok(text),
            Some(_) => Err(fault("a placeholder has no value")),
        }
    }

    /// The sentence for `id`; without one, the id itself, logged once.
    pub(crate) fn get_or_id(&self, lang: Lang, id: &str, args: &FluentArgs<'_>) -> String {
        self.get(lang, id, args).unwrap_or_else(|error| {
            let mut missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
            if missing.insert(format!("{}/{id}", lang.as_str())) {
                tracing::error!(message.id = id, message.lang = lang.as_str(), "{error}");
            }
            id.to_owned()
        })
    }

    /// Whether the language has a message of this id.
    pub(crate) fn has(&self, lang: Lang, id: &str) -> bool {
        self.catalogue.contains_key(&(lang, id.to_owned()))
    }
}

fn parse(file: &str, source: &str) -> Result<FluentResource, Fault> {
    FluentResource::try_new(source.to_owned()).map_err(|(_, faults)| {
        let first = faults.first();
        let at = first.map_or(0, |f| f.pos.start).min(source.len());
        let line = source.as_bytes().iter().take(at).filter(|&&b| b == b'\n').count() + 1;
        let problem = first.map_or_else(|| "syntax error".to_owned(), |f| f.kind.to_string());
        Fault::new(file, Some(line), problem)
    })
}

/// A message in the source of a file, as far as an override is checked against it.
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) line: usize,
    pub(crate) placeholders: BTreeSet<String>,
    pub(crate) empty: bool,
}

/// The messages of a file that has been parsed without a fault.
pub(crate) fn entries(source: &str) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    for (index, text) in source.lines().enumerate() {
        let starts = text.starts_with(|c: char| c.is_ascii_alphabetic());
        if let (true, Some((id, value))) = (starts, text.split_once('=')) {
            let (id, line) = (id.trim().to_owned(), index + 1);
            found.push(Entry {
                id,
                line,
                placeholders: placeholders(value),
                empty: value.trim().is_empty(),
            });
        } else if let (true, Some(entry)) = (text.starts_with([' ', '}']), found.last_mut()) {
            entry.placeholders.append(&mut placeholders(text));
            entry.empty &= text.trim().is_empty();
        }
    }
    found
}

fn placeholders(text: &str) -> BTreeSet<String> {
    let name = |rest: &str| -> String {
        rest.chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-')
            .collect()
    };
    text.split('$')
        .skip(1)
        .map(name)
        .filter(|n| !n.is_empty())
        .collect()
}
