//! Files that are attached before anything is sent: seen as they are kept, replaced, taken away; and files that came.

mod came;
mod field;
mod preview;

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::FieldCode;
use svetlitsa_api::appeals::AppealFile;
use svetlitsa_domain::appeals::{FileKind, MOST_FILE_BYTES, MOST_FILES};
use svetlitsa_ui::client::{Attempt, ClientError, appeal_files as client};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::problem::{explain, field_message};
use svetlitsa_ui::texts::appeals::files as t;

use crate::draft::Draft;

pub(crate) use came::{CameFiles, CameFor};
pub(crate) use field::AttachmentsField;

/// The files of one form.
#[derive(Clone, Copy)]
pub(crate) struct Attachments {
    /// The draft's token, kept in the tab: a reload finds the files again.
    draft: RwSignal<String>,
    files: RwSignal<Vec<AppealFile>>,
    problem: RwSignal<Option<Words>>,
    under_way: RwSignal<Option<String>>,
}

impl Attachments {
    /// What was attached before and not sent.
    pub(crate) fn restored(about: &str) -> Self {
        Self::restored_from(&Draft::new("appeal", about, "files"))
    }

    /// The same for another form: where the token is kept.
    pub(crate) fn restored_from(kept: &Draft) -> Self {
        let attachments = Self {
            draft: kept.signal(String::new()),
            files: RwSignal::new(Vec::new()),
            problem: RwSignal::new(None),
            under_way: RwSignal::new(None),
        };
        attachments.look_again();
        attachments
    }

    /// The token to send, when there is a file to send with it; untracked.
    pub(crate) fn token(self) -> String {
        if self.files.with_untracked(Vec::is_empty) { String::new() } else { self.draft.get_untracked() }
    }

    /// Whether nothing is attached; tracked.
    pub(crate) fn is_empty(self) -> bool {
        self.files.with(Vec::is_empty)
    }

    /// Whether a file is on its way; tracked.
    pub(crate) fn is_busy(self) -> bool {
        self.under_way.with(Option::is_some)
    }

    /// They are sent: the next form begins without.
    pub(crate) fn clear(self) {
        self.draft.set(String::new());
        self.files.set(Vec::new());
        self.problem.set(None);
    }

    /// Asks what the draft holds: what was too old is gone.
    pub(crate) fn look_again(self) {
        let draft = self.draft.get_untracked();
        if draft.is_empty() {
            return;
        }
        spawn_local(async move {
            if let Ok(held) = client::list_draft_files(&draft).await {
                let _ = self.files.try_set(held.items);
            }
        });
    }

    /// Attaches files one after another, the first of them in `place` when one is to be replaced.
    fn attach(self, files: Vec<web_sys::File>, place: Option<u32>) {
        self.problem.set(None);
        spawn_local(async move {
            let mut place = place;
            for file in files {
                let name = file.name();
                if self.under_way.try_set(Some(name.clone())).is_some() {
                    return;
                }
                if let Err(problem) = self.attach_one(&file, &name, place.take()).await {
                    let told = move || t::refused(&name, &problem.get());
                    let _ = self.problem.try_set(Some(Words::live(told)));
                }
            }
            let _ = self.under_way.try_set(None);
        });
    }

    async fn attach_one(self, file: &web_sys::File, name: &str, place: Option<u32>) -> Result<(), Words> {
        // What cannot be taken is not carried over a slow line to hear it.
        if FileKind::of_name(name).is_none() {
            return Err(field_message(FieldCode::FileWrongKind).into());
        }
        let most = u32::try_from(MOST_FILE_BYTES).unwrap_or(u32::MAX);
        if file.size() > f64::from(most) {
            return Err(field_message(FieldCode::FileTooLarge).into());
        }
        let place = place.or_else(|| self.free_place()).ok_or(Words::from(t::FULL))?;
        let mut draft = self.draft.get_untracked();
        if draft.is_empty() {
            draft = client::open_draft().await.map_err(|error| sentence(&error))?.token;
            let _ = self.draft.try_set(draft.clone());
        }
        let attached = client::put_draft_file(&draft, place, name, file, &Attempt::new()).await;
        let attached = attached.map_err(|error| sentence(&error))?;
        let _ = self.files.try_update(|files| {
            files.retain(|file| file.place != attached.place);
            files.push(attached);
            files.sort_by_key(|file| file.place);
        });
        Ok(())
    }

    fn free_place(self) -> Option<u32> {
        let most = u32::try_from(MOST_FILES).unwrap_or_default();
        self.files
            .with_untracked(|files| (1..=most).find(|place| files.iter().all(|file| file.place != *place)))
    }

    fn remove(self, place: u32) {
        self.problem.set(None);
        let draft = self.draft.get_untracked();
        spawn_local(async move {
            match client::remove_draft_file(&draft, place, &Attempt::new()).await {
                Ok(()) => {
                    let _ = self.files.try_update(|files| files.retain(|file| file.place != place));
                }
                Err(error) => {
                    let _ = self.problem.try_set(Some(sentence(&error)));
                }
            }
        });
    }
}

/// What is wrong, in a sentence with its way out.
fn sentence(error: &ClientError) -> Words {
    if let ClientError::Rejected(problem) = error
        && let Some(field) = problem.fields.first()
    {
        return field_message(field.code).into();
    }
    let told = explain(error);
    Words::live(move || format!("{} {}", told.text.get(), told.way_out.get()))
}

/// Size of a file in words.
fn size(bytes: u64) -> String {
    t::kilobytes(&bytes.div_ceil(1024).to_string())
}
