//! Who is here: the probe every page starts with, and what it says.

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::session::SessionView;

use crate::client::{Answer, session as client};
use crate::clock;
use crate::load::{Load, LoadState};

/// The session of this browser; a context of every page.
#[derive(Clone, Copy)]
pub struct Session {
    probe: Load<SessionView>,
}

/// Probes the session and gives it to everything below. Call once, at the root.
pub fn provide_session() -> Session {
    provide(Load::new(client::get_session))
}

/// Gives a session that is already known: the gallery's.
pub fn provide_known_session(view: SessionView) -> Session {
    provide(Load::standing(LoadState::Done(view)))
}

fn provide(probe: Load<SessionView>) -> Session {
    Effect::new(move || {
        if let Some(view) = probe.value() {
            clock::run_from(view.now);
        }
    });
    let session = Session { probe };
    provide_context(session);
    session
}

/// The session of this browser.
///
/// # Panics
/// When no root above called [`provide_session`].
#[must_use]
pub fn use_session() -> Session {
    expect_context::<Session>()
}

impl Session {
    /// The probe itself, to draw its states.
    #[must_use]
    pub const fn probe(self) -> Load<SessionView> {
        self.probe
    }

    /// What the server said; tracked. `None` while it has not.
    #[must_use]
    pub fn view(self) -> Option<SessionView> {
        self.probe.value()
    }

    /// Whether a cabinet can be shown: a resident's own, or one that staff looks into; tracked.
    #[must_use]
    pub fn has_cabinet(self) -> bool {
        self.view().is_some_and(|view| view.resident.is_some() || view.preview.is_some())
    }

    /// Whether everything is read-only; tracked.
    #[must_use]
    pub fn is_preview(self) -> bool {
        self.view().is_some_and(|view| view.preview.is_some())
    }

    /// Telephone of the contact centre; empty until the server has spoken. Tracked.
    #[must_use]
    pub fn phone(self) -> String {
        self.view().map(|view| view.phone).unwrap_or_default()
    }

    /// Takes the session that an answer brought: after signing in, after starting a preview.
    pub fn put(self, view: SessionView) {
        self.probe.put(view);
    }

    /// Asks the server again, behind what is shown: after signing out, after a preview.
    pub fn refresh(self) {
        self.probe.refresh();
    }

    /// Asks the server again and waits for it, so that the next page starts from the truth.
    ///
    /// # Errors
    /// [`crate::client::ClientError`].
    pub async fn renew(self) -> Answer<()> {
        client::get_session().await.map(|view| self.probe.put(view))
    }

    /// Whether what is known here is sure to be what the server knows now: true at once when nothing was known
    /// yet, else after asking again. For a page that sends on those who are signed in: a session that ran out
    /// would be sent round in a circle.
    #[must_use]
    pub fn confirmed(self) -> RwSignal<bool> {
        let is_sure = RwSignal::new(untrack(|| self.view()).is_none());
        if !is_sure.get_untracked() {
            spawn_local(async move {
                if self.renew().await.is_ok() {
                    let _ = is_sure.try_set(true);
                }
            });
        }
        is_sure
    }
}
