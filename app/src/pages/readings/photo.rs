//! The photo of the dial: optional, made smaller on the phone, and attached to the reading once that is accepted, so
//! that the verdict never waits for it.

mod delivery;
mod field;
pub(crate) mod shrink;

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::{Attempt, Caller, ClientError, photos as client};
use svetlitsa_ui::i18n::Words;
use web_sys::{Blob, HtmlCanvasElement};

pub(super) use delivery::PhotoDelivery;
pub(super) use field::PhotoField;
pub(crate) use shrink::picture;

/// What was chosen, as it will be sent.
#[derive(Clone)]
struct Chosen {
    picture: HtmlCanvasElement,
    file: Blob,
    attempt: Attempt,
}

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Delivery {
    /// Nothing is sent.
    #[default]
    Waits,
    UnderWay,
    Done,
    Failed(ClientError),
}

/// The photo of one meter's form.
#[derive(Clone, Copy)]
pub(super) struct Photo {
    chosen: RwSignal<Option<Chosen>, LocalStorage>,
    problem: RwSignal<Option<Words>>,
    is_shrinking: RwSignal<bool>,
    delivery: RwSignal<Delivery>,
    verdicts: RwSignal<u32>,
}

impl Photo {
    /// `verdicts` counts what is new in the history.
    pub(super) fn new(verdicts: RwSignal<u32>) -> Self {
        Self {
            chosen: RwSignal::new_local(None),
            problem: RwSignal::new(None),
            is_shrinking: RwSignal::new(false),
            delivery: RwSignal::new(Delivery::default()),
            verdicts,
        }
    }

    /// Takes a file: what it is by its content, then smaller and without what it says beside the picture.
    fn choose(self, file: web_sys::File) {
        self.remove();
        self.is_shrinking.set(true);
        spawn_local(async move {
            let shrunk = shrink::shrink(&file).await;
            // The page may have been left meanwhile.
            if self.is_shrinking.try_set(false).is_some() {
                return;
            }
            match shrunk {
                Ok((picture, file)) => {
                    self.chosen.set(Some(Chosen { picture, file, attempt: Attempt::new() }));
                }
                Err(problem) => self.problem.set(Some(problem.into())),
            }
        });
    }

    /// Takes it away.
    pub(super) fn remove(self) {
        self.chosen.set(None);
        self.problem.set(None);
        self.delivery.set(Delivery::Waits);
    }

    /// What will be sent, for whoever keeps it with its reading.
    pub(super) fn file(self) -> Option<Blob> {
        self.chosen.with_untracked(|chosen| chosen.as_ref().map(|chosen| chosen.file.clone()))
    }

    /// Whether the picture is not ready yet; tracked.
    pub(super) fn is_shrinking(self) -> bool {
        self.is_shrinking.get()
    }

    /// Sends it after the reading that was accepted; nothing when there is none.
    pub(super) fn attach(self, caller: Caller, number: AccountNumber, reading: String) {
        let Some(Chosen { file, attempt, .. }) = self.chosen.get_untracked() else { return };
        self.delivery.set(Delivery::UnderWay);
        spawn_local(async move {
            let answer = client::attach_photo(&caller, &number, &reading, &file, &attempt).await;
            let _ = self.delivery.try_set(match answer {
                Ok(_) => {
                    let _ = self.verdicts.try_update(|n| *n += 1);
                    Delivery::Done
                }
                Err(error) => Delivery::Failed(error),
            });
        });
    }
}
