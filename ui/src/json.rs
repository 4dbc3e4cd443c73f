//! From JSON to the bodies of the wire, for programs that must be small.
//!
//! The wire has no fractions, so there is no reader of floats with its tables; an answer that cannot be read is
//! broken whatever the reason, so errors say nothing; a struct is always an object. All that is left out of the
//! general reader was 60 KB of the portal, compressed.

mod reader;

use serde::de::DeserializeOwned;

/// Deeper nesting than this is not ours.
const MAX_DEPTH: u8 = 32;

/// Reads a value; `None` when the text is something else.
#[must_use]
pub fn decode<T: DeserializeOwned>(text: &str) -> Option<T> {
    T::deserialize(parse(text)?).ok()
}

/// A value that has been parsed.
#[derive(Debug, PartialEq, Eq)]
enum Json {
    Null,
    Bool(bool),
    Integer(i64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

#[inline(never)]
fn parse(text: &str) -> Option<Json> {
    let mut parser = Parser { rest: text.as_bytes() };
    let value = parser.value(0)?;
    parser.skip_space();
    parser.rest.is_empty().then_some(value)
}

struct Parser<'a> {
    rest: &'a [u8],
}

impl Parser<'_> {
    fn value(&mut self, depth: u8) -> Option<Json> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.skip_space();
        match *self.rest.first()? {
            b'n' => self.word(b"null").map(|()| Json::Null),
            b't' => self.word(b"true").map(|()| Json::Bool(true)),
            b'f' => self.word(b"false").map(|()| Json::Bool(false)),
            b'"' => self.text().map(Json::Text),
            b'[' => self.list(depth),
            b'{' => self.object(depth),
            _ => self.integer(),
        }
    }

    fn skip_space(&mut self) {
        while let [b' ' | b'\t' | b'\n' | b'\r', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        self.rest = self.rest.strip_prefix(word)?;
        Some(())
    }

    /// Whether a mark comes next; it is taken then.
    fn takes(&mut self, mark: u8) -> bool {
        self.skip_space();
        match self.rest.split_first() {
            Some((first, rest)) if *first == mark => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn integer(&mut self) -> Option<Json> {
        let end = self
            .rest
            .iter()
            .position(|b| !matches!(b, b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'E'));
        let (number, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        // A fraction or an exponent is no integer, and ends here.
        std::str::from_utf8(number).ok()?.parse().ok().map(Json::Integer)
    }

    fn list(&mut self, depth: u8) -> Option<Json> {
        self.word(b"[")?;
        let mut items = Vec::new();
        if self.takes(b']') {
            return Some(Json::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.takes(b']') {
                return Some(Json::List(items));
            }
            self.takes(b',').then_some(())?;
        }
    }

    fn object(&mut self, depth: u8) -> Option<Json> {
        self.word(b"{")?;
        let mut fields = Vec::new();
        if self.takes(b'}') {
            return Some(Json::Object(fields));
        }
        loop {
            self.skip_space();
            let name = self.text()?;
            self.takes(b':').then_some(())?;
            fields.push((name, self.value(depth + 1)?));
            if self.takes(b'}') {
                return Some(Json::Object(fields));
            }
            self.takes(b',').then_some(())?;
        }
    }

    fn text(&mut self) -> Option<String> {
        self.word(b"\"")?;
        let mut text = Vec::new();
        loop {
            let (first, rest) = self.rest.split_first()?;
            self.rest = rest;
            match first {
                b'"' => return String::from_utf8(text).ok(),
                b'\\' => {
                    let mut bytes = [0; 4];
                    text.extend_from_slice(self.escape()?.encode_utf8(&mut bytes).as_bytes());
                }
                0..0x20 => return None,
                other => text.push(*other),
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let (kind, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(match kind {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => return self.code_point(),
            b'"' | b'\\' | b'/' => char::from(*kind),
            _ => return None,
        })
    }

    /// `\uXXXX`, or two of them for what lies beyond the first plane.
    fn code_point(&mut self) -> Option<char> {
        let first = self.four_digits()?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first);
        }
        self.word(b"\\u")?;
        let second = self.four_digits()?.checked_sub(0xDC00)?;
        char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + second)
    }

    fn four_digits(&mut self) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(4)?;
        self.rest = rest;
        u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_kind_of_value() {
        let text = " { \"a\" : [ 1 , -2 , true , false , null , { } , [ ] ] , \"b\" : \"c\" } ";
        let list = vec![
            Json::Integer(1),
            Json::Integer(-2),
            Json::Bool(true),
            Json::Bool(false),
            Json::Null,
            Json::Object(vec![]),
            Json::List(vec![]),
        ];
        let fields = vec![("a".to_owned(), Json::List(list)), ("b".to_owned(), Json::Text("c".to_owned()))];
        assert_eq!(parse(text), Some(Json::Object(fields)));
    }

    #[test]
    fn texts_are_what_the_general_reader_reads() {
        for text in
            [r#""«Волна» 1 ₽""#, r#""\"\\\/\b\f\n\r\t""#, r#""\u0416\u00e9""#, r#""\ud83d\ude00""#, r#""""#]
        {
            let expected: String = serde_json::from_str(text).unwrap();
            assert_eq!(parse(text), Some(Json::Text(expected)), "{text}");
        }
    }

    #[test]
    fn what_is_not_ours_is_not_read() {
        for text in [
            "",
            "nul",
            "1.5",
            "1e9",
            "--1",
            "9223372036854775808",
            "[1",
            "[1,]",
            "{\"a\"}",
            "{a:1}",
            "1 2",
            "\"a",
            "\"\\x\"",
            "\"\\ud83d\"",
            "\"\\ud83d\\u0041\"",
            "\"\u{1}\"",
            "<html>",
            "[1}",
            "\"\\u12\"",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&"[".repeat(1000)), None);
    }
}
