//! Taking agents in and letting them go. Their secrets are made here, shown once and kept as digests: a random secret of
//! 256 bits needs no slow hash, and an agent may call fifty times a second.

use anyhow::{Context, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ipnet::IpNet;
use sea_orm::DatabaseConnection;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::payments::{MAX_AMOUNT, MIN_AMOUNT};

use super::{Agent, Dialect};
use crate::entity::agent;
use crate::failure::Outcome;
use crate::{random, store};

/// An agent to be taken in.
#[derive(Clone, Debug)]
pub struct NewAgent {
    /// Id, the name that it signs in with.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What it speaks.
    pub dialects: Vec<Dialect>,
    /// Where it may call from; anywhere when empty.
    pub networks: Vec<IpNet>,
    /// Smallest sum.
    pub least: Kopecks,
    /// Largest sum.
    pub most: Kopecks,
}

impl NewAgent {
    /// The row with the digest of its secret.
    #[must_use]
    pub fn row(&self, secret: &str, now_ms: i64) -> agent::Model {
        let mut dialects: Vec<_> = self.dialects.iter().map(|dialect| dialect.as_str()).collect();
        dialects.dedup();
        agent::Model {
            id: self.id.clone(),
            name: self.name.clone(),
            secret_hash: digest(&self.id, secret),
            dialects: dialects.join(","),
            networks: self.networks.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
            least_kopecks: self.least.0,
            most_kopecks: self.most.0,
            created_at: now_ms,
            closed_at: None,
        }
    }
}

/// Takes an agent in and gives its secret, which nobody can read again.
///
/// # Errors
/// A sentence: an id that is none or is taken, limits that leave nothing.
pub async fn add(db: &DatabaseConnection, new: &NewAgent, now_ms: i64) -> anyhow::Result<String> {
    let is_word = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    ensure!(
        (1..=64).contains(&new.id.len()) && is_word(&new.id),
        "an id is made of up to 64 Latin letters, digits and hyphens"
    );
    ensure!(!new.name.trim().is_empty(), "an agent needs a name: receipts print it");
    ensure!(!new.dialects.is_empty(), "an agent needs a dialect to speak");
    ensure!(
        MIN_AMOUNT <= new.least && new.least <= new.most && new.most <= MAX_AMOUNT,
        "the limits lie between {MIN_AMOUNT} and {MAX_AMOUNT}, the least before the most"
    );
    if store::agents::find(db, &new.id).await?.is_some() {
        bail!("there is an agent \"{}\" already", new.id);
    }
    let secret = random::token();
    store::agents::insert(db, new.row(&secret, now_ms)).await?;
    Ok(secret)
}

/// Gives an agent another secret; the old one is void at once. One that was closed may call again.
///
/// # Errors
/// A sentence when there is no such agent.
pub async fn renew(db: &DatabaseConnection, id: &str) -> anyhow::Result<String> {
    let row = existing(db, id).await?;
    let secret = random::token();
    store::agents::save(db, agent::Model { secret_hash: digest(id, &secret), closed_at: None, ..row })
        .await?;
    Ok(secret)
}

/// Lets an agent go: it may not call any more, and what it told of stays.
///
/// # Errors
/// A sentence when there is no such agent.
pub async fn close(db: &DatabaseConnection, id: &str, now_ms: i64) -> anyhow::Result<()> {
    let row = existing(db, id).await?;
    store::agents::save(db, agent::Model { closed_at: row.closed_at.or(Some(now_ms)), ..row }).await?;
    Ok(())
}

async fn existing(db: &DatabaseConnection, id: &str) -> anyhow::Result<agent::Model> {
    store::agents::find(db, id).await?.with_context(|| format!("there is no agent \"{id}\""))
}

/// The agent whom a request's `Authorization` names; nobody when the secret is not its own.
///
/// # Errors
/// When the database does not answer.
pub async fn recognise(db: &DatabaseConnection, authorization: Option<&str>) -> Outcome<Option<Agent>> {
    let Some((id, secret)) = authorization.and_then(credentials) else { return Ok(None) };
    let row = store::agents::find(db, &id).await?;
    // Digests are compared: they tell nothing by their timing.
    let is_right = |row: &agent::Model| row.closed_at.is_none() && row.secret_hash == digest(&id, &secret);
    row.filter(is_right).as_ref().map(Agent::of).transpose()
}

/// Name and secret of HTTP Basic.
fn credentials(authorization: &str) -> Option<(String, String)> {
    let (scheme, encoded) = authorization.split_once(' ')?;
    let bytes = STANDARD.decode(encoded.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let text = String::from_utf8(bytes).ok()?;
    let (id, secret) = text.split_once(':')?;
    // PostgreSQL neither stores nor compares a NUL; no id has one.
    (!id.contains('\0')).then(|| (id.to_owned(), secret.to_owned()))
}

fn digest(id: &str, secret: &str) -> String {
    random::digest(&[b"agent", id.as_bytes(), secret.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_read_as_they_are_written() {
        let basic = |text: &str| format!("Basic {}", STANDARD.encode(text));
        assert_eq!(credentials(&basic("a:b:c")), Some(("a".to_owned(), "b:c".to_owned())));
        assert_eq!(
            credentials(&basic("a:b").replace("Basic", "bASIC")),
            Some(("a".to_owned(), "b".to_owned()))
        );
        for text in ["", "Basic", "Basic !", "Bearer YTpi", &basic("nobody"), &basic("a\0:b"), "Basic /w=="] {
            assert_eq!(credentials(text), None, "{text}");
        }
    }
}
