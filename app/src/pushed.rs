//! What this browser says of notices: whether it can show them, whether it may, and where its push service takes them.

use js_sys::Reflect;
use leptos::prelude::window;
use svetlitsa_api::push::AllowBrowser;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{NotificationPermission, PushManager, PushSubscription, PushSubscriptionOptionsInit};

use crate::worker;

/// Whether this browser can and may show notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It cannot; on an iPhone it can, once the portal stands on the home screen.
    Unable,
    /// Its owner forbade it.
    Forbidden,
    /// Nobody has asked, or it may.
    Able,
}

/// Why a browser gave no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Its owner said no, or nothing.
    Forbidden,
    /// Its push service cannot be reached, or is switched off.
    Failed,
}

/// How this browser stands to notices.
pub fn standing() -> Standing {
    let has = |name: &str| Reflect::has(&window(), &JsValue::from_str(name)).unwrap_or(false);
    if worker::container().is_none() || !has("PushManager") || !has("Notification") {
        return Standing::Unable;
    }
    match web_sys::Notification::permission() {
        NotificationPermission::Denied => Standing::Forbidden,
        _ => Standing::Able,
    }
}

/// Asks the owner, and the browser for its address. Only by a press: browsers refuse it otherwise.
pub async fn subscribe(key: &str) -> Result<AllowBrowser, Refusal> {
    let asked = web_sys::Notification::request_permission().map_err(|_| Refusal::Failed)?;
    let said = JsFuture::from(asked).await.map_err(|_| Refusal::Failed)?;
    if said.as_string().as_deref() != Some("granted") {
        return Err(Refusal::Forbidden);
    }
    let manager = manager().await.ok_or(Refusal::Failed)?;
    let options = PushSubscriptionOptionsInit::new();
    options.set_user_visible_only(true);
    options.set_application_server_key(&JsValue::from_str(key));
    let subscribed = manager.subscribe_with_options(&options).map_err(|_| Refusal::Failed)?;
    let found = JsFuture::from(subscribed).await.map_err(|_| Refusal::Failed)?;
    address(&found.unchecked_into()).ok_or(Refusal::Failed)
}

/// Gives the address back: what is sent there comes to nobody.
pub async fn unsubscribe() {
    let Some(manager) = manager().await else { return };
    let Ok(asked) = manager.get_subscription() else { return };
    // One that is not there, or stays, shows nothing: the server has forgotten it.
    if let Ok(found) = JsFuture::from(asked).await
        && !found.is_null()
        && let Ok(ended) = found.unchecked_into::<PushSubscription>().unsubscribe()
    {
        let _ = JsFuture::from(ended).await;
    }
}

async fn manager() -> Option<PushManager> {
    worker::registration().await?.push_manager().ok()
}

fn address(subscription: &PushSubscription) -> Option<AllowBrowser> {
    let keys = subscription.to_json().ok()?.get_keys()?;
    Some(AllowBrowser {
        endpoint: subscription.endpoint(),
        p256dh: keys.get_p256dh()?,
        auth: keys.get_auth()?,
    })
}
