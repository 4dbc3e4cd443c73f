//! What else there is in a cabinet: what is told and shared, how one signs in, appeals and applications.

super::area!(affairs {
    ACCOUNT_NEW: crate::pages::account_new::AccountNew,
    SECURITY: crate::pages::security::Security,
    REMINDERS: crate::pages::reminders::Reminders,
    NOTICES: crate::pages::notices::Notices,
    SHARES: crate::pages::shares::Shares,
    HOUSE: crate::pages::house::House,
    APPEALS: crate::pages::appeals::Appeals,
    APPLICATIONS: crate::pages::applications::Applications,
});
