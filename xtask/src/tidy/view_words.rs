//! Words belong to the locales: a view that holds one cannot be read in two languages.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::Finding;
use super::sources::Sources;

const CRATES: [&str; 3] = ["ui", "app", "kiosk"];

/// Attributes and properties that a person reads or hears.
const READ: [&str; 12] = [
    "alt",
    "aria-description",
    "aria-label",
    "aria-roledescription",
    "aria-valuetext",
    "caption",
    "heading",
    "hint",
    "label",
    "message",
    "placeholder",
    "title",
];

pub(super) fn findings(sources: &Sources) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in sources.ending("rs").filter(|one| one.is_below(&CRATES)) {
        match source.code().parse::<TokenStream>() {
            Ok(tokens) => code(tokens, &mut |line, word| {
                found.push(Finding::new(
                    &source.path,
                    line,
                    format!("{word} is a word in a view: put it into ui/locales and name its key"),
                ));
            }),
            Err(error) => {
                found.push(Finding::new(&source.path, error.span().start().line, "this is not Rust"));
            }
        }
    }
    found
}

/// Looks for views in ordinary code.
fn code(tokens: TokenStream, report: &mut dyn FnMut(usize, String)) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else {
            continue;
        };
        if is_view(&tokens, at) {
            view(group.stream(), report);
        } else {
            code(group.stream(), report);
        }
    }
}

/// Whether the token is what stands in the brackets of a `view!`.
fn is_view(tokens: &[TokenTree], at: usize) -> bool {
    let before = |steps: usize| at.checked_sub(steps).and_then(|index| tokens.get(index));
    matches!(before(1), Some(TokenTree::Punct(mark)) if mark.as_char() == '!')
        && matches!(before(2), Some(TokenTree::Ident(name)) if name == "view")
}

/// Where in a view a token stands.
enum Place {
    Children,
    /// Inside a tag; the attribute whose value is being written, if any.
    Tag(Option<String>),
}

fn view(tokens: TokenStream, report: &mut dyn FnMut(usize, String)) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut place = Place::Children;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '<' => place = Place::Tag(None),
            TokenTree::Punct(mark) if mark.as_char() == '>' && !ends_arrow(&tokens, at) => {
                place = Place::Children;
            }
            TokenTree::Ident(_) => {
                if let (Place::Tag(attribute), Some((name, steps))) =
                    (&mut place, attribute_name(&tokens, at))
                {
                    *attribute = Some(name);
                    at += steps;
                    continue;
                }
            }
            TokenTree::Group(group) if is_view(&tokens, at) => view(group.stream(), report),
            TokenTree::Group(group) => match &place {
                Place::Children if group.delimiter() == Delimiter::Brace => {
                    words(group.stream(), report);
                }
                Place::Tag(Some(name)) if READ.contains(&name.as_str()) => {
                    words(group.stream(), report);
                }
                Place::Children | Place::Tag(_) => code(group.stream(), report),
            },
            TokenTree::Literal(_) => match &place {
                Place::Children => literal(token, report),
                Place::Tag(Some(name)) if READ.contains(&name.as_str()) => literal(token, report),
                Place::Tag(_) => {}
            },
            TokenTree::Punct(_) => {}
        }
        at += 1;
    }
}

/// `->` and `=>` end no tag.
fn ends_arrow(tokens: &[TokenTree], at: usize) -> bool {
    matches!(
        at.checked_sub(1).and_then(|index| tokens.get(index)),
        Some(TokenTree::Punct(mark))
            if matches!(mark.as_char(), '-' | '=') && mark.spacing() == Spacing::Joint
    )
}

/// The name at this place when an attribute begins here, with the number of tokens
/// it takes together with its `=`.
fn attribute_name(tokens: &[TokenTree], from: usize) -> Option<(String, usize)> {
    let mut name = String::new();
    let mut at = from;
    loop {
        let TokenTree::Ident(part) = tokens.get(at)? else {
            return None;
        };
        name.push_str(&part.to_string());
        let TokenTree::Punct(mark) = tokens.get(at + 1)? else {
            return None;
        };
        match (mark.as_char(), mark.spacing()) {
            ('=', Spacing::Alone) => return Some((name, at + 2 - from)),
            ('-' | ':', _) => name.push(mark.as_char()),
            _ => return None,
        }
        at += 2;
    }
}

