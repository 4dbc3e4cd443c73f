//! What several screens share.

mod act;
mod entry_field;
mod keypad;
pub(crate) mod reach;
mod screen;
mod verb_button;

pub(crate) use act::Act;
pub(crate) use entry_field::EntryField;
pub(crate) use keypad::{Keypad, KeypadKind};
pub(crate) use screen::Screen;
pub(crate) use verb_button::VerbButton;
