//! The small XML documents that agents are answered with.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// An element of an answer.
pub(super) enum Element {
    /// A text under a name.
    Text(&'static str, String),
    /// What a terminal shows: label and text of each.
    Fields(Vec<(String, String)>),
}

/// A document; the writer escapes what has a meaning in XML.
pub(super) fn response(elements: &[Element]) -> String {
    let mut writer = Writer::new(Vec::new());
    // Writing into memory does not fail.
    let _ = write(&mut writer, elements);
    String::from_utf8(writer.into_inner()).unwrap_or_default()
}

fn write(writer: &mut Writer<Vec<u8>>, elements: &[Element]) -> std::io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.create_element("response").write_inner_content(|writer| {
        for element in elements {
            match element {
                Element::Text(name, text) => {
                    writer.create_element(*name).write_text_content(BytesText::new(&legal(text)))?;
                }
                Element::Fields(fields) => {
                    writer.create_element("fields").write_inner_content(|writer| {
                        for (place, (label, text)) in (1..).zip(fields) {
                            writer
                                .create_element(format!("field{place}"))
                                .with_attributes([("name", legal(label).as_str()), ("type", "disp")])
                                .write_text_content(BytesText::new(&legal(text)))?;
                        }
                        Ok(())
                    })?;
                }
            }
        }
        Ok(())
    })?;
    Ok(())
}

/// Without the characters that XML 1.0 cannot hold, escaped or not.
fn legal(text: &str) -> String {
    let is_legal = |c: &char| matches!(*c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    text.chars().filter(is_legal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_break_out() {
        let name = "O'Neil <&\"> & ]]> \u{416}\u{1}".to_owned();
        let text = response(&[
            Element::Text("result", "0".to_owned()),
            Element::Fields(vec![("\"<&'".to_owned(), name)]),
        ]);
        let document = roxmltree::Document::parse(&text).unwrap();
        let field = document.descendants().find(|node| node.has_tag_name("field1")).unwrap();
        assert_eq!(field.attribute("name"), Some("\"<&'"));
        assert_eq!(field.text(), Some("O'Neil <&\"> & ]]> \u{416}"));
        assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?><response><result>0</result>"));
    }
}
