//! Accounts, readings and payments, for residents and guests: what most people come for, on the 25th and in a hurry.

super::area!(cabinet {
    ACCOUNTS: crate::pages::accounts::Accounts,
    ACCOUNT: crate::pages::account::Account,
    READINGS_GUEST: crate::pages::readings_guest::ReadingsGuest,
    READINGS: crate::pages::readings::Readings,
    KEPT: crate::pages::kept::KeptPage,
    LEAVE: crate::pages::leave::Leave,
    PAY: crate::pages::pay::Pay,
    PAY_SEVERAL: crate::pages::pay_several::PaySeveral,
    PAY_GUEST: crate::pages::pay_guest::PayGuest,
    PAYMENT: crate::pages::payment::Payment,
});
