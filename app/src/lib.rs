//! The portal: residents, guests, staff.
//!
//! - [`areas`]: which page is in which part of the program; a new page is one line there and one file in `pages/`.
//! - [`routes`]: the page of the open path, its area fetched, its audience checked.
//! - [`router`]: the address bar; links are plain `<a href>`.
//! - [`layout`]: what stands around every page.
//! - `pages`: one page a file, in the folder of its feature.

#![expect(unreachable_pub, reason = "the component macro lends its visibility to a function of its own")]

pub mod areas;
mod draft;
pub mod layout;
mod letter_link;
mod pages;
mod phone_link;
mod preview_notice;
pub mod router;
pub mod routes;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Puts the living portal in the place of the static shell.
pub fn start() {
    svetlitsa_ui::appearance::restore();
    let Some(root) = document().get_element_by_id("app") else { return };
    root.set_inner_html("");
    leptos::mount::mount_to(root.unchecked_into(), layout::Layout).forget();
}
