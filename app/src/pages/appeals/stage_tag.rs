//! How far an appeal is, in a word.

use leptos::prelude::*;
use svetlitsa_domain::appeals::AppealStage;
use svetlitsa_ui::components::{Tag, TagKind};
use svetlitsa_ui::names;

/// How far an appeal is, in a word.
#[component]
pub fn AppealStageTag(
    /// The stage.
    stage: AppealStage,
) -> impl IntoView {
    let kind = match stage {
        AppealStage::Registered
        | AppealStage::Checked
        | AppealStage::Routed
        | AppealStage::InWork
        | AppealStage::Reopened => TagKind::Plain,
        AppealStage::NeedsData => TagKind::Lit,
        AppealStage::Answered | AppealStage::Refused | AppealStage::Closed => TagKind::Done,
    };
    view! { <Tag label=names::appeal_stage(stage) kind/> }
}
