//! The states of a form that sends: idle, busy, wrong; with what was typed always kept.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::client::{Answer, Attempt, ClientError};
use crate::i18n::{Text, Words};
use crate::problem;

/// A form: its fields keep their own values, this keeps what is wrong with them and whether it is being sent.
#[derive(Clone, Copy)]
pub struct Form {
    is_busy: RwSignal<bool>,
    failure: RwSignal<Option<ClientError>>,
    errors: RwSignal<Vec<FieldError>>,
    shown: RwSignal<u32>,
    attempt: StoredValue<Attempt>,
    names: &'static [(&'static str, &'static str)],
}

/// What is done with an answer that came.
type Done = Box<dyn FnOnce()>;

/// What is wrong with a field.
#[derive(Clone)]
pub struct FieldError {
    /// Name of the field, as in the request: `values.day`.
    pub field: String,
    /// What is wrong.
    pub message: Words,
}

impl FieldError {
    /// What is wrong with a field.
    pub fn new(field: impl Into<String>, message: impl Into<Words>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

impl Default for Form {
    fn default() -> Self {
        Self::new()
    }
}

impl Form {
    /// A form that nothing was sent from yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            is_busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            errors: RwSignal::new(Vec::new()),
            shown: RwSignal::new(0),
            attempt: StoredValue::new(Attempt::new()),
            names: &[],
        }
    }

    /// The same for a page where several forms have a field of one name: the request's name and the page's.
    #[must_use]
    pub const fn naming(self, names: &'static [(&'static str, &'static str)]) -> Self {
        Self { names, ..self }
    }

    /// The intention behind this form, for the client's functions.
    #[must_use]
    pub fn attempt(self) -> Attempt {
        self.attempt.get_value()
    }

    /// Whether it is being sent; tracked.
    #[must_use]
    pub fn is_busy(self) -> bool {
        self.is_busy.get()
    }

    /// What is wrong with a field; tracked.
    #[must_use]
    pub fn error(self, field: &str) -> Option<Words> {
        self.errors.with(|errors| errors.iter().find(|e| e.field == field).map(|e| e.message.clone()))
    }

    /// What is wrong with a field, as a property of the field's component.
    #[must_use]
    pub fn error_of(self, field: &'static str) -> Signal<Option<Words>> {
        Signal::derive(move || self.error(field))
    }

    /// Everything that is wrong with fields; tracked.
    #[must_use]
    pub fn errors(self) -> Vec<FieldError> {
        self.errors.get()
    }

    /// Why the whole request failed, when that is not a matter of fields; tracked.
    #[must_use]
    pub fn failure(self) -> Option<ClientError> {
        self.failure.get()
    }

    /// Counts how often something was found wrong; the summary takes the focus each time. Tracked.
    #[must_use]
    pub fn shown(self) -> u32 {
        self.shown.get()
    }

    /// Forgets what was wrong.
    pub fn clear(self) {
        self.errors.set(Vec::new());
        self.failure.set(None);
    }

    /// Shows what the page itself found wrong; `true` when that was nothing and the form may be sent.
    pub fn check(self, errors: Vec<FieldError>) -> bool {
        let is_fine = errors.is_empty();
        self.failure.set(None);
        self.errors.set(errors);
        if !is_fine {
            self.shown.update(|n| *n += 1);
        }
        is_fine
    }

    /// Shows why a request failed: at the fields it names, else as a whole.
    pub fn fail(self, error: ClientError) {
        let fields = match &error {
            ClientError::Rejected(problem) => problem.fields.as_slice(),
            _ => &[],
        };
        let named = |field: &str| {
            let own = self.names.iter().find(|(request, _)| *request == field);
            own.map_or(field, |(_, page)| page).to_owned()
        };
        self.errors.set(
            fields.iter().map(|f| FieldError::new(named(&f.field), problem::field_message(f.code))).collect(),
        );
        self.failure.set(if fields.is_empty() { Some(error) } else { None });
        self.shown.update(|n| *n += 1);
    }

    /// Sends, unless it is being sent already: a second press does nothing. Then hands over the answer, or shows
    /// why there is none.
    pub fn send<T: 'static>(
        self,
        request: impl Future<Output = Answer<T>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        self.send_any(Box::pin(
            async move { request.await.map(|value| Box::new(move || done(value)) as Done) },
        ));
    }

    // One piece of program for all forms: the answer comes wrapped in what is done with it.
    fn send_any(self, request: Pin<Box<dyn Future<Output = Answer<Done>>>>) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.clear();
        self.is_busy.set(true);
        spawn_local(async move {
            let answer = request.await;
            // The page may have been left in the meantime; its signals are gone then.
            if self.is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(done) => done(),
                Err(error) => self.fail(error),
            }
        });
    }
}

/// The id of a field's control in the page: what the summary of errors links to.
#[must_use]
pub fn control_id(field: &str) -> String {
    format!("field-{}", field.replace('.', "-"))
}

/// Whether a typed text is empty, with the message to show for it.
#[must_use]
pub fn required(field: &str, typed: &str) -> Option<FieldError> {
    missing(field, typed, crate::texts::fields::REQUIRED)
}

/// The same with words of its own, so that a list of what is missing names each thing.
#[must_use]
pub fn missing(field: &str, typed: &str, words: Text) -> Option<FieldError> {
    typed.trim().is_empty().then(|| FieldError::new(field, words))
}
