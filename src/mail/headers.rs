//! How is text put into a header so that it stays text?
//!
//! Own code, because lettre passes printable ASCII through as it is: a name such as
//! `=?utf-8?Q?a=0D=0AX-Canary:_1?=` would be decoded by readers into something nobody wrote, and a line break in a
//! display name makes it panic. Here every value is one line, and whatever is not plainly harmless becomes encoded
//! words (RFC 2047) as a whole.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lettre::message::header::{HeaderName, HeaderValue};

use crate::domain::text::single_line;

/// Longest text that is written without folding; with the name of a header it stays under 78 characters.
const PLAIN_MAX: usize = 60;

/// A header whose value is known to be ASCII without line breaks (ids, keywords).
pub(super) fn token(name: &'static str, value: &str) -> HeaderValue {
    let safe: String = value
        .chars()
        .filter(|c| c.is_ascii_graphic() || *c == ' ')
        .collect();
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), safe.clone(), safe)
}

/// A header of free text, such as the subject.
pub(super) fn text(name: &'static str, value: &str) -> HeaderValue {
    let value = single_line(value);
    let encoded = if harmless(&value) {
        value.clone()
    } else {
        encoded_words(&value)
    };
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value, encoded)
}

/// A header with one mailbox; `address` has been parsed before.
pub(super) fn mailbox(name: &'static str, display: &str, address: &str) -> HeaderValue {
    let display = single_line(display);
    let encoded = if display.is_empty() {
        address.to_owned()
    } else if harmless(&display)
        && display
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || " !#$%&'*+-/=?^_`{|}~.".contains(c))
    {
        // Quoted, since a dot is not allowed outside of quotes.
        let long = name.len() + display.len() + address.len() > 70;
        format!("\"{display}\"{} <{address}>", if long { "\r\n" } else { "" })
    } else {
        format!("{}\r\n <{address}>", encoded_words(&display))
    };
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), address.to_owned(), encoded)
}

fn harmless(value: &str) -> bool {
    value.len() <= PLAIN_MAX
        && !value.contains("=?")
        && value.chars().all(|c| c.is_ascii_graphic() || c == ' ')
}

/// The text as encoded words of at most 75 characters, one per line.
fn encoded_words(value: &str) -> String {
    let mut words = Vec::new();
    let mut rest = value;
    while !rest.is_empty() {
        // The first line also holds the name of the header.
        let limit = if words.is_empty() { 36 } else { 45 };
        let mut end = rest.len().min(limit);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        words.push(format!("=?utf-8?B?{}?=", STANDARD.encode(&rest[..end])));
        rest = &rest[end..];
    }
    words.join("\r\n ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(header: HeaderValue) -> String {
        let mut headers = lettre::message::header::Headers::new();
        headers.insert_raw(header);
        headers.to_string()
    }

    #[test]
    fn plain_text_stays_readable() {
        assert_eq!(
            shown(text("Subject", "Anfrage Nr. 17 eingegangen")),
            "Subject: Anfrage Nr. 17 eingegangen\r\n"
        );
        assert_eq!(
            shown(mailbox("To", "Amal K.", "amal@example.org")),
            "To: \"Amal K.\" <amal@example.org>\r\n"
        );
    }

    #[test]
    fn text_that_looks_encoded_is_encoded_as_text() {
        let hostile = "=?utf-8?Q?a=0D=0AX-Canary:_1?=";
        let header = shown(text("Subject", hostile));
        assert!(!header.contains("X-Canary"), "{header}");
        assert!(header.contains(&STANDARD.encode(hostile)), "{header}");
    }

    #[test]
    fn line_breaks_and_quotes_do_not_end_a_display_name() {
        let header = shown(mailbox(
            "To",
            "x\" <evil@example.com>,\r\nBcc: y",
            "amal@example.org",
        ));
        assert_eq!(header.matches('@').count(), 1, "{header}");
        assert!(!header.contains("Bcc"), "{header}");
    }

    #[test]
    fn long_text_is_folded_between_characters() {
        let header = shown(text("Subject", &"ş漢é ".repeat(80)));
        assert!(header.lines().all(|l| l.len() <= 76), "{header}");
        let decoded: Vec<u8> = header
            .split("=?utf-8?B?")
            .skip(1)
            .filter_map(|w| w.split("?=").next())
            .flat_map(|w| STANDARD.decode(w).expect("base64"))
            .collect();
        assert_eq!(
            String::from_utf8(decoded).expect("UTF-8"),
            "ş漢é ".repeat(80).trim_end()
        );
    }
}
