//! The key by which push services know us (VAPID, RFC 8292). It is made with the first browser and stays: another one would
//! cut off every browser. Sealed, for with a copy of the database alone nobody shall write to our residents.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use web_push_native::p256::ecdsa::signature::Signer;
use web_push_native::p256::ecdsa::{Signature, SigningKey};

use crate::clock::real_now_ms;
use crate::entity::push_key;
use crate::failure::{Failure, Outcome};
use crate::state::App;
use crate::{random, store};

/// The row of the key, and to what its seal is bound.
const ID: &str = "vapid";
/// How long a token is believed; the standard allows 24 hours.
const TOKEN_LIVES_S: i64 = 12 * 3600;

/// Our key.
#[derive(Clone)]
pub struct PushKey(SigningKey);

impl PushKey {
    fn parse(secret: &str) -> Option<Self> {
        SigningKey::from_slice(&URL_SAFE_NO_PAD.decode(secret).ok()?).ok().map(Self)
    }

    /// The public key as browsers take it: an uncompressed point, base64url.
    #[must_use]
    pub fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.verifying_key().to_encoded_point(false).as_bytes())
    }

    /// The header that tells a push service who sends, until when, and whom to turn to.
    #[must_use]
    pub fn authorization(&self, origin: &str, contact: &str, now_s: i64) -> String {
        let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let head = part(&json!({ "typ": "JWT", "alg": "ES256" }));
        let claims = part(&json!({ "aud": origin, "exp": now_s + TOKEN_LIVES_S, "sub": contact }));
        let signed = format!("{head}.{claims}");
        let signature: Signature = self.0.sign(signed.as_bytes());
        let token = format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()));
        format!("vapid t={token}, k={}", self.public())
    }
}

/// The key; made when there is none yet.
///
/// # Errors
/// When the database does not answer, or the seal does not open.
pub async fn key(app: &App) -> Outcome<PushKey> {
    if store::push::key(&app.db, ID).await?.is_none() {
        let secret = URL_SAFE_NO_PAD.encode(new_secret());
        let secret = app.seals.seal(ID, &secret)?;
        let row = push_key::Model { id: ID.to_owned(), secret, created_at: real_now_ms() };
        store::push::keep_key(&app.db, row).await?;
    }
    let row = store::push::key(&app.db, ID).await?;
    let row = row.ok_or_else(|| Failure::internal(&"the key to push services is gone"))?;
    let secret = app.seals.open(ID, &row.secret)?;
    PushKey::parse(&secret).ok_or_else(|| Failure::internal(&"the key to push services is none"))
}

/// Seals the key with the newest key of the configuration.
///
/// # Errors
/// When the database does not answer, or the seal does not open.
pub async fn reseal(app: &App) -> Outcome<()> {
    let Some(row) = store::push::key(&app.db, ID).await? else { return Ok(()) };
    if app.seals.is_current(&row.secret) {
        return Ok(());
    }
    let secret = app.seals.seal(ID, &app.seals.open(ID, &row.secret)?)?;
    Ok(store::push::reseal_key(&app.db, push_key::Model { secret, ..row }).await?)
}

/// A scalar of the curve; of random numbers almost every one is.
fn new_secret() -> [u8; 32] {
    loop {
        let secret = random::bytes();
        if SigningKey::from_slice(&secret).is_ok() {
            return secret;
        }
    }
}

#[cfg(test)]
mod tests {
    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

    use super::*;

    #[test]
    fn another_library_believes_the_token() {
        let key = PushKey::parse(&URL_SAFE_NO_PAD.encode(new_secret())).unwrap();
        let header = key.authorization("https://push.example.org", "mailto:a@example.org", 1_000);
        let (token, public) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
        let point = bytes(public);
        assert_eq!((point.len(), point[0]), (65, 4), "an uncompressed point");
        let verifier = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
        verifier.verify(signed.as_bytes(), &bytes(signature)).unwrap();
        assert!(verifier.verify(b"something else", &bytes(signature)).is_err());
        let (_, claims) = signed.split_once('.').unwrap();
        let claims: serde_json::Value = serde_json::from_slice(&bytes(claims)).unwrap();
        assert_eq!(
            claims,
            json!({ "aud": "https://push.example.org", "exp": 1_000 + 12 * 3600, "sub": "mailto:a@example.org" })
        );
    }
}
