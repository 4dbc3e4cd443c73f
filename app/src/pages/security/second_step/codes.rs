//! The recovery codes, shown this once.

use leptos::prelude::*;
use svetlitsa_ui::components::{Button, ButtonKind, Icon, Notice, NoticeKind, Sign};
use svetlitsa_ui::texts::security::second_step as t;

/// The recovery codes.
#[component]
pub(super) fn Codes(
    /// The codes; none when the answer that had them was lost.
    codes: Vec<String>,
    /// They are kept.
    done: Callback<()>,
) -> impl IntoView {
    let heading = NodeRef::<leptos::html::H3>::new();
    Effect::new(move || {
        if let Some(heading) = heading.get() {
            let _ = heading.focus();
        }
    });
    let print = move |()| {
        // A browser that cannot print says so by itself.
        let _ = window().print();
    };
    let is_lost = codes.is_empty();
    view! {
        <div class="stack" data-gap="small">
            <Notice kind=NoticeKind::Success><p>{t::ON_DONE}</p></Notice>
            <h3 tabindex="-1" node_ref=heading>{t::CODES}</h3>
            {if is_lost {
                view! { <p>{t::CODES_LOST}</p> }.into_any()
            } else {
                view! {
                    <p>{t::CODES_TEXT}</p>
                    <ul class="second-step__codes">
                        {codes.into_iter().map(|code| view! { <li>{code}</li> }).collect_view()}
                    </ul>
                }
                .into_any()
            }}
            <div class="row" data-print="never">
                <Button on_press=move |()| done.run(())>{t::KEPT}</Button>
                {(!is_lost).then(|| view! {
                    <Button kind=ButtonKind::Secondary on_press=print><Icon sign=Sign::Print/>{t::PRINT}</Button>
                })}
            </div>
        </div>
    }
}
