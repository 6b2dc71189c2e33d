//! Who does the city's own login say somebody is? OpenID Connect with the authorization code and PKCE.
//!
//! Only addresses from the settings, and those the provider's own document names, are ever asked; nothing is followed
//! elsewhere. The well-known crate for this needs `rsa`, whose weakness RUSTSEC-2023-0071 has no fix; so the few steps
//! are written out here, with hyper, rustls and ring, which are part of the program anyway.

mod http;
mod token;

use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::ExposeSecret;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio::sync::Mutex;

use crate::config::CityLogin;
use http::Client;
use token::Expected;
pub use token::Identity;

/// How long the provider's document and keys are believed.
const FRESH: TimeDelta = TimeDelta::hours(1);
/// Keys are not fetched again more often than this, however many unknown ones are named.
const AGAIN: TimeDelta = TimeDelta::minutes(1);
/// How long one conversation with the provider may take.
const DEADLINE: Duration = Duration::from_secs(10);

/// Why somebody could not be told by the city's login. The text names no one.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The provider cannot be reached or answers with an error.
    #[error("the provider cannot be reached: {0}")]
    Unreachable(&'static str),
    /// What it says about itself cannot be used.
    #[error("the provider's document cannot be used: {0}")]
    Document(&'static str),
    /// It does not accept the code.
    #[error("the provider refuses: {0}")]
    Refused(&'static str),
    /// What it says about the person is not good.
    #[error("the token is not good: {0}")]
    Token(&'static str),
}

/// The provider, with what it says about itself kept for a while.
#[derive(Clone)]
pub struct Provider {
    settings: CityLogin,
    client: Client,
    known: Arc<Mutex<Option<Known>>>,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Provider")
    }
}

/// What the provider says about itself (OpenID Connect Discovery 1.0, 3).
#[derive(Clone, Debug, Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

#[derive(Clone, Debug)]
struct Known {
    document: Document,
    keys: token::Keys,
    at: DateTime<Utc>,
    keys_at: DateTime<Utc>,
}

/// What belongs to one attempt to sign in; derived, not stored.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Comes back with the answer.
    pub state: String,
    /// Comes back inside the signed token.
    pub nonce: String,
    /// Proves that whoever redeems the code is who asked for it (RFC 7636).
    pub verifier: String,
    /// Where the answer goes.
    pub redirect: String,
}

#[derive(Deserialize)]
struct Answer {
    id_token: Option<String>,
}

impl Provider {
    /// The provider of the settings. Nothing is asked yet.
    pub fn new(settings: &CityLogin) -> Self {
        Self {
            settings: settings.clone(),
            client: Client::new(),
            known: Arc::default(),
        }
    }

    /// Where the browser goes to sign in.
    ///
    /// # Errors
    /// When the provider cannot be reached or says nothing usable.
    pub async fn address(&self, attempt: &Attempt, now: DateTime<Utc>) -> Result<String, IdentityError> {
        let known = self.known(now, None).await?;
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(attempt.verifier.as_bytes()));
        let query = http::form(&[
            ("response_type", "code"),
            ("client_id", &self.settings.client_id),
            ("redirect_uri", &attempt.redirect),
            ("scope", "openid email profile"),
            ("state", &attempt.state),
            ("nonce", &attempt.nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        let endpoint = &known.document.authorization_endpoint;
        let joint = if endpoint.contains('?') { '&' } else { '?' };
        Ok(format!("{endpoint}{joint}{query}"))
    }

    /// Redeems a code and says who it was.
    ///
    /// # Errors
    /// See [`IdentityError`].
    pub async fn redeem(
        &self,
        attempt: &Attempt,
        code: &str,
        now: DateTime<Utc>,
    ) -> Result<Identity, IdentityError> {
        let known = self.known(now, None).await?;
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", attempt.redirect.as_str()),
            ("client_id", self.settings.client_id.as_str()),
            ("code_verifier", attempt.verifier.as_str()),
        ];
        let mut authorization = None;
        if let Some(secret) = &self.settings.client_secret {
            let methods = &known.document.token_endpoint_auth_methods_supported;
            // Without a word it is basic (OpenID Connect Core 1.0, 9).
            if methods.is_empty() || methods.iter().any(|m| m == "client_secret_basic") {
                let pair = format!(
                    "{}:{}",
                    http::encoded(&self.settings.client_id),
                    http::encoded(secret.expose_secret())
                );
                authorization = Some(format!("Basic {}", STANDARD.encode(pair)));
            } else {
                fields.push(("client_secret", secret.expose_secret()));
            }
        }
        let (form, endpoint) = (http::form(&fields), &known.document.token_endpoint);
        let answer = within(self.client.post(endpoint, &form, authorization)).await?;
        let answer: Answer =
            serde_json::from_slice(&answer).map_err(|_| IdentityError::Refused("no JSON"))?;
        let id_token = answer.id_token.ok_or(IdentityError::Refused("no id_token"))?;
        let key = token::key_of(&id_token)?;
        let known = self.known(now, key.as_deref()).await?;
        let expected = Expected {
            issuer: &known.document.issuer,
            audience: &self.settings.client_id,
            nonce: &attempt.nonce,
            now,
        };
        token::verified(&id_token, &known.keys, &expected)
    }

    /// Document and keys, fetched when they are old or when a key is named that is not among them.
    async fn known(&self, now: DateTime<Utc>, key: Option<&str>) -> Result<Known, IdentityError> {
        let mut slot = self.known.lock().await;
        if let Some(known) = slot.as_mut().filter(|known| now - known.at < FRESH) {
            if key.is_some_and(|key| !known.keys.has(key)) && now - known.keys_at >= AGAIN {
                known.keys = self.keys(&known.document).await?;
                known.keys_at = now;
            }
            return Ok(known.clone());
        }
        let issuer = self.settings.issuer.trim_end_matches('/');
        let text = within(
            self.client
                .get(&format!("{issuer}/.well-known/openid-configuration")),
        )
        .await?;
        let document: Document =
            serde_json::from_slice(&text).map_err(|_| IdentityError::Document("not readable"))?;
        if document.issuer.trim_end_matches('/') != issuer {
            return Err(IdentityError::Document("another issuer"));
        }
        let keys = self.keys(&document).await?;
        let known = Known {
            document,
            keys,
            at: now,
            keys_at: now,
        };
        *slot = Some(known.clone());
        Ok(known)
    }

    async fn keys(&self, document: &Document) -> Result<token::Keys, IdentityError> {
        let text = within(self.client.get(&document.jwks_uri)).await?;
        token::Keys::parse(&text)
    }
}

async fn within<T>(conversation: impl Future<Output = Result<T, IdentityError>>) -> Result<T, IdentityError> {
    tokio::time::timeout(DEADLINE, conversation)
        .await
        .unwrap_or(Err(IdentityError::Unreachable("timeout")))
}
