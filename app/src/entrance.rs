//! The change from the static shell to the living portal.
//!
//! The portal is built beside the document and put into it when the first page can be drawn in full: what stood
//! before does not jump about while the session and the page's own program arrive, and is laid out once. It is built
//! in steps with breaths between them, for while a slow phone works on one it feels no finger.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_ui::load::LoadState;
use svetlitsa_ui::session::Session;
use wasm_bindgen::JsCast;

use crate::areas;
use crate::layout::Layout;
use crate::router::Router;

/// How long the shell stays for a first page that is late.
const PATIENCE: Duration = Duration::from_millis(600);

/// How much of the portal is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// What holds the others.
    Frame,
    /// The head of the site.
    Head,
    /// The page.
    Page,
    /// All of it.
    Foot,
}

impl Step {
    const fn next(self) -> Option<Self> {
        match self {
            Self::Frame => Some(Self::Head),
            Self::Head => Some(Self::Page),
            Self::Page => Some(Self::Foot),
            Self::Foot => None,
        }
    }
}

/// The steps of building, one task of the browser each.
pub fn steps() -> RwSignal<Step> {
    let step = RwSignal::new(Step::Frame);
    Effect::new(move || {
        if let Some(next) = step.get().next() {
            set_timeout(move || step.set(next), Duration::ZERO);
        }
    });
    step
}

/// Begins to build the portal.
pub fn build() {
    let Some(shell) = document().get_element_by_id("app") else { return };
    let Ok(portal) = document().create_element("div") else { return };
    portal.set_id("app");
    let entering = portal.clone();
    let enter = Callback::new(move |()| {
        if shell.is_connected() {
            let _ = shell.replace_with_with_node_1(&entering);
            // After the frame that shows the page.
            request_animation_frame(|| set_timeout(svetlitsa_ui::face::bring, Duration::ZERO));
        }
    });
    let begin =
        move || leptos::mount::mount_to(portal.unchecked_into(), move || view! { <Layout enter/> }).forget();
    set_timeout(begin, Duration::ZERO);
}

/// Enters when the server has said who is here and the program of the first page has come.
pub fn when_ready(session: Session, router: Router, step: RwSignal<Step>, enter: Callback<()>) {
    let has_program = RwSignal::new(false);
    let page = areas::find(&router.path_now());
    spawn_local(async move {
        if let Some(page) = page {
            let _ = areas::fetch(page.area).await;
        }
        has_program.set(true);
    });
    Effect::new(move || {
        if has_program.get() && step.get() == Step::Foot && session.probe().state() != LoadState::Pending {
            // What waited for the same news has yet to be drawn.
            set_timeout(move || enter.run(()), Duration::ZERO);
        }
    });
    set_timeout(move || enter.run(()), PATIENCE);
}
