//! The way to the bank's page is taken by itself once: right after the payment was started in this tab. Whoever
//! comes Back, reloads or opens a second tab stays here and chooses.

use crate::draft::Draft;

/// The payment was started here: its link, once there, is to be followed.
pub(crate) fn expect(payment: &str) {
    note(payment).keep("1");
}

/// Whether the link is to be followed now; asked once only.
pub(super) fn take(payment: &str) -> bool {
    let note = note(payment);
    let is_expected = note.read().is_some();
    note.forget();
    is_expected
}

fn note(payment: &str) -> Draft {
    Draft::new("payment", payment, "departure")
}
