//! Rights in words: «видит счета, передаёт показания, платит».

use svetlitsa_domain::accounts::access::Rights;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::shares as t;

/// Rights in words, the first with a capital letter by its own text.
pub(crate) fn words(rights: Rights) -> Words {
    Words::live(move || {
        let parts = [(rights.view, t::MAY_VIEW), (rights.submit, t::MAY_SUBMIT), (rights.pay, t::MAY_PAY)];
        let given = parts.into_iter().filter(|(is_given, _)| *is_given).map(|(_, text)| text.get());
        given.collect::<Vec<_>>().join(", ")
    })
}
