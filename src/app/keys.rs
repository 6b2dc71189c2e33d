//! Links and form marks that nobody can forge: derived from the secret key, stored nowhere.
//!
//! A link token is the id of its row and a truncated HMAC-SHA256 over purpose, id and version; raising the version in
//! the row makes every link given out before invalid. A stolen database or backup holds no live link.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::city_login::CityPart;
use crate::domain::feed::{FeedKind, FeedOwner};
use crate::domain::offer::Offer;
use crate::domain::organisation::Organisation;
use crate::ids::{Ids, LoginLinkId, PersonId};

/// How long a page with a form stays usable.
const FORM_LIFE: TimeDelta = TimeDelta::hours(24);
/// Bytes of a MAC in a token (128 bit).
const MAC_BYTES: usize = 16;

/// The secret key and what is derived from it.
#[derive(Clone)]
pub struct Keys {
    key: Vec<u8>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys")
    }
}

impl Keys {
    /// Keys derived from the bytes of the secret key.
    pub fn new(secret: &[u8]) -> Self {
        Self { key: secret.to_vec() }
    }

    fn mac(&self, purpose: &str, parts: &[&[u8]]) -> Hmac<Sha256> {
        let mut mac = match Hmac::<Sha256>::new_from_slice(&self.key) {
            Ok(mac) => mac,
            Err(_) => unreachable!("HMAC takes keys of every length"),
        };
        // Lengths keep the parts apart: ("ab","c") and ("a","bc") differ.
        for part in std::iter::once(&purpose.as_bytes()).chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac
    }

