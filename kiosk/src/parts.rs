//! What several screens share.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its properties")]

mod act;
mod entry_field;
mod grouped;
mod keypad;
pub(crate) mod reach;
mod screen;
mod standing;
mod verb_button;

pub(crate) use act::Act;
pub(crate) use entry_field::EntryField;
pub(crate) use grouped::{dialled, grouped};
pub(crate) use keypad::{Keypad, KeypadKind};
pub(crate) use screen::Screen;
pub(crate) use standing::Standing;
pub(crate) use verb_button::VerbButton;
