//! Readings: the window in which they count, and the verdict each of them gets.

mod verdict;
mod window;

pub use verdict::{
    Assessment, Finding, FindingCode, History, MeterFace, Register, Severity, Submission, VerdictStatus,
    assess,
};
pub use window::{Pane, PaneState, ReadingWindow, WindowState};
