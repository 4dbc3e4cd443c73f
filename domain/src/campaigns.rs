//! Campaigns: many are told the same, by letter, by text message or by telephone (`seeds/002` ch. 5 s. 6 and 12).

mod calls;
mod listing;
mod road;

pub use calls::{
    CallResult, GIVEN_OUT_HOURS, LONGEST_CALL_SECONDS, given_out_until, next_call, spoken_seconds,
};
pub use listing::{CampaignFacts, Excluded, belongs};
pub use road::{CampaignStage, CampaignStep, ContactStage, MOST_DAYS, PlanFault, Scenario, check_plan};
