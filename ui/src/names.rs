//! Words for the values of the domain, the same on every page, in the terminal and on paper.

use svetlitsa_api::readings::Channel;
use svetlitsa_api::receipts::TransferStatus;
use svetlitsa_api::session::StaffRole;
use svetlitsa_domain::appeals::{AppealAction, AppealKind, AppealStage, RefusalGround};
use svetlitsa_domain::applications::{ApplicationKind, ApplicationStage, DocumentKind};
use svetlitsa_domain::campaigns::Scenario;
use svetlitsa_domain::payments::{PaymentMethod, PaymentState};
use svetlitsa_domain::readings::VerdictStatus;
use svetlitsa_domain::standards::Standard;
use svetlitsa_domain::tariffs::{Service, Zone};

use crate::i18n::Text;
use crate::texts::campaigns::scenarios;
use crate::texts::{appeals, applications, drum, payments, promises, readings, receipts, staff};

/// Name of a register: «День».
#[must_use]
pub const fn zone(zone: Zone) -> Text {
    match zone {
        Zone::Single => drum::SINGLE,
        Zone::Day => drum::DAY,
        Zone::Night => drum::NIGHT,
        Zone::Peak => drum::PEAK,
        Zone::HalfPeak => drum::HALF_PEAK,
        Zone::Kitchen => drum::KITCHEN,
        Zone::Bath => drum::BATH,
    }
}

/// What is supplied: «Электроэнергия».
#[must_use]
pub const fn service(service: Service) -> Text {
    match service {
        Service::Electricity => receipts::SERVICE_ELECTRICITY,
        Service::HotWater => receipts::SERVICE_HOT_WATER,
    }
}

/// How a reading came: «в терминале».
#[must_use]
pub const fn channel(channel: Channel) -> Text {
    match channel {
        Channel::Portal => readings::CHANNEL_PORTAL,
        Channel::Terminal => readings::CHANNEL_TERMINAL,
        Channel::Sms => readings::CHANNEL_SMS,
        Channel::Meter => readings::CHANNEL_METER,
        Channel::Office => readings::CHANNEL_OFFICE,
        Channel::Elder => readings::CHANNEL_ELDER,
        Channel::Unknown => readings::CHANNEL_UNKNOWN,
    }
}

/// The verdict in a word or two: «Принято».
#[must_use]
pub const fn verdict(status: VerdictStatus) -> Text {
    match status {
        VerdictStatus::Accepted => readings::STATUS_ACCEPTED,
        VerdictStatus::Question => readings::STATUS_QUESTION,
        VerdictStatus::Refused => readings::STATUS_REFUSED,
    }
}

/// How one pays: «Банковская карта».
#[must_use]
pub const fn method(method: PaymentMethod) -> Text {
    match method {
        PaymentMethod::BankCard => payments::METHOD_BANK_CARD,
        PaymentMethod::Sbp => payments::METHOD_SBP,
        PaymentMethod::SberPay => payments::METHOD_SBER_PAY,
        PaymentMethod::TPay => payments::METHOD_T_PAY,
        PaymentMethod::Agent => payments::METHOD_AGENT,
    }
}

/// Where a payment stands: «Оплачено».
#[must_use]
pub const fn payment_state(state: PaymentState) -> Text {
    match state {
        PaymentState::Created => payments::STATE_CREATED,
        PaymentState::Waiting => payments::STATE_WAITING,
        PaymentState::Succeeded => payments::STATE_SUCCEEDED,
        PaymentState::Cancelled => payments::STATE_CANCELLED,
        PaymentState::Expired => payments::STATE_EXPIRED,
        PaymentState::Refunding => payments::STATE_REFUNDING,
        PaymentState::Refunded => payments::STATE_REFUNDED,
    }
}

/// How far the money is: «зачислено».
#[must_use]
pub const fn transfer(status: TransferStatus) -> Text {
    match status {
        TransferStatus::HandedToBank => receipts::TRANSFER_HANDED_TO_BANK,
        TransferStatus::Credited => receipts::TRANSFER_CREDITED,
    }
}

