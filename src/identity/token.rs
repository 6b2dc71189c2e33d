//! What does a signed token say, and is it good? JSON Web Signatures (RFC 7515) with the keys of the provider.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use ring::signature;
use serde::Deserialize;

use super::IdentityError;
use crate::domain::text::EmailAddress;

/// How far two clocks may be apart.
const SKEW: TimeDelta = TimeDelta::minutes(1);
/// A token is taken right after it was made.
const AGE: TimeDelta = TimeDelta::minutes(10);

/// Who somebody is, as the provider has signed it.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// Names the person there, for ever.
    pub subject: String,
    /// Their address, if the provider vouches for it.
    pub email: Option<EmailAddress>,
}

impl std::fmt::Debug for Identity {
    /// Names and addresses stay out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity")
    }
}

/// What a token must say to be ours.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) audience: &'a str,
    pub(super) nonce: &'a str,
    pub(super) now: DateTime<Utc>,
}

/// The keys a provider signs with.
#[derive(Clone, Debug)]
pub(super) struct Keys(Vec<Key>);

#[derive(Clone, Debug, Deserialize)]
struct Key {
    kty: String,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default, rename = "use")]
    purpose: Option<String>,
    #[serde(default)]
    alg: Option<String>,
    #[serde(default)]
    n: String,
    #[serde(default)]
    e: String,
    #[serde(default)]
    crv: String,
    #[serde(default)]
    x: String,
    #[serde(default)]
    y: String,
}

impl Keys {
    pub(super) fn parse(text: &[u8]) -> Result<Self, IdentityError> {
        #[derive(Deserialize)]
        struct Set {
            keys: Vec<serde_json::Value>,
        }
        let set: Set = serde_json::from_slice(text).map_err(|_| IdentityError::Document("no keys"))?;
        // Keys of kinds that are not known here do not keep the others from being used.
        let keys = set
            .keys
            .into_iter()
            .filter_map(|key| serde_json::from_value::<Key>(key).ok());
        Ok(Self(
            keys.filter(|key| key.purpose.as_deref().is_none_or(|purpose| purpose == "sig"))
                .collect(),
        ))
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.0.iter().any(|key| key.kid.as_deref() == Some(id))
    }
}

#[derive(Deserialize)]
struct Head {
    alg: String,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default)]
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    exp: i64,
    iat: i64,
    #[serde(default)]
    nonce: Option<String>,
    #[serde(default)]
    azp: Option<String>,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    email_verified: Option<serde_json::Value>,
}

fn part<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, IdentityError> {
    let bytes = URL_SAFE_NO_PAD
        .decode(text)
        .map_err(|_| IdentityError::Token("not readable"))?;
    serde_json::from_slice(&bytes).map_err(|_| IdentityError::Token("not readable"))
}

fn parts(token: &str) -> Result<[&str; 3], IdentityError> {
    let found: Vec<&str> = token.split('.').collect();
    found
        .try_into()
        .map_err(|_| IdentityError::Token("not three parts"))
}

/// Which key a token says it was signed with.
pub(super) fn key_of(token: &str) -> Result<Option<String>, IdentityError> {
    let [head, ..] = parts(token)?;
    Ok(part::<Head>(head)?.kid)
}

/// Who a token tells of, if it is signed by one of the keys and meant for us, now.
pub(super) fn verified(token: &str, keys: &Keys, expected: &Expected<'_>) -> Result<Identity, IdentityError> {
    let [head, claims, mac] = parts(token)?;
    let signed = &token[..head.len() + 1 + claims.len()];
    let head: Head = part(head)?;
    if head.crit.is_some() {
        return Err(IdentityError::Token("asks for what is not known"));
    }
    let mac = URL_SAFE_NO_PAD
        .decode(mac)
        .map_err(|_| IdentityError::Token("not readable"))?;
    let fits = |key: &&Key| {
        (head.kid.is_none() || key.kid == head.kid) && key.alg.as_ref().is_none_or(|alg| *alg == head.alg)
    };
    // The kind of key decides, never the token alone: `none` and keyed hashes are no signatures.
    let good = keys
        .0
        .iter()
        .filter(fits)
        .any(|key| signed_by(key, &head.alg, signed.as_bytes(), &mac));
    if !good {
        return Err(IdentityError::Token("not signed by the provider"));
    }
    let claims: Claims = part(claims)?;
    let at = |seconds: i64| DateTime::from_timestamp(seconds, 0);
    let (Some(made), Some(until)) = (at(claims.iat), at(claims.exp)) else {
        return Err(IdentityError::Token("no time"));
    };
    let (ours, many) = match &claims.aud {
        Audience::One(one) => (one == expected.audience, false),
        Audience::Many(list) => (list.iter().any(|one| one == expected.audience), list.len() > 1),
    };
    let party = match &claims.azp {
        Some(party) => party == expected.audience,
        None => !many,
    };
    let now = expected.now;
    let faults = [
        (claims.iss != expected.issuer, "another issuer"),
        (!ours || !party, "meant for somebody else"),
        (until + SKEW < now, "out of date"),
        (made > now + SKEW || made + AGE < now, "made at another time"),
        (
            claims.nonce.as_deref() != Some(expected.nonce),
            "of another attempt",
        ),
        (
            claims.sub.is_empty() || claims.sub.len() > 255,
            "without a subject",
        ),
    ];
    if let Some((_, fault)) = faults.iter().find(|(wrong, _)| *wrong) {
        return Err(IdentityError::Token(fault));
    }
    // Some providers write a text where the standard has a truth value.
    let vouched = claims
        .email_verified
        .is_some_and(|value| value == serde_json::json!(true) || value == serde_json::json!("true"));
    let email = claims.email.filter(|_| vouched);
    Ok(Identity {
        issuer: claims.iss,
        subject: claims.sub,
        email: email.and_then(|email| EmailAddress::parse("email", &email.to_ascii_lowercase()).ok()),
    })
}

fn signed_by(key: &Key, alg: &str, message: &[u8], mac: &[u8]) -> bool {
    let number = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
    match (key.kty.as_str(), alg) {
        ("RSA", "RS256" | "PS256") => {
            let scheme = if alg == "RS256" {
                &signature::RSA_PKCS1_2048_8192_SHA256
            } else {
                &signature::RSA_PSS_2048_8192_SHA256
            };
            let key = signature::RsaPublicKeyComponents {
                n: number(&key.n),
                e: number(&key.e),
            };
            key.verify(scheme, message, mac).is_ok()
        }
        ("EC", "ES256") if key.crv == "P-256" => {
            let point = [vec![4], number(&key.x), number(&key.y)].concat();
            signature::UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, point)
                .verify(message, mac)
                .is_ok()
        }
        _ => false,
    }
}
