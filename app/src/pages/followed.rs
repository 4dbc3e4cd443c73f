//! What follows when a letter's link is opened: on its way, done, or no longer good and how to get another.

use std::future::Future;

use leptos::prelude::*;
use svetlitsa_api::ErrorCode;
use svetlitsa_ui::client::Answer;
use svetlitsa_ui::components::{ButtonLink, FailedState, Notice, NoticeKind, PageHeader, Skeleton};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::load::{Load, LoadState};
use svetlitsa_ui::texts::errors::link_expired;
use svetlitsa_ui::texts::register::letter as t;

/// A letter's link, opened.
#[component]
pub fn Followed<T, V, F, R>(
    /// Tells the server.
    follow: F,
    /// What the page is about, until it is done.
    #[prop(into)]
    title: Words,
    /// The page that sends another letter.
    again: &'static str,
    /// Draws what came of it.
    children: impl Fn(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
    F: Fn() -> R + 'static,
    R: Future<Output = Answer<T>> + 'static,
{
    let load = Load::new(follow);
    view! {
        <div class="page stack" data-width="journey">
            {move || match load.state() {
                LoadState::Pending => view! { <PageHeader title=title.clone()/><Skeleton/> }.into_any(),
                LoadState::Failed(error) if error.code() == Some(ErrorCode::LinkExpired) => view! {
                    <PageHeader title=link_expired::TITLE/>
                    <Notice kind=NoticeKind::Warning><p>{link_expired::TEXT}</p></Notice>
                    <div class="row"><ButtonLink href=again>{t::ANOTHER}</ButtonLink></div>
                }
                .into_any(),
                LoadState::Failed(error) => view! {
                    <PageHeader title=title.clone()/>
                    <FailedState error retry=move |()| load.retry()/>
                }
                .into_any(),
                LoadState::Done(value) => children(value).into_any(),
            }}
        </div>
    }
}
