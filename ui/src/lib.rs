//! What portal and terminal share: components, formatting, texts, API client, session.
//!
//! - [`i18n`] and [`texts`]: words in two languages, checked when the program is built.
//! - [`mod@format`] and [`names`]: values of the domain as people read them.
//! - [`client`], [`problem`]: the typed API client, and what to tell a person when it fails.
//! - [`json`]: what both read bodies with.
//! - [`load`], [`form`]: the states of a page that reads and of a form that sends.
//! - [`face`]: when the letters of the page become its own.
//! - [`focus`], [`title`]: what a page does when it is entered.
//! - [`session`], [`clock`]: who is here and what time it is, both by the server's word.
//! - [`assessment`]: what the server will say of a reading, while it is typed.
//! - [`ladder`]: words for what a reading is refused for or asked about.
//! - [`appearance`]: language, colours and size of letters, remembered without an account.
//! - [`components`]: the parts that pages are made of, each in a file with its name.

pub mod appearance;
pub mod assessment;
pub mod client;
pub mod clock;
pub mod components;
pub mod face;
pub mod focus;
pub mod form;
pub mod format;
pub mod i18n;
pub mod json;
pub mod ladder;
pub mod load;
pub mod names;
pub mod problem;
pub mod session;
pub mod texts;
pub mod title;
