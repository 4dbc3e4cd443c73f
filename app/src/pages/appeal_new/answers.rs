//! Answers to what is being typed: whoever finds one there need not wait for ours.

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::faq::{FaqAnswer, FaqView};
use svetlitsa_domain::faq::{best, holds_any};
use svetlitsa_ui::client::{Attempt, faq as client};
use svetlitsa_ui::components::{Button, ButtonKind, Details, Link};
use svetlitsa_ui::i18n::lang;
use svetlitsa_ui::texts::appeals::answers as t;

/// The answers of the operator, once they are here. Without them the form is as good as ever.
#[derive(Clone, Copy)]
pub(super) struct Answers {
    faq: RwSignal<Option<FaqView>>,
}

impl Answers {
    /// Asks for them, and again when the language changes.
    pub(super) fn new() -> Self {
        let faq = RwSignal::new(None);
        Effect::new(move || {
            let lang = lang();
            spawn_local(async move {
                if let Ok(view) = client::get_faq(lang).await {
                    let _ = faq.try_set(Some(view));
                }
            });
        });
        Self { faq }
    }

    /// Whether a text tells of danger; tracked.
    pub(super) fn tells_of_danger(self, text: &str) -> bool {
        self.faq.with(|faq| faq.as_ref().is_some_and(|faq| holds_any(text, &faq.danger)))
    }

    /// Answers that fit a text, best first; tracked.
    fn fitting(self, text: &str) -> Vec<FaqAnswer> {
        self.faq.with(|faq| {
            let Some(faq) = faq else { return Vec::new() };
            let keys: Vec<_> = faq.answers.iter().map(|answer| answer.keys.clone()).collect();
            best(text, &keys).into_iter().map(|at| faq.answers[at].clone()).collect()
        })
    }
}

/// The answers that fit what is typed, folded; nothing where none does.
#[component]
pub(super) fn FittingAnswers(
    /// All of them.
    answers: Answers,
    /// What is typed.
    text: RwSignal<String>,
    /// Takes it that one has helped.
    helped: Callback<()>,
) -> impl IntoView {
    let fitting = Memo::new(move |_| text.with(|text| answers.fitting(text)));
    let is_any = Memo::new(move |_| !fitting.with(Vec::is_empty));
    let tell = Callback::new(move |id: String| {
        // Whether it was counted is no matter of the reader's.
        spawn_local(async move {
            let _ = client::answer_helped(&id, &Attempt::new()).await;
        });
        helped.run(());
    });
    view! {
        <div role="status">
            {move || is_any.get().then(|| view! { <p class="field__label">{t::TITLE}</p> })}
        </div>
        <For each=move || fitting.get() key=|answer| answer.id.clone() let:answer>
            <OneAnswer answer tell/>
        </For>
    }
}

/// One answer.
#[component]
fn OneAnswer(
    /// The answer.
    answer: FaqAnswer,
    /// Takes its id when it has helped.
    tell: Callback<String>,
) -> impl IntoView {
    let FaqAnswer { id, question, answer, page, .. } = answer;
    let page = (!page.is_empty()).then(|| view! { <Link href=page>{t::PAGE}</Link> });
    view! {
        <Details summary=question>
            <div class="stack" data-gap="small">
                <p>{answer}</p>
                <div class="row">
                    <Button kind=ButtonKind::Secondary small=true on_press=move |()| tell.run(id.clone())>{t::HELPED}</Button>
                    {page}
                </div>
            </div>
        </Details>
    }
}
