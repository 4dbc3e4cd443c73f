//! What needs no cabinet.

super::area!(guest {
    APPEAL_NEW: crate::pages::appeal_new::AppealNew,
    RECEIPT_CHECK: crate::pages::receipt_check::ReceiptCheck,
    RECEIPT: crate::pages::receipt::Receipt,
    STATUS: crate::pages::status::Status,
    OFFICES: crate::pages::offices::Offices,
});
