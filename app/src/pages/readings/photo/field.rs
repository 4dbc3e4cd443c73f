//! Choosing a photo, and seeing what will be sent.

use leptos::ev::Event;
use leptos::html::Div;
use leptos::prelude::*;
use svetlitsa_ui::components::{Button, ButtonKind, Field};
use svetlitsa_ui::form::control_id;
use svetlitsa_ui::texts::readings::photo as t;
use web_sys::HtmlInputElement;

use super::Photo;

/// The field; nothing in it is needed to send a reading.
#[component]
pub(in crate::pages::readings) fn PhotoField(
    /// The meter, for several forms on a page.
    meter: String,
    /// What is chosen.
    photo: Photo,
) -> impl IntoView {
    let name = format!("photo.{meter}");
    let id = control_id(&name);
    let hint_id = format!("{id}-hint");
    let choose = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            photo.choose(file);
        }
        // The same file may be chosen again after it was taken away.
        input.set_value("");
    };
    let has_one = Memo::new(move |_| photo.chosen.with(Option::is_some));
    view! {
        <Field name label=t::LABEL hint=Some(t::HINT.into()) error=photo.problem is_optional=true class="photo">
            <input class="photo__file" id=id type="file" accept="image/jpeg,image/png" aria-describedby=hint_id
                on:change=choose/>
            <div role="status">
                {move || photo.is_shrinking.get().then(|| view! { <p class="soft">{t::SHRINKING}</p> })}
                {move || has_one.get().then(|| view! { <Preview photo/> })}
            </div>
        </Field>
    }
}

/// The picture that will be sent, the very one.
#[component]
fn Preview(
    /// What is chosen.
    photo: Photo,
) -> impl IntoView {
    let frame = NodeRef::<Div>::new();
    Effect::new(move || {
        if let (Some(frame), Some(chosen)) = (frame.get(), photo.chosen.get()) {
            frame.replace_children_with_node_1(&chosen.picture);
        }
    });
    view! {
        <div class="photo__chosen">
            <div class="photo__frame" role="img" aria-label=move || t::CHOSEN.get() node_ref=frame></div>
            <Button kind=ButtonKind::Quiet on_press=move |()| photo.remove()>{t::REMOVE}</Button>
        </div>
    }
}
