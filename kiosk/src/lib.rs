//! The terminal: flow, screens, devices.
