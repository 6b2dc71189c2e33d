//! Does every language say everything, and is everything that is said used?

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use passgenau::calendar::format::Lang;
use passgenau::domain::assignment::AssignmentState;
use passgenau::domain::language::Level;
use passgenau::domain::notice::{NoticeKind, OutboxState};
use passgenau::domain::offer::{Answer, OfferState};
use passgenau::domain::organisation::OrganisationKind;
use passgenau::domain::person::{Channel, Gender, Mobility, PersonState};
use passgenau::domain::programme::{Mode, ProofKind};
use passgenau::domain::request::{Occasion, RequestState};

/// Prefixes of messages that belong to the values of an enum.
fn enums() -> BTreeMap<&'static str, Vec<&'static str>> {
    macro_rules! values {
        ($($prefix:literal: $name:ident),+ $(,)?) => {
            BTreeMap::from([$(($prefix, $name::ALL.iter().map(|v| v.as_str()).collect())),+])
        };
    }
    values! {
        "occasion-": Occasion, "mode-": Mode, "level-": Level, "request-state-": RequestState,
        "offer-state-": OfferState, "assignment-state-": AssignmentState, "answer-": Answer, "gender-": Gender,
        "organisation-kind-": OrganisationKind, "proof-": ProofKind, "person-state-": PersonState,
        "channel-": Channel, "mobility-": Mobility, "outbox-state-": OutboxState, "notice-": NoticeKind,
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extensions: &[&str], found: &mut Vec<(PathBuf, String)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.map(|e| e.expect("readable").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, extensions, found);
        } else if path
            .extension()
            .and_then(|e| e.to_str())
            .is_some_and(|e| extensions.contains(&e))
        {
            found.push((path.clone(), fs::read_to_string(&path).expect("UTF-8")));
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Message {
    file: String,
    placeholders: BTreeSet<String>,
    value: String,
}

/// The messages of a language, by id.
fn messages(lang: Lang) -> BTreeMap<String, Message> {
    let mut found = Vec::new();
    files(
        &root().join("templates/i18n").join(lang.as_str()),
        &["ftl"],
        &mut found,
    );
    let mut messages: BTreeMap<String, Message> = BTreeMap::new();
    for (path, source) in found {
        let file = path
            .file_name()
            .and_then(|n| n.to_str())
            .expect("a name")
            .to_owned();
        let mut current = String::new();
        for line in source.lines().filter(|l| !l.starts_with('#')) {
            let rest = match line.split_once('=') {
                Some((id, rest)) if line.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    current = id.trim().to_owned();
                    let new = Message {
                        file: file.clone(),
                        placeholders: BTreeSet::new(),
                        value: String::new(),
                    };
                    assert!(
                        messages.insert(current.clone(), new).is_none(),
                        "{current} twice ({file})"
                    );
                    rest
                }
                _ => line,
            };
            if let Some(message) = messages.get_mut(&current) {
                message.value.push_str(rest.trim());
                for name in rest.split('$').skip(1) {
                    let name = name
                        .chars()
                        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-');
                    message.placeholders.insert(name.collect());
                }
            }
        }
    }
    messages
}

#[test]
fn all_languages_have_the_same_messages_with_the_same_values() {
    let german = messages(Lang::De);
    assert!(!german.is_empty());
    for &lang in Lang::ALL {
        let other = messages(lang);
        let (theirs, ours): (BTreeSet<_>, BTreeSet<_>) = (other.keys().collect(), german.keys().collect());
        assert_eq!(
            theirs.symmetric_difference(&ours).collect::<Vec<_>>(),
            Vec::<&&String>::new(),
            "{}",
            lang.as_str()
        );
        for (id, message) in &other {
            assert!(!message.value.is_empty(), "{id} is empty ({})", lang.as_str());
            assert_eq!(
                message.placeholders,
                german[id].placeholders,
                "{id}: placeholders ({})",
                lang.as_str()
            );
            assert_eq!(
                message.file,
                german[id].file,
                "{id}: the file ({})",
                lang.as_str()
            );
        }
    }
}

/// Sources in which messages are used: templates and the program, without comments.
fn users() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for folder in ["mail", "pages", "partials"] {
        files(
            &root().join("templates").join(folder),
            &["html", "txt"],
            &mut found,
        );
    }
    files(&root().join("src"), &["rs"], &mut found);
    for (_, text) in &mut found {
        *text = text
            .lines()
            .filter(|l| !l.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
    }
    found
}

/// Every piece of text between quotes that could be an id or, ending with `-` or before `{`, the beginning of one.
fn quoted(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for quote in ['"', '\''] {
        for piece in text.split(quote) {
            let id = piece.split('{').next().unwrap_or_default();
            if !id.is_empty()
                && id
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
            {
                found.insert(id.to_owned());
            }
        }
    }
    found
}

#[test]
fn every_message_a_template_asks_for_exists() {
    let german = messages(Lang::De);
    for (path, text) in users() {
        if path.extension().is_some_and(|e| e == "rs") {
            continue;
        }
        for call in ["t(\"", "t('"] {
            for (before, after) in text
                .match_indices(call)
                .map(|(at, _)| (&text[..at], &text[at + call.len()..]))
            {
                if before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
                    continue;
                }
                let id = after.split(['"', '\'']).next().unwrap_or_default();
                let known = german.contains_key(id)
                    || (id.ends_with('-') && german.keys().any(|k| k.starts_with(id)));
                assert!(known, "{}: no message {id}", path.display());
            }
        }
    }
}

