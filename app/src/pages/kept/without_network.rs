//! Accounts of which a reading can be taken without network: those whose meters this device has seen.

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::pages;
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::components::{Link, Sign};
use svetlitsa_ui::texts::kept as t;

use crate::kept;

/// Where to take a reading without network.
#[component]
pub(super) fn WithoutNetwork() -> impl IntoView {
    let accounts = RwSignal::new(Vec::<AccountNumber>::new());
    spawn_local(async move {
        let found = kept::accounts().await;
        // The page may be gone.
        let _ = accounts.try_set(found);
    });
    let links = move || {
        accounts
            .get()
            .into_iter()
            .map(|number| {
                let href = pages::READINGS.href(&[number.as_str()]);
                view! {
                    <li><Link href sign=Sign::Meter>{move || t::account(number.as_str())}</Link></li>
                }
            })
            .collect_view()
    };
    move || {
        accounts.with(|accounts| !accounts.is_empty()).then(|| {
            view! {
                <section class="stack" data-gap="small">
                    <h2>{t::ACCOUNTS}</h2>
                    <ul class="kept__accounts">{links}</ul>
                </section>
            }
        })
    }
}
