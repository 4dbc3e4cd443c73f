//! Readings that this device keeps until they can be sent, and what it needs to take them without network.
//!
//! The worker holds them (`app/worker/readings.js`), for it outlives the page. A page asks it; where there is no worker,
//! nothing is kept, and the form says as ever that there is no network.

use std::sync::{LazyLock, Once};

use chrono::{DateTime, FixedOffset};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use svetlitsa_api::accounts::AccountOverview;
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::tariffs::Service;
use svetlitsa_ui::{clock, json};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::worker;

/// A reading on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// Its idempotency key: the same for every try to send it.
    pub(crate) key: String,
    /// Whose it is.
    pub(crate) owner: String,
    /// The account.
    pub(crate) account: AccountNumber,
    /// Where it goes.
    pub(crate) path: String,
    /// The request as it will be sent: a [`svetlitsa_api::readings::SubmitReading`].
    pub(crate) body: String,
    /// Model of the meter.
    pub(crate) model: String,
    /// Number on its plate.
    pub(crate) serial: String,
    /// What it counts.
    pub(crate) service: Service,
    /// How far it is; the worker's word.
    #[serde(default)]
    pub(crate) state: KeptState,
    /// The server's answer, once there is one.
    #[serde(default)]
    pub(crate) answer: Option<String>,
    /// How far the photo of its dial is, when it has one; the worker's word.
    #[serde(default)]
    pub(crate) photo: Option<KeptPhoto>,
}

impl Kept {
    /// Whether something of it was not sent yet.
    pub(crate) fn is_unsent(&self) -> bool {
        self.state.is_unsent() || self.photo == Some(KeptPhoto::Waiting)
    }

    /// What the server has said of it: of the reading, and of its photo.
    pub(crate) fn news(&self) -> usize {
        usize::from(!self.state.is_unsent()) + usize::from(self.photo == Some(KeptPhoto::Sent))
    }
}

/// How far the photo of a kept reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KeptPhoto {
    /// It goes after its reading.
    Waiting,
    /// Attached.
    Sent,
    /// Not taken.
    Refused,
    /// There was no room for it on this device.
    Lost,
}

/// How far a kept reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KeptState {
    /// It goes by itself.
    #[default]
    Waiting,
    /// Its owner must sign in first.
    SignIn,
    /// The server asks whether it is right.
    Question,
    /// Taken.
    Accepted,
    /// Not taken.
    Refused,
}

impl KeptState {
    /// Whether the server has not judged it yet.
    pub(crate) const fn is_unsent(self) -> bool {
        matches!(self, Self::Waiting | Self::SignIn | Self::Question)
    }
}

