//! What can be wrong with fonts and templates, said so that an operator finds the place.

use std::fmt;

use typst::WorldExt;
use typst::diag::SourceDiagnostic;

use crate::world::Desk;

/// A font file that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name} is not a font file")]
pub struct FontProblem {
    /// Name of the file.
    pub name: String,
}

/// A template that cannot be printed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct TemplateProblem {
    /// Name of the file, when one is to blame.
    pub file: Option<String>,
    /// Line in it, from 1.
    pub line: Option<usize>,
    /// What is wrong, and how to mend it where that is known.
    pub message: String,
}

impl TemplateProblem {
    /// Something that has no place in a file.
    pub(crate) fn plain(message: impl Into<String>) -> Self {
        Self { file: None, line: None, message: message.into() }
    }

    /// The first of what the compiler found.
    pub(crate) fn first(found: &[SourceDiagnostic], desk: &Desk<'_>) -> Self {
        let Some(first) = found.first() else { return Self::plain("it cannot be printed") };
        let file = first.span.id().map(|id| id.get().vpath().get_without_slash().to_owned());
        let line = first.span.id().zip(desk.range(first.span)).and_then(|(id, range)| {
            let text = desk.text(id)?;
            Some(text.get(..range.start)?.matches('\n').count() + 1)
        });
        let mut message = first.message.to_string();
        for hint in &first.hints {
            message.push_str("; ");
            message.push_str(&hint.v);
        }
        Self { file, line, message }
    }
}

impl fmt::Display for TemplateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}")?;
            if let Some(line) = self.line {
                write!(f, ", line {line}")?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.message)
    }
}