/// What was promised, as a sentence of ours.
#[must_use]
pub const fn promise(standard: Standard) -> Text {
    match standard {
        Standard::Acknowledgement => promises::ACKNOWLEDGEMENT,
        Standard::AppealReview => promises::APPEAL_REVIEW,
        Standard::InterimAnswer => promises::INTERIM_ANSWER,
        Standard::WrittenAnswer => promises::WRITTEN_ANSWER,
        Standard::MoneyClaim => promises::MONEY_CLAIM,
        Standard::PaymentConfirmation => promises::PAYMENT_CONFIRMATION,
        Standard::PaymentCredit => promises::PAYMENT_CREDIT,
        Standard::ApplicationNotice => promises::APPLICATION_NOTICE,
        Standard::OfficeRefusal => promises::OFFICE_REFUSAL,
        Standard::ContractDraft => promises::CONTRACT_DRAFT,
        Standard::ContractDraftOther => promises::CONTRACT_DRAFT_OTHER,
        Standard::DisagreementAnswer => promises::DISAGREEMENT_ANSWER,
        Standard::OwnerChange => promises::OWNER_CHANGE,
        Standard::ServiceCall => promises::SERVICE_CALL,
        Standard::SupplyRestoration => promises::SUPPLY_RESTORATION,
        Standard::NoDebtCertificate => promises::NO_DEBT_CERTIFICATE,
        Standard::RefundCredit => promises::REFUND_CREDIT,
        Standard::PaymentRefund => promises::PAYMENT_REFUND,
        Standard::ConnectionTerms => promises::CONNECTION_TERMS,
    }
}

/// What an appeal is about: «Жалоба».
#[must_use]
pub const fn appeal_kind(kind: AppealKind) -> Text {
    match kind {
        AppealKind::Complaint => appeals::KIND_COMPLAINT,
        AppealKind::Question => appeals::KIND_QUESTION,
        AppealKind::Claim => appeals::KIND_CLAIM,
        AppealKind::Theft => appeals::KIND_THEFT,
        AppealKind::Outage => appeals::KIND_OUTAGE,
        AppealKind::Suggestion => appeals::KIND_SUGGESTION,
        AppealKind::Thanks => appeals::KIND_THANKS,
        AppealKind::PaymentSearch => appeals::KIND_PAYMENT_SEARCH,
    }
}

/// How far an appeal is: «В работе».
#[must_use]
pub const fn appeal_stage(stage: AppealStage) -> Text {
    match stage {
        AppealStage::Registered => appeals::STAGE_REGISTERED,
        AppealStage::Checked => appeals::STAGE_CHECKED,
        AppealStage::Routed => appeals::STAGE_ROUTED,
        AppealStage::InWork => appeals::STAGE_IN_WORK,
        AppealStage::NeedsData => appeals::STAGE_NEEDS_DATA,
        AppealStage::Answered => appeals::STAGE_ANSWERED,
        AppealStage::Refused => appeals::STAGE_REFUSED,
        AppealStage::Closed => appeals::STAGE_CLOSED,
        AppealStage::Reopened => appeals::STAGE_REOPENED,
    }
}

/// What a clerk does with an appeal: «Взять в работу».
#[must_use]
pub const fn appeal_action(action: AppealAction) -> Text {
    match action {
        AppealAction::Check => appeals::ACTION_CHECK,
        AppealAction::Route => appeals::ACTION_ROUTE,
        AppealAction::Take => appeals::ACTION_TAKE,
        AppealAction::AskForData => appeals::ACTION_ASK_FOR_DATA,
        AppealAction::Inform => appeals::ACTION_INFORM,
        AppealAction::Answer => appeals::ACTION_ANSWER,
        AppealAction::Refuse => appeals::ACTION_REFUSE,
        AppealAction::Close => appeals::ACTION_CLOSE,
    }
}

