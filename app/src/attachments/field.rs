//! Choosing files, and the list of what is attached.

use leptos::ev::Event;
use leptos::html::Input;
use leptos::prelude::*;
use svetlitsa_api::appeals::AppealFile;
use svetlitsa_ui::components::{Button, ButtonKind, Field};
use svetlitsa_ui::form::{Form, control_id};
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::appeals::files as t;
use svetlitsa_ui::texts::applications::form as copies;
use web_sys::HtmlInputElement;

use super::preview::Preview;
use super::{Attachments, size};

/// What the browser offers; it is a suggestion, the server decides.
const ACCEPT: &str = ".jpg,.jpeg,.png,.webp,.heic,.heif,.pdf,.txt,.docx";

/// The field; nothing in it is needed.
#[component]
pub(crate) fn AttachmentsField(
    /// What is attached.
    attachments: Attachments,
    /// The form around it.
    form: Form,
    /// Name of the field, for several forms on a page.
    #[prop(into)]
    name: String,
    /// Name under which the server refuses what is gone.
    #[prop(default = "files")]
    refused_as: &'static str,
    /// What the files are of, when they are copies of one document.
    #[prop(optional)]
    document: Option<Text>,
) -> impl IntoView {
    let id = control_id(&name);
    let hint_id = document.is_none().then(|| format!("{id}-hint"));
    let label = document.unwrap_or(t::LABEL);
    let hint = document.is_none().then(|| t::HINT.into());
    let class = if document.is_some() { "attachments attachments--copies" } else { "attachments" };
    let attached = move || match document {
        Some(document) => copies::attached_to(document.get()),
        None => t::ATTACHED.get().to_owned(),
    };
    let replacing = RwSignal::new(None::<u32>);
    let other = NodeRef::<Input>::new();
    let chosen = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        let files = input.files();
        let files = files
            .iter()
            .flat_map(|files| (0..files.length()).filter_map(|n| files.get(n)))
            .collect::<Vec<_>>();
        // The same file may be chosen again after it was taken away.
        input.set_value("");
        files
    };
    let replace = Callback::new(move |place: u32| {
        replacing.set(Some(place));
        if let Some(other) = other.get_untracked() {
            other.click();
        }
    });
    // What was refused as gone is asked about again, so that the list does not promise it.
    Effect::new(move || {
        if form.error(refused_as).is_some() {
            attachments.look_again();
        }
    });
    let error = Signal::derive(move || attachments.problem.get().or_else(|| form.error(refused_as)));
    view! {
        <Field name label=label hint error is_optional=true class>
            <input class="attachments__file" id=id type="file" multiple accept=ACCEPT aria-describedby=hint_id
                on:change=move |event| attachments.attach(chosen(event), None)/>
            <input class="unseen" type="file" accept=ACCEPT tabindex="-1" aria-hidden="true" node_ref=other
                on:change=move |event| attachments.attach(chosen(event), replacing.get_untracked())/>
            <div role="status">
                {move || attachments.under_way.get().map(|name| view! { <p class="soft">{t::sending(&name)}</p> })}
            </div>
            {move || (!attachments.files.with(Vec::is_empty)).then(|| view! {
                <ul class="attachments__list" aria-label=attached>
                    <For each=move || attachments.files.get() key=|file| file.id.clone() let:file>
                        <Attached attachments replace file/>
                    </For>
                </ul>
            })}
        </Field>
    }
}

/// A file that is attached.
#[component]
fn Attached(
    /// All of them.
    attachments: Attachments,
    /// Asks for another one in its place.
    replace: Callback<u32>,
    /// The file.
    file: AppealFile,
) -> impl IntoView {
    let (place, bytes) = (file.place, file.bytes);
    let (replaced, removed) = (file.name.clone(), file.name.clone());
    let draft = attachments.draft.get_untracked();
    let preview = file.kind.is_drawn().then(|| view! { <Preview draft place name=file.name.clone()/> });
    view! {
        <li class="attachments__item">
            {preview}
            <span class="attachments__name">{file.name}<span class="soft">{move || format!(" {}", size(bytes))}</span></span>
            <Button kind=ButtonKind::Quiet small=true on_press=move |()| replace.run(place)>
                <span aria-hidden="true">{t::REPLACE}</span>
                <span class="unseen">{move || t::replace_named(&replaced)}</span>
            </Button>
            <Button kind=ButtonKind::Quiet small=true on_press=move |()| attachments.remove(place)>
                <span aria-hidden="true">{t::REMOVE}</span>
                <span class="unseen">{move || t::remove_named(&removed)}</span>
            </Button>
        </li>
    }
}
