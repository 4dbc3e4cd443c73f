//! Searches for money: a case that opens by itself when it is not known what became of a payment, once for each, and ends
//! by itself when that is known. It is an appeal like any other: with a number, a promise, letters, and clerks who see it.

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use svetlitsa_api::payments::SearchView;
use svetlitsa_domain::appeals::AppealKind;
use svetlitsa_domain::standards::{PromiseClock, Standard};

use crate::appeals::{self, Filing};
use crate::clock::local;
use crate::data::Branch;
use crate::entity::{payment, payment_search};
use crate::failure::{Failure, Outcome};
use crate::letters::Language;
use crate::state::App;
use crate::{promises, store};

/// Why money is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The acquirer does not say what became of it, and the day of the promise is over.
    Silent,
    /// The acquirer and we do not say the same of it.
    Differs,
    /// The acquirer has taken money for a payment that is none of ours.
    Unknown,
}

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// A payment.
    Payment(&'a payment::Model),
    /// A payment that only the acquirer knows, by its id there.
    Stranger(&'a str),
}

impl Subject<'_> {
    fn key(self) -> String {
        match self {
            Self::Payment(row) => row.id.clone(),
            Self::Stranger(id) => format!("acquirer:{id}"),
        }
    }
}

/// When a payment is credited at the latest: money of a terminal on its day, other money a day later.
///
/// # Errors
/// When the term leaves the loaded calendars.
pub fn credit_clock(app: &App, taken_at: i64, is_terminal: bool, branch: &Branch) -> Outcome<PromiseClock> {
    let clock =
        PromiseClock::start(Standard::PaymentCredit, local(taken_at, branch.zone), &app.data.calendar);
    let clock = clock.map_err(|error| Failure::internal(&error))?;
    Ok(if is_terminal { clock.within_the_day() } else { clock })
}

/// Opens a search, unless there was one; gives the number of its appeal.
///
/// # Errors
/// When the database does not answer.
pub async fn open(
    app: &App,
    tx: &DatabaseTransaction,
    subject: Subject<'_>,
    reason: Reason,
) -> Outcome<String> {
    let key = subject.key();
    if let Some(known) = store::searches::find(tx, &key).await? {
        return Ok(known.appeal);
    }
    let (account, reader) = match subject {
        Subject::Payment(row) => (Some(&row.account), store::receipts::reader(tx, &row.id).await?),
        Subject::Stranger(_) => (None, None),
    };
    let resident = match reader {
        Some(id) => store::residents::find(tx, &id).await?,
        None => None,
    };
    let language = resident.as_ref().and_then(|resident| Language::parse(&resident.language));
    let language = language.unwrap_or(Language::Ru);
    let words = words(app, language)?;
    let text = match reason {
        Reason::Silent => &words.silent,
        Reason::Differs => &words.differs,
        Reason::Unknown => &words.unknown,
    };
    let filing = Filing {
        kind: AppealKind::PaymentSearch,
        text: text.replace("{payment}", key.trim_start_matches("acquirer:")),
        name: resident.as_ref().map(|resident| resident.name.clone()).unwrap_or_default(),
        email: resident.as_ref().and_then(|resident| resident.login.parse().ok()),
        phone: None,
        account: account.and_then(|number| number.parse().ok()),
        branch: None,
        language,
        draft: String::new(),
        is_trapped: false,
    };
    let appeal = appeals::register(app, tx, filing, resident.map(|resident| resident.id)).await?.row;
    let opened_at = app.clock.now_ms();
    tracing::error!(subject = key, appeal = appeal.number, ?reason, "money is looked for");
    let row =
        payment_search::Model { subject: key, appeal: appeal.number.clone(), opened_at, ended_at: None };
    store::searches::insert(tx, row).await?;
    Ok(appeal.number)
}

/// It is known what became of a payment: its search, if there is one, ends and says so.
///
/// # Errors
/// When the database does not answer.
pub async fn end(app: &App, tx: &DatabaseTransaction, payment: &str, is_found: bool) -> Outcome<()> {
    let Some(row) = store::searches::find(tx, payment).await? else { return Ok(()) };
    if row.ended_at.is_some() {
        return Ok(());
    }
    let appeal = store::appeals::lock(tx, &row.appeal).await?;
    let appeal = appeal.ok_or_else(|| Failure::internal(&format!("no appeal {}", row.appeal)))?;
    let words = words(app, Language::parse(&appeal.language).unwrap_or(Language::Ru))?;
    let text = if is_found { &words.found } else { &words.nothing };
    appeals::end(app, tx, appeal, text).await?;
    Ok(store::searches::update(tx, payment_search::Model { ended_at: Some(app.clock.now_ms()), ..row })
        .await?)
}

/// The search for a payment, as its payer sees it.
///
/// # Errors
/// When the database does not answer.
pub async fn view(
    app: &App,
    db: &impl ConnectionTrait,
    payment: &str,
    branch: &Branch,
) -> Outcome<Option<SearchView>> {
    let Some(row) = store::searches::find(db, payment).await? else { return Ok(None) };
    let Some(appeal) = store::appeals::find(db, &row.appeal).await? else { return Ok(None) };
    let clock = promises::stored(
        Standard::AppealReview,
        appeal.review_from,
        appeal.due_at,
        appeal.met_at,
        branch.zone,
    );
    let clock = promises::view(&clock, app.clock.now());
    Ok(Some(SearchView { number: row.appeal, is_ended: row.ended_at.is_some(), clock }))
}

fn words(app: &App, language: Language) -> Outcome<&crate::data::SearchWords> {
    let words = app.data.receipt_words.get(language.as_str());
    words.map(|words| &words.search).ok_or_else(|| Failure::internal(&"no words of searches"))
}
