//! What needs no cabinet.

super::area!(guest {
    SIGN_IN_CODE: crate::pages::sign_in_code::SignInCode,
    REGISTER: crate::pages::register::Register,
    REGISTER_CONFIRM: crate::pages::register_confirm::RegisterConfirm,
    REGISTER_ALLOW: crate::pages::register_allow::RegisterAllow,
    SHARE_ACCEPT: crate::pages::share_accept::ShareAccept,
    RECOVER: crate::pages::recover::Recover,
    RECOVER_CONFIRM: crate::pages::recover_confirm::RecoverConfirm,
    CABINET_CLOSED: crate::pages::cabinet_closed::CabinetClosed,
    EMAIL_CONFIRM: crate::pages::email_confirm::EmailConfirm,
    RECEIPT_CHECK: crate::pages::receipt_check::ReceiptCheck,
    RECEIPT: crate::pages::receipt::Receipt,
    CAMPAIGN_END: crate::pages::campaign_end::CampaignEnd,
    REMINDER_END: crate::pages::reminder_end::ReminderEnd,
    APPLICATION_NEW: crate::pages::application_new::ApplicationNew,
    E_BILL_END: crate::pages::e_bill_end::EBillEnd,
    CERTIFICATE_CHECK: crate::pages::certificate_check::CertificateCheck,
    SURVEY: crate::pages::survey::Survey,
    STATUS: crate::pages::status::Status,
    SERVICES: crate::pages::services::Services,
    OFFICES: crate::pages::offices::Offices,
});
