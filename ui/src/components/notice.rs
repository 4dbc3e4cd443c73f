//! A word in the flow of the page.

use leptos::prelude::*;

use super::{Icon, Sign};
use crate::i18n::Words;
use crate::texts::parts;

/// What sort of word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// For information.
    #[default]
    Info,
    /// Done.
    Success,
    /// Needs you.
    Warning,
    /// Went wrong.
    Error,
}

/// A word in the flow of the page.
#[component]
pub fn Notice(
    /// What sort of word.
    #[prop(optional)]
    kind: NoticeKind,
    /// Its title; the kind's own when absent.
    #[prop(optional, into)]
    title: Option<Words>,
    /// It appears on a page that is already there, so it is spoken.
    #[prop(optional)]
    is_news: bool,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let (word, sign, own_title) = match kind {
        NoticeKind::Info => ("info", Sign::Info, parts::NOTICE_INFO),
        NoticeKind::Success => ("success", Sign::Success, parts::NOTICE_SUCCESS),
        NoticeKind::Warning => ("warning", Sign::Warning, parts::NOTICE_WARNING),
        NoticeKind::Error => ("error", Sign::Failure, parts::NOTICE_ERROR),
    };
    let role = is_news.then_some(if kind == NoticeKind::Error { "alert" } else { "status" });
    view! {
        <div class="notice" data-kind=word role=role>
            <Icon sign/>
            <div class="notice__body">
                <p class="notice__title">{title.unwrap_or_else(|| own_title.into())}</p>
                {children()}
            </div>
        </div>
    }
}
