//! Endpoint paths, once. `{…}` is a segment to fill.

macro_rules! paths {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)*) => {
        $($(#[$doc])* pub const $name: &str = $path;)*
        /// Every path of the API, for the check against the router.
        pub const ALL: &[&str] = &[$($path),*];
    };
}

paths! {
    /// GET: who is here. POST: sign in. DELETE: sign out.
    SESSION = "/api/v1/session";
    /// POST: the second step of signing in.
    SESSION_SECOND_STEP = "/api/v1/session/second-step";
    /// GET: whether signing in takes a second step.
    SECOND_FACTOR = "/api/v1/second-factor";
    /// POST: a secret for an authenticator app.
    SECOND_FACTOR_ENROLMENTS = "/api/v1/second-factor/enrolments";
    /// POST: its first code switches the second step on.
    SECOND_FACTOR_CONFIRMATIONS = "/api/v1/second-factor/confirmations";
    /// POST: new recovery codes.
    SECOND_FACTOR_CODES = "/api/v1/second-factor/recovery-codes";
    /// POST: switch the second step off.
    SECOND_FACTOR_REMOVALS = "/api/v1/second-factor/removals";
    /// GET: where the cabinet is signed in. DELETE: sign out everywhere else.
    SESSIONS = "/api/v1/sessions";
    /// DELETE: sign out there.
    SESSION_ELSEWHERE = "/api/v1/sessions/{id}";
    /// GET: what people consent to when they register.
    CONSENT = "/api/v1/registrations/consent";
    /// POST: ask for a cabinet; a letter answers.
    REGISTRATIONS = "/api/v1/registrations";
    /// POST: follow the letter's link.
    REGISTRATION_CONFIRMATIONS = "/api/v1/registrations/confirmations";
    /// POST: an owner follows the link that lets a newcomer have the account too.
    CLAIM_APPROVALS = "/api/v1/claims/approvals";
    /// POST: an owner follows the link and does not let the newcomer have it.
    CLAIM_REFUSALS = "/api/v1/claims/refusals";
    /// GET: what the cabinet's owner agreed to.
    CONSENTS = "/api/v1/consents";
    /// POST: withdraw it; the cabinet is closed.
    CONSENT_WITHDRAWALS = "/api/v1/consents/withdrawals";
    /// POST: ask for a letter to set a new password.
    PASSWORD_RECOVERIES = "/api/v1/password-recoveries";
    /// POST: follow its link.
    PASSWORD_RECOVERY_CONFIRMATIONS = "/api/v1/password-recoveries/confirmations";
    /// POST: a new password from inside the cabinet.
    PASSWORD_CHANGES = "/api/v1/password-changes";
    /// POST: ask for another address to sign in with.
    EMAIL_CHANGES = "/api/v1/email-changes";
    /// POST: follow the link of the letter to it.
    EMAIL_CHANGE_CONFIRMATIONS = "/api/v1/email-changes/confirmations";
    /// POST: staff signs in. DELETE: signs out.
    STAFF_SESSION = "/api/v1/staff/session";
    /// GET: accounts of the cabinet. POST: add another one.
    ACCOUNTS = "/api/v1/accounts";
    /// POST: a guest proves two identifiers.
    ACCOUNT_LOOKUP = "/api/v1/accounts/lookup";
    /// GET: an account at a glance. PATCH: its own name and its place in the cabinet. DELETE: take it out of the cabinet.
    ACCOUNT = "/api/v1/accounts/{number}";
    /// GET: who has access besides the holders. POST: offer it.
    SHARES = "/api/v1/accounts/{number}/shares";
    /// PATCH: leave only some rights. DELETE: take it back, or give it back.
    SHARE = "/api/v1/shares/{id}";
    /// POST: what a letter's link offers.
    SHARE_OFFERS = "/api/v1/shares/offers";
    /// POST: accept it.
    SHARE_ACCEPTANCES = "/api/v1/shares/acceptances";
    /// POST: accept it by opening a cabinet.
    SHARE_OPENINGS = "/api/v1/shares/openings";
    /// GET: history. POST: submit.
    READINGS = "/api/v1/accounts/{number}/readings";
    /// GET: automatic payment. PUT: set it up. DELETE: stop it.
    AUTOPAY = "/api/v1/accounts/{number}/autopay";
    /// GET: bills, newest first.
    BILLS = "/api/v1/accounts/{number}/bills";
    /// GET: the bill of a month, each line with where it comes from.
    BILL = "/api/v1/accounts/{number}/bills/{period}";
    /// GET: what is late, what it grows to and what follows.
    DEBT = "/api/v1/accounts/{number}/debt";
    /// GET: the plan of instalments in so many parts. POST: agree on it.
    INSTALMENTS = "/api/v1/accounts/{number}/instalments";
    /// GET: what this month will cost, and whether that is much.
    FORECAST = "/api/v1/accounts/{number}/forecast";
    /// PUT: from what on a bill is much.
    BILL_ALERT = "/api/v1/accounts/{number}/bill-alert";
    /// GET: whether bills come by e-mail. PUT: they do from now on. DELETE: no longer.
    E_BILL = "/api/v1/accounts/{number}/e-bill";
    /// POST: no longer, by the link of a letter.
    E_BILL_ENDS = "/api/v1/e-bills/ends";
    /// GET: what the caller is reminded of by letter. PUT: of what from now on.
    REMINDERS = "/api/v1/accounts/{number}/reminders";
    /// POST: no longer, by the link of a letter.
    REMINDER_ENDS = "/api/v1/reminders/ends";
    /// GET: letters that were sent to the caller, newest first.
    LETTERS = "/api/v1/letters";
    /// GET: the price list of extra services.
    SERVICES = "/api/v1/services";
    /// GET: what happened lately in the cabinet.
    NOTICES = "/api/v1/notices";
    /// POST: all of it was seen up to a moment.
    NOTICES_SEEN = "/api/v1/notices/seen";
    /// GET: the telephone of the cabinet. POST: confirm one by its code. DELETE: none any more.
    PHONE = "/api/v1/phone";
    /// POST: a code by text message.
    PHONE_CODES = "/api/v1/phone/codes";
    /// GET: text messages that were sent to the caller.
    MESSAGES = "/api/v1/messages";
    /// GET: whether notices in browsers are offered, and the caller's browsers.
    PUSH = "/api/v1/push";
    /// POST: lets a browser show notices.
    PUSH_BROWSERS = "/api/v1/push/browsers";
    /// DELETE: a browser shows nothing any more.
    PUSH_BROWSER = "/api/v1/push/browsers/{id}";
    /// POST: a notice to see whether it comes.
    PUSH_TRIALS = "/api/v1/push/trials";
    /// GET: notices that were sent to the caller's browsers.
    PUSH_NOTICES = "/api/v1/push/notices";
    /// GET: whom the account pays and paid, and what is owed to each.
    PAYEES = "/api/v1/accounts/{number}/payees";
    /// GET: everything that was charged, paid and put right, newest first.
    LEDGER = "/api/v1/accounts/{number}/ledger";
    /// GET: the same on paper.
    BILL_DOCUMENT = "/api/v1/accounts/{number}/bills/{period}/document";
    /// GET: certificates that nothing is owed, and what stands in the way. POST: issue one.
    CERTIFICATES = "/api/v1/accounts/{number}/certificates";
    /// GET: one on paper.
    CERTIFICATE_DOCUMENT = "/api/v1/accounts/{number}/certificates/{id}/document";
    /// GET: whether a certificate is true; masked.
    CERTIFICATE_VERIFICATION = "/api/v1/certificates/{code}";
    /// GET: the photo of its dial. PUT: attach one.
    READING_PHOTO = "/api/v1/accounts/{number}/readings/{reading}/photo";
    /// GET: use month by month.
    CONSUMPTION = "/api/v1/accounts/{number}/consumption";
    /// GET: the history as a table for spreadsheets.
    READINGS_CSV = "/api/v1/accounts/{number}/readings/export.csv";
    /// GET: use as Green Button.
    READINGS_GREEN_BUTTON = "/api/v1/accounts/{number}/readings/green-button.xml";
    /// GET: the reading window of the account as a calendar, silent where a reading is given.
    READINGS_CALENDAR = "/api/v1/accounts/{number}/readings/window.ics";
    /// GET: the reading window of a branch as a calendar to subscribe to.
    BRANCH_CALENDAR = "/api/v1/branches/{branch}/window.ics";
    /// GET: payments of an account.
    ACCOUNT_PAYMENTS = "/api/v1/accounts/{number}/payments";
    /// GET: who looked into the cabinet.
    ACCOUNT_PREVIEWS = "/api/v1/accounts/{number}/previews";
    /// POST: start a payment.
    PAYMENTS = "/api/v1/payments";
    /// GET: where it stands.
    PAYMENT = "/api/v1/payments/{id}";
    /// GET: server-sent events.
    PAYMENT_EVENTS = "/api/v1/payments/{id}/events";
    /// POST: give it up before the bank has it.
    PAYMENT_WITHDRAWAL = "/api/v1/payments/{id}/withdrawal";
    /// GET: its receipt.
    PAYMENT_RECEIPT = "/api/v1/payments/{id}/receipt";
    /// GET: the same as PDF.
    PAYMENT_RECEIPT_DOCUMENT = "/api/v1/payments/{id}/receipt/document";
    /// GET: the same as lines for a receipt printer.
    PAYMENT_RECEIPT_PAPER = "/api/v1/payments/{id}/receipt/paper";
    /// GET: receipts of an account, year by year.
    ACCOUNT_RECEIPTS = "/api/v1/accounts/{number}/receipts";
    /// GET: public check of a receipt.
    RECEIPT_VERIFICATION = "/api/v1/receipts/{code}";
    /// GET: appeals of the cabinet. POST: register one, signed in or not.
    APPEALS = "/api/v1/appeals";
    /// POST: find by number and contact.
    APPEAL_LOOKUP = "/api/v1/appeals/lookup";
    /// GET: answers to what is asked most.
    FAQ = "/api/v1/faq";
    /// POST: one of them has helped.
    FAQ_HELPED = "/api/v1/faq/{answer}/helped";
    /// POST: a token for files that are attached before anything is sent.
    APPEAL_DRAFTS = "/api/v1/appeals/drafts";
    /// GET: the files of a draft.
    APPEAL_DRAFT_FILES = "/api/v1/appeals/drafts/files";
    /// PUT: a file in one of its places. GET: look at it. DELETE: take it away.
    APPEAL_DRAFT_FILE = "/api/v1/appeals/drafts/files/{place}";
    /// POST: a file that came with an appeal, for its author.
    APPEAL_FILE = "/api/v1/appeals/{number}/files/{file}";
    /// POST: what its author thinks of the answer.
    APPEAL_SURVEY = "/api/v1/appeals/{number}/survey";
    /// POST: the same by the link of the answer's letter.
    SURVEYS = "/api/v1/surveys";
    /// GET: whether the cabinet's owner is asked what to think of the service. POST: what it is.
    YEARLY_SURVEY = "/api/v1/surveys/yearly";
    /// POST: its author adds, reopens or asks to hurry.
    APPEAL_STEPS = "/api/v1/appeals/{number}/steps";
    /// GET: applications of the cabinet. POST: file one, signed in or not.
    APPLICATIONS = "/api/v1/applications";
    /// POST: find by number and contact.
    APPLICATION_LOOKUP = "/api/v1/applications/lookup";
    /// POST: its author adds what is missing.
    APPLICATION_DOCUMENTS = "/api/v1/applications/{number}/documents";
    /// POST: a copy that came with it, for its author.
    APPLICATION_FILE = "/api/v1/applications/{number}/files/{file}";
    /// GET: prices, their history and norms of a branch.
    TARIFFS = "/api/v1/tariffs";
    /// GET: service offices.
    OFFICES = "/api/v1/offices";
    /// GET: free beginnings of visits in an office.
    OFFICE_SLOTS = "/api/v1/offices/{id}/slots";
    /// GET: appointments of the cabinet. POST: make one, signed in or not.
    APPOINTMENTS = "/api/v1/appointments";
    /// POST: find by number and contact.
    APPOINTMENT_LOOKUP = "/api/v1/appointments/lookup";
    /// POST: move to another time.
    APPOINTMENT_MOVES = "/api/v1/appointments/{number}/moves";
    /// POST: give it back.
    APPOINTMENT_CANCELLATIONS = "/api/v1/appointments/{number}/cancellations";
    /// GET: current and planned outages.
    OUTAGES = "/api/v1/outages";
    /// GET: streets and houses of a branch.
    OUTAGE_STREETS = "/api/v1/outages/streets";
    /// POST: report one.
    OUTAGE_REPORTS = "/api/v1/outages/reports";
    /// POST: be written to about one, or about a house.
    OUTAGE_SUBSCRIPTIONS = "/api/v1/outages/subscriptions";
    /// POST: the mailbox is one's own, by the letter's link.
    OUTAGE_SUBSCRIPTION_CONFIRMATIONS = "/api/v1/outages/subscriptions/confirmations";
    /// POST: no more such letters, by a letter's link.
    OUTAGE_SUBSCRIPTION_ENDS = "/api/v1/outages/subscriptions/ends";
    /// POST: enrol this browser as a terminal.
    KIOSK_ENROLMENT = "/api/v1/kiosks/enrolment";
    /// GET: find accounts.
    STAFF_ACCOUNTS = "/api/v1/staff/accounts";
    /// POST: start a preview.
    STAFF_PREVIEWS = "/api/v1/staff/previews";
    /// DELETE: end the preview that is going on.
    STAFF_CURRENT_PREVIEW = "/api/v1/staff/previews/current";
    /// GET: appeals to work on.
    STAFF_APPEALS = "/api/v1/staff/appeals";
    /// GET: one appeal.
    STAFF_APPEAL = "/api/v1/staff/appeals/{number}";
    /// GET: what customers think of answers, as a table.
    STAFF_SURVEYS = "/api/v1/staff/surveys";
    /// GET: how often answers have helped.
    STAFF_FAQ = "/api/v1/staff/faq";
    /// GET: a file that came with it.
    STAFF_APPEAL_FILE = "/api/v1/staff/appeals/{number}/files/{file}";
    /// POST: let it go on that was taken for a program's.
    STAFF_APPEAL_RELEASE = "/api/v1/staff/appeals/{number}/release";
    /// POST: a clerk's step.
    STAFF_APPEAL_STEPS = "/api/v1/staff/appeals/{number}/steps";
    /// GET: outages. POST: enter one.
    STAFF_OUTAGES = "/api/v1/staff/outages";
    /// GET: one outage.
    STAFF_OUTAGE = "/api/v1/staff/outages/{id}";
    /// POST: a clerk's step.
    STAFF_OUTAGE_STEPS = "/api/v1/staff/outages/{id}/steps";
    /// GET: campaigns. POST: write one down.
    STAFF_CAMPAIGNS = "/api/v1/staff/campaigns";
    /// GET: one campaign. PUT: change a draft. DELETE: throw a draft away.
    STAFF_CAMPAIGN = "/api/v1/staff/campaigns/{id}";
    /// GET: who would be told what, if it began now.
    STAFF_CAMPAIGN_PREVIEW = "/api/v1/staff/campaigns/{id}/preview";
    /// POST: a supervisor's step.
    STAFF_CAMPAIGN_STEPS = "/api/v1/staff/campaigns/{id}/steps";
    /// POST: give out whom to call now.
    STAFF_CAMPAIGN_CALLS = "/api/v1/staff/campaigns/{id}/calls";
    /// GET: a list that was given out, as a table for the dialler.
    STAFF_CAMPAIGN_BATCH = "/api/v1/staff/campaigns/{id}/calls/{number}";
    /// POST: what the dialler has done.
    STAFF_CAMPAIGN_RESULTS = "/api/v1/staff/campaigns/{id}/results";
    /// GET: who was told, when and with what result, as a table.
    STAFF_CAMPAIGN_REPORT = "/api/v1/staff/campaigns/{id}/report";
    /// POST: no more such letters, by a letter's link.
    CAMPAIGN_ENDS = "/api/v1/campaigns/ends";
    /// GET: calls about the caller's accounts.
    CALLS = "/api/v1/calls";
    /// GET: who comes to offices on a day.
    STAFF_APPOINTMENTS = "/api/v1/staff/appointments";
    /// POST: whether the visitor came.
    STAFF_APPOINTMENT_STEPS = "/api/v1/staff/appointments/{number}/steps";
    /// GET: days compared with the acquirer's list.
    STAFF_DAY_CLOSINGS = "/api/v1/staff/day-closings";
    /// GET: applications to work on.
    STAFF_APPLICATIONS = "/api/v1/staff/applications";
    /// GET: payments by number, receipt, code or account.
    STAFF_PAYMENTS = "/api/v1/staff/payments";
    /// POST: send money of a payment back.
    STAFF_PAYMENT_REFUNDS = "/api/v1/staff/payments/{id}/refunds";
    /// GET: one application.
    STAFF_APPLICATION = "/api/v1/staff/applications/{number}";
    /// GET: a copy that came with it.
    STAFF_APPLICATION_FILE = "/api/v1/staff/applications/{number}/files/{file}";
    /// POST: move a stage.
    STAFF_APPLICATION_STEPS = "/api/v1/staff/applications/{number}/steps";
    /// GET: houses whose readings the resident gives.
    HOUSES = "/api/v1/houses";
    /// POST: a sheet of readings of a house.
    HOUSE_SHEETS = "/api/v1/houses/{house}/sheets";
    /// POST: a reading by SMS.
    SMS_GATEWAY = "/gateway/sms";
    /// GET: the OpenAPI document.
    OPENAPI = "/api/v1/openapi.json";
}

/// Header that makes a repeated mutation safe.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// Puts values into the `{…}` segments of a path, in order, percent-encoding what a segment cannot hold.
#[must_use]
pub fn fill(path: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    path.split('/')
        .map(|segment| {
            if segment.starts_with('{') {
                values.next().map_or_else(String::new, |v| encode(v))
            } else {
                segment.to_owned()
            }
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// Percent-encodes everything but unreserved characters (RFC 3986).
#[must_use]
pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_cannot_break_out() {
        assert_eq!(fill(READINGS, &["67100000017"]), "/api/v1/accounts/67100000017/readings");
        assert_eq!(fill(RECEIPT_VERIFICATION, &["../я"]), "/api/v1/receipts/..%2F%D1%8F");
    }
}
