//! Is a password good enough, and how is it kept? Argon2id, with more than the least OWASP names (19 MiB, t = 2).

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
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

/// Memory in KiB, rounds and lanes: about a tenth of a second on a small server.
const COST: (u32, u32, u32) = (64 * 1024, 4, 1);

fn hasher() -> anyhow::Result<Argon2<'static>> {
    let (memory, rounds, lanes) = COST;
    let params = Params::new(memory, rounds, lanes, None).map_err(|e| anyhow::anyhow!("{e}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Whether a hash was made at another cost than is paid today.
pub(super) fn outdated(hash: &str) -> bool {
    let (memory, rounds, lanes) = COST;
    !hash.starts_with(&format!("$argon2id$v=19$m={memory},t={rounds},p={lanes}$"))
}

/// At most two hashes at once: each takes 64 MiB and a core.
static HASHING: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(2);

pub(super) async fn hash_password(password: String) -> anyhow::Result<String> {
    let _turn = HASHING.acquire().await?;
    let hash = tokio::task::spawn_blocking(move || {
        hasher()?
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
            // The cost is the hash's own.
            Ok(hasher()?.verify_password(password.as_bytes(), &parsed).is_ok())
        }
        None => {
            hasher()?
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

    #[tokio::test]
    async fn a_hash_of_an_older_cost_still_opens_and_is_told() {
        let old = Argon2::default()
            .hash_password(b"ein langer Satz")
            .unwrap()
            .to_string();
        let new = hash_password("ein langer Satz".into()).await.unwrap();
        assert!(outdated(&old) && !outdated(&new), "{new}");
        for hash in [old, new] {
            assert!(
                verify_password("ein langer Satz".into(), Some(hash.clone()))
                    .await
                    .unwrap()
            );
            assert!(
                !verify_password("ein anderer Satz".into(), Some(hash))
                    .await
                    .unwrap()
            );
        }
    }
}