#[test]
fn every_message_is_used() {
    let (german, enums) = (messages(Lang::De), enums());
    let asked: BTreeSet<String> = users().iter().flat_map(|(_, text)| quoted(text)).collect();
    let beginnings: Vec<_> = asked.iter().filter(|a| a.ends_with('-')).collect();
    let unused: Vec<_> = german
        .keys()
        .filter(|id| !asked.contains(*id))
        .filter(|id| !beginnings.iter().any(|b| id.starts_with(b.as_str())))
        .filter(|id| !enums.keys().any(|prefix| id.starts_with(prefix)))
        // Sentences asked for by a code that comes from the program's rules.
        .filter(|id| !["rejection-", "task-", "conflict-"].iter().any(|prefix| id.starts_with(prefix)))
        .collect();
    assert_eq!(unused, Vec::<&String>::new());
}

#[test]
fn every_value_of_an_enum_has_a_name_and_no_other() {
    let german = messages(Lang::De);
    let all = enums();
    for (prefix, values) in &all {
        let longer = |id: &str| all.keys().any(|p| p.len() > prefix.len() && id.starts_with(p));
        let named: BTreeSet<_> = german
            .iter()
            .filter(|(id, message)| message.file == "common.ftl" && !longer(id))
            .filter_map(|(id, _)| id.strip_prefix(prefix))
            .collect();
        assert_eq!(named, values.iter().copied().collect(), "{prefix}");
    }
}

#[test]
fn every_rejection_code_has_a_sentence() {
    let german = messages(Lang::De);
    let mut codes = BTreeSet::new();
    for (path, text) in users() {
        for after in text.split("Rejection::new(").skip(1) {
            let call = after.split(')').next().unwrap_or_default();
            let Some(code) = call.rsplit(',').next().map(str::trim) else {
                continue;
            };
            if let Some(code) = code.strip_prefix('"').and_then(|c| c.strip_suffix('"')) {
                codes.insert((code.to_owned(), path.clone()));
            }
        }
    }
    assert!(codes.len() >= 4, "{codes:?}");
    for (code, path) in codes {
        assert!(
            german.contains_key(&format!("rejection-{code}")),
            "{}: rejection-{code}",
            path.display()
        );
    }
}
