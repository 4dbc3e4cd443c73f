//! A draft of a campaign to change.

use leptos::prelude::*;
use svetlitsa_api::campaigns::{CampaignList, CampaignView};
use svetlitsa_api::pages;
use svetlitsa_domain::campaigns::CampaignStage;
use svetlitsa_ui::client::campaigns as client;
use svetlitsa_ui::components::{BackLink, Loaded, Notice, PageHeader};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::campaigns::{self as texts, form as t};

use super::staff_campaign_new::CampaignForm;
use super::staff_campaigns::may_conduct;
use crate::pages::staff_desk::StaffDesk;
use crate::router::use_router;

/// A draft to change.
#[component]
pub fn StaffCampaignEdit() -> impl IntoView {
    let id = use_router().segment(2);
    let back = pages::STAFF_CAMPAIGN.href(&[&id]);
    let load = Load::new(move || {
        let id = id.clone();
        async move {
            let known = client::get(&id).await?;
            Ok((client::list().await?, known))
        }
    });
    view! {
        <StaffDesk>
            <BackLink href=back label=texts::BACK/>
            <PageHeader title=t::EDIT_TITLE lead=t::EDIT_LEAD/>
            {move || if may_conduct() {
                view! { <Loaded load lines=10 let:both>{form(both)}</Loaded> }.into_any()
            } else {
                view! { <Notice><p>{texts::NOT_YOURS}</p></Notice> }.into_any()
            }}
        </StaffDesk>
    }
}

fn form((list, known): (CampaignList, CampaignView)) -> AnyView {
    if known.stage == CampaignStage::Draft {
        view! { <CampaignForm list known=Some(known)/> }.into_any()
    } else {
        view! { <Notice><p>{t::NO_DRAFT}</p></Notice> }.into_any()
    }
}
