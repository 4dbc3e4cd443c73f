//! Letters about a cabinet itself: its opening, its password, its address, its accounts.

use minijinja::context;
use minijinja::value::Value;
use sea_orm::ConnectionTrait;
use svetlitsa_api::pages::{self, Page};

use crate::clock::to_local;
use crate::data::Branch;
use crate::entity::{pending_request, resident};
use crate::failure::{Failure, Outcome};
use crate::letters::{self, Language, Letter, Occasion};
use crate::state::App;
use crate::store;

/// Whom a letter is for.
#[derive(Clone, Copy, Debug)]
pub struct Addressee<'a> {
    email: &'a str,
    language: Language,
    /// The account whose branch signs the letter; the home branch without one.
    account: Option<&'a str>,
}

impl<'a> Addressee<'a> {
    /// Whoever asked.
    #[must_use]
    pub fn of_request(row: &'a pending_request::Model) -> Self {
        let language = Language::parse(&row.language).unwrap_or(Language::Ru);
        Self { email: &row.email, language, account: row.account.as_deref() }
    }

    /// The owner of a cabinet.
    #[must_use]
    pub fn of_resident(row: &'a resident::Model, account: Option<&'a str>) -> Self {
        let language = Language::parse(&row.language).unwrap_or(Language::Ru);
        Self { email: &row.login, language, account }
    }
}

/// The address of a page with a token behind `#`, where no server and no log sees it.
#[must_use]
pub fn link(app: &App, page: Page, token: &str) -> String {
    format!("{}{}#{token}", app.settings.public_url(), page.path)
}

/// Writes a letter without secrets into the outbox.
///
/// # Errors
/// When the database does not answer.
pub async fn tell(
    app: &App,
    tx: &impl ConnectionTrait,
    to: Addressee<'_>,
    occasion: Occasion,
    facts: Value,
) -> Outcome<()> {
    let letter = write(app, tx, to, occasion, facts).await?;
    Ok(store::mail::enqueue(tx, to.email, letter, app.clock.now_ms()).await?)
}

/// Writes a letter with a link into the outbox; its text is wiped once it has left.
///
/// # Errors
/// When the database does not answer.
pub async fn hand_over(
    app: &App,
    tx: &impl ConnectionTrait,
    to: Addressee<'_>,
    occasion: Occasion,
    link: String,
    facts: Value,
) -> Outcome<()> {
    let letter = write(app, tx, to, occasion, context! { link, ..facts }).await?;
    Ok(store::mail::enqueue_secret(tx, to.email, letter, app.clock.now_ms()).await?)
}

async fn write(
    app: &App,
    tx: &impl ConnectionTrait,
    to: Addressee<'_>,
    occasion: Occasion,
    facts: Value,
) -> Outcome<Letter> {
    let branch = branch(app, tx, to.account).await?;
    let url = |page: Page| format!("{}{}", app.settings.public_url(), page.path);
    let all = context! {
        account => to.account.unwrap_or_default(),
        at => letters::moment(to_local(app.clock.now(), branch.zone)),
        sign_in_url => url(pages::SIGN_IN),
        register_url => url(pages::REGISTER),
        recover_url => url(pages::RECOVER),
        phone => branch.phone.clone(),
        branch => branch.name.clone(),
        legal_name => branch.legal_name.clone(),
        ..facts
    };
    letters::write(&app.data.mail_templates, occasion, to.language, &all)
        .map_err(|error| Failure::internal(&error))
}

/// An unknown number is answered by the branch of its neighbours, so that the letter's foot tells nothing.
async fn branch<'a>(app: &'a App, tx: &impl ConnectionTrait, account: Option<&str>) -> Outcome<&'a Branch> {
    let near = match account {
        Some(number) => store::accounts::branch_near(tx, number).await?,
        None => None,
    };
    near.map_or_else(|| app.home_branch(), |id| app.branch(&id))
}

/// Tells the owner that the password is another one, and where to turn when it was not them.
///
/// # Errors
/// When the database does not answer.
pub async fn tell_of_new_password(
    app: &App,
    tx: &impl ConnectionTrait,
    row: &resident::Model,
) -> Outcome<()> {
    let accounts = store::accounts::of_cabinet(tx, &row.id).await?;
    let to = Addressee::of_resident(row, accounts.first().map(String::as_str));
    tell(app, tx, to, Occasion::PasswordChanged, context! {}).await
}
