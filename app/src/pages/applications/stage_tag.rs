//! How far an application is, in a word.

use leptos::prelude::*;
use svetlitsa_domain::applications::ApplicationStage;
use svetlitsa_ui::components::{Tag, TagKind};
use svetlitsa_ui::names;

/// How far an application is, in a word.
#[component]
pub fn ApplicationStageTag(
    /// The stage.
    stage: ApplicationStage,
) -> impl IntoView {
    let kind = match stage {
        ApplicationStage::Incomplete | ApplicationStage::ReadyToSign => TagKind::Lit,
        ApplicationStage::Refused => TagKind::Wrong,
        stage if stage.is_final() => TagKind::Done,
        _ => TagKind::Plain,
    };
    view! { <Tag label=names::application_stage(stage) kind/> }
}
