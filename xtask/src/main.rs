//! The only door of a developer.
fn main() {}
