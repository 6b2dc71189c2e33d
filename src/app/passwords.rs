//! Is a password good enough, and how is it kept? Argon2id with the parameters OWASP names (19 MiB, t = 2).

use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use zxcvbn::Score;

use super::AppError;
use crate::domain::Rejection;

/// Shortest password, in characters (NIST SP 800-63B, 3.1.1.2).
const PASSWORD_MIN: usize = 12;
/// Longest, so that hashing cannot be used as a weapon.
const PASSWORD_MAX: usize = 200;

/// Refuses what is short, endless, or soon guessed: what is on the lists of common passwords, alone or strung together,
/// keyboard rows, dates, and what is known about the account (`known`: name, address, office).
pub(super) fn check_password(password: &str, known: &[&str]) -> Result<(), AppError> {
    let length = password.chars().count();
    let rejected =
        |code, name, value| AppError::Rejected(vec![Rejection::new("password", code).with(name, value)]);
    if length < PASSWORD_MIN {
        return Err(rejected("password-short", "min", PASSWORD_MIN));
    }
    if length > PASSWORD_MAX {
        return Err(rejected("too-long", "max", PASSWORD_MAX));
    }
    // Words the lists, which are English, do not know.
    let local = [
        "passwort",
        "passgenau",
        "ehrenamt",
        "willkommen",
        "koordination",
        "geheim",
        "qwertz",
        "sommer",
        "winter",
        "hallo",
    ];
    let words: Vec<&str> = known.iter().chain(&local).copied().collect();
    if zxcvbn::zxcvbn(&password.to_lowercase(), &words).score() < Score::Four {
        return Err(AppError::rejected("password", "password-common"));
    }
    Ok(())
}

/// At most two hashes at once: each takes 19 MiB and a core.
static HASHING: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(2);

pub(super) async fn hash_password(password: String) -> anyhow::Result<String> {
    let _turn = HASHING.acquire().await?;
    let hash = tokio::task::spawn_blocking(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
            .map_err(|e| anyhow::anyhow!("{e}"))
    });
    hash.await?
}

/// Whether the password fits; without a hash the same work is done for nothing.
pub(super) async fn verify_password(password: String, hash: Option<String>) -> anyhow::Result<bool> {
    let _turn = HASHING.acquire().await?;
    let verified = tokio::task::spawn_blocking(move || match hash {
        Some(hash) => {
            let parsed = PasswordHash::new(&hash).map_err(|e| anyhow::anyhow!("{e}"))?;
            Ok(Argon2::default()
                .verify_password(password.as_bytes(), &parsed)
                .is_ok())
        }
        None => {
            Argon2::default()
                .hash_password(password.as_bytes())
                .map_err(|e| anyhow::anyhow!("{e}"))?;
            Ok(false)
        }
    });
    verified.await?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_soon_guessed_is_refused() {
        let known = ["Ina Leitung", "buero@example.org"];
        for bad in [
            "kurz",
            "123456789012",
            "passwordpassword",
            "Passwort2026!",
            "qwertzuiopasdfgh",
            "aaaaaaaaaaaaaa",
            "PassgenauPassgenau",
            "buero@example.org",
            "Willkommen2026",
            "Ina Leitung 1",
        ] {
            assert!(check_password(bad, &known).is_err(), "{bad}");
        }
        for good in [
            "ein langer Satz mit Umlaut ü",
            "korrekt pferd batterie klammer",
            "x7#Kp!29vLqR",
        ] {
            assert!(check_password(good, &known).is_ok(), "{good}");
        }
        assert!(check_password(&"ü ".repeat(150), &known).is_err());
    }
}
