//! Every text of the interface, made by the build script from `locales/`: `texts::home::TITLE`.

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
