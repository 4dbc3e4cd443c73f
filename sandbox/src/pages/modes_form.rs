//! The modes, for a person: what `POST /control` does, as a form.

use axum::extract::{Form, State};
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;

use crate::modes::{AcquirerMode, Modes, NoticeModes};
use crate::sandbox::Shared;
use crate::words::{Words, named};

/// The form of the overview page.
#[derive(Debug, Deserialize)]
pub(super) struct Answers {
    acquirer: AcquirerMode,
    drop: Option<String>,
    reorder: Option<String>,
    #[serde(default)]
    delay_ms: String,
    #[serde(default)]
    duplicates: String,
}

pub(super) async fn apply(State(sandbox): State<Shared>, Form(answers): Form<Answers>) -> Redirect {
    sandbox.set_modes(|modes| {
        modes.acquirer = answers.acquirer;
        modes.notifications.drop = answers.drop.is_some();
        modes.notifications.reorder = answers.reorder.is_some();
        modes.notifications.delay_ms = answers.delay_ms.parse().unwrap_or(0);
        modes.notifications.duplicates = answers.duplicates.parse().unwrap_or(0).min(20);
    });
    Redirect::to("/")
}

/// The form itself.
pub(super) fn form(words: &Words, modes: &Modes) -> Markup {
    html! {
        form method="post" action="/modes" {
            div.modes {
                (acquirer(words, modes.acquirer))
                (notices(words, &modes.notifications))
            }
            button.primary { (words.home.apply) }
        }
    }
}

fn acquirer(words: &Words, present: AcquirerMode) -> Markup {
    html! {
        fieldset {
            legend { (words.home.acquirer) }
            @for (mode, name) in AcquirerMode::ALL {
                label.choice {
                    input type="radio" name="acquirer" value=(name) checked[mode == present];
                    span { (named(&words.home.acquirer_modes, name)) }
                }
            }
        }
    }
}

fn notices(words: &Words, present: &NoticeModes) -> Markup {
    let home = &words.home;
    html! {
        fieldset {
            legend { (home.notices) }
            @for (name, text, on) in [("drop", &home.drop, present.drop), ("reorder", &home.reorder, present.reorder)] {
                label.choice {
                    input type="checkbox" name=(name) checked[on];
                    span { (text) }
                }
            }
            div.line {
                p.field {
                    label for="delay" { (home.delay_ms) }
                    input #delay type="number" name="delay_ms" min="0" max="600000" value=(present.delay_ms);
                }
                p.field {
                    label for="copies" { (home.duplicates) }
                    input #copies type="number" name="duplicates" min="0" max="20" value=(present.duplicates);
                }
            }
        }
    }
}
