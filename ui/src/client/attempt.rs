//! The key of one intention: the same for every try at it, another for the next intention.

use std::sync::{Arc, Mutex, PoisonError};

/// One intention to change something, made when a form appears and kept until the server has judged it.
///
/// A retry after a lost answer sends the same key, so the server does the thing once; when the person changes
/// what is sent, it is a new intention and the key changes by itself.
#[derive(Clone, Default)]
pub struct Attempt {
    current: Arc<Mutex<Option<Current>>>,
}

struct Current {
    key: String,
    path: String,
    body: String,
}

impl Attempt {
    /// An intention that nothing was sent for yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    pub(super) fn key_for(&self, path: &str, body: &str) -> String {
        self.key_with(path, body, random_key)
    }

    fn key_with(&self, path: &str, body: &str, make: impl Fn() -> String) -> String {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        match current.as_ref() {
            Some(same) if same.path == path && same.body == body => same.key.clone(),
            _ => {
                let key = make();
                *current = Some(Current { key: key.clone(), path: path.to_owned(), body: body.to_owned() });
                key
            }
        }
    }

    pub(super) fn renew(&self) {
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// 128 bits of the browser's randomness in hexadecimal.
fn random_key() -> String {
    let mut bytes = [0_u8; 16];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        // Fails only where the browser has no randomness at all; such a key would be refused by the server.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_retry_keeps_its_key_and_a_change_gets_another() {
        let made = Cell::new(0);
        let make = || {
            made.set(made.get() + 1);
            made.get().to_string()
        };
        let attempt = Attempt::new();
        assert_eq!(attempt.key_with("/p", "a", make), "1");
        assert_eq!(attempt.key_with("/p", "a", make), "1");
        assert_eq!(attempt.key_with("/p", "b", make), "2");
        assert_eq!(attempt.key_with("/q", "b", make), "3");
        attempt.renew();
        assert_eq!(attempt.key_with("/q", "b", make), "4");
    }
}
