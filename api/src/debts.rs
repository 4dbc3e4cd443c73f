//! What an account owes past its time: to whom and since when, what it grows to, what follows, and instalments.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use svetlitsa_domain::bills::{AgreementState, NoticeChannel};
use svetlitsa_domain::{AccountNumber, Kopecks, Period};

/// The debt of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DebtView {
    /// Whose.
    pub account: AccountNumber,
    /// The branch's day for which all of this holds.
    #[serde(with = "crate::moments")]
    pub today: NaiveDate,
    /// What was to be paid before today and was not, without penalty, to all payees.
    pub overdue_kopecks: Kopecks,
    /// Penalty by today: what bills have charged and is not paid, and what has grown since.
    pub penalty_kopecks: Kopecks,
    /// To whom, the payee of today first.
    pub payees: Vec<PayeeDebt>,
    /// What is owed and not late yet.
    pub next: Option<NextDue>,
    /// What the penalty grows to; absent while nothing is late.
    pub forecast: Option<DebtForecast>,
    /// How near a restriction is; absent for accounts to which none applies, as their norm is not known.
    pub restriction: Option<RestrictionView>,
    /// Notices of restriction, newest first.
    pub notices: Vec<NoticeView>,
    /// Instalments that can be agreed on; absent when there are none to be had.
    pub offer: Option<InstalmentOffer>,
    /// Agreements that were made, newest first.
    pub agreements: Vec<AgreementView>,
}

/// Debt to one payee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayeeDebt {
    /// Id of the payee.
    pub payee: String,
    /// Name.
    pub name: String,
    /// ИНН.
    pub inn: String,
    /// Paid for the use of today.
    pub is_current: bool,
    /// Late, without penalty.
    pub overdue_kopecks: Kopecks,
    /// Penalty by today.
    pub penalty_kopecks: Kopecks,
    /// Penalty of this payee's debts is reckoned here; a payee of old times reckons its own.
    pub is_penalty_reckoned: bool,
    /// The months, oldest first.
    pub months: Vec<LateMonth>,
}

/// A month that was not paid in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LateMonth {
    /// Which.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub period: Period,
    /// By when it was to be paid; absent for months before the calendar of working days that is loaded.
    #[serde(default, with = "crate::moments::option")]
    pub due_on: Option<NaiveDate>,
    /// What of it is not paid, without penalty.
    pub amount_kopecks: Kopecks,
    /// How many days late it is today.
    pub days: Option<u32>,
    /// The whole penalty for it by today, paid or not.
    pub penalty_kopecks: Kopecks,
}

/// What is owed and not late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NextDue {
    /// The last day on which it is in time.
    #[serde(with = "crate::moments")]
    pub due_on: NaiveDate,
    /// How much; nothing when the bill is not made yet.
    pub amount_kopecks: Option<Kopecks>,
    /// For which month.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub period: Period,
}

/// What a penalty will come to if nobody pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DebtForecast {
    /// Day by day, from tomorrow on.
    pub days: Vec<ForecastDay>,
    /// What a day adds, from which day on; the first holds from tomorrow, or from the first day that adds anything.
    pub steps: Vec<GrowthStep>,
    /// The first day whose rate nobody has decided yet: nothing is told of the days from it on.
    #[serde(default, with = "crate::moments::option")]
    pub unknown_from: Option<NaiveDate>,
}

/// A day of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ForecastDay {
    /// The day.
    #[serde(with = "crate::moments")]
    pub day: NaiveDate,
    /// The penalty by its end.
    pub penalty_kopecks: Kopecks,
}

/// What a day adds from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GrowthStep {
    /// The first such day.
    #[serde(with = "crate::moments")]
    pub from: NaiveDate,
    /// Roubles a day, a decimal with up to four digits after the point.
    pub rubles_a_day: String,
}

/// How near a restriction is, or how far it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RestrictionView {
    /// A month by norm and price.
    pub monthly_kopecks: Kopecks,
    /// A debt above this is a ground: two such months.
    pub threshold_kopecks: Kopecks,
    /// The late debt to the payee of today, without penalty.
    pub debt_kopecks: Kopecks,
    /// It is a ground: it is above, and there is no agreement in force.
    pub is_ground: bool,
    /// An agreement in force stands against it.
    pub has_agreement: bool,
    /// What the newest notice has led to; absent without one that was delivered.
    pub course: Option<RestrictionCourse>,
    /// What must be paid for supply to come back, or for nothing to happen; absent when the branch does not say.
    pub restore: Option<RestoreView>,
}

