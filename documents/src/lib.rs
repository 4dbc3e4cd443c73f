//! Documents on paper: a typst template and its data become a PDF.
//!
//! A template sees the files that it is handed and nothing else: no disk, no network, no packages, no clock. So the same
//! template, data and moment make the same bytes.

mod order;
mod problem;
mod typesetter;
mod world;

pub use order::{Moment, Order};
pub use problem::{FontProblem, TemplateProblem};
pub use typesetter::{Printed, Typesetter};

#[cfg(test)]
mod tests;
