//! Bills, and where every rouble of them comes from.

super::area!(bills {
    BILLS: crate::pages::bills::Bills,
    BILL: crate::pages::bill::Bill,
    CERTIFICATE: crate::pages::certificate::Certificate,
});