    fn token(&self, purpose: &str, id: Uuid, version: i64) -> String {
        let mac = self
            .mac(purpose, &[id.as_bytes(), &version.to_be_bytes()])
            .finalize()
            .into_bytes();
        let mut bytes = id.as_bytes().to_vec();
        bytes.extend_from_slice(&mac[..MAC_BYTES]);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn valid(&self, purpose: &str, id: Uuid, version: i64, token: &str) -> bool {
        let Some(bytes) = decode(token) else { return false };
        let mac = self.mac(purpose, &[id.as_bytes(), &version.to_be_bytes()]);
        bytes[..16] == *id.as_bytes() && mac.verify_truncated_left(&bytes[16..]).is_ok()
    }

    /// The id a token claims; it means nothing until one of the `is_…` functions agrees.
    pub fn claimed_id(token: &str) -> Option<Uuid> {
        let bytes = decode(token)?;
        Uuid::from_slice(&bytes[..16]).ok()
    }

    /// Token of the page through which an organisation asks.
    pub fn organisation(&self, organisation: &Organisation) -> String {
        self.token("organisation", organisation.id.0, organisation.link_version)
    }

    /// Whether a token opens this organisation's page.
    pub fn is_organisation(&self, organisation: &Organisation, token: &str) -> bool {
        self.valid(
            "organisation",
            organisation.id.0,
            organisation.link_version,
            token,
        )
    }

    /// Token of the answer page of an offer.
    pub fn offer(&self, offer: &Offer) -> String {
        self.token("offer", offer.id.0, offer.link_version)
    }

    /// Whether a token opens this offer's answer page.
    pub fn is_offer(&self, offer: &Offer, token: &str) -> bool {
        self.valid("offer", offer.id.0, offer.link_version, token)
    }

    /// Token of a volunteer's own page; `version` from [`crate::store::Tx::person_link_version`].
    pub fn person(&self, person: PersonId, version: i64) -> String {
        self.token("person", person.0, version)
    }

    /// Whether a token opens this volunteer's own page.
    pub fn is_person(&self, person: PersonId, version: i64, token: &str) -> bool {
        self.valid("person", person.0, version, token)
    }

    /// Token of a calendar feed: a letter for the kind of its owner, then as every other token.
    pub fn feed(&self, owner: FeedOwner, version: i64) -> String {
        let (letter, purpose) = feed_words(owner.kind());
        format!("{letter}{}", self.token(purpose, owner.id(), version))
    }

    /// Whether a token opens this feed.
    pub fn is_feed(&self, owner: FeedOwner, version: i64, token: &str) -> bool {
        let (letter, purpose) = feed_words(owner.kind());
        token
            .strip_prefix(letter)
            .is_some_and(|rest| self.valid(purpose, owner.id(), version, rest))
    }

    /// The owner a feed's token claims; it means nothing until [`Keys::is_feed`] agrees.
    pub fn claimed_feed(token: &str) -> Option<FeedOwner> {
        let letter = token.chars().next()?;
        let kind = FeedKind::ALL
            .iter()
            .copied()
            .find(|&kind| feed_words(kind).0 == letter)?;
        let id = Self::claimed_id(&token[letter.len_utf8()..])?;
        Some(FeedOwner::new(kind, id))
    }

    /// Token with which a new account sets its first password; bound to the moment it was given out.
    pub fn welcome(&self, account: Uuid, issued_at: DateTime<Utc>) -> String {
        self.token("welcome", account, issued_at.timestamp())
    }

    /// Whether a token is the one given out then.
    pub fn is_welcome(&self, account: Uuid, issued_at: DateTime<Utc>, token: &str) -> bool {
        self.valid("welcome", account, issued_at.timestamp(), token)
    }

    /// Token of a link to sign in.
    pub fn login_link(&self, link: LoginLinkId) -> String {
        self.token("login", link.0, 0)
    }

    /// Whether a token is this link's.
    pub fn is_login_link(&self, link: LoginLinkId, token: &str) -> bool {
        self.valid("login", link.0, 0, token)
    }

    /// The six digits that stand beside a link to sign in.
    pub fn login_code(&self, link: LoginLinkId) -> String {
        let mac = self
            .mac("login code", &[link.0.as_bytes()])
            .finalize()
            .into_bytes();
        let number = mac[..8].iter().fold(0_u64, |n, byte| (n << 8) | u64::from(*byte));
        format!("{:06}", number % 1_000_000)
    }

    /// What is derived for one attempt to come in with the city's login: token-like, 43 characters or more, and of no use
    /// in another browser.
    pub(super) fn city(&self, part: CityPart, id: Uuid, browser: &str) -> String {
        let mac = self
            .mac(part.purpose(), &[id.as_bytes(), browser.as_bytes()])
            .finalize()
            .into_bytes();
        let mut bytes = id.as_bytes().to_vec();
        bytes.extend_from_slice(&mac[..MAC_BYTES]);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The secret of an account's authenticator, 160 bit (RFC 4226, 4): another one with each version.
    pub fn factor_secret(&self, account: Uuid, version: i64) -> [u8; 20] {
        let mac = self
            .mac("factor", &[account.as_bytes(), &version.to_be_bytes()])
            .finalize()
            .into_bytes();
        let mut secret = [0; 20];
        secret.copy_from_slice(&mac[..20]);
        secret
    }

    /// What is stored of a recovery code.
    pub fn recovery_hash(&self, account: Uuid, code: &str) -> String {
        let mac = self.mac("recovery", &[account.as_bytes(), code.as_bytes()]);
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }

    /// What is kept of someone who was erased: nothing that says who, but enough to know them again in an old list.
    pub fn erased(&self, parts: &[&str]) -> String {
        let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
        let mac = self.mac("erased", &parts).finalize().into_bytes();
        mac.iter().map(|b| format!("{b:02x}")).collect()
    }

    /// A mark for one form on one page view. `scope` names form, subject and session, so that a mark from elsewhere
    /// does not fit.
    pub fn issue_form(&self, scope: &str, ids: &Ids, now: DateTime<Utc>) -> String {
        let mut bytes = ids.bytes::<16>().to_vec();
        bytes.extend_from_slice(&now.timestamp().to_be_bytes());
        let mac = self
            .mac("form", &[scope.as_bytes(), &bytes])
            .finalize()
            .into_bytes();
        bytes.extend_from_slice(&mac[..MAC_BYTES]);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Whether a mark was issued for this scope within the last 24 hours.
    pub fn is_form(&self, scope: &str, mark: &str, now: DateTime<Utc>) -> bool {
        let Some(bytes) = URL_SAFE_NO_PAD
            .decode(mark)
            .ok()
            .filter(|b| b.len() == 24 + MAC_BYTES)
        else {
            return false;
        };
        let (signed, mac) = bytes.split_at(24);
        if self
            .mac("form", &[scope.as_bytes(), signed])
            .verify_truncated_left(mac)
            .is_err()
        {
            return false;
        }
        let issued = signed[16..]
            .try_into()
            .map(i64::from_be_bytes)
            .ok()
            .and_then(|s| DateTime::from_timestamp(s, 0));
        issued.is_some_and(|at| at <= now + TimeDelta::minutes(5) && now - at <= FORM_LIFE)
    }
}

/// Letter and purpose of the feeds of a kind of owner.
const fn feed_words(kind: FeedKind) -> (char, &'static str) {
    match kind {
        FeedKind::Person => ('p', "feed of a person"),
        FeedKind::Organisation => ('o', "feed of an organisation"),
        FeedKind::Account => ('a', "feed of the office"),
    }
}

fn decode(token: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD
        .decode(token)
        .ok()
        .filter(|b| b.len() == 16 + MAC_BYTES)
}

/// What is stored of a session token.
pub fn session_hash(token: &str) -> String {
    Sha256::digest(token.as_bytes())
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}

/// A new session token, 256 bit.
pub fn session_token(ids: &Ids) -> String {
    URL_SAFE_NO_PAD.encode(ids.bytes::<32>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_mark_fits_its_form_its_day_and_its_key_only() {
        let (keys, ids) = (Keys::new(b"one"), Ids::seeded(1));
        let now = DateTime::from_timestamp(1_800_000_000, 0).expect("valid");
        let mark = keys.issue_form("answer:1", &ids, now);
        assert!(keys.is_form("answer:1", &mark, now + TimeDelta::hours(23)));
        assert!(!keys.is_form("answer:1", &mark, now + TimeDelta::hours(25)));
        assert!(!keys.is_form("answer:2", &mark, now));
        assert!(!Keys::new(b"two").is_form("answer:1", &mark, now));
        assert!(!keys.is_form("answer:1", "AAAA", now));
        assert_ne!(mark, keys.issue_form("answer:1", &ids, now));
    }

    #[test]
    fn a_feed_opens_with_its_own_token_only() {
        let (keys, id) = (Keys::new(b"one"), Uuid::from_u128(7));
        let owner = FeedOwner::new(FeedKind::Person, id);
        let token = keys.feed(owner, 0);
        assert_eq!(Keys::claimed_feed(&token), Some(owner));
        assert!(keys.is_feed(owner, 0, &token));
        assert!(!keys.is_feed(owner, 1, &token), "made anew");
        assert!(!keys.is_feed(owner, 0, &token[1..]));
        let other = FeedOwner::new(FeedKind::Account, id);
        assert!(!keys.is_feed(other, 0, &format!("a{}", &token[1..])));
        for nothing in ["", "p", "ü", "zAAAA"] {
            assert_eq!(Keys::claimed_feed(nothing), None);
        }
    }

    #[test]
    fn a_link_dies_with_its_version() {
        let (keys, id) = (Keys::new(b"one"), Uuid::from_u128(7));
        let token = keys.token("offer", id, 1);
        assert_eq!(Keys::claimed_id(&token), Some(id));
        assert!(keys.valid("offer", id, 1, &token));
        assert!(!keys.valid("offer", id, 2, &token));
        assert!(!keys.valid("organisation", id, 1, &token));
        let mut forged = token.clone();
        forged.replace_range(30..31, if &token[30..31] == "A" { "B" } else { "A" });
        assert!(!keys.valid("offer", id, 1, &forged));
    }
}
