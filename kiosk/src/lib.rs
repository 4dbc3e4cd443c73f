//! The terminal: flow, screens, devices.

pub mod flow;
