//! Copies of documents that go with an application: a place for each, the reading that is as good as one, and what is still
//! not attached.

use leptos::prelude::*;
use svetlitsa_api::applications::DocumentDraft;
use svetlitsa_domain::applications::{DocumentKind, TransferReading};
use svetlitsa_ui::components::{FieldWidth, TextField};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::names;
use svetlitsa_ui::texts::applications::form as t;

use crate::attachments::{Attachments, AttachmentsField};
use crate::draft::Draft;

/// What is attached to one form, document by document.
#[derive(Clone, Copy)]
pub(crate) struct Papers {
    copies: StoredValue<Vec<(DocumentKind, Attachments)>>,
    reading: RwSignal<String>,
}

impl Papers {
    /// What was attached before and not sent; `about` is the number, or `new`.
    pub(crate) fn restored(about: &str) -> Self {
        let kept = |field: &str| Draft::new("application", about, field);
        let copies = DocumentKind::ALL
            .map(|document| (document, Attachments::restored_from(&kept(document.as_str()))));
        Self { copies: StoredValue::new(copies.to_vec()), reading: kept("reading").signal(String::new()) }
    }

    /// They are sent.
    pub(crate) fn clear(self) {
        self.reading.set(String::new());
        for (_, attachments) in self.copies.get_value() {
            attachments.clear();
        }
    }

    /// Whether a file is on its way; tracked.
    pub(crate) fn is_busy(self) -> bool {
        self.copies.get_value().into_iter().any(|(_, attachments)| attachments.is_busy())
    }

    /// The drafts of documents that are asked for.
    pub(crate) fn drafts(self, asked: &[DocumentKind]) -> Vec<DocumentDraft> {
        let copies = self.copies.get_value().into_iter().filter(|(document, _)| asked.contains(document));
        copies
            .map(|(document, attachments)| DocumentDraft { document, draft: attachments.token() })
            .filter(|copy| !copy.draft.is_empty())
            .collect()
    }

    /// The reading as it is sent.
    pub(crate) fn reading(self, asked: &[DocumentKind]) -> String {
        let is_asked = asked.iter().any(|document| document.may_be_typed());
        if is_asked { self.reading.get_untracked().trim().to_owned() } else { String::new() }
    }

    /// What is wrong with the reading.
    pub(crate) fn problem(self, asked: &[DocumentKind]) -> Option<FieldError> {
        let typed = self.reading(asked);
        let is_wrong = !typed.is_empty() && TransferReading::parse(&typed).is_none();
        is_wrong.then(|| FieldError::new("reading", t::READING_WRONG))
    }

    /// Of what is asked for, what is not there yet; tracked.
    fn missing(self, asked: &[DocumentKind]) -> Vec<DocumentKind> {
        let typed = self.reading.with(|typed| TransferReading::parse(typed).is_some());
        let is_there = |document: DocumentKind, attachments: Attachments| {
            !attachments.is_empty() || (document.may_be_typed() && typed)
        };
        let copies = self.copies.get_value().into_iter();
        copies
            .filter(|(document, _)| asked.contains(document))
            .filter(|(document, attachments)| !is_there(*document, *attachments))
            .map(|(document, _)| document)
            .collect()
    }
}

/// A place for each document, and below it what is not attached yet.
#[component]
pub(crate) fn PapersFields(
    /// What is attached.
    papers: Papers,
    /// What is asked for.
    asked: Vec<DocumentKind>,
    /// The form around it.
    form: Form,
    /// Tells the fields of several forms on a page apart.
    #[prop(optional, into)]
    about: String,
) -> impl IntoView {
    let copies = papers.copies.get_value();
    let places =
        asked.iter().filter_map(|asked| copies.iter().find(|(document, _)| document == asked).copied());
    let places = places
        .map(|(document, attachments)| {
            let name = format!("{}{about}", document.as_str());
            let typed = document.may_be_typed().then(|| {
                view! {
                    <TextField name=format!("reading{about}") label=t::READING hint=t::READING_HINT value=papers.reading
                        error=form.error_of("reading") autocomplete="off"
                        width=FieldWidth::Short is_optional=true/>
                }
            });
            view! {
                {typed}
                <AttachmentsField attachments form name refused_as=document.as_str() document=names::document(document)/>
            }
        })
        .collect_view();
    let missing = Memo::new(move |_| papers.missing(&asked));
    view! {
        <p class="soft">{t::DOCUMENTS_TEXT}</p>
        {places}
        <div class="documents-missing" role="status">
            {move || {
                let missing = missing.get();
                if missing.is_empty() {
                    view! { <p>{t::ALL_THERE}</p> }.into_any()
                } else {
                    view! { <p><strong>{t::STILL_MISSING}</strong></p> {document_list(&missing)} }.into_any()
                }
            }}
        </div>
    }
}

/// Names of documents, one under the other.
pub(crate) fn document_list(documents: &[DocumentKind]) -> AnyView {
    let items =
        documents.iter().map(|document| view! { <li>{names::document(*document)}</li> }).collect_view();
    view! { <ul class="documents-needed">{items}</ul> }.into_any()
}
