//! What needs no cabinet.

super::area!(guest {
    RECEIPT_CHECK: crate::pages::receipt_check::ReceiptCheck,
    RECEIPT: crate::pages::receipt::Receipt,
    STATUS: crate::pages::status::Status,
    OFFICES: crate::pages::offices::Offices,
});
