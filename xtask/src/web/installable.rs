//! The portal as an application of the telephone: a manifest for each language, its words from the locales.
//!
//! One portal serves every branch, and a household may have accounts in two: there is one application, not one for
//! each branch.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::workspace::Workspace;

const TEMPLATE: &str = "app/manifest.json";
const LANGUAGES: [&str; 2] = ["ru", "en"];

/// Writes `manifest.<language>.webmanifest` beside the page.
pub(super) fn manifests(workspace: &Workspace, out: &Path) -> Result<()> {
    let template = fs::read_to_string(workspace.path(TEMPLATE))?;
    for language in LANGUAGES {
        let text = |feature: &str, key: &str| -> Result<String> {
            let file = workspace.path(&format!("ui/locales/{language}/{feature}.json"));
            let words: Value = serde_json::from_slice(&fs::read(file)?)?;
            let found = words[key].as_str().map(ToOwned::to_owned);
            found.with_context(|| format!("the locales have no `{feature}.{key}`"))
        };
        let mut manifest: Value = serde_json::from_str(&template)?;
        fill(&mut manifest, &|name| match name.split_once('.') {
            Some((feature, key)) => text(feature, key),
            None if name == "lang" => Ok(language.to_owned()),
            None => bail!("{TEMPLATE}: {{{name}}} is nobody's word"),
        })?;
        fs::write(out.join(format!("manifest.{language}.webmanifest")), serde_json::to_vec(&manifest)?)?;
    }
    Ok(())
}

/// Puts words in the places of their keys: `{shell.name}`.
fn fill(value: &mut Value, word: &dyn Fn(&str) -> Result<String>) -> Result<()> {
    match value {
        Value::String(text) => {
            if let Some(name) = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                *text = word(name)?;
            }
        }
        Value::Array(items) => items.iter_mut().try_for_each(|item| fill(item, word))?,
        Value::Object(fields) => fields.values_mut().try_for_each(|field| fill(field, word))?,
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_are_filled_however_deep_and_the_rest_is_left() {
        let mut manifest = json!({ "name": "{a.b}", "id": "/", "shortcuts": [{ "name": "{c.d}" }] });
        fill(&mut manifest, &|name| Ok(name.to_uppercase())).unwrap();
        assert_eq!(manifest, json!({ "name": "A.B", "id": "/", "shortcuts": [{ "name": "C.D" }] }));
        assert!(fill(&mut json!("{x}"), &|_| bail!("no")).is_err());
    }
}
