//! Marks of work that somebody meant to come back to.

use super::Finding;
use super::sources::Sources;

/// Endings, the mark, and what to do instead. Written in two halves, so that this
/// file does not find itself.
const MARKS: [(&[&str], &str, &str); 10] = [
    (&["rs"], concat!("to", "do!("), "finish it"),
    (&["rs"], concat!("unimple", "mented!("), "finish it"),
    (&["rs"], concat!("db", "g!("), "remove it"),
    (&["rs"], concat!("#[al", "low("), "use #[expect(…, reason = \"…\")]"),
    (&["rs"], concat!("#![al", "low("), "use #[expect(…, reason = \"…\")]"),
    (&["rs"], concat!("#[ig", "nore"), "a test runs or is not there"),
    (&["js", "mjs", "ts"], concat!(".on", "ly("), "let the others run too"),
    (&["js", "mjs", "ts"], concat!("test.sk", "ip"), "a test runs or is not there"),
    (&["js", "mjs", "ts"], concat!("test.fix", "me"), "a test runs or is not there"),
    (&["css", "html", "js", "mjs", "rs", "ts"], concat!("FIX", "ME"), "mend it now or file an issue"),
];

pub(super) fn findings(sources: &Sources) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in &sources.0 {
        for (at, line) in source.text.lines().enumerate() {
            for (endings, mark, advice) in MARKS {
                if endings.iter().any(|ending| source.ends(ending)) && line.contains(mark) {
                    found.push(Finding::new(&source.path, at + 1, format!("`{mark}`: {advice}")));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::sources::one;
    use super::findings;

    #[test]
    fn marks_are_found_in_their_language() {
        let unfinished = format!("{}!()", "todo");
        assert_eq!(findings(&one("api/src/a.rs", &unfinished)).len(), 1);
        let lonely = format!("test{}('pays', pay)", ".only");
        assert_eq!(findings(&one("e2e/pay.spec.ts", &lonely)).len(), 1);
        assert!(findings(&one("api/src/a.rs", &lonely)).is_empty());
    }
}
