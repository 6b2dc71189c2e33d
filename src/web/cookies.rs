//! Which cookies are there? One for the session of the office, one for a device of a school or a volunteer, short-lived
//! ones for a browser that signs in, one for the language; nothing else is ever set.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::app::DEVICE_ABSOLUTE;

/// How long the chosen language is remembered, seconds.
const LANGUAGE_LIFE: u32 = 365 * 24 * 60 * 60;
/// How long a browser that asked for a link is known, seconds; the link itself is good for ten minutes.
const ASKING_LIFE: i64 = 15 * 60;

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
    token(headers, session_name(secure))
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

fn device_name(secure: bool) -> &'static str {
    if secure {
        "__Host-passgenau-device"
    } else {
        "passgenau-device"
    }
}

fn asking_name(secure: bool) -> &'static str {
    if secure {
        "__Host-passgenau-asking"
    } else {
        "passgenau-asking"
    }
}

fn token(headers: &HeaderMap, name: &str) -> Option<String> {
    value(headers, name)
        .filter(|v| !v.is_empty() && v.len() <= 128)
        .map(str::to_owned)
}

/// The token of the device, if the browser sent one.
pub(super) fn device(headers: &HeaderMap, secure: bool) -> Option<String> {
    token(headers, device_name(secure))
}

/// Signs a device in for as long as it can be at most; the server decides whether it still is.
pub(super) fn set_device(token: &str, secure: bool) -> HeaderValue {
    kept(device_name(secure), token, DEVICE_ABSOLUTE.num_seconds(), secure)
}

/// Signs the device out.
pub(super) fn clear_device(secure: bool) -> HeaderValue {
    kept(device_name(secure), "", 0, secure)
}

/// What tells the browser that asked for a link from others.
pub(super) fn asking(headers: &HeaderMap, secure: bool) -> Option<String> {
    token(headers, asking_name(secure))
}

/// Marks the browser that asks for a link.
pub(super) fn set_asking(token: &str, secure: bool) -> HeaderValue {
    kept(asking_name(secure), token, ASKING_LIFE, secure)
}

/// Forgets that the browser has asked.
pub(super) fn clear_asking(secure: bool) -> HeaderValue {
    kept(asking_name(secure), "", 0, secure)
}

fn city_name(secure: bool) -> &'static str {
    if secure {
        "__Host-passgenau-city"
    } else {
        "passgenau-city"
    }
}

/// The browser that is at the city's login, and where it goes afterwards.
pub(super) fn city(headers: &HeaderMap, secure: bool) -> Option<(String, String)> {
    let text = value(headers, city_name(secure)).filter(|v| v.len() <= 900)?;
    let (browser, next) = text.split_once('.')?;
    let next = URL_SAFE_NO_PAD.decode(next).ok()?;
    Some((browser.to_owned(), String::from_utf8(next).ok()?))
}

/// Marks a browser that goes to the city's login.
pub(super) fn set_city(browser: &str, next: &str, secure: bool) -> HeaderValue {
    let text = format!("{browser}.{}", URL_SAFE_NO_PAD.encode(next));
    kept(city_name(secure), &text, ASKING_LIFE, secure)
}

/// Forgets that the browser was there.
pub(super) fn clear_city(secure: bool) -> HeaderValue {
    kept(city_name(secure), "", 0, secure)
}

fn kept(name: &str, token: &str, seconds: i64, secure: bool) -> HeaderValue {
    cookie(
        format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}"),
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
