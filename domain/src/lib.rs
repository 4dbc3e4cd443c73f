//! The rules of the trade: no I/O, no clock, no async, no text for people.
