//! Passwords: Argon2id by the library's own parameters, off the async threads, and as slow for nobody as for
//! somebody.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::failure::{Failure, Outcome};

/// What a password is compared with when there is no such login: the same work, and nobody's password.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Each comparison takes 19 MiB and a core: a crowd at the door must neither fill the memory nor starve the rest.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Whether the password is the one of the hash. No hash (no such login) takes as long and is always wrong.
pub async fn verify(hash: Option<String>, password: String) -> bool {
    // The semaphore is never closed; without a permit nobody gets in.
    let Ok(_permit) = AT_ONCE.acquire().await else { return false };
    tokio::task::spawn_blocking(move || {
        is_right(hash.as_deref().unwrap_or(NOBODY), &password) && hash.is_some()
    })
    .await
    .unwrap_or(false)
}

fn is_right(hash: &str, password: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

/// Hashes a password into a PHC string. Slow on purpose: not for an async thread.
///
/// # Errors
/// When the operating system has no randomness for the salt, or the password is gigabytes long.
pub fn hash(password: &str) -> anyhow::Result<String> {
    let hash: PasswordHash = Argon2::default().hash_password(password.as_bytes())?;
    Ok(hash.to_string())
}

/// The same off the async threads, a few at once.
///
/// # Errors
/// Internal failure when the operating system has no randomness.
pub async fn hash_aside(password: String) -> Outcome<String> {
    let _permit = AT_ONCE.acquire().await.map_err(|error| Failure::internal(&error))?;
    tokio::task::spawn_blocking(move || hash(&password))
        .await
        .map_err(|error| Failure::internal(&error))?
        .map_err(|error| Failure::internal(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn tells_the_right_password_from_others() {
        let stored = hash("svetlitsa-demo").unwrap();
        assert_ne!(stored, hash("svetlitsa-demo").unwrap(), "salted");
        for (hash, password, expected) in [
            (Some(stored.clone()), "svetlitsa-demo", true),
            (Some(stored.clone()), "svetlitsa-demO", false),
            (Some(stored), "", false),
            (Some("not a hash".to_owned()), "svetlitsa-demo", false),
            (None, "svetlitsa-demo", false),
        ] {
            assert_eq!(verify(hash, password.to_owned()).await, expected, "{password}");
        }
    }

    #[test]
    fn nobody_costs_what_somebody_costs() {
        let cost = |hash: &str| hash.split('$').take(4).map(ToOwned::to_owned).collect::<Vec<_>>();
        assert!(PasswordHash::new(NOBODY).is_ok());
        assert_eq!(cost(NOBODY), cost(&hash("x").unwrap()));
    }
}
