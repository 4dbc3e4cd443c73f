//! A picture as it is kept: the very one that the desk will see.

use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_ui::client::appeal_files as client;
use svetlitsa_ui::texts::appeals::files as t;

use crate::pages::readings::photo::picture;

/// A picture of a draft; nothing where it cannot be drawn.
#[component]
pub(super) fn Preview(
    /// The draft's token.
    draft: String,
    /// Its place.
    place: u32,
    /// Its name.
    name: String,
) -> impl IntoView {
    let frame = NodeRef::<Div>::new();
    Effect::new(move || {
        let Some(frame) = frame.get() else { return };
        let draft = draft.clone();
        spawn_local(async move {
            let Ok(file) = client::get_draft_file(&draft, place).await else { return };
            if let Some(picture) = picture(&file).await {
                frame.replace_children_with_node_1(&picture);
            }
        });
    });
    view! {
        <div class="attachments__frame" role="img" aria-label=move || t::preview(&name) node_ref=frame></div>
    }
}
