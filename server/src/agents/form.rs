//! Parameters of an agent's request, read strictly: what is ambiguous is refused and not guessed at.

use std::collections::HashMap;

/// Decoded parameters by name; each name came once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form(HashMap<String, String>);

impl Form {
    /// Reads `application/x-www-form-urlencoded` texts as one. `None` when a name comes twice, a percent sign begins no
    /// byte, or the bytes are no UTF-8.
    #[must_use]
    pub fn parse(texts: &[&[u8]]) -> Option<Self> {
        let mut form = HashMap::new();
        let pairs = texts.iter().flat_map(|text| text.split(|byte| *byte == b'&'));
        for pair in pairs.filter(|pair| !pair.is_empty()) {
            let (name, value) = match pair.iter().position(|byte| *byte == b'=') {
                Some(at) => (&pair[..at], &pair[at + 1..]),
                None => (pair, &[][..]),
            };
            if form.insert(decode(name)?, decode(value)?).is_some() {
                return None;
            }
        }
        Some(Self(form))
    }

    /// A parameter that has something in it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}

fn decode(text: &[u8]) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&first, tail)) = rest.split_first() {
        rest = match first {
            b'%' => {
                let (digits, tail) = tail.split_at_checked(2)?;
                let digit =
                    |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                bytes.push(digit(digits[0])? * 16 + digit(digits[1])?);
                tail
            }
            b'+' => {
                bytes.push(b' ');
                tail
            }
            byte => {
                bytes.push(byte);
                tail
            }
        };
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_ambiguous_is_refused() {
        let form = Form::parse(&[b"a=1&b=%D0%B6+%2B&c", b"d=&&e=%3d"]).unwrap();
        assert_eq!((form.get("a"), form.get("b"), form.get("e")), (Some("1"), Some("\u{436} +"), Some("=")));
        assert_eq!((form.get("c"), form.get("d"), form.get("f")), (None, None, None));
        for text in [
            &b"a=1&a=1"[..],
            b"a=1&%61=2",
            b"a=%",
            b"a=%4",
            b"a=%4g",
            b"a=%-1",
            b"a=%FF",
            b"%E2%28=1",
            b"a=\xFF",
        ] {
            assert_eq!(Form::parse(&[text]), None, "{}", String::from_utf8_lossy(text));
        }
        assert_eq!(Form::parse(&[b"a=1", b"a=1"]), None, "in the address and in the body");
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let _ = Form::parse(&[&bytes]);
        }
    }
}
