//! Reports of outages: told what is known, counted with the neighbours', or registered as an appeal and handed to the
//! duty desk by letter.

use minijinja::context;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use svetlitsa_api::outages::{MAX_TEXT, OutageHouse, OutageReported, ReportOutage, ReportOutcome};
use svetlitsa_api::{ErrorCode, FieldCode, FieldProblem};
use svetlitsa_domain::accounts::access::Action;
use svetlitsa_domain::accounts::normalize_house;
use svetlitsa_domain::appeals::{AppealKind, AppealStage};
use svetlitsa_domain::contacts::{Email, Phone};
use svetlitsa_domain::outages::{JOINED_HOURS, OutageTrouble, joins, same_street, street_of};

use super::{branch_view, covers, known, views};
use crate::appeals::{self, Filing, clean_text, length_problem, optional};
use crate::callers::{Actor, Resident};
use crate::clock::local;
use crate::data::{Branch, OutageWords};
use crate::entity::{outage, outage_report, resident, staff_member};
use crate::failure::{Failure, Outcome};
use crate::letters::{self, Language, Occasion};
use crate::state::App;
use crate::{random, store};

/// A house that the server knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct House {
    /// Branch id.
    pub branch: String,
    /// Town and street.
    pub street: String,
    /// House, normalised.
    pub house: String,
    /// The account of the cabinet by which it was named.
    pub account: Option<String>,
}

/// The house that somebody names: by an account of their cabinet, or as it is listed.
///
/// # Errors
/// 422 when there is no such house, or it is not told which.
pub async fn house(
    app: &App,
    db: &impl ConnectionTrait,
    resident: Option<&Resident>,
    at: &OutageHouse,
) -> Outcome<House> {
    let unknown = |field| Failure::field(field, FieldCode::NotAChoice);
    if !at.account.is_empty() {
        let Resident(resident) = resident.ok_or_else(|| unknown("account"))?;
        let actor = Actor::of_resident(resident);
        let account = actor.account(db, &at.account, Action::Arrange).await;
        let account = account.map_err(|_| unknown("account"))?;
        let street = street_of(&account.address, &account.house).ok_or_else(|| unknown("account"))?;
        let street = street.to_owned();
        let account_number = Some(account.number);
        return Ok(House { branch: account.branch, street, house: account.house, account: account_number });
    }
    for (field, value) in [("branch", &at.branch), ("street", &at.street), ("house", &at.house)] {
        if value.trim().is_empty() {
            return Err(Failure::field(field, FieldCode::Required));
        }
    }
    if !app.data.branches.contains_key(&at.branch) {
        return Err(unknown("branch"));
    }
    let house = normalize_house(&at.house);
    let rows = store::outages::addresses(db, &at.branch, Some(&house)).await?;
    let mut streets = rows.iter().filter_map(|(address, house)| street_of(address, house));
    let street = streets.find(|street| same_street(street, &at.street)).ok_or_else(|| unknown("house"))?;
    Ok(House { branch: at.branch.clone(), street: street.to_owned(), house, account: None })
}

