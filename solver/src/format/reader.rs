//! How does a reader walk through a JSON value and note every fault with its path?

use crate::issue::{Issue, code};
use crate::value::Value;
use std::collections::BTreeMap;

/// The faults found so far.
#[derive(Default)]
pub(super) struct Faults {
    pub(super) list: Vec<Issue>,
    /// For lists with entries that had to be left out: the positions of those that were read.
    kept: BTreeMap<String, Vec<usize>>,
}

impl Faults {
    pub(super) fn add(&mut self, code: &'static str, path: &str, message: impl Into<String>) {
        self.list.push(Issue::new(code, path, message));
    }

    fn wrong(&mut self, path: &str, value: &Value, wanted: &str) {
        self.add(
            code::WRONG_TYPE,
            path,
            format!("Expected {wanted}, found {}. Write {wanted} here.", value.kind()),
        );
    }

    pub(super) fn text(&mut self, path: &str, value: &Value) -> Option<String> {
        match value {
            Value::Text(text) => Some(text.clone()),
            other => {
                self.wrong(path, other, "a text");
                None
            }
        }
    }

    /// A text that must not be empty: an id.
    pub(super) fn id(&mut self, path: &str, value: &Value) -> Option<String> {
        let text = self.text(path, value)?;
        if text.is_empty() {
            self.add(code::EMPTY, path, "An id must not be empty. Give it a text.");
            return None;
        }
        Some(text)
    }

    pub(super) fn integer(&mut self, path: &str, value: &Value) -> Option<i64> {
        match value {
            Value::Integer(number) => Some(*number),
            other => {
                self.wrong(path, other, "a whole number");
                None
            }
        }
    }

    pub(super) fn number(&mut self, path: &str, value: &Value) -> Option<f64> {
        match value {
            Value::Integer(number) => Some(*number as f64),
            Value::Number(number) => Some(*number),
            other => {
                self.wrong(path, other, "a number");
                None
            }
        }
    }

    pub(super) fn truth(&mut self, path: &str, value: &Value) -> Option<bool> {
        match value {
            Value::Bool(truth) => Some(*truth),
            other => {
                self.wrong(path, other, "true or false");
                None
            }
        }
    }

    /// Reads each entry of a list; `None` entries are faulty and left out.
    pub(super) fn list<T>(
        &mut self,
        path: &str,
        value: &Value,
        mut each: impl FnMut(&mut Self, &str, &Value) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Value::List(entries) = value else {
            self.wrong(path, value, "a list");
            return None;
        };
        let mut read = Vec::with_capacity(entries.len());
        let mut kept = Vec::with_capacity(entries.len());
        for (at, entry) in entries.iter().enumerate() {
            if let Some(entry) = each(self, &format!("{path}[{at}]"), entry) {
                read.push(entry);
                kept.push(at);
            }
        }
        self.left_out(path, entries.len(), kept);
        Some(read)
    }

    /// Notes which of so many entries of a list could be read.
    pub(super) fn left_out(&mut self, path: &str, count: usize, kept: Vec<usize>) {
        if kept.len() < count {
            self.kept.insert(path.to_owned(), kept);
        }
    }

    /// The place in the file of a path that counts only the entries that could be read.
    pub(super) fn place(&self, path: &str) -> String {
        if self.kept.is_empty() {
            return path.to_owned();
        }
        let mut place = String::new();
        for (at, part) in path.split('[').enumerate() {
            let position = part
                .split_once(']')
                .and_then(|(digits, rest)| Some((digits.parse::<usize>().ok()?, rest)));
            match position {
                Some((position, rest)) if at > 0 => {
                    let position = self
                        .kept
                        .get(&place)
                        .and_then(|kept| kept.get(position))
                        .copied()
                        .unwrap_or(position);
                    place.push_str(&format!("[{position}]{rest}"));
                }
                _ if at > 0 => place.push_str(&format!("[{part}")),
                _ => place.push_str(part),
            }
        }
        place
    }

    /// Reads each field of an object whose keys are free.
    pub(super) fn map<T>(
        &mut self,
        path: &str,
        value: &Value,
        mut each: impl FnMut(&mut Self, &str, &Value) -> Option<T>,
    ) -> Option<Vec<(String, T)>> {
        let Value::Object(entries) = value else {
            self.wrong(path, value, "an object");
            return None;
        };
        self.repeated(path, entries);
        let mut read = Vec::with_capacity(entries.len());
        for (key, entry) in entries {
            if let Some(entry) = each(self, &join(path, key), entry) {
                read.push((key.clone(), entry));
            }
        }
        Some(read)
    }

    /// Opens an object with known fields.
    pub(super) fn fields<'v>(&mut self, path: &str, value: &'v Value) -> Option<Fields<'v>> {
        let Value::Object(entries) = value else {
            self.wrong(path, value, "an object");
            return None;
        };
        self.repeated(path, entries);
        Some(Fields {
            path: path.to_owned(),
            entries,
            asked: Vec::new(),
        })
    }

    fn repeated(&mut self, path: &str, entries: &[(String, Value)]) {
        let mut keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        let mut twice: Vec<&str> = keys
            .windows(2)
            .filter(|pair| pair[0] == pair[1])
            .map(|pair| pair[0])
            .collect();
        twice.dedup();
        for key in twice {
            self.add(
                code::REPEATED_FIELD,
                &join(path, key),
                "This field is given more than once. Keep one of them.",
            );
        }
    }
}

/// The path of a field.
pub(super) fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

/// An object with known fields. Call [`Fields::finish`] when all are read, so that unknown ones are reported.
pub(super) struct Fields<'v> {
    path: String,
    entries: &'v [(String, Value)],
    asked: Vec<&'static str>,
}

impl<'v> Fields<'v> {
    fn find(&mut self, key: &'static str) -> Option<&'v Value> {
        self.asked.push(key);
        self.entries
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    /// A field that must be there.
    pub(super) fn need<T>(
        &mut self,
        faults: &mut Faults,
        key: &'static str,
        read: impl FnOnce(&mut Faults, &str, &Value) -> Option<T>,
    ) -> Option<T> {
        let path = join(&self.path, key);
        match self.find(key) {
            Some(value) => read(faults, &path, value),
            None => {
                faults.add(
                    code::MISSING,
                    &path,
                    format!("The field `{key}` is missing. Add it."),
                );
                None
            }
        }
    }

    /// A field with a default.
    pub(super) fn or<T>(
        &mut self,
        faults: &mut Faults,
        key: &'static str,
        default: T,
        read: impl FnOnce(&mut Faults, &str, &Value) -> Option<T>,
    ) -> T {
        let path = join(&self.path, key);
        match self.find(key) {
            Some(value) => read(faults, &path, value).unwrap_or(default),
            None => default,
        }
    }

    /// A field that may be absent or null.
    pub(super) fn maybe<T>(
        &mut self,
        faults: &mut Faults,
        key: &'static str,
        read: impl FnOnce(&mut Faults, &str, &Value) -> Option<T>,
    ) -> Option<T> {
        let path = join(&self.path, key);
        match self.find(key) {
            None | Some(Value::Null) => None,
            Some(value) => read(faults, &path, value),
        }
    }

    /// Reports the fields nobody asked for.
    pub(super) fn finish(self, faults: &mut Faults) {
        for (key, _) in self.entries {
            if !self.asked.contains(&key.as_str()) {
                let message = format!(
                    "`{key}` is no field of the format here. Known are: {}. Correct or remove it.",
                    self.asked.join(", ")
                );
                faults.add(code::UNKNOWN_FIELD, &join(&self.path, key), message);
            }
        }
    }
}
