//! A contact that was typed on one page and opens the next: handed over in memory, for the address and the history are seen by
//! others.

use std::cell::RefCell;

thread_local! {
    static CONTACT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Hands a contact to the page that is opened next.
pub(crate) fn hand(contact: String) {
    CONTACT.replace(contact);
}

/// Takes it; empty when nothing was handed over.
pub(crate) fn take() -> String {
    CONTACT.take()
}
