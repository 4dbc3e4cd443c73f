//! Draws what a page reads in whichever state it is: on its way, failed with a retry, there.

use leptos::prelude::*;

use super::{FailedState, Skeleton};
use crate::load::{Load, LoadState};

/// What a page reads: `<Loaded load=account let:account>…</Loaded>`.
#[component]
pub fn Loaded<T, V>(
    /// What is read.
    load: Load<T>,
    /// How many lines its place holds while it is on its way.
    #[prop(default = 4)]
    lines: usize,
    /// Draws it once it is there.
    children: impl Fn(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    move || match load.state() {
        LoadState::Pending => view! { <Skeleton lines/> }.into_any(),
        LoadState::Failed(error) => view! { <FailedState error retry=move |()| load.retry()/> }.into_any(),
        LoadState::Done(value) => children(value).into_any(),
    }
}
