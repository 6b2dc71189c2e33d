//! Where does the value of a setting come from? Environment before file before default; secrets also from a file of
//! their own (`PASSGENAU_SMTP_PASSWORD_FILE`).

use std::collections::BTreeMap;
use std::path::Path;

use super::ConfigFault;

/// One setting the program knows.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Name in the file; the environment variable is `PASSGENAU_` and the name in capitals.
    pub name: &'static str,
    /// Whether it may come from a file named by `<name>_file`, and is never shown.
    pub secret: bool,
    /// What it is for, shown by `passgenau config`.
    pub help: &'static str,
}

impl Key {
    /// Name of the environment variable.
    pub fn env(&self) -> String {
        format!("PASSGENAU_{}", self.name.to_ascii_uppercase())
    }
}

/// Every value that was given, by setting.
#[derive(Debug, Default)]
pub struct Source {
    values: BTreeMap<&'static str, (String, String)>,
}

impl Source {
    /// Gathers the values of `keys` from `environment` and the text of a configuration `file`; names nobody knows are
    /// faults, so that a typing mistake is never ignored. Names in `also` are read by someone else.
    pub fn gather(
        keys: &'static [Key],
        also: &[&str],
        environment: &[(String, String)],
        file: Option<(&Path, &str)>,
        faults: &mut Vec<ConfigFault>,
    ) -> Self {
        let mut source = Self::default();
        if let Some((path, text)) = file {
            source.take_file(keys, path, text, faults);
        }
        for (name, value) in environment {
            let Some(short) = name.strip_prefix("PASSGENAU_") else {
                continue;
            };
            if also.contains(&name.as_str()) {
                continue;
            }
            source.take(keys, &short.to_ascii_lowercase(), value, name, faults);
        }
        source
    }

    fn take_file(&mut self, keys: &'static [Key], path: &Path, text: &str, faults: &mut Vec<ConfigFault>) {
        let table = match text.parse::<toml::Table>() {
            Ok(table) => table,
            Err(error) => {
                faults.push(ConfigFault::new(
                    path.display(),
                    format!("is not valid TOML: {}", error.message()),
                ));
                return;
            }
        };
        for (name, value) in table {
            let text = match value {
                toml::Value::String(text) => text,
                toml::Value::Integer(number) => number.to_string(),
                toml::Value::Boolean(flag) => flag.to_string(),
                _ => {
                    faults.push(ConfigFault::new(
                        &name,
                        "takes text, a whole number, true or false",
                    ));
                    continue;
                }
            };
            self.take(
                keys,
                &name,
                &text,
                &format!("{name} in {}", path.display()),
                faults,
            );
        }
    }

    fn take(
        &mut self,
        keys: &'static [Key],
        name: &str,
        value: &str,
        origin: &str,
        faults: &mut Vec<ConfigFault>,
    ) {
        if let Some(key) = keys.iter().find(|k| k.name == name) {
            self.values
                .insert(key.name, (value.trim().to_owned(), origin.to_owned()));
            return;
        }
        let from_file = name
            .strip_suffix("_file")
            .and_then(|n| keys.iter().find(|k| k.secret && k.name == n));
        match from_file {
            Some(key) => match std::fs::read_to_string(value.trim()) {
                Ok(secret) => {
                    self.values.insert(
                        key.name,
                        (
                            secret.trim_end_matches(['\r', '\n']).to_owned(),
                            origin.to_owned(),
                        ),
                    );
                }
                Err(error) => faults.push(ConfigFault::new(
                    origin,
                    format!("names a file that cannot be read: {error}"),
                )),
            },
            None => faults.push(ConfigFault::new(
                origin,
                "is not a setting; `passgenau config` lists all of them with their meaning",
            )),
        }
    }

    /// The value given for a setting and where it came from; an empty value counts as not given.
    pub fn get(&self, name: &str) -> Option<(&str, &str)> {
        self.values
            .get(name)
            .map(|(value, origin)| (value.as_str(), origin.as_str()))
            .filter(|(v, _)| !v.is_empty())
    }
}
