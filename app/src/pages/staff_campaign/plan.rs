//! Whom a campaign would reach if it began now, and how it sounds.

use leptos::prelude::*;
use svetlitsa_api::campaigns::CampaignPreview;
use svetlitsa_ui::client::campaigns as client;
use svetlitsa_ui::components::Loaded;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::campaigns::one as t;

use super::left_out;

/// Whom it would reach.
#[component]
pub(super) fn Plan(
    /// The campaign.
    id: String,
) -> impl IntoView {
    let load = Load::new(move || {
        let id = id.clone();
        async move { client::preview(&id).await }
    });
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::PREVIEW}</h2>
            <p class="soft">{t::PREVIEW_LEAD}</p>
            <Loaded load lines=5 let:preview>{told(preview)}</Loaded>
        </section>
    }
}

fn told(preview: CampaignPreview) -> AnyView {
    let CampaignPreview { total, excluded, sample, sample_en, seconds, segments } = preview;
    let total = total.to_string();
    view! {
        <div class="stack" data-gap="small">
            <p><strong>{move || t::will_reach(&total)}</strong></p>
            {sample.map(|words| view! {
                <h3>{t::SAMPLE}</h3>
                <p class="campaign__words">{words}</p>
            })}
            {sample_en.map(|words| view! {
                <h3>{t::SAMPLE_EN}</h3>
                <p class="campaign__words" lang="en">{words}</p>
            })}
            {seconds.map(|seconds| {
                let seconds = seconds.to_string();
                view! { <p class="soft">{move || t::seconds(&seconds)}</p> }
            })}
            {segments.map(|parts| {
                let parts = parts.to_string();
                view! { <p class="soft">{move || t::parts(&parts)}</p> }
            })}
            {left_out(excluded)}
        </div>
    }
    .into_any()
}
