//! Files that came with an appeal or an application, to be kept by whoever may see them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::appeals::AppealFile;
use svetlitsa_ui::client::{appeal_files as client, applications};
use svetlitsa_ui::components::{Button, ButtonKind};
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::texts::appeals::files as t;
use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlAnchorElement, Url};

use super::{sentence, size};

/// How long the browser gets to take a file over, milliseconds.
const TAKEN_OVER_MS: u64 = 60_000;

/// Who sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CameFor {
    /// Its author, known by the contact; empty in the cabinet.
    Author(String),
    /// The desk.
    Staff,
    /// Author of the application that they came with, known by the contact; empty in the cabinet.
    Applicant(String),
    /// The desk, with an application.
    ApplicationStaff,
}

/// Files that came; nothing where there are none.
#[component]
pub(crate) fn CameFiles(
    /// Number of the appeal or application.
    number: String,
    /// The files.
    files: Vec<AppealFile>,
    /// Who sees them.
    reader: CameFor,
    /// What they are.
    #[prop(default = t::CAME)]
    title: Text,
) -> impl IntoView {
    let problem = RwSignal::new(None::<Words>);
    (!files.is_empty()).then(move || {
        let items = files.into_iter().map(move |file| {
            let bytes = file.bytes;
            let way = way(&number, file, &reader, problem);
            view! {
                <li class="attachments__item">
                    {way}
                    <span class="soft">{move || size(bytes)}</span>
                </li>
            }
        });
        view! {
            <div class="stack" data-gap="small">
                <h3 class="attachments__title">{title}</h3>
                <ul class="attachments__list" aria-label=move || title.get()>{items.collect_view()}</ul>
                <p role="status">{move || problem.get().map(|words| words.get())}</p>
            </div>
        }
    })
}

fn way(number: &str, file: AppealFile, reader: &CameFor, problem: RwSignal<Option<Words>>) -> AnyView {
    let told = file.name.clone();
    match reader {
        CameFor::Staff | CameFor::ApplicationStaff => {
            let href = if *reader == CameFor::Staff {
                client::staff_appeal_file_href(number, &file.id)
            } else {
                applications::staff_application_file_href(number, &file.id)
            };
            let name = file.name.clone();
            view! {
                <a href=href download=file.name aria-label=move || t::download(&told)>{name}</a>
            }
            .into_any()
        }
        CameFor::Author(contact) | CameFor::Applicant(contact) => {
            let is_appeals = matches!(reader, CameFor::Author(_));
            let (number, contact, name) = (number.to_owned(), contact.clone(), file.name.clone());
            let fetch = move |()| {
                problem.set(None);
                let (number, contact, id, name) =
                    (number.clone(), contact.clone(), file.id.clone(), file.name.clone());
                spawn_local(async move {
                    let came = if is_appeals {
                        client::get_appeal_file(&number, &id, &contact).await
                    } else {
                        applications::get_application_file(&number, &id, &contact).await
                    };
                    match came {
                        Ok(file) => save(&file, &name),
                        Err(error) => {
                            let _ = problem.try_set(Some(sentence(&error)));
                        }
                    }
                });
            };
            view! {
                <Button kind=ButtonKind::Quiet small=true on_press=fetch>
                    <span aria-hidden="true">{name}</span>
                    <span class="unseen">{move || t::download(&told)}</span>
                </Button>
            }
            .into_any()
        }
    }
}

/// Hands a file to the browser to keep.
fn save(file: &Blob, name: &str) {
    let Ok(url) = Url::create_object_url_with_blob(file) else { return };
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    let forget = move || {
        // Fails only for what is no address.
        let _ = Url::revoke_object_url(&url);
    };
    set_timeout(forget, std::time::Duration::from_millis(TAKEN_OVER_MS));
}
