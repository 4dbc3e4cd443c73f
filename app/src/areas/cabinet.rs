//! The cabinet of a resident.

super::area!(cabinet {
    ACCOUNT_NEW: crate::pages::account_new::AccountNew,
    SECURITY: crate::pages::security::Security,
    ACCOUNTS: crate::pages::accounts::Accounts,
    ACCOUNT: crate::pages::account::Account,
    READINGS_GUEST: crate::pages::readings_guest::ReadingsGuest,
    READINGS: crate::pages::readings::Readings,
    KEPT: crate::pages::kept::KeptPage,
    LEAVE: crate::pages::leave::Leave,
    REMINDERS: crate::pages::reminders::Reminders,
    NOTICES: crate::pages::notices::Notices,
    SHARES: crate::pages::shares::Shares,
    HOUSE: crate::pages::house::House,
    PAY: crate::pages::pay::Pay,
    PAY_SEVERAL: crate::pages::pay_several::PaySeveral,
    PAY_GUEST: crate::pages::pay_guest::PayGuest,
    PAYMENT: crate::pages::payment::Payment,
    APPEALS: crate::pages::appeals::Appeals,
    APPLICATIONS: crate::pages::applications::Applications,
});
