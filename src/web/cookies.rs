//! Which cookies are there? One for the session of the office, one for the language; nothing else is ever set.

use axum::http::{HeaderMap, HeaderValue, header};

/// How long the chosen language is remembered, seconds.
const LANGUAGE_LIFE: u32 = 365 * 24 * 60 * 60;

/// `__Host-` binds the cookie to this host, https and the whole site (RFC 6265bis, 4.1.3.2); plain http cannot have it.
fn session_name(secure: bool) -> &'static str {
    if secure { "__Host-passgenau" } else { "passgenau" }
}

fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// The token of the session, if the browser sent one.
pub(super) fn session(headers: &HeaderMap, secure: bool) -> Option<String> {
    value(headers, session_name(secure))
        .filter(|v| !v.is_empty() && v.len() <= 128)
        .map(str::to_owned)
}

/// Sets the session; it ends with the browser, and on the server after an hour without a click.
pub(super) fn set_session(token: &str, secure: bool) -> HeaderValue {
    cookie(
        format!("{}={token}; Path=/; HttpOnly; SameSite=Lax", session_name(secure)),
        secure,
    )
}

/// Removes the session.
pub(super) fn clear_session(secure: bool) -> HeaderValue {
    cookie(
        format!(
            "{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0",
            session_name(secure)
        ),
        secure,
    )
}

/// Whether there are pages in this language.
pub(super) fn known_language(tag: &str) -> bool {
    crate::view::Lang::ALL.iter().any(|lang| lang.as_str() == tag)
}

/// The language chosen before.
pub(super) fn language(headers: &HeaderMap) -> Option<String> {
    value(headers, "lang")
        .filter(|tag| known_language(tag))
        .map(str::to_owned)
}

/// Remembers a language; `tag` must be a known one.
pub(super) fn set_language(tag: &str, secure: bool) -> HeaderValue {
    cookie(
        format!("lang={tag}; Path=/; HttpOnly; SameSite=Lax; Max-Age={LANGUAGE_LIFE}"),
        secure,
    )
}

fn cookie(mut text: String, secure: bool) -> HeaderValue {
    if secure {
        text.push_str("; Secure");
    }
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("lang=; Max-Age=0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_follows_the_scheme() {
        assert!(
            set_session("t", true)
                .to_str()
                .unwrap()
                .starts_with("__Host-passgenau=t; Path=/; HttpOnly")
        );
        assert!(set_session("t", true).to_str().unwrap().ends_with("; Secure"));
        assert!(!set_session("t", false).to_str().unwrap().contains("Secure"));
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("a=1; passgenau=tok; lang=xx"),
        );
        assert_eq!(session(&headers, false).as_deref(), Some("tok"));
        assert_eq!(session(&headers, true), None);
        assert_eq!(language(&headers), None);
    }
}
