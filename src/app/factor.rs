//! The second factor: codes of an authenticator (RFC 6238), and recovery codes for the day the telephone is gone.

use chrono::{DateTime, Utc};
use totp_rs::{Builder, Totp};

use super::{App, AppError};
use crate::domain::account::Actor;
use crate::ids::AccountId;
use crate::store::Tx;

/// How many recovery codes are given out.
const RECOVERY_CODES: usize = 10;

/// What an authenticator needs to know.
#[derive(Clone)]
pub struct Enrolment {
    /// The secret in groups of four, to be typed.
    pub secret: String,
    /// The same as an address, to be shown as QR code.
    pub url: String,
}

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolment")
    }
}

impl App {
    fn totp(&self, account: AccountId, version: i64) -> Result<Totp, AppError> {
        let secret = self.keys.factor_secret(account.0, version);
        let totp = Builder::new().with_secret(secret).build();
        totp.map_err(|error| AppError::Internal(anyhow::anyhow!("{error}")))
    }

    /// Begins to set up a second factor; asking again shows the same secret until a first code was right.
    ///
    /// # Errors
    /// `Conflict` when there is one already.
    pub async fn begin_factor(&self, account: AccountId) -> Result<Enrolment, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let known = tx.account(account).await?.ok_or(AppError::NotFound)?;
        let version = tx.begin_factor(account, now.timestamp(), now).await?;
        let version = version.ok_or(AppError::Conflict("conflict-factor-there"))?;
        tx.commit().await?;
        let base32 = self.totp(account, version)?.secret().to_base32();
        let office = encoded(&self.config.office.name);
        let grouped: Vec<&str> = base32
            .as_bytes()
            .chunks(4)
            .filter_map(|group| std::str::from_utf8(group).ok())
            .collect();
        Ok(Enrolment {
            url: format!(
                "otpauth://totp/{office}:{}?secret={base32}&issuer={office}",
                encoded(known.email.as_str())
            ),
            secret: grouped.join(" "),
        })
    }

    /// Confirms the second factor by a first code. The value is the recovery codes; they are shown once and stored as
    /// hashes. Every other session ends.
    ///
    /// # Errors
    /// `Rejected` for a wrong code, `Conflict` when nothing was begun.
    pub async fn confirm_factor(&self, account: AccountId, code: &str) -> Result<Vec<String>, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let begun = tx.factor(account).await?.filter(|f| f.confirmed_at.is_none());
        let begun = begun.ok_or(AppError::Conflict("conflict-factor-there"))?;
        let step = self.step(account, begun.version, code, now)?;
        let step = step.ok_or_else(|| AppError::rejected("code", "code-wrong"))?;
        if !tx.confirm_factor(account, begun.version, step, now).await? {
            return Err(AppError::Conflict("conflict-factor-there"));
        }
        let codes = self.new_recovery_codes(&mut tx, account).await?;
        let actor = Actor::Account(account);
        self.audit(&mut tx, now, actor, "factor.on", "account", account.0, &[])
            .await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// New recovery codes in place of the old ones, against a code of the authenticator.
    ///
    /// # Errors
    /// `Rejected` for a wrong code.
    pub async fn renew_recovery_codes(
        &self,
        account: AccountId,
        code: &str,
    ) -> Result<Vec<String>, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if !self.accept_code(&mut tx, account, code, now).await? {
            return Err(AppError::rejected("code", "code-wrong"));
        }
        let codes = self.new_recovery_codes(&mut tx, account).await?;
        let actor = Actor::Account(account);
        self.audit(&mut tx, now, actor, "factor.codes", "account", account.0, &[])
            .await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Takes the second factor away, against a code.
    ///
    /// # Errors
    /// `Rejected` for a wrong code.
    pub async fn remove_factor(&self, account: AccountId, code: &str) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if !self.accept_code(&mut tx, account, code, now).await? {
            return Err(AppError::rejected("code", "code-wrong"));
        }
        tx.delete_factor(account).await?;
        let actor = Actor::Account(account);
        self.audit(&mut tx, now, actor, "factor.off", "account", account.0, &[])
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Whether a code of the authenticator or a recovery code is right; each works once.
    pub(super) async fn accept_code(
        &self,
        tx: &mut Tx,
        account: AccountId,
        code: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, AppError> {
        let Some(factor) = tx.factor(account).await?.filter(|f| f.confirmed_at.is_some()) else {
            return Ok(false);
        };
        if let Some(step) = self.step(account, factor.version, code, now)? {
            return Ok(tx.use_factor_step(account, step).await?);
        }
        let plain = plain(code);
        if plain.len() != 10 {
            return Ok(false);
        }
        let hash = self.keys.recovery_hash(account.0, &plain);
        let used = tx.use_recovery_code(account, &hash, now).await?;
        if used {
            let actor = Actor::Account(account);
            self.audit(tx, now, actor, "factor.recovered", "account", account.0, &[])
                .await?;
        }
        Ok(used)
    }

    /// The time step a code belongs to: this one, the one before or the next.
    fn step(
        &self,
        account: AccountId,
        version: i64,
        code: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<i64>, AppError> {
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        if digits.len() != 6 || plain(code).len() != 6 {
            return Ok(None);
        }
        let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
        let step = self.totp(account, version)?.check(&digits, seconds);
        Ok(step.and_then(|step| i64::try_from(step).ok()))
    }

    async fn new_recovery_codes(&self, tx: &mut Tx, account: AccountId) -> Result<Vec<String>, AppError> {
        let codes: Vec<String> = (0..RECOVERY_CODES)
            .map(|_| readable(&self.ids.bytes::<10>()))
            .collect();
        let hashes: Vec<String> = codes
            .iter()
            .map(|code| self.keys.recovery_hash(account.0, &plain(code)))
            .collect();
        tx.set_recovery_codes(account, &hashes).await?;
        Ok(codes)
    }
}

/// Ten signs without look-alikes, 50 bit, in two groups.
fn readable(bytes: &[u8; 10]) -> String {
    const SIGNS: &[u8; 32] = b"23456789abcdefghjkmnpqrstuvwxyz-";
    let sign = |byte: &u8| char::from(SIGNS[usize::from(byte % 31)]);
    let text: String = bytes.iter().map(sign).collect();
    format!("{}-{}", &text[..5], &text[5..])
}

/// A code as it is compared: letters and digits only, small.
fn plain(code: &str) -> String {
    let signs = code.chars().filter(char::is_ascii_alphanumeric);
    signs.map(|c| c.to_ascii_lowercase()).take(20).collect()
}

/// Percent-encodes everything but letters, digits and `-._~` (RFC 3986, 2.3).
fn encoded(text: &str) -> String {
    let kept = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    text.bytes()
        .map(|b| {
            if kept(b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}
