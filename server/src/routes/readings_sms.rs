//! The SMS gateway: a message comes in, its verdict goes back.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, SqlErr};
use svetlitsa_api::readings::{IncomingSms, SmsReply};
use svetlitsa_api::{ErrorCode, Problem, paths};
use svetlitsa_domain::contacts::Phone;
use svetlitsa_domain::notices::is_stop_word;
use svetlitsa_domain::readings::VerdictStatus;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::entity::sms_message;
use crate::failure::{Failure, Outcome};
use crate::json::Body;
use crate::letters::Language;
use crate::readings::sms::{self, Answered};
use crate::sms::{SmsOccasion, write};
use crate::state::App;
use crate::{campaigns, random, store};

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(receive_sms))
}

/// Takes a message with a reading. Every well-formed request is answered 200, whatever the message says; one that
/// comes again, by its id or by sender, text and time, gets its first answer.
#[utoipa::path(post, path = paths::SMS_GATEWAY, tag = "readings", request_body = IncomingSms,
    params(("authorization" = String, Header)), responses(
    (status = 200, body = SmsReply), (status = 400, body = Problem), (status = 401, body = Problem),
))]
async fn receive_sms(
    State(app): State<App>,
    headers: HeaderMap,
    body: Result<Body<IncomingSms>, Failure>,
) -> Outcome<Json<SmsReply>> {
    // Strangers learn nothing, not even what a request looks like.
    if !is_gateway(&app, &headers) {
        return Err(ErrorCode::SignInRequired.into());
    }
    let Body(message) = body?;
    let id = match &message.id {
        Some(id) => random::digest(&[b"id", id.as_bytes()]),
        None => {
            let at = message.received_at.timestamp_millis().to_be_bytes();
            random::digest(&[b"message", message.from.as_bytes(), message.text.as_bytes(), &at])
        }
    };
    if let Some(known) = find(&app, &id).await? {
        return Ok(Json(known));
    }
    let tx = store::begin_write(&app.writer).await?;
    let answered = match stopped(&app, &tx, &message).await? {
        Some(answered) => answered,
        None => sms::answer(&app, &tx, &message.text, message.received_at).await?,
    };
    let row = sms_message::Model {
        id: id.clone(),
        reading: answered.reading,
        verdict: answered.reply.verdict.as_str().to_owned(),
        code: answered.reply.code.clone(),
        reply: answered.reply.reply.clone(),
        received_at: app.clock.now_ms(),
    };
    match row.into_active_model().reset_all().insert(&tx).await {
        Ok(_) => tx.commit().await?,
        // Its twin was faster: what it was told is the answer, and nothing of this one stays.
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            tx.rollback().await?;
            return find(&app, &id).await?.map(Json).ok_or_else(|| ErrorCode::Unavailable.into());
        }
        Err(error) => return Err(error.into()),
    }
    Ok(Json(answered.reply))
}

/// No more messages to a telephone, by a word from it. From one that nobody confirmed the word is no reading like any other.
async fn stopped(app: &App, tx: &DatabaseTransaction, message: &IncomingSms) -> Outcome<Option<Answered>> {
    let Some(phone) = message.from.parse::<Phone>().ok().filter(|_| is_stop_word(&message.text)) else {
        return Ok(None);
    };
    let residents = store::phones::residents_of(tx, phone.as_str()).await?;
    let Some(first) = residents.first() else { return Ok(None) };
    for resident in &residents {
        store::reminders::end_sms(tx, resident).await?;
        store::sms::stop_wanted(tx, resident).await?;
        campaigns::end_all(app, tx, resident).await?;
    }
    let language = store::residents::find(tx, first).await?.and_then(|row| Language::parse(&row.language));
    let (reply, _) = write(&app.data.sms_texts, SmsOccasion::Stopped, language.unwrap_or(Language::Ru), &[])
        .map_err(|error| Failure::internal(&error))?;
    let reply = SmsReply { reply, verdict: VerdictStatus::Accepted, code: "stopped".to_owned() };
    Ok(Some(Answered { reply, reading: None }))
}

async fn find(app: &App, id: &str) -> Outcome<Option<SmsReply>> {
    let Some(row) = sms_message::Entity::find_by_id(id).one(&app.db).await? else { return Ok(None) };
    let verdict = VerdictStatus::parse(&row.verdict)
        .ok_or_else(|| Failure::internal(&format!("verdict of message {id}")))?;
    Ok(Some(SmsReply { reply: row.reply, verdict, code: row.code }))
}

/// Whether the request carries the gateway's token. Digests are compared: they tell nothing by their timing.
fn is_gateway(app: &App, headers: &HeaderMap) -> bool {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    let token = app.settings.sms_token();
    !token.is_empty() && random::digest(&[given.as_bytes()]) == random::digest(&[token.as_bytes()])
}
