//! The photo of a kept reading, as it will be sent.

use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_ui::texts::kept as t;

use crate::kept::{self, Kept};
use crate::pages::readings::photo::picture;

/// The photo of a kept reading.
#[component]
pub(super) fn Picture(
    /// The reading.
    reading: Kept,
) -> impl IntoView {
    let frame = NodeRef::<Div>::new();
    spawn_local(async move {
        let Some(file) = kept::picture(&reading).await else { return };
        // The card may be gone meanwhile.
        if let (Some(drawn), Some(Some(frame))) = (picture(&file).await, frame.try_get_untracked()) {
            frame.replace_children_with_node_1(&drawn);
        }
    });
    view! { <div class="photo__frame" role="img" aria-label=move || t::PICTURE.get() node_ref=frame></div> }
}
