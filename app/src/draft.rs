//! What was typed but not sent yet, kept by this tab: an expired session or a reload
//! loses nothing.
//!
//! It is gone with the tab and with signing out. Never a password.

use leptos::prelude::*;

/// The place of one typed value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    key: String,
}

impl Draft {
    /// The place of a note: the page, what the page is about, and the field.
    pub(crate) fn new(page: &str, about: &str, field: &str) -> Self {
        Self { key: format!("svetlitsa.{page}.{about}.{field}") }
    }

    /// What is noted there.
    pub(crate) fn read(&self) -> Option<String> {
        storage()?.get_item(&self.key).ok().flatten()
    }

    /// Notes a text; an empty one is nothing to note.
    pub(crate) fn keep(&self, text: &str) {
        let Some(storage) = storage() else { return };
        // A browser that forbids storage forgets its notes and loses nothing else.
        let _ =
            if text.is_empty() { storage.remove_item(&self.key) } else { storage.set_item(&self.key, text) };
    }

    /// Forgets it: it was sent.
    pub(crate) fn forget(&self) {
        self.keep("");
    }

    /// A field's signal that starts from the note, else from `otherwise`, and is noted whenever it changes.
    pub(crate) fn signal(&self, otherwise: String) -> RwSignal<String> {
        let value = RwSignal::new(self.read().unwrap_or(otherwise));
        let note = self.clone();
        Effect::watch(move || value.get(), move |text, _, _| note.keep(text), false);
        value
    }
}

/// Forgets everything that this tab keeps: whoever signs out leaves nothing for the next one.
pub(crate) fn forget_all() {
    if let Some(storage) = storage() {
        // Fails only where nothing could be kept either.
        let _ = storage.clear();
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}