/// Why an appeal is not answered on the merits.
#[must_use]
pub const fn refusal_ground(ground: RefusalGround) -> Text {
    match ground {
        RefusalGround::Abuse => appeals::GROUND_ABUSE,
        RefusalGround::Unreadable => appeals::GROUND_UNREADABLE,
        RefusalGround::Repeated => appeals::GROUND_REPEATED,
        RefusalGround::Secret => appeals::GROUND_SECRET,
    }
}

/// What is applied for: «Смена собственника».
#[must_use]
pub const fn application_kind(kind: ApplicationKind) -> Text {
    match kind {
        ApplicationKind::Contract => applications::KIND_CONTRACT,
        ApplicationKind::OwnerChange => applications::KIND_OWNER_CHANGE,
        ApplicationKind::Refund => applications::KIND_REFUND,
        ApplicationKind::Reprogramming => applications::KIND_REPROGRAMMING,
        ApplicationKind::Connection => applications::KIND_CONNECTION,
        ApplicationKind::MeterReplacement => applications::KIND_METER_REPLACEMENT,
        ApplicationKind::ExtraService => applications::KIND_EXTRA_SERVICE,
        ApplicationKind::Restoration => applications::KIND_RESTORATION,
        ApplicationKind::Disagreement => applications::KIND_DISAGREEMENT,
    }
}

/// What an application is made out by: «паспорт».
#[must_use]
pub const fn document(document: DocumentKind) -> Text {
    match document {
        DocumentKind::Passport => applications::DOCUMENT_PASSPORT,
        DocumentKind::RightDocument => applications::DOCUMENT_RIGHT_DOCUMENT,
        DocumentKind::ConnectionAct => applications::DOCUMENT_CONNECTION_ACT,
        DocumentKind::MeterPassport => applications::DOCUMENT_METER_PASSPORT,
        DocumentKind::ReadingOnTransfer => applications::DOCUMENT_READING_ON_TRANSFER,
        DocumentKind::ReprogrammingMemo => applications::DOCUMENT_REPROGRAMMING_MEMO,
        DocumentKind::DisagreementProtocol => applications::DOCUMENT_DISAGREEMENT_PROTOCOL,
    }
}

/// How far an application is: «Договор готов к подписанию».
#[must_use]
pub const fn application_stage(stage: ApplicationStage) -> Text {
    match stage {
        ApplicationStage::Received => applications::STAGE_RECEIVED,
        ApplicationStage::Incomplete => applications::STAGE_INCOMPLETE,
        ApplicationStage::Refused => applications::STAGE_REFUSED,
        ApplicationStage::ReadyToSign => applications::STAGE_READY_TO_SIGN,
        ApplicationStage::SignedByCompany => applications::STAGE_SIGNED_BY_COMPANY,
        ApplicationStage::Concluded => applications::STAGE_CONCLUDED,
        ApplicationStage::MoneyReceived => applications::STAGE_MONEY_RECEIVED,
        ApplicationStage::Credited => applications::STAGE_CREDITED,
        ApplicationStage::Reprogrammed => applications::STAGE_REPROGRAMMED,
        ApplicationStage::Postpaid => applications::STAGE_POSTPAID,
        ApplicationStage::TermsPlaced => applications::STAGE_TERMS_PLACED,
        ApplicationStage::Building => applications::STAGE_BUILDING,
        ApplicationStage::Connected => applications::STAGE_CONNECTED,
    }
}

/// What a campaign is about.
#[must_use]
pub const fn scenario(scenario: Scenario) -> Text {
    match scenario {
        Scenario::Debt => scenarios::DEBT,
        Scenario::Restriction => scenarios::RESTRICTION,
        Scenario::Readings => scenarios::READINGS,
        Scenario::Information => scenarios::INFORMATION,
    }
}

/// What a member of staff may do: «Оператор».
#[must_use]
pub const fn role(role: StaffRole) -> Text {
    match role {
        StaffRole::Operator => staff::ROLE_OPERATOR,
        StaffRole::Supervisor => staff::ROLE_SUPERVISOR,
        StaffRole::Admin => staff::ROLE_ADMIN,
    }
}
