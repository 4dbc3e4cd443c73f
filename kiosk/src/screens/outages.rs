//! Where there is no power and until when, a few outages a page; and whom to call.

use leptos::prelude::*;
use svetlitsa_ui::components::{Icon, Notice, NoticeKind, OutageCard, Sign};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::kiosk::outages as t;
use svetlitsa_ui::texts::outages as board_words;

use crate::flow::{Board, Event};
use crate::parts::{Act, Screen};
use crate::terminal::use_terminal;

/// Where there is no power.
#[component]
pub(crate) fn OutagesScreen(
    /// The board, with the page that is shown.
    board: Board,
) -> impl IntoView {
    let terminal = use_terminal();
    let as_of = board.as_of;
    let lead = Words::live(move || board_words::as_of(&format::moment(as_of)));
    let (page, pages) = (board.page + 1, board.pages());
    let desk = board.branch.clone();
    let is_last = page == pages;
    let cards: Vec<_> =
        board.shown().iter().map(|outage| view! { <li><OutageCard outage=outage.clone()/></li> }).collect();
    let call = move || match &desk {
        Some(branch) if branch.is_desk => t::call_desk(&branch.phone),
        _ => t::call(&terminal.phone()),
    };
    view! {
        <Screen title=board_words::TITLE lead hand=move || view! {
            {(!is_last).then(|| view! { <Act event=Event::Next words=t::MORE/> })}
            <Act event=Event::Finish words=t::DONE kind=svetlitsa_ui::components::ButtonKind::Secondary/>
        }>
            {if cards.is_empty() {
                view! { <p class="lead">{board_words::EMPTY}</p> }.into_any()
            } else {
                view! { <ul class="board" role="list">{cards}</ul> }.into_any()
            }}
            {(pages > 1).then(|| view! { <p class="soft">{move || t::page(&page.to_string(), &pages.to_string())}</p> })}
            <Notice kind=NoticeKind::Warning><p>{board_words::DANGER}</p></Notice>
            <p class="paper__note"><Icon sign=Sign::Phone/><span>{call}</span></p>
        </Screen>
    }
}
