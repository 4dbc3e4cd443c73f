//! A parsed value as serde reads it.

use std::fmt;
use std::vec;

use serde::de::value::StringDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};

use super::Json;

/// It could not be read.
#[derive(Debug)]
pub(super) struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unreadable")
    }
}

impl std::error::Error for Unreadable {}

impl de::Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

macro_rules! integers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
            self.integer(visitor)
        })*
    };
}

impl Json {
    fn integer<'de, V: Visitor<'de>>(&self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Self::Integer(value) => visitor.visit_i64(*value),
            _ => Err(Unreadable),
        }
    }
}

impl<'de> Deserializer<'de> for Json {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Integer(value) => visitor.visit_i64(value),
            Self::Text(value) => visitor.visit_string(value),
            Self::List(values) => visitor.visit_seq(Items(values.into_iter())),
            Self::Object(fields) => visitor.visit_map(Fields::of(fields)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Self::Bool(value) => visitor.visit_bool(value),
            _ => Err(Unreadable),
        }
    }

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Self::Text(value) => visitor.visit_string(value),
            _ => Err(Unreadable),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_string(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_string(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Self::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Self::List(values) => visitor.visit_seq(Items(values.into_iter())),
            _ => Err(Unreadable),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        match self {
            Self::Object(fields) => visitor.visit_map(Fields::of(fields)),
            _ => Err(Unreadable),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_struct("", &[], visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        match self {
            Self::Text(word) => visitor.visit_enum(Word(word)),
            _ => Err(Unreadable),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct
    }
}

/// Items of an array.
struct Items(vec::IntoIter<Json>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unreadable> {
        self.0.next().map(|value| seed.deserialize(value)).transpose()
    }
}

/// Fields of an object.
struct Fields {
    rest: vec::IntoIter<(String, Json)>,
    value: Json,
}

impl Fields {
    fn of(fields: Vec<(String, Json)>) -> Self {
        Self { rest: fields.into_iter(), value: Json::Null }
    }
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unreadable> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = value;
        let name: StringDeserializer<Unreadable> = name.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Unreadable> {
        seed.deserialize(std::mem::replace(&mut self.value, Json::Null))
    }
}

/// A word of an enumeration; the wire has no variants with contents in its answers.
struct Word(String);

impl<'de> EnumAccess<'de> for Word {
    type Error = Unreadable;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(mut self, seed: V) -> Result<(V::Value, Self), Unreadable> {
        let word: StringDeserializer<Unreadable> = std::mem::take(&mut self.0).into_deserializer();
        seed.deserialize(word).map(|variant| (variant, self))
    }
}

impl<'de> VariantAccess<'de> for Word {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<(), Unreadable> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Unreadable> {
        Err(Unreadable)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Unreadable> {
        Err(Unreadable)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Unreadable> {
        Err(Unreadable)
    }
}

#[cfg(test)]
mod tests {
    use svetlitsa_api::problem::{ErrorCode, Problem};
    use svetlitsa_api::receipts::TransferStatus;
    use svetlitsa_api::session::SessionView;
    use svetlitsa_domain::Kopecks;

    use crate::json::decode;

    #[test]
    fn reads_what_the_general_reader_reads() {
        let text = r#"{"now":"2026-11-20T12:00:00+03:00","demo":{"is_clock_shifted":true},"resident":
            {"login":"maria@demo.svetlitsa","name":"M","accounts":["67100000017"],"from_the_future":[1,{}]},
            "staff":null,"preview":null,"terminal":null,"phone":"8"}"#;
        let session: SessionView = decode(text).unwrap();
        assert_eq!(session, serde_json::from_str(text).unwrap());
    }

    #[test]
    fn unknown_codes_are_read_and_missing_lists_are_empty() {
        let problem: Problem =
            decode(r#"{"type":"about:blank","title":"","status":422,"code":"invented_next_year"}"#).unwrap();
        assert_eq!((problem.code, problem.fields.len()), (ErrorCode::Unknown, 0));
    }

    #[test]
    fn numbers_keep_their_sign_and_words_their_case() {
        assert_eq!(decode::<Kopecks>("-15000"), Some(Kopecks(-15_000)));
        assert_eq!(decode::<Vec<u8>>("[1,2,255]"), Some(vec![1, 2, 255]));
        assert_eq!(decode::<TransferStatus>("\"handed_to_bank\""), Some(TransferStatus::HandedToBank));
        assert_eq!(decode::<Option<bool>>("null"), Some(None));
    }

    #[test]
    fn rubbish_is_not_read() {
        for text in ["", "<html>", "{}", "[]", "1.5", "\"x\"", "{\"now\":1}"] {
            assert_eq!(decode::<SessionView>(text), None, "{text}");
        }
        for text in ["1.5", "256", "-1", "\"1\"", "null"] {
            assert_eq!(decode::<u8>(text), None, "{text}");
        }
    }
}
