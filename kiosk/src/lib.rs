//! The terminal: a lobby screen on which one gives readings and pays.
//!
//! - [`flow`]: the machine that leads a visitor; pure, and tested cell by cell.
//! - `terminal`: the machine in the browser: events go in, effects are carried out.
//! - `screens`: one file a step, which only draws it; `parts`: what several screens share.
//! - `devices`: the scanner; `guard`: what a page in a lobby must not do.

#![expect(unreachable_pub, reason = "the component macro lends its visibility to a function of its own")]

mod devices;
pub mod flow;
mod guard;
mod parts;
mod screens;
mod terminal;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Puts the living terminal in the place of the static shell.
pub fn start() {
    svetlitsa_ui::appearance::restore();
    guard::lock_page();
    let Some(root) = document().get_element_by_id("app") else { return };
    root.set_inner_html("");
    leptos::mount::mount_to(root.unchecked_into(), screens::Kiosk).forget();
    svetlitsa_ui::face::bring();
}
