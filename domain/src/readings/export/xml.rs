//! Elements of an XML document, nested by closures, with nothing in them that an XML document must not hold.

/// A document under way.
#[derive(Debug)]
pub(super) struct Xml(String);

impl Xml {
    /// An empty document.
    pub(super) fn new() -> Self {
        Self("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned())
    }

    /// An element with others inside.
    pub(super) fn node(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        self.0.push('>');
        inside(self);
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// An element with a text inside.
    pub(super) fn leaf(&mut self, name: &str, text: impl std::fmt::Display) {
        let text = escape(&text.to_string());
        self.node(name, &[], |xml| xml.0.push_str(&text));
    }

    /// An element with nothing inside.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.open(name, attributes);
        self.0.push_str("/>");
    }

    /// The document.
    pub(super) fn finish(self) -> String {
        self.0 + "\n"
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (key, value) in attributes {
            self.0.push_str(&format!(" {key}=\"{}\"", escape(value)));
        }
    }
}

/// Text for an element or an attribute; characters that XML 1.0 forbids fall away.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if c.is_control() => {}
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_nest_and_texts_cannot_break_out() {
        let mut xml = Xml::new();
        xml.node("a", &[("b", "1\"<")], |xml| {
            xml.leaf("c", "x & <y>\u{0}\u{b}");
            xml.empty("d", &[]);
        });
        assert_eq!(
            xml.finish(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"1&quot;&lt;\"><c>x &amp; &lt;y&gt;</c><d/></a>\n"
        );
    }
}
