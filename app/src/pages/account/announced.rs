//! What the operator announces to an account.

use leptos::prelude::*;
use svetlitsa_api::accounts::{Announcement, AnnouncementText};
use svetlitsa_ui::components::{Link, Notice, NoticeKind};
use svetlitsa_ui::i18n::{Lang, Words, lang};

/// Announcements, each a notice with its link.
#[component]
pub fn Announced(
    /// In the operator's order.
    announcements: Vec<Announcement>,
) -> impl IntoView {
    announcements.into_iter().map(one).collect_view()
}

fn one(announcement: Announcement) -> impl IntoView {
    let Announcement { is_warning, ru, en, link, .. } = announcement;
    let kind = if is_warning { NoticeKind::Warning } else { NoticeKind::Info };
    let words = move |part: fn(&AnnouncementText) -> &String| {
        let (ru, en) = (part(&ru).clone(), part(&en).clone());
        Words::live(move || if lang() == Lang::Ru { ru.clone() } else { en.clone() })
    };
    let (title, text, more) = (words(|of| &of.title), words(|of| &of.text), words(|of| &of.more));
    view! {
        <Notice kind title>
            <p>{text.into_view()}</p>
            {link.map(|href| view! { <p><Link href>{more.into_view()}</Link></p> })}
        </Notice>
    }
}