/// Takes a report.
///
/// # Errors
/// Every field that needs another look; when the database does not answer.
pub async fn report(
    app: &App,
    tx: &DatabaseTransaction,
    resident: Option<&resident::Model>,
    at: House,
    body: &ReportOutage,
) -> Outcome<OutageReported> {
    let told = Told::check(body)?;
    let branch = app.branch(&at.branch)?;
    let now = app.clock.now_ms();
    let mut answer = OutageReported {
        outcome: ReportOutcome::Known,
        at: OutageHouse {
            account: String::new(),
            branch: at.branch.clone(),
            street: at.street.clone(),
            house: at.house.clone(),
        },
        outage: None,
        appeal: None,
        first: None,
        reports: 0,
        is_for_desk: desk_address(branch).is_some(),
        branch: branch_view(branch),
    };
    if !body.is_other {
        if let Some(row) = known(app, tx, &at).await? {
            answer.outage = views(app, tx, &[row]).await?.pop();
            return Ok(answer);
        }
        let since = now - JOINED_HOURS * 60 * 60 * 1000;
        let trouble = body.trouble.as_str();
        let earlier = store::outages::reports(tx, (&at.branch, &at.house), trouble, since).await?;
        let mut earlier: Vec<_> =
            earlier.into_iter().filter(|report| same_street(&report.street, &at.street)).collect();
        // Counted with the newest that waits for its answer: one that was answered is another story.
        if body.trouble.is_shared()
            && let Some(first) = open_report(tx, &earlier, now).await?
        {
            earlier.retain(|report| report.appeal == first.appeal);
            answer.outcome = ReportOutcome::Joined;
            answer.first = Some(local(first.at, branch.zone));
            answer.reports = u32::try_from(earlier.len() + 1).unwrap_or(u32::MAX);
            let joined = Some(first.id);
            store::outages::insert_report(tx, row(&at, trouble, now, first.appeal, joined)).await?;
            return Ok(answer);
        }
    }
    let words = words(app, told.language)?;
    let filing = Filing {
        kind: AppealKind::Outage,
        text: words.report(body.trouble, &at.street, &at.house, &told.note),
        name: resident.map(|resident| resident.name.clone()).unwrap_or_default(),
        email: told.email.or_else(|| resident.and_then(|resident| resident.login.parse().ok())),
        phone: told.phone.clone(),
        account: at.account.as_ref().and_then(|number| number.parse().ok()),
        branch: Some(at.branch.clone()),
        language: told.language,
        draft: String::new(),
        is_trapped: false,
    };
    let appeal = appeals::register(app, tx, filing, resident.map(|resident| resident.id.clone())).await?.row;
    let mut report = row(&at, body.trouble.as_str(), now, appeal.number.clone(), None);
    if let Some(address) = desk_address(branch) {
        let facts = context! {
            trouble => body.trouble.as_str(),
            street => at.street.as_str(),
            house => at.house.as_str(),
            caller => told.phone.map(|phone| phone.to_string()).unwrap_or_default(),
            at => letters::moment(local(now, branch.zone)),
            ..appeals::letter_facts(app, branch, &appeal.number, "", now, &told.note, None)
        };
        let letter = letters::write(&app.data.mail_templates, Occasion::OutageReported, Language::Ru, &facts)
            .map_err(|error| Failure::internal(&error))?;
        report.letter = Some(store::mail::enqueue_followed(tx, address, letter, now).await?);
    }
    store::outages::insert_report(tx, report).await?;
    answer.outcome = ReportOutcome::Registered;
    answer.reports = 1;
    answer.appeal = Some(appeals::one_view(app, tx, &appeal, |_| resident.is_some()).await?);
    Ok(answer)
}

/// The newest report of a house that became an appeal which waits for its answer.
async fn open_report(
    tx: &DatabaseTransaction,
    earlier: &[outage_report::Model],
    now: i64,
) -> Outcome<Option<outage_report::Model>> {
    for report in earlier.iter().rev().filter(|report| report.joined.is_none() && joins(report.at, now)) {
        let appeal = store::appeals::find(tx, &report.appeal).await?.ok_or(ErrorCode::Internal)?;
        if AppealStage::parse(&appeal.stage).is_some_and(|stage| !stage.is_over()) {
            return Ok(Some(report.clone()));
        }
    }
    Ok(None)
}

fn row(at: &House, trouble: &str, now: i64, appeal: String, joined: Option<String>) -> outage_report::Model {
    outage_report::Model {
        id: random::id(),
        branch: at.branch.clone(),
        street: at.street.clone(),
        house: at.house.clone(),
        trouble: trouble.to_owned(),
        at: now,
        appeal,
        joined,
        letter: None,
        settled_at: None,
    }
}

