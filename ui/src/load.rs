//! The states of what a page reads: on its way, failed, there.

use std::any::Any;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use gloo_timers::future::TimeoutFuture;
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

/// Whatever was read. The machinery below is one piece of program for all kinds of it, not one for each.
type Anything = Arc<dyn Any + Send + Sync>;

/// A request on its way.
type Request = Pin<Box<dyn Future<Output = Answer<Anything>>>>;

/// Something a page reads from the server; draw it with [`crate::components::Loaded`].
pub struct Load<T> {
    state: RwSignal<LoadState<Anything>>,
    round: RwSignal<u32>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Load<T> {}

impl<T: Clone + Send + Sync + 'static> Load<T> {
    /// Reads now, and again whenever a signal that `fetch` reads before its first `await` changes.
    pub fn new<F, R>(fetch: F) -> Self
    where
        F: Fn() -> R + 'static,
        R: Future<Output = Answer<T>> + 'static,
    {
        let (state, round) = start(Box::new(move || {
            let request = fetch();
            Box::pin(async move { request.await.map(|value| Arc::new(value) as Anything) })
        }));
        Self { state, round, kind: PhantomData }
    }

    /// Something that stands in a given state, for the gallery and for answers one already has.
    #[must_use]
    pub fn standing(state: LoadState<T>) -> Self {
        let state = match state {
            LoadState::Pending => LoadState::Pending,
            LoadState::Failed(error) => LoadState::Failed(error),
            LoadState::Done(value) => LoadState::Done(Arc::new(value) as Anything),
        };
        Self { state: RwSignal::new(state), round: RwSignal::new(0), kind: PhantomData }
    }

    /// How far it is; tracked.
    #[must_use]
    pub fn state(self) -> LoadState<T> {
        match self.state.get() {
            LoadState::Pending => LoadState::Pending,
            LoadState::Failed(error) => LoadState::Failed(error),
            LoadState::Done(value) => {
                value.downcast_ref::<T>().cloned().map_or(LoadState::Pending, LoadState::Done)
            }
        }
    }

    /// The value once it is there; tracked.
    #[must_use]
    pub fn value(self) -> Option<T> {
        match self.state() {
            LoadState::Done(value) => Some(value),
            LoadState::Pending | LoadState::Failed(_) => None,
        }
    }

    /// Puts a newer value in its place, one that came with the answer to a change.
    pub fn put(self, value: T) {
        self.state.set(LoadState::Done(Arc::new(value)));
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

fn start(fetch: Box<dyn Fn() -> Request>) -> (RwSignal<LoadState<Anything>>, RwSignal<u32>) {
    let (state, round) = (RwSignal::new(LoadState::Pending), RwSignal::new(0));
    let newest = Rc::new(std::cell::Cell::new(0_u32));
    Effect::new(move || {
        round.track();
        let request = fetch();
        let mine = newest.get() + 1;
        newest.set(mine);
        let newest = Rc::clone(&newest);
        spawn_local(async move {
            // In a task of its own: a slow phone first draws what asked.
            TimeoutFuture::new(0).await;
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
    (state, round)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_comes_out() {
        let load = Load::standing(LoadState::Done(7_u8));
        assert_eq!(load.value(), Some(7));
        load.put(8);
        assert_eq!(load.state(), LoadState::Done(8));
        let failed: Load<u8> = Load::standing(LoadState::Failed(ClientError::Offline));
        assert_eq!((failed.value(), failed.state()), (None, LoadState::Failed(ClientError::Offline)));
    }
}
