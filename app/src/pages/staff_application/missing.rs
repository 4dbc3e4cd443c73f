//! Which documents of an application are missing, as a clerk ticks them.

use leptos::prelude::*;
use svetlitsa_domain::applications::{ApplicationStage, DocumentKind};
use svetlitsa_ui::components::Checkbox;
use svetlitsa_ui::names;
use svetlitsa_ui::texts::staff::applications as t;

/// A tick for each document.
#[derive(Clone, Copy)]
pub(super) struct Missing {
    ticks: StoredValue<Vec<(DocumentKind, RwSignal<bool>)>>,
}

impl Missing {
    /// Nothing is ticked.
    pub(super) fn new() -> Self {
        let ticks = DocumentKind::ALL.map(|document| (document, RwSignal::new(false)));
        Self { ticks: StoredValue::new(ticks.to_vec()) }
    }

    /// They were sent.
    pub(super) fn clear(self) {
        for (_, tick) in self.ticks.get_value() {
            tick.set(false);
        }
    }

    /// What is ticked, for a step that tells of it.
    pub(super) fn ticked(self, stage: ApplicationStage) -> Vec<DocumentKind> {
        let ticks = self.ticks.get_value().into_iter().filter(|(_, tick)| tick.get_untracked());
        ticks.map(|(document, _)| document).filter(|_| stage == ApplicationStage::Incomplete).collect()
    }

    /// The ticks of the documents that an application is made out by.
    pub(super) fn fields(self, documents: &[DocumentKind]) -> AnyView {
        let ticks = self.ticks.get_value().into_iter().filter(|(document, _)| documents.contains(document));
        let ticks = ticks
            .map(|(document, tick)| {
                view! { <Checkbox name=document.as_str() label=names::document(document) checked=tick/> }
            })
            .collect_view();
        view! {
            <fieldset class="fieldset">
                <legend>{t::MISSING}</legend>
                <p class="field__hint">{t::MISSING_HINT}</p>
                {ticks}
            </fieldset>
        }
        .into_any()
    }
}
