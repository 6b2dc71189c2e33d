//! Did a machine write it (RFC 3834)? Then nobody answers, and nothing follows.

use super::{Head, kind};

/// How subjects of automatic answers begin, in the languages our recipients' programs speak.
const SUBJECTS: &[&str] = &[
    "automatische antwort",
    "automatische rückantwort",
    "abwesenheit",
    "abwesend",
    "ich bin nicht im büro",
    "nicht im büro",
    "out of office",
    "out of the office",
    "automatic reply",
    "automatic response",
    "auto-reply",
    "autoreply",
    "auto reply",
    "auto-response",
    "auto:",
    "ooo:",
    "réponse automatique",
    "otomatik yanıt",
    "automatyczna odpowiedź",
    "автоответ",
    "risposta automatica",
    "respuesta automática",
    "gelesen:",
    "nicht gelesen:",
    "lesebestätigung",
    "read:",
    "not read:",
    "read receipt",
];

/// Whether nobody wrote this mail.
pub(super) fn is_automatic(head: &Head<'_, '_>, from: Option<&str>) -> bool {
    let says_so = head.first("Auto-Submitted").is_some_and(|value| {
        let word = value.split([';', ' ', '(']).next().unwrap_or_default();
        !word.is_empty() && word != "no"
    });
    let precedence = head
        .first("Precedence")
        .is_some_and(|value| ["bulk", "junk", "list", "auto_reply"].contains(&value.as_str()));
    let marked = [
        "X-Autoreply",
        "X-Autorespond",
        "X-Autoresponder",
        "X-Auto-Response-Suppress",
        "List-Id",
        "List-Unsubscribe",
        "Feedback-ID",
    ]
    .iter()
    .any(|name| head.has(name));
    let no_way_back = head.first("Return-Path").is_some_and(|value| value == "<>");
    let receipt = kind(head.0.root_part()) == "multipart/report";
    let subject = head.0.subject().unwrap_or_default().trim().to_lowercase();
    let subject = SUBJECTS.iter().any(|begin| subject.starts_with(begin));
    says_so || precedence || marked || no_way_back || receipt || subject || from.is_some_and(is_robot)
}

/// Whether nobody reads what is sent to this address.
pub(super) fn is_robot(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default();
    [
        "mailer-daemon",
        "postmaster",
        "noreply",
        "no-reply",
        "do-not-reply",
        "donotreply",
        "bounce",
    ]
    .iter()
    .any(|word| local == *word || local.starts_with(&format!("{word}+")))
}
