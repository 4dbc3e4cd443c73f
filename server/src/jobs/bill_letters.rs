//! Writes letters about bills. What was told stands in a row that is written with the letter, so that a bill is told of
//! once, whoever closed its month, however often this is done and wherever it is killed.

use std::time::Duration;

use minijinja::context;
use minijinja::value::Value;
use svetlitsa_api::pages;
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::bills::{high_bill, usual_bill};
use svetlitsa_domain::notices::NoticeKind;
use svetlitsa_domain::{Kopecks, Period};

use crate::bill_letters::{
    BILL, BILL_NOTICE, BILLS_READ, HIGH, LinkDigests, facts, facts_of_bill, letter_row, outlook, sum_parts,
    threshold_of,
};
use crate::cabinet_letters::{self, Addressee};
use crate::callers::Actor;
use crate::entity::{account, bill, bill_alert, reminder, resident};
use crate::failure::{Failure, Outcome};
use crate::letters::Occasion;
use crate::notices::{self, About, Short};
use crate::sms::SmsOccasion;
use crate::state::App;
use crate::store::reminders::Ways;
use crate::{random, store};

/// Looks whether a month was closed this often.
const IDLE: Duration = Duration::from_secs(60);
/// Forecasts change with readings; once in so many looks they are reckoned.
const LOOKS_A_FORECAST: u32 = 60;
/// Rows read at once.
const AT_ONCE: u64 = 200;

/// Writes letters until the service stops.
pub async fn run(app: App) {
    let (mut seen, mut looks) = (None, 0_u32);
    while !app.stopping.is_cancelled() {
        match look(&app, &mut seen, looks.is_multiple_of(LOOKS_A_FORECAST)).await {
            Ok(0) => {}
            Ok(_) => {
                app.mail_work.notify_one();
                app.sms_work.notify_one();
            }
            Err(_) => tracing::warn!("letters about bills wait"),
        }
        looks = looks.wrapping_add(1);
        tokio::select! {
            () = app.stopping.cancelled() => {}
            () = tokio::time::sleep(IDLE) => {}
        }
    }
}

async fn look(app: &App, seen: &mut Option<i64>, is_time_to_forecast: bool) -> Outcome<usize> {
    let made = store::bill_letters::bills_made(&app.db).await?;
    let mut written = 0;
    if *seen != Some(made) {
        written += tell_of_bills(app).await?;
        written += notify_of_bills(app).await?;
    }
    if *seen != Some(made) || is_time_to_forecast {
        written += tell_of_high_bills(app).await?;
    }
    *seen = Some(made);
    Ok(written)
}

/// Everything that is to be told now; says how many letters were written.
///
/// # Errors
/// When the database does not answer.
pub async fn tell_all(app: &App) -> Outcome<usize> {
    look(app, &mut None, true).await
}

/// A letter with every new bill, for whoever has them by e-mail.
async fn tell_of_bills(app: &App) -> Outcome<usize> {
    let (mut after, mut written) = (String::new(), 0);
    loop {
        let page = store::bill_letters::subscriptions(&app.db, &after, AT_ONCE).await?;
        let Some(last) = page.last() else { return Ok(written) };
        after.clone_from(&last.id);
        for consent in &page {
            let told = store::bill_letters::told_up_to(&app.db, &consent.resident_id, &consent.account, BILL)
                .await?;
            let bills = store::bill_letters::newest_bills(&app.db, &consent.account, BILLS_READ).await?;
            let is_news = |bill: &&bill::Model| told.as_ref().is_none_or(|told| bill.period > *told);
            let Some(reader) = reader(app, &consent.resident_id, &consent.account).await? else { continue };
            for bill in bills.iter().filter(is_news).rev() {
                let (_, facts) = facts_of_bill(app, bill)?;
                let news = News { kind: BILL, period: &bill.period, occasion: Occasion::BillMade, facts };
                written += usize::from(write(app, &reader, news).await?);
            }
        }
    }
}

/// A short notice of the newest bill, for whoever asked for it.
async fn notify_of_bills(app: &App) -> Outcome<usize> {
    let (mut after, mut written) = ((String::new(), String::new(), String::new()), 0);
    loop {
        let page = store::reminders::page(&app.db, &[NoticeKind::Bill], &after, AT_ONCE).await?;
        let Some(last) = page.last() else { return Ok(written) };
        after = (last.resident_id.clone(), last.account.clone(), last.kind.clone());
        for wish in &page {
            written += usize::from(notify_of_bill(app, wish).await?);
        }
    }
}

async fn notify_of_bill(app: &App, wish: &reminder::Model) -> Outcome<bool> {
    let bills = store::bill_letters::newest_bills(&app.db, &wish.account, 1).await?;
    let Some(newest) = bills.first() else { return Ok(false) };
    let told =
        store::bill_letters::told_up_to(&app.db, &wish.resident_id, &wish.account, BILL_NOTICE).await?;
    if told.is_some_and(|told| told >= newest.period) {
        return Ok(false);
    }
    let Some(reader) = reader(app, &wish.resident_id, &wish.account).await? else { return Ok(false) };
    let period: Period = newest.period.parse().map_err(|error| Failure::internal(&error))?;
    let short = Short {
        kind: NoticeKind::Bill,
        occasion: SmsOccasion::BillMade,
        facts: vec![
            ("month", format!("{:02}.{}", period.month(), period.year())),
            ("sum", Kopecks(newest.charged_kopecks).to_string()),
        ],
    };
    let tx = store::begin_write(&app.writer).await?;
    let row = letter_row(app, &wish.resident_id, &wish.account, BILL_NOTICE, &newest.period, None);
    if !store::bill_letters::note(&tx, row).await? {
        return Ok(false);
    }
    let about = About { account: &wish.account, branch: &reader.account.branch };
    notices::tell(app, &tx, (&reader.resident, Ways::of(wish)), about, &short).await?;
    tx.commit().await?;
    Ok(true)
}

