//! The portal: residents, guests, staff.
//!
//! - [`areas`]: which page is in which part of the program; a new page is one line there and one file in `pages/`.
//! - [`routes`]: the page of the open path, its area fetched, its audience checked.
//! - [`router`]: the address bar; links are plain `<a href>`.
//! - [`layout`]: what stands around every page.
//! - [`entrance`]: when it takes the place of the static shell.
//! - `worker`: what stands behind the page and opens it without network; `kept` is what it keeps.
//! - `pages`: one page a file, in the folder of its feature.

#![expect(unreachable_pub, reason = "the component macro lends its visibility to a function of its own")]

pub mod areas;
mod attachments;
mod clipboard;
mod draft;
pub mod entrance;
mod guest_visit;
mod kept;
mod later_styles;
pub mod layout;
mod letter_link;
mod opinion;
mod pages;
mod phone_link;
mod preview_notice;
mod pushed;
pub mod router;
pub mod routes;
mod worker;

/// Builds the living portal, which takes the place of the static shell as soon as it has something to show.
pub fn start() {
    svetlitsa_ui::appearance::restore();
    entrance::build();
}
