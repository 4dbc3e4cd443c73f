//! The states of what a page reads: on its way, failed, there.

use std::future::Future;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::client::{Answer, ClientError};

/// How far the reading is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadState<T> {
    /// On its way.
    Pending,
    /// Not to be had.
    Failed(ClientError),
    /// There.
    Done(T),
}

/// Something a page reads from the server; draw it with [`crate::components::Loaded`].
pub struct Load<T: Send + Sync + 'static> {
    state: RwSignal<LoadState<T>>,
    round: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Load<T> {}

impl<T: Clone + Send + Sync + 'static> Load<T> {
    /// Reads now, and again whenever a signal that `fetch` reads before its first `await` changes.
    pub fn new<F, R>(fetch: F) -> Self
    where
        F: Fn() -> R + 'static,
        R: Future<Output = Answer<T>> + 'static,
    {
        let (state, round) = (RwSignal::new(LoadState::Pending), RwSignal::new(0));
        let newest = Rc::new(std::cell::Cell::new(0_u32));
        Effect::new(move || {
            round.track();
            let request = fetch();
            let mine = newest.get() + 1;
            newest.set(mine);
            let newest = Rc::clone(&newest);
            spawn_local(async move {
                let answer = request.await;
                // A slow answer to an old question must not overwrite the new one; the page may be gone, too.
                if newest.get() == mine {
                    let _ = state.try_set(match answer {
                        Ok(value) => LoadState::Done(value),
                        Err(error) => LoadState::Failed(error),
                    });
                }
            });
        });
        Self { state, round }
    }

    /// Something that stands in a given state, for the gallery and for answers one already has.
    #[must_use]
    pub fn standing(state: LoadState<T>) -> Self {
        Self { state: RwSignal::new(state), round: RwSignal::new(0) }
    }

    /// How far it is; tracked.
    #[must_use]
    pub fn state(self) -> LoadState<T> {
        self.state.get()
    }

    /// The value once it is there; tracked.
    #[must_use]
    pub fn value(self) -> Option<T> {
        match self.state.get() {
            LoadState::Done(value) => Some(value),
            LoadState::Pending | LoadState::Failed(_) => None,
        }
    }

    /// Puts a newer value in its place, one that came with the answer to a change.
    pub fn put(self, value: T) {
        self.state.set(LoadState::Done(value));
    }

    /// Reads again, showing that it is on its way.
    pub fn retry(self) {
        self.state.set(LoadState::Pending);
        self.refresh();
    }

    /// Reads again behind what is shown.
    pub fn refresh(self) {
        self.round.update(|round| *round += 1);
    }
}
