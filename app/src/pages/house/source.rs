//! Where the rows come from: pasted text, or a file whose bytes go to the server as they are.

use leptos::ev::Event;
use leptos::prelude::*;
use svetlitsa_api::readings::SheetSource;
use svetlitsa_ui::components::Textarea;
use svetlitsa_ui::form::Form;
use svetlitsa_ui::texts::houses as t;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Most characters of a pasted sheet, as the server takes them.
const MOST: usize = 1 << 20;

/// What is to be sent.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    text: RwSignal<String>,
    /// Name and contents of the file, in Base64.
    file: RwSignal<Option<(String, String)>>,
}

impl Draft {
    pub(super) fn new() -> Self {
        Self { text: RwSignal::new(String::new()), file: RwSignal::new(None) }
    }

    /// The file when there is one, else what was pasted.
    pub(super) fn source(self) -> Option<SheetSource> {
        if let Some((_, bytes)) = self.file.get_untracked() {
            return Some(SheetSource::File(bytes));
        }
        let text = self.text.get_untracked();
        (!text.trim().is_empty()).then_some(SheetSource::Text(text))
    }
}

/// The fields.
#[component]
pub(super) fn Source(
    /// What is to be sent.
    draft: Draft,
    /// What is wrong.
    form: Form,
) -> impl IntoView {
    let on_file = move |event: Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let file = input.files().and_then(|files| files.get(0));
        match file {
            Some(file) => read(&file, draft),
            None => draft.file.set(None),
        }
    };
    view! {
        <Textarea name="source" label=t::PASTE hint=t::PASTE_HINT value=draft.text max=MOST error=form.error_of("source")/>
        <div class="field">
            <label class="field__label" for="sheet-file">{t::FILE}</label>
            <p class="field__hint" id="sheet-file-hint">{t::FILE_HINT}</p>
            <input class="house__file" id="sheet-file" type="file" accept=".csv,.txt,.tsv,text/csv,text/plain" aria-describedby="sheet-file-hint" on:change=on_file/>
        </div>
        {move || draft.file.get().map(|(name, _)| view! { <p role="status">{move || t::file_chosen(&name)}</p> })}
    }
}

/// Reads a file as Base64; what cannot be read is as if nothing were chosen.
fn read(file: &web_sys::File, draft: Draft) {
    let Ok(reader) = web_sys::FileReader::new() else { return };
    let (name, known) = (file.name(), reader.clone());
    let done = Closure::once_into_js(move || {
        let url = known.result().ok().and_then(|result| result.as_string());
        // `data:text/csv;base64,…`: an empty file has nothing behind the comma.
        let bytes = url.and_then(|url| url.split_once(',').map(|(_, bytes)| bytes.to_owned()));
        let _ = draft.file.try_set(bytes.map(|bytes| (name, bytes)));
    });
    reader.set_onload(Some(done.unchecked_ref()));
    let _ = reader.read_as_data_url(file);
}
