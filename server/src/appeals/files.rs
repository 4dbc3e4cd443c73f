//! Files of appeals and applications: judged by name and content, kept as they may be kept, handed out so that nothing in them runs.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use sea_orm::DatabaseTransaction;
use svetlitsa_api::appeals::AppealFile;
use svetlitsa_api::{FieldCode, paths};
use svetlitsa_domain::appeals::{
    FileKind, FileProblem, MOST_SENT_BYTES, MOST_SENT_FILES, clean_file_name, identify,
};
use svetlitsa_domain::readings::clean_photo;

use super::archive::check_docx;
use crate::entity::appeal_file;
use crate::failure::{Failure, Outcome};
use crate::random::digest;
use crate::store;
use crate::store::appeal_files::{Listed, Owner};

/// Fewest and most characters of a draft's token.
const TOKEN: std::ops::RangeInclusive<usize> = 43..=64;

/// A file that may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name, cleaned.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// The content: of JPEG and PNG the picture alone, without place, time and device.
    pub bytes: Vec<u8>,
}

impl Kept {
    /// Judges a file that somebody sends.
    ///
    /// # Errors
    /// 422 with what is wrong with it.
    pub fn check(typed_name: &str, bytes: &[u8]) -> Outcome<Self> {
        let name = clean_file_name(typed_name);
        let refused = |problem| Failure::field("file", FieldCode::of_file(problem));
        let kind = identify(&name, bytes).map_err(refused)?;
        let bytes = match kind {
            FileKind::Jpeg | FileKind::Png => {
                let photo = clean_photo(bytes);
                photo.map_err(|problem| Failure::field("file", FieldCode::of_photo(problem)))?.bytes
            }
            FileKind::Docx => {
                check_docx(bytes).map_err(refused)?;
                bytes.to_vec()
            }
            FileKind::Webp if !is_whole_webp(bytes) => return Err(refused(FileProblem::Damaged)),
            FileKind::Webp | FileKind::Heic | FileKind::Pdf | FileKind::Txt => bytes.to_vec(),
        };
        Ok(Self { name, kind, bytes })
    }
}

/// Its length is what its head says, but for a byte that evens it.
fn is_whole_webp(bytes: &[u8]) -> bool {
    let said = bytes.get(4..8).and_then(|length| <[u8; 4]>::try_from(length).ok()).map(u32::from_le_bytes);
    let said = said.and_then(|length| usize::try_from(length).ok()).map(|length| length.saturating_add(8));
    said.is_some_and(|length| length == bytes.len() || length + 1 == bytes.len())
}

/// What a draft's token is stored as; `None` when it is none of ours.
#[must_use]
pub fn draft_digest(token: &str) -> Option<String> {
    let is_ours = TOKEN.contains(&token.len())
        && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    is_ours.then(|| digest(&[b"appeal-draft", token.as_bytes()]))
}

/// Gives the files of a draft to an appeal.
///
/// # Errors
/// As [`claim_for`].
pub async fn claim(tx: &DatabaseTransaction, token: &str, appeal: &str) -> Outcome<()> {
    if token.is_empty() {
        return Ok(());
    }
    claim_for(tx, token, Owner::Appeal(appeal), "files").await
}

/// Gives the files of a draft to whoever they are sent with.
///
/// # Errors
/// 422 for `field` when they were kept as long as drafts are: who attached them must hear that they did not come along; and
/// when there are more than one appeal or application takes in all.
pub async fn claim_for(tx: &DatabaseTransaction, token: &str, owner: Owner<'_>, field: &str) -> Outcome<()> {
    let gone = || Failure::field(field, FieldCode::FilesGone);
    let draft = draft_digest(token).ok_or_else(gone)?;
    if store::appeal_files::claim(tx, &draft, owner).await? == 0 {
        return Err(gone());
    }
    // Nobody piles up files without end by sending a few again and again.
    let (files, bytes) = store::appeal_files::sent(tx, owner).await?;
    if files > MOST_SENT_FILES || bytes > MOST_SENT_BYTES {
        return Err(Failure::field(field, FieldCode::FilesTooMany));
    }
    Ok(())
}

/// A file as it is told of.
///
/// # Errors
/// When the store holds a word that is none of ours.
pub fn told(row: &Listed) -> Outcome<AppealFile> {
    Ok(AppealFile {
        id: row.id.clone(),
        place: u32::try_from(row.place).unwrap_or_default(),
        name: row.name.clone(),
        kind: FileKind::parse(&row.kind).ok_or_else(|| Failure::internal(&"an unknown kind of file"))?,
        bytes: u64::try_from(row.size).unwrap_or_default(),
    })
}

/// A file for whoever may have it: to be kept, never to be opened as a page of ours.
///
/// # Errors
/// As [`told`].
pub fn handed_out(row: appeal_file::Model) -> Outcome<Response> {
    let kind = FileKind::parse(&row.kind).ok_or_else(|| Failure::internal(&"an unknown kind of file"))?;
    let disposition = format!("attachment; filename*=UTF-8''{}", paths::encode(&row.name));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind.media_type())),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::try_from(disposition).unwrap_or(HeaderValue::from_static("attachment")),
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'"),
        ),
    ];
    Ok((headers, row.bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_webp_is_as_long_as_it_says() {
        let webp = |said: u32| [b"RIFF", &said.to_le_bytes()[..], b"WEBPVP8 \0\0\0\0"].concat();
        assert!(Kept::check("a.webp", &webp(12)).is_ok());
        for said in [0, 11 - 8, 13, u32::MAX] {
            assert!(Kept::check("a.webp", &webp(said)).is_err(), "{said}");
        }
    }

    #[test]
    fn tokens_are_of_one_form() {
        assert!(draft_digest(&crate::random::token()).is_some());
        for token in ["", "short", &"a".repeat(42), &"a".repeat(65), &"/".repeat(43), &"\u{44f}".repeat(43)] {
            assert_eq!(draft_digest(token), None, "{token}");
        }
    }
}
