//! How near a restriction is, how far it has come, and what ends it.

use chrono::NaiveDate;
use sea_orm::DatabaseTransaction;
use svetlitsa_api::debts::{NoticeView, RestoreView, RestrictionCourse, RestrictionStage, RestrictionView};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::bills::{
    MonthlyByNorm, NoticeChannel, RestoreCost, Restriction, RestrictionStage as Stage,
    is_ground_for_restriction, restored_by,
};
use svetlitsa_domain::tariffs::{Service, Zone};

use crate::bills::month::dwelling;
use crate::clock::local;
use crate::data::{Branch, DataSet};
use crate::entity::{account, restriction};
use crate::failure::{Failure, Outcome};
use crate::store;

/// What is owed on a day to the payee of that day.
#[derive(Clone, Copy, Debug)]
pub struct Owed {
    /// Late, without penalty.
    pub debt: Kopecks,
    /// Penalty.
    pub penalty: Kopecks,
    /// An agreement on instalments is in force.
    pub has_agreement: bool,
}

/// A notice that was delivered, with its days; `None` for one that was not, or whose row holds no days.
fn course_of(row: &restriction::Model, branch: &Branch) -> Option<Restriction> {
    let day = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<NaiveDate>().ok());
    let delivered_on = local(row.delivered_at?, branch.zone).date_naive();
    Some(Restriction {
        delivered_on,
        limited_on: day(&row.limited_on),
        suspended_on: day(&row.suspended_on),
        settled_on: day(&row.settled_on),
        restored_on: day(&row.restored_on),
    })
}

/// How near a restriction is. `None` where no norm or price tells what a month is.
#[must_use]
pub fn view(
    account: &account::Model,
    branch: &Branch,
    data: &DataSet,
    today: NaiveDate,
    owed: Owed,
    rows: &[restriction::Model],
) -> Option<RestrictionView> {
    let Owed { debt, penalty, has_agreement } = owed;
    let service = Service::parse(&account.service)?;
    let norm = branch.norms.of(service, dwelling(account))?;
    let monthly = MonthlyByNorm::of(norm, branch.price(&account.category, service, Zone::Single, today)?)?;
    let restore = branch.restore.and_then(|asked| {
        let cost = RestoreCost::on(today, debt, penalty, asked.works, &data.debts.caps).ok()?;
        let cap = data.debts.caps.iter().filter(|cap| cap.from <= today).max_by_key(|cap| cap.from)?;
        Some(RestoreView {
            debt_kopecks: cost.debt,
            penalty_kopecks: cost.penalty,
            works_kopecks: cost.works,
            total_kopecks: cost.total(),
            cap_kopecks: cap.most,
            cap_source: data.debts.cap_source.clone(),
            is_demo: asked.is_demo,
        })
    });
    let course = rows.iter().find_map(|row| course_of(row, branch)).map(|course| RestrictionCourse {
        stage: match course.stage(today) {
            Stage::Notified { .. } => RestrictionStage::Notified,
            Stage::MayBeLimited { .. } => RestrictionStage::MayBeLimited,
            Stage::Limited { .. } => RestrictionStage::Limited,
            Stage::Suspended => RestrictionStage::Suspended,
            Stage::Averted => RestrictionStage::Averted,
            Stage::BeingRestored { .. } => RestrictionStage::BeingRestored,
            Stage::Restored => RestrictionStage::Restored,
        },
        delivered_on: course.delivered_on,
        pay_by: course.pay_by(),
        limit_from: course.limit_from(),
        suspend_from: course.suspend_from(),
        restored_by: restored_by(course.settled_on.unwrap_or(today)),
    });
    Some(RestrictionView {
        monthly_kopecks: monthly.0,
        threshold_kopecks: Kopecks(monthly.0.0.saturating_mul(2)),
        debt_kopecks: debt,
        is_ground: is_ground_for_restriction(debt, monthly, has_agreement),
        has_agreement,
        course,
        restore,
    })
}

/// A notice as its debtor sees it.
///
/// # Errors
/// Internal failure on a word that is none of ours.
pub fn notice(row: &restriction::Model, branch: &Branch) -> Outcome<NoticeView> {
    let channel = NoticeChannel::parse(&row.channel);
    Ok(NoticeView {
        channel: channel.ok_or_else(|| Failure::internal(&format!("notice {}", row.id)))?,
        sent: local(row.sent_at, branch.zone),
        delivered: row.delivered_at.map(|at| local(at, branch.zone)),
        proof: row.proof.clone(),
        debt_kopecks: Kopecks(row.debt_kopecks),
    })
}

/// Ends what was announced and not begun: the debt is paid, or an agreement is in force. Where supply is limited already,
/// the works are to be paid, too, and whoever restores it says so.
///
/// # Errors
/// When the database does not take it.
pub async fn settle(tx: &DatabaseTransaction, account: &str, payee: &str, today: NaiveDate) -> Outcome<()> {
    for row in store::debts::restrictions(tx, account).await? {
        if row.payee == payee && row.settled_on.is_none() && row.limited_on.is_none() {
            store::debts::settle(tx, row, &today.to_string()).await?;
        }
    }
    Ok(())
}