/// Reports every literal of an expression that ends up on the page.
fn words(tokens: TokenStream, report: &mut dyn FnMut(usize, String)) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) if is_view(&tokens, at) => view(group.stream(), report),
            // The arguments of a call decide about the page, but are not put on it;
            // those of a formatting macro are.
            TokenTree::Group(group)
                if group.delimiter() == Delimiter::Parenthesis && !is_format(&tokens, at) =>
            {
                code(group.stream(), report);
            }
            TokenTree::Group(group) => words(group.stream(), report),
            TokenTree::Literal(_) if !is_pattern(&tokens, at) => literal(token, report),
            _ => {}
        }
    }
}

fn is_format(tokens: &[TokenTree], at: usize) -> bool {
    matches!(
        at.checked_sub(2).and_then(|index| tokens.get(index)),
        Some(TokenTree::Ident(name)) if name == "format" || name == "concat"
    )
}

/// A literal that is compared with, not shown.
fn is_pattern(tokens: &[TokenTree], at: usize) -> bool {
    let mark = |index: Option<usize>| match index.and_then(|index| tokens.get(index)) {
        Some(TokenTree::Punct(mark)) => Some((mark.as_char(), mark.spacing())),
        _ => None,
    };
    matches!(mark(at.checked_add(1)), Some(('=', Spacing::Joint) | ('|', Spacing::Alone)))
        || (matches!(mark(at.checked_sub(1)), Some(('=', _)))
            && matches!(mark(at.checked_sub(2)), Some(('=' | '!', Spacing::Joint))))
}

fn literal(token: &TokenTree, report: &mut dyn FnMut(usize, String)) {
    let written = token.to_string();
    // Numbers and single letters are no words.
    let Ok(literal) = syn::parse_str::<syn::LitStr>(&written) else {
        return;
    };
    // What stands in braces names a value.
    let mut braces = 0_usize;
    let letters = literal.value().chars().any(|letter| {
        match letter {
            '{' => braces += 1,
            '}' => braces = braces.saturating_sub(1),
            _ => {}
        }
        braces == 0 && letter.is_alphabetic()
    });
    if letters {
        report(token.span().start().line, written);
    }
}

#[cfg(test)]
mod tests {
    use super::super::sources::one;
    use super::findings;

    fn words(view: &str) -> usize {
        let text = format!("//! A.\nfn page() {{ view! {{ {view} }} }}\n");
        findings(&one("app/src/page.rs", &text)).len()
    }

    #[test]
    fn words_that_a_person_reads_are_found() {
        assert_eq!(words("<p>\"Hello\"</p>"), 1);
        assert_eq!(words("<p>{\"Hello\"}</p>"), 1);
        assert_eq!(words("<p>{move || if on.get() { \"On\" } else { \"Off\" }}</p>"), 2);
        assert_eq!(words("<p>{format!(\"{} kWh\", a)}</p>"), 1);
        assert_eq!(words("<button aria-label=\"Close\" class=\"round\"/>"), 1);
        assert_eq!(words("<img alt={\"A cat\"} src=\"/cat.svg\"/>"), 1);
        assert_eq!(words("<input placeholder=move || \"Digits\" id=\"day\"/>"), 1);
        assert_eq!(words("<Show when=move || a fallback=|| view! { <p>\"No\"</p> }><i/></Show>"), 1);
        assert_eq!(words("<Field label=\"Day\"/>"), 1);
    }

    #[test]
    fn names_marks_and_keys_are_no_words() {
        assert_eq!(words("<p class=\"lead\" id=\"a\">{t!(i18n, home.title)}</p>"), 0);
        assert_eq!(words("<p>\" — \" {a} \"!\" {\"\\u{2013}\"}</p>"), 0);
        assert_eq!(words("<a href=\"/pay\" title=t_string!(i18n, pay.title)>{x.get(\"y\")}</a>"), 0);
        assert_eq!(words("<p>{match kind { \"a\" => one, \"b\" | \"c\" => two, _ => three }}</p>"), 0);
        assert_eq!(words("<p>{(kind == \"a\").then(|| view! { <b class=\"c\"/> })}</p>"), 0);
        assert_eq!(words("<p>{format!(\"{digits}/{all}\")}</p>"), 0);
        assert_eq!(words("<button on:click=move |_| send(\"now\") type=\"button\">{label}</button>"), 0);
    }

    #[test]
    fn tests_may_say_what_they_like() {
        let text = "//! A.\n#[cfg(test)]\nmod tests {\n fn a() { view! { <p>\"Hello\"</p> } }\n}\n";
        assert!(findings(&one("app/src/page.rs", text)).is_empty());
    }

    #[test]
    fn the_line_is_named() {
        let text = "//! A.\nfn a() {\n    view! {\n        <p>\"Hello\"</p>\n    }\n}\n";
        assert_eq!(findings(&one("ui/src/a.rs", text))[0].line, 4);
    }
}
