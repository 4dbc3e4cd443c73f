//! The press: fonts are read once, two documents are printed at a time, and the others wait.

use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Datelike, Timelike, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};
use svetlitsa_documents::{FontProblem, Moment, Order, Printed, Typesetter};
use tokio::sync::Semaphore;

use crate::data::DocumentFiles;
use crate::failure::{Failure, Outcome};

/// Documents that are printed at a time.
const AT_ONCE: usize = 2;

/// Prints documents.
#[derive(Debug)]
pub struct Press {
    files: DocumentFiles,
    /// Digest of everything that makes a look: another template, another font, another release.
    look: Vec<u8>,
    typesetter: OnceLock<Result<Typesetter, FontProblem>>,
    places: Arc<Semaphore>,
}

/// A document that is to be printed.
#[derive(Clone, Debug)]
pub struct Printing {
    template: &'static str,
    data: String,
    ident: String,
    made_at: DateTime<Utc>,
}

impl Printing {
    /// A document of a template, about what `data` says.
    ///
    /// # Errors
    /// When the data are no JSON.
    pub fn new(
        template: &'static str,
        data: &impl Serialize,
        ident: String,
        made_at: DateTime<Utc>,
    ) -> Outcome<Self> {
        Ok(Self { template, data: serde_json::to_string(data)?, ident, made_at })
    }
}

impl Press {
    /// A press for these files. It warms up with its first document.
    #[must_use]
    pub fn new(files: &DocumentFiles) -> Self {
        let mut look = Sha256::new();
        look.update(env!("CARGO_PKG_VERSION"));
        for (name, content) in files.fonts.iter().chain(&files.templates) {
            look.update(name);
            look.update(content.len().to_le_bytes());
            look.update(content);
        }
        Self {
            files: files.clone(),
            look: look.finalize().to_vec(),
            typesetter: OnceLock::new(),
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// What stays the same as long as the printed bytes do.
    #[must_use]
    pub fn tag(&self, printing: &Printing) -> String {
        let mut digest = Sha256::new();
        digest.update(&self.look);
        digest.update(printing.template);
        digest.update(&printing.data);
        digest.update(printing.made_at.timestamp_millis().to_le_bytes());
        let digest = digest.finalize();
        digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Prints a document beside the threads that answer requests.
    ///
    /// # Errors
    /// Internal failure, with file and line in the log, when fonts or template are not what they should be.
    pub async fn print(self: &Arc<Self>, printing: Printing) -> Outcome<Printed> {
        let place = Arc::clone(&self.places).acquire_owned().await;
        let place = place.map_err(|error| Failure::internal(&error))?;
        let press = Arc::clone(self);
        let work = tokio::task::spawn_blocking(move || {
            // A request that was given up still has its place until its document is done.
            let _place = place;
            press.print_now(&printing)
        });
        // A panic of the typesetter ends this document, not the service.
        let printed = work.await.map_err(|error| Failure::internal(&format!("printing: {error}")))?;
        printed.map_err(|problem| Failure::internal(&problem))
    }

    /// The same, here and now; the error is for the log.
    ///
    /// # Errors
    /// The sentence for an operator: which file, which line, what is wrong.
    pub fn print_now(&self, printing: &Printing) -> Result<Printed, String> {
        let warm_up = || Typesetter::new(self.files.fonts.iter().cloned());
        let typesetter = self.typesetter.get_or_init(warm_up).as_ref();
        let typesetter = typesetter.map_err(|problem| format!("data/fonts: {problem}"))?;
        let files: Vec<(&str, &[u8])> =
            self.files.templates.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
        let order = Order {
            template: printing.template,
            files: &files,
            data: &printing.data,
            made: moment(printing.made_at),
            ident: &printing.ident,
        };
        typesetter.print(&order).map_err(|problem| format!("data/templates/documents/{problem}"))
    }
}

fn moment(at: DateTime<Utc>) -> Moment {
    // The calendar's numbers fit by what they are.
    let small = |number: u32| u8::try_from(number).unwrap_or(0);
    Moment {
        year: at.year(),
        month: small(at.month()),
        day: small(at.day()),
        hour: small(at.hour()),
        minute: small(at.minute()),
        second: small(at.second()),
    }
}
