//! Bills, and where every rouble of them comes from.

super::area!(bills {
    BILLS: crate::pages::bills::Bills,
    BILL: crate::pages::bill::Bill,
    AUTOPAY: crate::pages::autopay::Autopay,
    DEBT: crate::pages::debt::Debt,
    PAYEES: crate::pages::payees::Payees,
    LEDGER: crate::pages::ledger::Ledger,
    RECEIPTS: crate::pages::receipts::Receipts,
    CERTIFICATE: crate::pages::certificate::Certificate,
});