/// Notes on the public road of each appeal what became of its letter to the duty desk; says how many there were.
///
/// # Errors
/// When the database does not answer.
pub async fn hand_over_all(app: &App) -> Outcome<usize> {
    let mut count = 0;
    for (report, letter) in store::outages::settled_letters(&app.db).await? {
        let tx = store::begin_write(&app.writer).await?;
        if !store::outages::settle(&tx, &report.id, app.clock.now_ms()).await? {
            continue;
        }
        let appeal = store::appeals::lock(&tx, &report.appeal).await?;
        let appeal = appeal.ok_or_else(|| Failure::internal(&format!("no appeal {}", report.appeal)))?;
        let language = Language::parse(&appeal.language).unwrap_or(Language::Ru);
        let branch = app.branch(&report.branch)?;
        let is_handed = letter.sent_at.is_some();
        let text = words(app, language)?.handed(is_handed, branch.outage_phone());
        if is_handed {
            appeals::hand_on(app, &tx, appeal, text).await?;
        } else {
            tracing::error!(appeal = appeal.number, "the duty desk was not written to: hand the report on");
            appeals::note(app, &tx, &appeal, text).await?;
        }
        tx.commit().await?;
        count += 1;
    }
    Ok(count)
}

/// Power is back: reports of the houses that it covered are answered, by the clerk who said so. A flat without power while its
/// neighbours had it is another matter, and stays open.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn answer_restored(
    app: &App,
    tx: &DatabaseTransaction,
    clerk: &staff_member::Model,
    outage: &outage::Model,
) -> Outcome<()> {
    let zone = app.branch(&outage.branch)?.zone;
    let moment = local(outage.ended_at.unwrap_or_else(|| app.clock.now_ms()), zone);
    // People report before anybody has entered what happened.
    let since = outage.begins_at - JOINED_HOURS * 60 * 60 * 1000;
    for report in store::outages::reports_since(tx, &outage.branch, since).await? {
        let is_shared = OutageTrouble::parse(&report.trouble).is_some_and(OutageTrouble::is_shared);
        if !is_shared || !covers(outage, &report.street, &report.house)? {
            continue;
        }
        let appeal = store::appeals::find(tx, &report.appeal).await?.ok_or(ErrorCode::Internal)?;
        let language = Language::parse(&appeal.language).unwrap_or(Language::Ru);
        let text = words(app, language)?.restored(&moment.format("%d.%m.%Y, %H:%M").to_string());
        appeals::answer_at_once(app, tx, clerk, &appeal, text).await?;
    }
    Ok(())
}

fn desk_address(branch: &Branch) -> Option<&str> {
    branch.outage_desk()?.duty_email.as_deref()
}

pub(super) fn words(app: &App, language: Language) -> Outcome<&OutageWords> {
    let words = app.data.outage_words.get(language.as_str());
    words.ok_or_else(|| Failure::internal(&"words of outages"))
}

/// What is told beside the house, without mistakes.
struct Told {
    note: String,
    email: Option<Email>,
    phone: Option<Phone>,
    language: Language,
}

impl Told {
    fn check(body: &ReportOutage) -> Outcome<Self> {
        let mut problems = Vec::new();
        let mut refuse = |field: &str, code| problems.push(FieldProblem { field: field.to_owned(), code });
        let note = clean_text(&body.note);
        if length_problem(&note, 1, MAX_TEXT) == Some(FieldCode::TooLong) {
            refuse("note", FieldCode::TooLong);
        }
        let email = optional(&body.email, || refuse("email", FieldCode::NotAnEmail));
        let phone = optional(&body.phone, || refuse("phone", FieldCode::NotAPhone));
        let language = Language::parse(&body.language);
        if language.is_none() {
            refuse("language", FieldCode::NotAChoice);
        }
        match language {
            Some(language) if problems.is_empty() => Ok(Self { note, email, phone, language }),
            _ => Err(Failure::fields(problems)),
        }
    }
}
