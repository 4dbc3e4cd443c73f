//! A reading by SMS: the grammar of `domain`, the ladder, and an answer that fits one message.

use chrono::{DateTime, FixedOffset};
use sea_orm::DatabaseTransaction;
use svetlitsa_api::readings::{Channel, FindingView, SmsReply, ZoneValue};
use svetlitsa_domain::readings::{
    FindingCode, ReadingState, Severity, SmsReading, SmsRefusal, VerdictStatus, parse_sms,
};

use crate::clock::to_local;
use crate::entity::{account, reading};
use crate::failure::{Failure, Outcome};
use crate::readings::{Given, Incoming, Taken, take};
use crate::state::App;
use crate::store;

/// The answer to a message, and the reading that came of it.
pub struct Answered {
    /// What goes back.
    pub reply: SmsReply,
    /// Id of the reading.
    pub reading: Option<String>,
}

/// Reads and judges a message.
///
/// # Errors
/// When the database does not answer or holds words that are none of ours.
pub async fn answer(
    app: &App,
    tx: &DatabaseTransaction,
    text: &str,
    received: DateTime<FixedOffset>,
) -> Outcome<Answered> {
    let SmsReading { account: number, values } = match parse_sms(text) {
        Ok(reading) => reading,
        Err(refusal) => return refused(app, refusal.as_str()),
    };
    let Some(account) = store::accounts::find(tx, number.as_str()).await? else {
        return refused(app, SmsRefusal::UnknownAccount.as_str());
    };
    let Some(meter) = meter(tx, &account, values.len()).await? else {
        // As many values as the meter has registers, and there is no meter.
        return refused(app, FindingCode::TooManyValues.as_str());
    };
    let branch = app.branch(&account.branch)?;
    let today = to_local(app.clock.now(), branch.zone).date_naive();
    let incoming = Incoming {
        account: &account,
        branch,
        meter: &meter,
        values: Given::InOrder(&values),
        // Nothing is taken after it arrived, whatever the gateway's clock says.
        taken_on: Some(received.with_timezone(&branch.zone).date_naive().min(today)),
        // Nobody is there to be asked: an operator looks at what is odd.
        is_confirmed: true,
        channel: Channel::Sms,
        today,
        now_ms: app.clock.now_ms(),
    };
    match take(tx, &[incoming]).await?.pop().transpose()?.flatten() {
        Some(Taken::Recorded(row)) => recorded(app, row, false),
        Some(Taken::SameAgain(row)) => recorded(app, row, true),
        Some(Taken::Asked(_)) | None => Err(Failure::internal(&"a message was asked about")),
    }
}

/// The meter that a message means: one with so many registers that is read by hand, else the first there is.
async fn meter(tx: &DatabaseTransaction, account: &account::Model, values: usize) -> Outcome<Option<String>> {
    let mut meters = store::readings::meters(tx, &account.number).await?;
    meters.retain(|meter| meter.removed_on.is_none());
    meters.sort_by_key(|meter| meter.is_smart);
    if meters.len() > 1 {
        for meter in &meters {
            if !meter.is_smart && store::readings::registers(tx, &meter.id).await?.len() == values {
                return Ok(Some(meter.id.clone()));
            }
        }
    }
    Ok(meters.into_iter().next().map(|meter| meter.id))
}

fn refused(app: &App, code: &str) -> Outcome<Answered> {
    let reply = app.data.reading_words.get("ru").map_or("", |words| words.sms.refusal(code));
    Ok(Answered {
        reply: SmsReply { reply: reply.to_owned(), verdict: VerdictStatus::Refused, code: code.to_owned() },
        reading: None,
    })
}

fn recorded(app: &App, row: reading::Model, is_again: bool) -> Outcome<Answered> {
    let findings: Vec<FindingView> = serde_json::from_str(&row.findings)?;
    let code_of = |severity| findings.iter().map(|f| f.code).find(|code| code.severity() == severity);
    let verdict = VerdictStatus::parse(&row.status)
        .ok_or_else(|| Failure::internal(&format!("verdict of reading {}", row.id)))?;
    let code = match verdict {
        VerdictStatus::Accepted => None,
        VerdictStatus::Question => code_of(Severity::Question),
        VerdictStatus::Refused => code_of(Severity::Refusal),
    };
    let code = code.map_or(verdict.as_str(), FindingCode::as_str).to_owned();
    let words = app.data.reading_words.get("ru").ok_or_else(|| Failure::internal(&"no words of readings"))?;
    let values: Vec<ZoneValue> = serde_json::from_str(&row.values)?;
    let values: Vec<String> = values.iter().map(|value| value.value.to_string()).collect();
    let period =
        row.period.split_once('-').map_or_else(String::new, |(year, month)| format!("{month}.{year}"));
    let sms = &words.sms;
    let template = match verdict {
        VerdictStatus::Refused => sms.refusal(&code),
        _ if is_again => &sms.same,
        _ if row.state == ReadingState::Replaced.as_str() => &sms.outdated,
        VerdictStatus::Question => &sms.question,
        VerdictStatus::Accepted => &sms.accepted,
    };
    let reply = template.replace("{values}", &values.join(" ")).replace("{period}", &period);
    Ok(Answered { reply: SmsReply { reply, verdict, code }, reading: Some(row.id) })
}
