//! Short notices to whoever asked for them: by text message and in browsers, kind by kind (`svetlitsa_domain::notices::NoticeKind`). They
//! are written with what they tell of, in one transaction, and leave in the hours in which people may be disturbed.

use sea_orm::ConnectionTrait;
use svetlitsa_api::{ErrorCode, pages};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::notices::NoticeKind;

use crate::callers::Actor;
use crate::entity::{account, appeal, application, outgoing_sms, reminder, resident};
use crate::failure::Outcome;
use crate::letters::Language;
use crate::push::{self, PushPlace};
use crate::sms::{self, SmsOccasion};
use crate::state::App;
use crate::store;
use crate::store::reminders::Ways;

/// What a short notice tells.
#[derive(Clone, Debug)]
pub struct Short {
    /// What somebody asked to be told of.
    pub kind: NoticeKind,
    /// Which words say it.
    pub occasion: SmsOccasion,
    /// What the words leave open.
    pub facts: Vec<(&'static str, String)>,
}

/// What a notice is about.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// Account number.
    pub account: &'a str,
    /// The branch whose hours it keeps.
    pub branch: &'a str,
}

/// Tells one resident by the ways that they chose.
///
/// # Errors
/// When the database does not answer.
pub async fn tell(
    app: &App,
    tx: &impl ConnectionTrait,
    (resident, ways): (&resident::Model, Ways),
    about: About<'_>,
    short: &Short,
) -> Outcome<()> {
    if short.kind.supersedes() {
        store::sms::stop_kind(tx, (&resident.id, about.account), short.kind).await?;
        store::push::stop_kind(tx, (&resident.id, about.account), short.kind).await?;
    }
    let language = Language::parse(&resident.language).unwrap_or(Language::Ru);
    let account = [("account", about.account)];
    let facts = short.facts.iter().map(|(name, fact)| (*name, fact.as_str())).chain(account);
    let facts: Vec<_> = facts.collect();
    if ways.sms
        && let Some(phone) = store::phones::confirmed(tx, &resident.id).await?
    {
        // Words that do not fit are the operator's mistake; money and answers do not wait for them.
        match sms::write(&app.data.sms_texts, short.occasion, language, &facts) {
            Ok(text) => {
                let row = outgoing_sms::Model {
                    kind: Some(short.kind.as_str().to_owned()),
                    account: Some(about.account.to_owned()),
                    ..sms::row(app, (&resident.id, &phone), Some(about.branch), text)
                };
                store::sms::enqueue(tx, row).await?;
            }
            Err(error) => tracing::error!(error, "a notice has no words"),
        }
    }
    if ways.push {
        let path = page_of(short.kind, about.account);
        let place = PushPlace {
            branch: Some(about.branch),
            kind: short.kind.as_str(),
            account: about.account,
            path: &path,
            is_replaced: short.kind.supersedes(),
        };
        let words = app.data.push_texts.write(short.occasion, language, &facts);
        push::enqueue(app, tx, resident, place, words).await?;
    }
    Ok(())
}

/// The page that tells more.
fn page_of(kind: NoticeKind, account: &str) -> String {
    match kind {
        NoticeKind::Readings => pages::READINGS.href(&[account]),
        NoticeKind::Debt => pages::PAY.href(&[account]),
        NoticeKind::Bill => pages::BILLS.href(&[account]),
        NoticeKind::Payment => pages::ACCOUNT.href(&[account]),
        NoticeKind::Outage => pages::OUTAGES.path.to_owned(),
        NoticeKind::Case => pages::NOTICES.path.to_owned(),
    }
}

/// Tells everybody who asked for it and may still know it.
///
/// # Errors
/// When the database does not answer.
pub async fn tell_household(
    app: &App,
    tx: &impl ConnectionTrait,
    account: &account::Model,
    short: &Short,
) -> Outcome<()> {
    for wish in store::reminders::wanting(tx, &account.number, short.kind).await? {
        if let Some(resident) = reader(tx, &wish).await? {
            let about = About { account: &account.number, branch: &account.branch };
            tell(app, tx, (&resident, Ways::of(&wish)), about, short).await?;
        }
    }
    Ok(())
}

/// The resident behind a wish, as long as the account lets them know; whoever gave it back is told no more.
///
/// # Errors
/// When the database does not answer.
pub async fn reader(tx: &impl ConnectionTrait, wish: &reminder::Model) -> Outcome<Option<resident::Model>> {
    let Some(kind) = NoticeKind::parse(&wish.kind) else { return Ok(None) };
    let Some(resident) = store::residents::find(tx, &wish.resident_id).await? else { return Ok(None) };
    match Actor::of_resident(&resident).account(tx, &wish.account, kind.action()).await {
        Ok(_) => Ok(Some(resident)),
        Err(failure) if failure.code == ErrorCode::NotFound => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// A payment is credited.
///
/// # Errors
/// When the database does not answer.
pub async fn tell_of_payment(
    app: &App,
    tx: &impl ConnectionTrait,
    account: &account::Model,
    sum: Kopecks,
) -> Outcome<()> {
    let short = Short {
        kind: NoticeKind::Payment,
        occasion: SmsOccasion::PaymentCredited,
        facts: vec![("sum", sum.to_string())],
    };
    tell_household(app, tx, account, &short).await
}

/// Something became of an appeal: its author knows, when they asked for it about the account, or about any where the
/// appeal names none.
///
/// # Errors
/// When the database does not answer.
pub async fn tell_of_appeal(
    app: &App,
    tx: &impl ConnectionTrait,
    row: &appeal::Model,
    occasion: SmsOccasion,
) -> Outcome<()> {
    let Some(author) = &row.resident_id else { return Ok(()) };
    let wishes = store::reminders::of_resident(tx, author, NoticeKind::Case).await?;
    let is_about =
        |wish: &&reminder::Model| row.account.as_ref().is_none_or(|account| *account == wish.account);
    let Some(wish) = wishes.iter().find(is_about) else { return Ok(()) };
    let Some(resident) = reader(tx, wish).await? else { return Ok(()) };
    let short = Short { kind: NoticeKind::Case, occasion, facts: vec![("number", row.number.clone())] };
    let about = About { account: &wish.account, branch: &row.branch };
    tell(app, tx, (&resident, Ways::of(wish)), about, &short).await
}

/// Something became of an application about an account.
///
/// # Errors
/// When the database does not answer.
pub async fn tell_of_application(
    app: &App,
    tx: &impl ConnectionTrait,
    row: &application::Model,
    occasion: SmsOccasion,
) -> Outcome<()> {
    let Some(number) = &row.account else { return Ok(()) };
    let Some(account) = store::accounts::find(tx, number).await? else { return Ok(()) };
    let short = Short { kind: NoticeKind::Case, occasion, facts: vec![("number", row.number.clone())] };
    tell_household(app, tx, &account, &short).await
}
