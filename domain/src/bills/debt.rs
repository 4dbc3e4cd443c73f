//! What becomes of a debt: when supply may be limited and what restores it, instalments, and the certificate that there
//! is none (`facts/domain.md` 4).

mod agreement;
mod certificate;
mod instalment;
mod notice;
mod restriction;

pub use agreement::{Agreement, AgreementState};
pub use certificate::{StillOwed, may_certify_no_debt};
pub use instalment::{InstalmentPart, InstalmentPlan, InstalmentProblem, InstalmentTerms, plan_instalments};
pub use notice::NoticeChannel;
pub use restriction::{
    CostCap, DAYS_OF_NOTICE, MonthlyByNorm, NoCostCap, RestoreCost, Restriction, RestrictionStage,
    is_ground_for_restriction, restored_by,
};
