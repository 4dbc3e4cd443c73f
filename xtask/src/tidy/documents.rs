//! Paths that the documents name must lead somewhere.

use super::Finding;
use super::sources::Sources;
use crate::workspace::Workspace;

/// What is written like a path but names something that is made, or a kind of content.
const NOT_KEPT: [&str; 7] =
    ["application/", "dist/", "image/", "node_modules/", "target/", "text/", "https://"];

/// The documents that say how things are. The recipes of the others speak of files to come.
const DOCUMENTS: [&str; 2] = ["ARCHITECTURE.md", "README.md"];

pub(super) fn findings(workspace: &Workspace, sources: &Sources) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in sources.ending("md").filter(|one| DOCUMENTS.contains(&one.path.as_str())) {
        let mut fenced = false;
        for (at, line) in source.text.lines().enumerate() {
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
                continue;
            }
            if fenced {
                continue;
            }
            for path in paths(line) {
                // In the row of a folder, a path may begin there.
                let inside = format!("/{path}");
                let exists = workspace.path(path).exists()
                    || sources.0.iter().any(|source| source.path.contains(&inside));
                if !exists {
                    found.push(Finding::new(
                        &source.path,
                        at + 1,
                        format!("`{path}` does not exist: mend the path or the sentence"),
                    ));
                }
            }
        }
    }
    found
}

/// Words in backquotes that are paths.
fn paths(line: &str) -> Vec<&str> {
    line.split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| {
            let plain = word.chars().all(|letter| letter.is_ascii_alphanumeric() || "._-/".contains(letter));
            plain
                && word.contains('/')
                && !word.starts_with('/')
                && !NOT_KEPT.iter().any(|prefix| word.starts_with(prefix))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::paths;

    #[test]
    fn only_paths_are_looked_at() {
        let line = "`domain/src/money.rs` and `/api/v1`, `application/problem+json`, `dist/portal`, `Kopecks`, `ui/locales/`, `data/branches/<id>.toml`";
        assert_eq!(paths(line), ["domain/src/money.rs", "ui/locales/"]);
    }
}
