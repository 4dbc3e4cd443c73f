//! How somebody without a cabinet says which account it is about.

mod camera;
mod code;
pub(crate) mod identify;
pub(crate) mod known;
