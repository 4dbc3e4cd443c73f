//! Bills: what a household owes for a month, where every kopeck of it comes from, and what becomes of it.
//!
//! [`charge`] makes the lines of a month from facts; each line carries a [`Derivation`]. Entries of the ledger tell what
//! is owed to whom; what is late has its penalty and its stages. Nothing here reads a clock or a table: all are handed in.

mod asked;
mod changes;
mod charge;
mod debt;
mod derivation;
mod due;
mod exact;
mod facts;
mod forecast;
mod house;
mod household;
mod ledger;
mod line;
mod method;
mod payees;
mod penalty;
mod policy;
mod problem;
mod qr;
mod tampering;

pub use asked::{by_night_share, cost_of_use, months_to_ask, night_share_that_pays};
pub use changes::{Change, ChangeReason, what_changed};
pub use charge::charge;
pub use debt::{
    Agreement, AgreementState, CostCap, DAYS_OF_NOTICE, InstalmentPart, InstalmentPlan, InstalmentProblem,
    InstalmentTerms, MonthlyByNorm, NoCostCap, NoticeChannel, RestoreCost, Restriction, RestrictionStage,
    StillOwed, is_ground_for_restriction, may_certify_no_debt, plan_instalments, restored_by,
};
pub use derivation::{BillRule, Cited, Day, Derivation, Given, Node, Number, What};
pub use due::due_date;
pub use exact::Exact;
pub use facts::{
    AccountFacts, Benefit, ChargedBefore, CommonUseShare, DwellingNorm, MeterStretch, PastUse, PeriodFacts,
    RegisterStretch, SilentMonth, Usage,
};
pub use forecast::{
    FEWEST_DAYS_SO_FAR, ForecastBasis, HighBillThreshold, MonthForecast, NoForecast, SoFar, forecast_month,
    high_bill, usual_bill,
};
pub use house::{HouseMeasured, HouseShares, HouseUse};
pub use household::{Grant, GrantKind, Months};
pub use ledger::{
    AllocationProblem, Balances, Cause, CorrectionProblem, CorrectionReason, Entry, Incoming, LedgerProblem,
    OpenDebt, OpeningOrigin, Pot, Purpose, Share, allocate, allocate_in_turn, correct,
};
pub use line::{BillLine, LineKind, bill_total};
pub use method::Method;
pub use payees::{PayeeReason, PayeeStretch, PayeeTimeline, TimelineProblem};
pub use penalty::{
    Accrual, Booked, FIRST_DAY_OF_LARGER_SHARE, FIRST_DAY_OF_PENALTY, LateDebt, NoRate, Penalty,
    PenaltyForecast, PenaltyRates, RateProblem, RateRow, accrue, forecast_penalty, growth, late_debts,
    penalty,
};
pub use policy::{BillingPolicy, TariffChange};
pub use problem::ChargeProblem;
pub use qr::{BillCode, BillCodeProblem, BillQr, BillQrError, parse_bill_qr, write_bill_qr};
pub use tampering::tampered_since;