/// A letter once a month for whoever asked for it, when the month's bill is high or its forecast is.
async fn tell_of_high_bills(app: &App) -> Outcome<usize> {
    let (mut after, mut written) = ((String::new(), String::new()), 0);
    loop {
        let page = store::bill_letters::alerts(&app.db, &after, AT_ONCE).await?;
        let Some(last) = page.last() else { return Ok(written) };
        after = (last.resident_id.clone(), last.account.clone());
        for alert in &page {
            written += usize::from(tell_of_high_bill(app, alert).await?);
        }
    }
}

async fn tell_of_high_bill(app: &App, alert: &bill_alert::Model) -> Outcome<bool> {
    let Some(reader) = reader(app, &alert.resident_id, &alert.account).await? else { return Ok(false) };
    let threshold = threshold_of(alert)?;
    let told = store::bill_letters::told_up_to(&app.db, &alert.resident_id, &alert.account, HIGH).await?;
    let bills = store::bill_letters::newest_bills(&app.db, &alert.account, BILLS_READ).await?;
    if let Some((newest, before)) = bills.split_first()
        && told.as_ref().is_none_or(|told| newest.period > *told)
    {
        let usual = usual_bill(&store::bill_letters::sums(before));
        if let Some(over) = high_bill(Kopecks(newest.charged_kopecks), usual, threshold) {
            let (_, facts) = facts_of_bill(app, newest)?;
            let facts = high(facts, over, usual);
            let news = News { kind: HIGH, period: &newest.period, occasion: Occasion::BillHigh, facts };
            return write(app, &reader, news).await;
        }
    }
    let outlook = outlook(app, &reader.account, app.branch(&reader.account.branch)?).await?;
    let period = outlook.period.to_string();
    if told.is_some_and(|told| told >= period) {
        return Ok(false);
    }
    let (Some(over), Some(expected)) = (outlook.over(threshold), outlook.expected) else { return Ok(false) };
    let facts = facts(app, &alert.account, outlook.period, expected.total);
    let facts = high(facts, over, outlook.usual);
    let news = News { kind: HIGH, period: &period, occasion: Occasion::ForecastHigh, facts };
    write(app, &reader, news).await
}

fn high(facts: Value, over: Kopecks, usual: Option<Kopecks>) -> Value {
    context! { over => sum_parts(over), usual => usual.map(sum_parts), ..facts }
}

/// Somebody who reads the bills of an account.
struct Reader {
    resident: resident::Model,
    account: account::Model,
}

/// The resident, as long as they may see the account's bills.
async fn reader(app: &App, resident: &str, account: &str) -> Outcome<Option<Reader>> {
    let Some(resident) = store::residents::find(&app.db, resident).await? else { return Ok(None) };
    let account = Actor::of_resident(&resident).account(&app.db, account, Action::SeeMoney).await;
    match account {
        Ok(account) => Ok(Some(Reader { resident, account })),
        Err(failure) if failure.code == svetlitsa_api::ErrorCode::NotFound => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// What a letter tells, and by what it is known not to be written twice.
struct News<'a> {
    kind: &'a str,
    period: &'a str,
    occasion: Occasion,
    facts: Value,
}

/// Writes a letter with the row that remembers it; `false` when somebody was faster. A letter with a bill has a link that
/// pays it, and another that ends such letters.
async fn write(app: &App, reader: &Reader, news: News<'_>) -> Outcome<bool> {
    let (resident, account) = (&reader.resident, &reader.account.number);
    let links = (news.kind == BILL).then(|| [random::token(), random::token()]);
    let digest = |token: &String| random::digest(&[token.as_bytes()]);
    let digests = links.as_ref().map(|[end, pay]| LinkDigests { end: digest(end), pay: Some(digest(pay)) });
    let tx = store::begin_write(&app.writer).await?;
    let row = letter_row(app, &resident.id, account, news.kind, news.period, digests);
    if !store::bill_letters::note(&tx, row).await? {
        return Ok(false);
    }
    let to = Addressee::of_resident(resident, Some(account));
    match links {
        Some([end, pay]) => {
            let link = cabinet_letters::link(app, pages::E_BILL_END, &end);
            let pay_link = cabinet_letters::link(app, pages::PAY_GUEST, &pay);
            let facts = context! { pay_link, ..news.facts };
            cabinet_letters::hand_over(app, &tx, to, news.occasion, link, facts).await?;
        }
        None => cabinet_letters::tell(app, &tx, to, news.occasion, news.facts).await?,
    }
    tx.commit().await?;
    Ok(true)
}
