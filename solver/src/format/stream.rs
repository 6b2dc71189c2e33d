//! How is a large problem file read without holding all of its JSON at once?
//!
//! People and requests are turned into plain structs one by one while the text is read; only the rest is held as [`Value`]. The faults are
//! those of [`read_problem`](super::read_problem).

use super::problem::{self, FORMAT};
use super::reader::Faults;
use crate::issue::Issue;
use crate::problem::Problem;
use crate::spec::{PersonSpec, ProblemSpec, RequestSpec};
use crate::value::{AnyValue, Value};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A problem file as it is read from any serde format, for instance `serde_json::from_slice::<ProblemFile>(bytes)`.
pub struct ProblemFile {
    spec: ProblemSpec,
    faults: Faults,
}

impl ProblemFile {
    /// The plain form, without a look at its meaning.
    ///
    /// # Errors
    /// All faults of the shape.
    pub fn spec(self) -> Result<ProblemSpec, Vec<Issue>> {
        if self.faults.list.is_empty() {
            Ok(self.spec)
        } else {
            Err(super::sorted(self.faults.list))
        }
    }

    /// The problem.
    ///
    /// # Errors
    /// All faults of its shape and of its meaning, in the order of their paths.
    pub fn problem(self) -> Result<Problem, Vec<Issue>> {
        super::judged(&self.spec, &self.faults)
    }
}

impl<'de> Deserialize<'de> for ProblemFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(File)
    }
}

/// People and requests as far as they are read, and where their list stood in the file.
#[derive(Default)]
struct Lists {
    faults: Faults,
    people: Option<Vec<PersonSpec>>,
    requests: Option<Vec<RequestSpec>>,
}

struct File;

impl<'de> Visitor<'de> for File {
    type Value = ProblemFile;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a file in the format {FORMAT}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<ProblemFile, A::Error> {
        let mut lists = Lists::default();
        let mut fields: Vec<(String, Value)> = Vec::new();
        while let Some(key) = access.next_key::<String>()? {
            // A list that is given twice counts once, like every field.
            let value = match key.as_str() {
                "people" if lists.people.is_none() => access.next_value_seed(Streamed {
                    path: "people",
                    faults: &mut lists.faults,
                    into: &mut lists.people,
                    read: problem::person,
                })?,
                "requests" if lists.requests.is_none() => access.next_value_seed(Streamed {
                    path: "requests",
                    faults: &mut lists.faults,
                    into: &mut lists.requests,
                    read: problem::request,
                })?,
                _ => access.next_value()?,
            };
            fields.push((key, value));
        }
        let mut faults = lists.faults;
        let mut spec = problem::read(&mut faults, &Value::Object(fields));
        spec.people = lists.people.unwrap_or_default();
        spec.requests = lists.requests.unwrap_or_default();
        Ok(ProblemFile { spec, faults })
    }

    fn visit_bool<E>(self, value: bool) -> Result<ProblemFile, E> {
        Ok(no_object(&Value::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<ProblemFile, E> {
        Ok(no_object(&Value::Integer(value)))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<ProblemFile, E> {
        Ok(no_object(&AnyValue.visit_u64::<E>(value)?))
    }

    fn visit_f64<E>(self, value: f64) -> Result<ProblemFile, E> {
        Ok(no_object(&Value::Number(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<ProblemFile, E> {
        Ok(no_object(&Value::Text(value.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<ProblemFile, E> {
        Ok(no_object(&Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<ProblemFile, A::Error> {
        Ok(no_object(&AnyValue.visit_seq(access)?))
    }
}

fn no_object(value: &Value) -> ProblemFile {
    let mut faults = Faults::default();
    let spec = problem::read(&mut faults, value);
    ProblemFile { spec, faults }
}

/// Reads one entry of a list.
type Read<T> = fn(&mut Faults, &str, &Value) -> Option<T>;

/// One list that is read entry by entry.
struct Streamed<'s, T> {
    path: &'static str,
    faults: &'s mut Faults,
    into: &'s mut Option<Vec<T>>,
    read: Read<T>,
}

impl<'de, T> DeserializeSeed<'de> for Streamed<'_, T> {
    /// What stands for the list in the rest of the file: an empty list, or what is there instead of a list.
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T> Visitor<'de> for Streamed<'_, T> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        let mut kept = Vec::new();
        let mut count = 0;
        while let Some(value) = access.next_element::<Value>()? {
            if let Some(entry) = (self.read)(self.faults, &format!("{}[{count}]", self.path), &value) {
                entries.push(entry);
                kept.push(count);
            }
            count += 1;
        }
        self.faults.left_out(self.path, count, kept);
        entries.shrink_to_fit();
        *self.into = Some(entries);
        Ok(Value::List(Vec::new()))
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        AnyValue.visit_map(access)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Integer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        AnyValue.visit_u64(value)
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
}