/// What a page asks of the worker.
#[derive(Serialize)]
#[serde(tag = "act", rename_all = "lowercase")]
enum Ask<'a> {
    Keep { reading: &'a Kept },
    List { owner: Option<&'a str> },
    Send { owner: Option<&'a str> },
    Confirm { key: &'a str, owner: &'a str },
    Dismiss { key: &'a str, owner: &'a str },
    Picture { key: &'a str, owner: &'a str },
    Remember { account: &'a AccountNumber, owner: &'a str, text: &'a str, server_now: String, device_ms: i64 },
    Recall { account: &'a AccountNumber },
    Accounts,
}

/// Keeps a reading with the photo of its dial, and gives what is on the device's disk now.
pub(crate) async fn keep(reading: &Kept, picture: Option<&Blob>) -> Option<Kept> {
    worker::note_that_it_keeps();
    let answer = asked_with(&Ask::Keep { reading }, picture).await?.as_string()?;
    let kept: Vec<Kept> = json::decode(&answer)?;
    changed();
    kept.into_iter().find(|one| one.key == reading.key)
}

/// The photo of a reading that is kept.
pub(crate) async fn picture(reading: &Kept) -> Option<Blob> {
    let ask = Ask::Picture { key: &reading.key, owner: &reading.owner };
    asked_with(&ask, None).await?.dyn_into().ok()
}

/// Tries to send what waits.
pub(crate) async fn send(owner: Option<&str>) -> Vec<Kept> {
    listed(&Ask::Send { owner }).await.unwrap_or_default()
}

/// «Да, всё верно».
pub(crate) async fn confirm(reading: &Kept) {
    listed(&Ask::Confirm { key: &reading.key, owner: &reading.owner }).await;
}

/// It was seen, or is not to be sent after all.
pub(crate) async fn dismiss(reading: &Kept) {
    listed(&Ask::Dismiss { key: &reading.key, owner: &reading.owner }).await;
}

async fn listed(ask: &Ask<'_>) -> Option<Vec<Kept>> {
    let kept: Vec<Kept> = json::decode(&asked(ask).await?)?;
    changed();
    Some(kept)
}

/// What is needed to take a reading of an account without network.
#[derive(Deserialize)]
struct Memory {
    owner: String,
    overview: AccountOverview,
    /// The server's word for what time it was.
    #[serde(with = "svetlitsa_api::moments")]
    server_now: DateTime<FixedOffset>,
    /// The device's for the same moment.
    device_ms: i64,
}

/// Remembers the server's answer about an account; the worker leaves out names, addresses and money.
pub(crate) async fn remember(account: &AccountNumber, owner: &str, text: &str) {
    if worker::awaited().await.is_none() {
        return;
    }
    let Some((server_now, device_ms)) = clock::last_word() else { return };
    worker::note_that_it_keeps();
    asked(&Ask::Remember { account, owner, text, server_now: server_now.to_rfc3339(), device_ms }).await;
}

/// What was remembered of an account, as of now, and whose it is.
pub(crate) async fn recall(account: &AccountNumber) -> Option<(AccountOverview, String)> {
    let Memory { owner, mut overview, server_now, device_ms } =
        json::decode(&asked(&Ask::Recall { account }).await?)?;
    clock::resume(server_now, device_ms);
    if let Some(now) = clock::now_untracked() {
        overview.window.today = now.date_naive();
    }
    Some((overview, owner))
}

/// Accounts of which a reading can be taken without network.
pub(crate) async fn accounts() -> Vec<AccountNumber> {
    asked(&Ask::Accounts).await.and_then(|text| json::decode(&text)).unwrap_or_default()
}

/// Asks the worker for a text; `None` when there is none.
async fn asked(ask: &Ask<'_>) -> Option<String> {
    asked_with(ask, None).await?.as_string()
}

/// Asks the worker, and gives it what is no text; `None` when there is no worker.
async fn asked_with(ask: &Ask<'_>, picture: Option<&Blob>) -> Option<JsValue> {
    let text = JsValue::from(serde_json::to_string(ask).ok()?);
    let message = picture.map_or_else(|| text.clone(), |picture| js_sys::Array::of2(&text, picture).into());
    let worker = worker::at_work().await?;
    listen();
    let channel = web_sys::MessageChannel::new().ok()?;
    let port = channel.port1();
    let answer = js_sys::Promise::new(&mut |resolve, _| {
        let take = Closure::once_into_js(move |event: web_sys::MessageEvent| {
            let _ = resolve.call1(&JsValue::NULL, &event.data());
        });
        port.set_onmessage(Some(take.unchecked_ref()));
    });
    let ports = js_sys::Array::of1(&channel.port2());
    worker.post_message_with_transferable(&message, &ports).ok()?;
    JsFuture::from(answer).await.ok()
}

static ROUND: LazyLock<ArcRwSignal<u32>> = LazyLock::new(|| ArcRwSignal::new(0));

fn changed() {
    ROUND.update(|round| *round += 1);
}

/// Hears the worker when it has sent something by itself.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let Some(container) = worker::container() else { return };
        let heard = Closure::<dyn Fn()>::new(changed);
        container.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        // For as long as the document lives.
        heard.forget();
    });
}

/// What is kept, alive: of a person, or of whoever was here last. `None` while the worker has not said.
pub(crate) fn watch(owner: Signal<Option<String>>) -> RwSignal<Option<Vec<Kept>>> {
    let kept = RwSignal::new(None);
    Effect::new(move || {
        ROUND.track();
        let owner = owner.get();
        spawn_local(async move {
            let found = asked(&Ask::List { owner: owner.as_deref() }).await;
            let found: Option<Vec<Kept>> =
                Some(found.and_then(|text| json::decode(&text)).unwrap_or_default());
            // The page may be gone.
            if kept.try_with_untracked(|known| *known != found).unwrap_or(false) {
                kept.set(found);
            }
        });
    });
    kept
}
