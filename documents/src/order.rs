//! What is to be printed.

/// A document that is to be printed.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// Name of the template among the files.
    pub template: &'a str,
    /// Every file that the template may read, by its name: itself, what it imports, its words.
    pub files: &'a [(&'a str, &'a [u8])],
    /// What the document is about: JSON, which the template reads as `data.json`.
    pub data: &'a str,
    /// When the document was made, for its properties: the printing has no clock of its own.
    pub made: Moment,
    /// What tells this document from every other.
    pub ident: &'a str,
}

/// A moment, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Year.
    pub year: i32,
    /// Month, from 1.
    pub month: u8,
    /// Day, from 1.
    pub day: u8,
    /// Hour.
    pub hour: u8,
    /// Minute.
    pub minute: u8,
    /// Second.
    pub second: u8,
}
