//! Printing without any data of the product.

use std::path::Path;

use super::*;

const MADE: Moment = Moment { year: 2026, month: 11, day: 3, hour: 6, minute: 0, second: 0 };

fn typesetter() -> Typesetter {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/fonts");
    let fonts = ["golos-text-regular.ttf", "golos-text-semibold.ttf"]
        .map(|name| (name.to_owned(), std::fs::read(folder.join(name)).unwrap()));
    Typesetter::new(fonts).unwrap()
}

fn print(template: &str, data: &str) -> Result<Printed, TemplateProblem> {
    let files: &[(&str, &[u8])] = &[("a.typ", template.as_bytes()), ("words.toml", b"hello = \"Privet\"")];
    typesetter().print(&Order { template: "a.typ", files, data, made: MADE, ident: "a" })
}

const HEAD: &str = "#set document(title: \"A\")\n#set text(lang: \"ru\", font: \"Golos Text\")\n";

#[test]
fn the_same_order_makes_the_same_bytes() {
    let template =
        format!("{HEAD}#let data = json(\"data.json\")\n= #data.name\n#toml(\"words.toml\").hello");
    let first = print(&template, r#"{"name": "Имя"}"#).unwrap();
    assert!(first.pdf.starts_with(b"%PDF-1.7"));
    assert_eq!(first.pages, 1);
    assert_eq!(print(&template, r#"{"name": "Имя"}"#).unwrap(), first);
    assert_ne!(print(&template, r#"{"name": "Другое"}"#).unwrap().pdf, first.pdf);
}

#[test]
fn a_mistake_is_told_with_its_place() {
    let problem = print(&format!("{HEAD}\n#nothing"), "{}").unwrap_err();
    assert_eq!((problem.file.as_deref(), problem.line), (Some("a.typ"), Some(4)));
    assert_eq!(problem.to_string(), "a.typ, line 4: unknown variable: nothing");
}

#[test]
fn a_template_reaches_nothing_but_its_files() {
    for (code, told) in [
        ("#read(\"/etc/passwd\")", "file not found"),
        ("#read(\"../Cargo.toml\")", "path"),
        ("#import \"@preview/cetz:0.3.0\"", "no packages"),
        ("#datetime.today()", "unable to get the current date"),
    ] {
        let problem = print(&format!("{HEAD}{code}"), "{}").unwrap_err();
        assert!(problem.message.contains(told), "{code}: {problem}");
    }
}

#[test]
fn a_loop_without_an_end_is_an_error() {
    for code in ["#while true { }", "#let f() = f()\n#f()"] {
        let problem = print(&format!("{HEAD}{code}"), "{}").unwrap_err();
        assert!(problem.line.is_some(), "{problem}");
    }
}

#[test]
fn a_picture_must_say_what_it_shows() {
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>";
    let template = format!("{HEAD}#image(bytes(\"{picture}\"))");
    assert!(print(&template, "{}").unwrap_err().message.contains("alt"));
}

#[test]
fn what_is_no_font_is_refused() {
    let problem = Typesetter::new([("a.ttf".to_owned(), b"no font".to_vec())]).unwrap_err();
    assert_eq!(problem.to_string(), "a.ttf is not a font file");
}
