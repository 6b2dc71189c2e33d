//! Text that people type, made safe to keep: one line or several, without control characters, with a length.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Rejection;

/// Longest name of a person, organisation or place, in characters.
pub const NAME_MAX: usize = 120;
/// Longest note, in characters.
pub const NOTE_MAX: usize = 2000;

/// Whether a character may not appear in kept text: controls, and the marks that turn the reading direction or hide
/// (they can make a name or an address look like another one).
fn forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Any text on one line: control characters, line breaks and direction marks become spaces, white space is folded.
pub fn single_line(raw: &str) -> String {
    let spaced: String = raw.chars().map(|c| if forbidden(c) { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One line of text as [`single_line`] makes it, `None` when nothing is left.
///
/// # Errors
/// `too-long` beyond `max` characters.
pub fn line(field: &str, raw: &str, max: usize) -> Result<Option<String>, Rejection> {
    let folded = single_line(raw);
    if folded.chars().count() > max {
        return Err(Rejection::new(field, "too-long").with("max", max));
    }
    Ok((!folded.is_empty()).then_some(folded))
}

/// Several lines of text: line breaks are kept as `\n`, other control characters become spaces.
///
/// # Errors
/// `too-long` beyond `max` characters.
pub fn lines(field: &str, raw: &str, max: usize) -> Result<Option<String>, Rejection> {
    let text = raw.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = text
        .chars()
        .map(|c| if c != '\n' && forbidden(c) { ' ' } else { c })
        .collect();
    let trimmed = kept.trim().to_owned();
    if trimmed.chars().count() > max {
        return Err(Rejection::new(field, "too-long").with("max", max));
    }
    Ok((!trimmed.is_empty()).then_some(trimmed))
}

/// An e-mail address a relay without SMTPUTF8 can carry: ASCII local part, a domain with a dot, no quoting, no
/// address literal (RFC 5321 allows more; mail clients and relays do not).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Parses an address; the domain is lowered, the local part kept as written.
    ///
    /// # Errors
    /// `email` when it is no such address, `email-not-ascii` when it needs SMTPUTF8.
    pub fn parse(field: &str, raw: &str) -> Result<Self, Rejection> {
        let raw = raw.trim();
        if !raw.is_ascii() {
            return Err(Rejection::new(field, "email-not-ascii"));
        }
        let fault = || Rejection::new(field, "email");
        let (local, domain) = raw.rsplit_once('@').ok_or_else(fault)?;
        let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c);
        let label = |l: &str| {
            !l.is_empty()
                && l.len() <= 63
                && !l.starts_with('-')
                && !l.ends_with('-')
                && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && local.chars().all(atom)
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        let domain_ok = domain.len() <= 253 && domain.contains('.') && domain.split('.').all(label);
        if !(local_ok && domain_ok) {
            return Err(fault());
        }
        Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase())))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse("", &text).map_err(|rejection| rejection.code)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A telephone number: digits with the usual separators, kept as typed apart from white space.
///
/// # Errors
/// `phone` when there are fewer than 5 digits or other characters than digits, space and `+ / - ( ) .`.
pub fn phone(field: &str, raw: &str) -> Result<Option<String>, Rejection> {
    let Some(text) = line(field, raw, 40)? else {
        return Ok(None);
    };
    let allowed = |c: char| c.is_ascii_digit() || " +/-().".contains(c);
    if !text.chars().all(allowed) || text.chars().filter(char::is_ascii_digit).count() < 5 {
        return Err(Rejection::new(field, "phone"));
    }
    Ok(Some(text))
}

/// A key from a name: small letters and digits.
pub fn slug(name: &str) -> String {
    let plain: String = fold(name)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    let parts: Vec<&str> = plain.split('_').filter(|p| !p.is_empty()).collect();
    parts.join("_").chars().take(40).collect()
}

/// The form in which text is compared and searched: lower case, umlauts and ß written out, accents of Latin letters
/// dropped, white space folded. Both database engines then search alike.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' => folded.push_str("ae"),
            'ö' => folded.push_str("oe"),
            'ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            'à'..='å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'è'..='ë' | 'ē' | 'ę' | 'ě' => folded.push('e'),
            'ğ' => folded.push('g'),
            'ì'..='ï' | 'ī' | 'ı' => folded.push('i'),
            'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'đ' => folded.push('d'),
            'ə' => folded.push('e'),
            // Vietnamese, vowel by vowel.
            'ơ' | 'ọ'..='ợ' => folded.push('o'),
            'ư' | 'ụ'..='ự' => folded.push('u'),
            'ạ'..='ặ' => folded.push('a'),
            'ẹ'..='ệ' => folded.push('e'),
            'ỉ'..='ị' => folded.push('i'),
            'ò'..='õ' | 'ō' | 'ő' | 'ø' => folded.push('o'),
            'ř' => folded.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => folded.push('s'),
            'ţ' | 'ț' | 'ť' => folded.push('t'),
            'ù'..='û' | 'ū' | 'ű' | 'ů' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            // A decomposed umlaut, as macOS writes it.
            '\u{0308}' if folded.ends_with(['a', 'o', 'u']) => folded.push('e'),
            // Other combining accents (a decomposed é) are dropped.
            '\u{0300}'..='\u{036F}' => {}
            other => folded.push(other),
        }
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_line_breaks_and_direction_marks() {
        assert_eq!(
            line("name", "Ayşe\r\nBcc: x\u{202E}", 40),
            Ok(Some("Ayşe Bcc: x".into()))
        );
        assert_eq!(line("name", " \u{0} ", 40), Ok(None));
        assert!(line("name", &"x".repeat(41), 40).is_err());
    }

    #[test]
    fn addresses_a_plain_relay_cannot_carry_are_refused() {
        for good in ["a.b+c@Example.org", "x@sub.example.de"] {
            assert!(EmailAddress::parse("email", good).is_ok(), "{good}");
        }
        for bad in [
            "a@b",
            "\"a b\"@c.de",
            "a@[127.0.0.1]",
            "ü@example.org",
            "a@ü.de",
            "a b@c.de",
            ".a@c.de",
            "a@-c.de",
            "a@c.de\r\nBcc:x@y.de",
        ] {
            assert!(EmailAddress::parse("email", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn search_ignores_umlauts_and_accents() {
        assert_eq!(fold("  Müller-Çelik  ŁUKASZ "), "mueller-celik lukasz");
        assert_eq!(fold("Mu\u{308}ller Be\u{301}la"), fold("Müller Béla"));
    }
}
