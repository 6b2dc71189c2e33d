//! Which words of the office have been explained, and which still need asking?
//!
//! "Kurdisch" may be Kurmandschi or Sorani: the office is asked once for each word, and the answer holds from then on.

use std::collections::BTreeMap;

use super::fault::Fault;
use super::words::key;

/// Explained words: for each field and folded word what is meant instead. An empty text says that nobody knows; rows
/// with such a word are put aside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<(String, String), String>);

impl Answers {
    /// From rows of field, word and answer.
    pub fn new(rows: impl IntoIterator<Item = (String, String, String)>) -> Self {
        Self(
            rows.into_iter()
                .map(|(field, word, answer)| ((field, key(&word)), answer))
                .collect(),
        )
    }

    /// What is meant by a word, when it was explained.
    pub fn meaning(&self, field: &str, word: &str) -> Option<&str> {
        if self.0.is_empty() {
            return None;
        }
        let found = self.0.get(&(field.to_owned(), key(word)));
        found.map(String::as_str).filter(|answer| !answer.is_empty())
    }

    /// Whether the office was asked about a word, whatever it said.
    pub fn asked(&self, field: &str, word: &str) -> bool {
        self.0.contains_key(&(field.to_owned(), key(word)))
    }
}

/// A word that needs asking, and how often it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// `language`, `programme`, `district`, `organisation` or the key of a column with fixed choices.
    pub field: String,
    /// The word as it stands there.
    pub word: String,
    /// Rows with it.
    pub rows: usize,
    /// The first of them.
    pub first_row: u32,
    /// What it probably means, by name.
    pub likely: Vec<String>,
}

/// The questions of a file, each once.
#[derive(Clone, Debug, Default)]
pub struct Questions(BTreeMap<(String, String), Question>);

/// Most words that are asked about one file.
const QUESTIONS_MAX: usize = 200;

impl Questions {
    /// Adds what a fault asks, if it is a word that can be explained.
    pub fn add(&mut self, fault: &Fault) {
        let Some((field, word)) = subject(fault) else {
            return;
        };
        let id = (field.clone(), key(&word));
        if self.0.len() >= QUESTIONS_MAX && !self.0.contains_key(&id) {
            return;
        }
        let row = fault.row.unwrap_or_default();
        let question = self.0.entry(id).or_insert_with(|| Question {
            field,
            word,
            rows: 0,
            first_row: row,
            likely: likely(fault),
        });
        question.rows += 1;
    }

    /// All of them, the frequent ones first.
    pub fn into_vec(self) -> Vec<Question> {
        let mut all: Vec<Question> = self.0.into_values().collect();
        all.sort_by(|a, b| (b.rows, &a.field, &a.word).cmp(&(a.rows, &b.field, &b.word)));
        all
    }
}

/// The field and the word a fault is about, when another word could stand there instead.
pub fn subject(fault: &Fault) -> Option<(String, String)> {
    let argument = |name: &str| {
        fault
            .args
            .iter()
            .find(|(n, _)| *n == name)
            .map(|(_, v)| v.clone())
    };
    let field = match fault.code.as_ref() {
        "import-language" | "import-language-near" | "import-language-ambiguous" => {
            return Some(("language".to_owned(), argument("part")?));
        }
        "import-programme" => "programme",
        "import-district" | "import-district-near" => "district",
        "import-organisation" | "import-organisation-near" => "organisation",
        "import-choice" | "import-part" => fault.key,
        _ => return None,
    };
    let word = argument("part").unwrap_or_else(|| fault.cell.clone());
    (!word.is_empty() && !field.is_empty()).then(|| (field.to_owned(), word))
}

fn likely(fault: &Fault) -> Vec<String> {
    let list = fault.args.iter().find(|(n, _)| *n == "choices" || *n == "near");
    match (fault.code.as_ref(), list) {
        ("import-choice" | "import-part" | "import-language-ambiguous", Some((_, names))) => {
            names.split(", ").map(str::to_owned).collect()
        }
        (_, Some(("near", name))) => vec![name.clone()],
        _ => Vec::new(),
    }
}
