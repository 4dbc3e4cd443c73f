//! Complain, ask, report, thank: without registration, and what follows once it is registered.

mod answers;
mod contact;
pub(crate) mod copy_number;
mod fields;
pub(crate) mod filing;
mod helped;
mod outage;
mod sent;
mod write;

use leptos::prelude::*;
use svetlitsa_ui::client::ClientError;
use svetlitsa_ui::components::Loaded;
use svetlitsa_ui::load::Load;

use crate::areas;
use crate::router::use_router;
use filing::Filing;
use write::Write;

/// A new appeal: the form, and in its place the acknowledgement once it is sent.
#[component]
pub fn AppealNew() -> impl IntoView {
    let router = use_router();
    let number = Memo::new(move |_| router.query("number"));
    let has_helped = Memo::new(move |_| router.query("helped").is_some());
    view! {
        <div class="page" data-width="journey">
            {move || match number.get() {
                Some(number) => view! { <Afterwards draw=move |filing| (filing.sent)(&number)/> }.into_any(),
                None if has_helped.get() => view! { <Afterwards draw=|filing| (filing.helped)()/> }.into_any(),
                None => view! { <Write/> }.into_any(),
            }}
        </div>
    }
}

/// What follows the form; its program is here already where the form was sent.
#[component]
fn Afterwards(
    /// Draws it.
    draw: impl Fn(Filing) -> AnyView + Send + 'static,
) -> impl IntoView {
    if let Some(filing) = areas::filing_here() {
        return draw(filing);
    }
    let load =
        Load::new(|| async { areas::fetch_filing().await.map_err(|areas::Missing| ClientError::Offline) });
    view! { <Loaded load let:filing>{draw(filing)}</Loaded> }.into_any()
}