/// Where a restriction stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RestrictionStage {
    /// The debtor has time to pay.
    Notified,
    /// Supply may be limited.
    MayBeLimited,
    /// Supply is limited.
    Limited,
    /// Supply is suspended.
    Suspended,
    /// Settled before anything was done.
    Averted,
    /// Settled; supply comes back.
    BeingRestored,
    /// Supply is back.
    Restored,
    /// A stage of a newer version.
    #[serde(other)]
    Unknown,
}

/// The stages of a restriction with their days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RestrictionCourse {
    /// Where it stands.
    pub stage: RestrictionStage,
    /// The day on which the notice was delivered.
    #[serde(with = "crate::moments")]
    pub delivered_on: NaiveDate,
    /// The last day to pay.
    #[serde(with = "crate::moments")]
    pub pay_by: NaiveDate,
    /// The earliest day of limiting.
    #[serde(with = "crate::moments")]
    pub limit_from: NaiveDate,
    /// The earliest day of suspending.
    #[serde(with = "crate::moments")]
    pub suspend_from: NaiveDate,
    /// By the end of which day supply is back, when everything is settled; if it were today, otherwise.
    #[serde(with = "crate::moments")]
    pub restored_by: NaiveDate,
}

/// What restoring costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RestoreView {
    /// The debt.
    pub debt_kopecks: Kopecks,
    /// The penalty by today.
    pub penalty_kopecks: Kopecks,
    /// Disconnecting and connecting again; only if it comes to that.
    pub works_kopecks: Kopecks,
    /// All of it.
    pub total_kopecks: Kopecks,
    /// The most that the works may cost.
    pub cap_kopecks: Kopecks,
    /// Who has decided that.
    pub cap_source: String,
    /// The price of the works is for demonstration.
    pub is_demo: bool,
}

/// A notice of restriction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeView {
    /// By what way.
    pub channel: NoticeChannel,
    /// When it was sent.
    #[serde(with = "crate::moments")]
    pub sent: DateTime<FixedOffset>,
    /// When it was delivered, if that is proved.
    #[serde(default, with = "crate::moments::option")]
    pub delivered: Option<DateTime<FixedOffset>>,
    /// The proof.
    pub proof: String,
    /// The debt that it names.
    pub debt_kopecks: Kopecks,
}

/// Instalments that the branch grants by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InstalmentOffer {
    /// Id of the payee.
    pub payee: String,
    /// The debt: what is late, without penalty.
    pub debt_kopecks: Kopecks,
    /// Hundredths that are paid at once, a decimal.
    pub first_percent: String,
    /// The standard number of monthly parts.
    pub parts: u32,
    /// The fewest that can be chosen.
    pub fewest_parts: u32,
    /// The most.
    pub most_parts: u32,
    /// Days in which the first part must be paid.
    pub first_part_days: u32,
}

/// Asks what an agreement would be, or makes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MakeAgreement {
    /// Id of the payee.
    pub payee: String,
    /// The debt that was shown: it may have changed since.
    pub debt_kopecks: Kopecks,
    /// In how many monthly parts the rest is paid.
    pub parts: u32,
}

/// A plan of instalments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InstalmentPlanView {
    /// The debt.
    pub debt_kopecks: Kopecks,
    /// What is paid at once.
    pub first_kopecks: Kopecks,
    /// By when.
    #[serde(with = "crate::moments")]
    pub first_due: NaiveDate,
    /// The rest, a part a month; the last takes what rounding left.
    pub parts: Vec<InstalmentPartView>,
}

/// A part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InstalmentPartView {
    /// The last day on which it is in time.
    #[serde(with = "crate::moments")]
    pub due: NaiveDate,
    /// How much.
    pub amount_kopecks: Kopecks,
}

/// An agreement on instalments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgreementView {
    /// Its number.
    pub number: String,
    /// Name of the payee.
    pub payee_name: String,
    /// When it was made.
    #[serde(with = "crate::moments")]
    pub made: DateTime<FixedOffset>,
    /// Where it stands.
    pub state: AgreementState,
    /// What is paid when.
    pub plan: InstalmentPlanView,
    /// What was paid since it was made.
    pub paid_kopecks: Kopecks,
}
