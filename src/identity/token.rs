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

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens that OpenSSL has signed: see the script beside the file.
    const GOLDEN: &str = include_str!("../../tests/it/web/golden/rsa_tokens.json");

    #[derive(Deserialize)]
    struct Golden {
        tokens: std::collections::BTreeMap<String, String>,
    }

    fn expected(nonce: &str) -> Expected<'_> {
        Expected {
            issuer: "https://login.stadt.example/realms/stadt",
            audience: "passgenau",
            nonce,
            now: DateTime::from_timestamp(1_795_000_060, 0).expect("a moment"),
        }
    }

    #[test]
    fn both_ways_to_sign_with_rsa_are_read_as_openssl_writes_them() {
        let keys = Keys::parse(GOLDEN.as_bytes()).expect("keys");
        let golden: Golden = serde_json::from_str(GOLDEN).expect("tokens");
        for alg in ["RS256", "PS256"] {
            let token = &golden.tokens[alg];
            let who = verified(token, &keys, &expected("n-1")).expect(alg);
            assert_eq!(who.subject, "u-17", "{alg}");
            assert_eq!(
                who.email.map(|email| email.to_string()),
                Some("buero@example.org".to_owned())
            );
            assert!(
                verified(token, &keys, &expected("n-2")).is_err(),
                "{alg} of another attempt"
            );
            // One sign of the signature differs.
            let (signed, mac) = token.rsplit_once('.').expect("three parts");
            let turned = if mac.starts_with('A') { 'B' } else { 'A' };
            let forged = format!("{signed}.{turned}{}", &mac[1..]);
            assert!(
                verified(&forged, &keys, &expected("n-1")).is_err(),
                "{alg} forged"
            );
        }
        // The signature of one way is none of the other: the head is signed, too.
        let (head, rest) = golden.tokens["RS256"].split_once('.').expect("parts");
        let other = URL_SAFE_NO_PAD.encode(r#"{"alg": "PS256", "kid": "rsa", "typ": "JWT"}"#);
        assert_ne!(head, other);
        assert!(verified(&format!("{other}.{rest}"), &keys, &expected("n-1")).is_err());
        // A key that says what it is for signs nothing else.
        let bound = GOLDEN.replacen("\"kty\"", "\"alg\": \"RS256\", \"kty\"", 1);
        let bound = Keys::parse(bound.as_bytes()).expect("keys");
        assert!(verified(&golden.tokens["RS256"], &bound, &expected("n-1")).is_ok());
        assert!(verified(&golden.tokens["PS256"], &bound, &expected("n-1")).is_err());
    }

    #[test]
    fn a_key_too_short_signs_nothing() {
        let short = r#"{"keys":[{"kty":"RSA","kid":"rsa","n":"AQAB","e":"AQAB"}]}"#;
        let golden: Golden = serde_json::from_str(GOLDEN).expect("tokens");
        let keys = Keys::parse(short.as_bytes()).expect("keys");
        assert!(verified(&golden.tokens["RS256"], &keys, &expected("n-1")).is_err());
    }
}
