//! How an appeal is seen: by its author, in a cabinet, by staff.

use std::collections::{HashMap, HashSet};

use sea_orm::ConnectionTrait;
use svetlitsa_api::ErrorCode;
use svetlitsa_api::appeals::{AppealEvent, AppealFile, AppealView, StaffAppeal};
use svetlitsa_domain::appeals::{AppealKind, AppealStage, AuthorAction, RefusalGround};
use svetlitsa_domain::contacts::{Email, Phone};
use svetlitsa_domain::standards::Standard;

use super::{stage, told};
use crate::clock::local;
use crate::entity::{appeal, appeal_event};
use crate::failure::{Failure, Outcome};
use crate::state::App;
use crate::{promises, store, surveys};

/// Appeals as their readers see them. The account is shown where `shows` says so: to a stranger it would tell
/// which numbers exist.
///
/// # Errors
/// When the database does not answer or holds words that are none of ours.
pub async fn views(
    app: &App,
    db: &impl ConnectionTrait,
    rows: &[appeal::Model],
    shows: impl Fn(&str) -> bool,
) -> Outcome<Vec<AppealView>> {
    let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
    let mut events: HashMap<String, Vec<appeal_event::Model>> = HashMap::new();
    for event in store::appeals::events(db, &numbers).await? {
        events.entry(event.appeal.clone()).or_default().push(event);
    }
    let mut files: HashMap<String, Vec<AppealFile>> = HashMap::new();
    for file in store::appeal_files::list(db, &numbers).await? {
        files.entry(file.appeal.clone().unwrap_or_default()).or_default().push(told(&file)?);
    }
    let now = app.clock.now_ms();
    let asked: HashSet<String> = store::surveys::of_appeals(db, &numbers)
        .await?
        .into_iter()
        .filter(|survey| survey.mark.is_none() && surveys::is_open(survey, now))
        .map(|survey| survey.appeal)
        .collect();
    rows.iter()
        .map(|row| {
            let events = events.remove(&row.number).unwrap_or_default();
            let files = files.remove(&row.number).unwrap_or_default();
            let view = view(app, row, &events, row.account.as_deref().is_some_and(&shows))?;
            Ok(AppealView { files, is_asked: asked.contains(&row.number), ..view })
        })
        .collect()
}

/// One appeal, see [`views`].
///
/// # Errors
/// As [`views`].
pub async fn one_view(
    app: &App,
    db: &impl ConnectionTrait,
    row: &appeal::Model,
    shows: impl Fn(&str) -> bool,
) -> Outcome<AppealView> {
    views(app, db, std::slice::from_ref(row), shows).await?.pop().ok_or_else(|| ErrorCode::NotFound.into())
}

fn view(
    app: &App,
    row: &appeal::Model,
    events: &[appeal_event::Model],
    shows_account: bool,
) -> Outcome<AppealView> {
    let branch = app.branch(&row.branch)?;
    let broken = |what: &str| Failure::internal(&format!("{what} of appeal {}", row.number));
    let clock =
        promises::stored(Standard::AppealReview, row.review_from, row.due_at, row.met_at, branch.zone);
    let stage = stage(row)?;
    let event = |event: &appeal_event::Model| {
        Ok(AppealEvent {
            at: local(event.at, branch.zone),
            stage: AppealStage::parse(&event.stage).ok_or_else(|| broken("event"))?,
            text: event.text.clone(),
            is_by_author: event.is_by_author,
        })
    };
    Ok(AppealView {
        number: row.number.clone(),
        kind: AppealKind::parse(&row.kind).ok_or_else(|| broken("kind"))?,
        text: row.text.clone(),
        stage,
        registered: local(row.registered_at, branch.zone),
        masked_contact: masked_contact(&row.email, &row.phone),
        account: row.account.as_ref().filter(|_| shows_account).and_then(|number| number.parse().ok()),
        clock: promises::view(&clock, app.clock.now()),
        events: events.iter().map(event).collect::<Outcome<_>>()?,
        refusal: row.refusal.as_deref().and_then(RefusalGround::parse),
        repeats: row.repeats.clone(),
        is_hurried: row.hurried_at.is_some(),
        author_actions: stage
            .author_actions(is_overdue(row, app.clock.now_ms()))
            .into_iter()
            .filter(|action| *action != AuthorAction::Hurry || row.hurried_at.is_none())
            .collect(),
        phone: branch.phone.clone(),
        files: Vec::new(),
        is_asked: false,
        is_letter_withheld: false,
    })
}

/// Whether the promise of a review is broken.
#[must_use]
pub const fn is_overdue(row: &appeal::Model, now_ms: i64) -> bool {
    row.met_at.is_none() && row.due_at < now_ms
}

fn masked_contact(email: &str, phone: &str) -> String {
    match (email.parse::<Email>(), phone.parse::<Phone>()) {
        (Ok(email), _) => email.masked(),
        (_, Ok(phone)) => phone.masked(),
        _ => String::new(),
    }
}

/// Appeals as staff sees them.
///
/// # Errors
/// As [`views`].
pub async fn staff_views(
    app: &App,
    db: &impl ConnectionTrait,
    rows: Vec<appeal::Model>,
) -> Outcome<Vec<StaffAppeal>> {
    let views = views(app, db, &rows, |_| true).await?;
    let staff_view = |(row, appeal): (appeal::Model, AppealView)| StaffAppeal {
        actions: if row.is_quarantined { Vec::new() } else { appeal.stage.actions() },
        is_quarantined: row.is_quarantined,
        is_abusive: row.is_abusive,
        appeal,
        name: row.name,
        email: row.email,
        phone: row.phone,
        assignee: row.assignee,
    };
    Ok(rows.into_iter().zip(views).map(staff_view).collect())
}
