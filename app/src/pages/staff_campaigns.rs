//! Campaigns on the desk: the list, and the way to a new one.

use leptos::prelude::*;
use svetlitsa_api::campaigns::{CampaignList, CampaignView};
use svetlitsa_api::pages;
use svetlitsa_api::session::StaffRole;
use svetlitsa_domain::campaigns::{CampaignStage, ContactStage};
use svetlitsa_domain::notices::Channel;
use svetlitsa_ui::client::campaigns as client;
use svetlitsa_ui::components::{
    ButtonLink, Column, EmptyState, Loaded, Notice, PageHeader, Table, Tag, TagKind,
};
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::campaigns as t;
use svetlitsa_ui::{format, names};

use crate::pages::staff_desk::{StaffDesk, cell};

/// Campaigns on the desk.
#[component]
pub fn StaffCampaigns() -> impl IntoView {
    let load = Load::new(client::list);
    view! {
        <StaffDesk>
            <PageHeader title=t::TITLE lead=t::LEAD/>
            <div class="stack" data-gap="large">
                {move || if may_conduct() {
                    view! { <div class="row"><ButtonLink href=pages::STAFF_CAMPAIGN_NEW.path>{t::NEW}</ButtonLink></div> }.into_any()
                } else {
                    view! { <Notice><p>{t::NOT_YOURS}</p></Notice> }.into_any()
                }}
                <Loaded load lines=8 let:list>{table(list)}</Loaded>
            </div>
        </StaffDesk>
    }
}

/// Whether the clerk who sits here writes, begins and stops campaigns; tracked.
pub(super) fn may_conduct() -> bool {
    use_session().view().and_then(|view| view.staff).is_some_and(|staff| staff.role != StaffRole::Operator)
}

fn table(list: CampaignList) -> AnyView {
    if list.items.is_empty() {
        return view! { <EmptyState title=t::EMPTY><p>{t::EMPTY_TEXT}</p></EmptyState> }.into_any();
    }
    let columns =
        [t::NAME, t::STAGE, t::SCENARIO, t::CHANNEL, t::WHEN, t::PROGRESS].map(Column::words).into();
    let rows = list.items.into_iter().map(row).collect();
    view! { <div class="queue outages__queue"><Table caption=t::CAPTION columns rows/></div> }.into_any()
}

fn row(item: CampaignView) -> Vec<AnyView> {
    let href = pages::STAFF_CAMPAIGN.href(&[&item.id]);
    let (begins, ends) = (item.begins, item.ends);
    let (reached, total) = (reached(&item).to_string(), item.total.to_string());
    vec![
        view! { <a href=href>{item.name}</a> }.into_any(),
        view! { <StageTag stage=item.stage/> }.into_any(),
        cell(names::scenario(item.scenario)),
        cell(channel_words(item.channel)),
        cell(Words::live(move || t::from_to(&format::moment(begins), &format::moment(ends)))),
        cell(Words::live(move || t::reached_of(&reached, &total))),
    ]
}

/// How far a campaign is.
#[component]
pub(super) fn StageTag(
    /// The stage.
    stage: CampaignStage,
) -> impl IntoView {
    let (words, kind) = match stage {
        CampaignStage::Draft => (t::stages::DRAFT, TagKind::Plain),
        CampaignStage::Scheduled => (t::stages::SCHEDULED, TagKind::Lit),
        CampaignStage::Running => (t::stages::RUNNING, TagKind::Lit),
        CampaignStage::Ended => (t::stages::ENDED, TagKind::Done),
        CampaignStage::Stopped => (t::stages::STOPPED, TagKind::Wrong),
    };
    view! { <Tag label=words kind/> }
}

/// How many were reached.
pub(super) fn reached(item: &CampaignView) -> u32 {
    item.counts.iter().find(|count| count.stage == ContactStage::Reached).map_or(0, |count| count.count)
}

/// By which way.
pub(super) const fn channel_words(channel: Channel) -> Text {
    match channel {
        Channel::Email | Channel::Cabinet => t::channels::EMAIL,
        Channel::Sms => t::channels::SMS,
        Channel::Phone => t::channels::PHONE,
    }
}
