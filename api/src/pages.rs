//! Pages of the portal, once: the router of `app`, the server and the tests read this table.

/// Who a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everyone.
    Public,
    /// A resident who is signed in, or staff in a preview.
    Resident,
    /// Staff who is signed in.
    Staff,
}

/// A part of the portal's program, fetched when a page of it is first needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// What most people open first.
    Entry,
    /// Complaining without registering.
    Appeal,
    /// What else needs no cabinet.
    Guest,
    /// Accounts, readings and payments: what most come for.
    Cabinet,
    /// What else there is in a cabinet.
    Affairs,
    /// Bills, and where every rouble of them comes from.
    Bills,
    /// Prices and the calculator.
    Tariffs,
    /// Outages: the board, and reporting one.
    Outages,
    /// Appointments in offices.
    Appointments,
    /// The desk of the staff.
    Staff,
    /// The gallery of components.
    Gallery,
}

impl Area {
    /// Whether a stranger's first page is in it: what its pages need comes before all else.
    #[must_use]
    pub const fn is_opened_first(self) -> bool {
        matches!(self, Self::Entry | Self::Appeal)
    }

    /// Its name among the parts of the program.
    #[must_use]
    pub const fn part(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Appeal => "appeal",
            Self::Guest => "guest",
            Self::Cabinet => "cabinet",
            Self::Affairs => "affairs",
            Self::Bills => "bills",
            Self::Tariffs => "tariffs",
            Self::Outages => "outages",
            Self::Appointments => "appointments",
            Self::Staff => "staff",
            Self::Gallery => "gallery",
        }
    }
}

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its name in code and tests.
    pub name: &'static str,
    /// Its path; `:x` is a segment to fill.
    pub path: &'static str,
    /// Who it is for.
    pub audience: Audience,
    /// Where its program is.
    pub area: Area,
}

macro_rules! pages {
    ($($(#[$doc:meta])* $constant:ident $name:literal $path:literal $audience:ident $area:ident;)*) => {
        $($(#[$doc])* pub const $constant: Page =
            Page { name: $name, path: $path, audience: Audience::$audience, area: Area::$area };)*
        /// Every page of the portal.
        pub const ALL: &[Page] = &[$($constant),*];
    };
}

pages! {
    /// The four verbs.
    HOME "home" "/" Public Entry;
    /// Sign in.
    SIGN_IN "sign_in" "/sign-in" Public Entry;
    /// The second step of signing in, where it is on.
    SIGN_IN_CODE "sign_in_code" "/sign-in/code" Public Guest;
    /// Ask for a cabinet.
    REGISTER "register" "/register" Public Guest;
    /// Open it: the letter's link leads here, its token behind `#`, where no server sees it.
    REGISTER_CONFIRM "register_confirm" "/register/confirm" Public Guest;
    /// Let a newcomer have an account too: where the owner's letter leads.
    REGISTER_ALLOW "register_allow" "/register/allow" Public Guest;
    /// Take access to an account: where the offer's letter leads.
    SHARE_ACCEPT "share_accept" "/shares/accept" Public Guest;
    /// Ask for a letter to set a new password.
    RECOVER "recover" "/recover" Public Guest;
    /// Set it: where that letter leads.
    RECOVER_CONFIRM "recover_confirm" "/recover/confirm" Public Guest;
    /// Confirm another address to sign in with: where its letter leads.
    EMAIL_CONFIRM "email_confirm" "/email/confirm" Public Guest;
    /// The consent is withdrawn and the cabinet closed.
    CABINET_CLOSED "cabinet_closed" "/closed" Public Guest;
    /// Accounts of the cabinet.
    ACCOUNTS "accounts" "/accounts" Resident Cabinet;
    /// Add an account to the cabinet.
    ACCOUNT_NEW "account_new" "/accounts/new" Resident Affairs;
    /// Password, address to sign in with, and where the cabinet is signed in.
    SECURITY "security" "/security" Resident Affairs;
    /// An account at a glance.
    ACCOUNT "account" "/accounts/:number" Resident Cabinet;
    /// Submit a reading, see the history.
    READINGS "readings" "/accounts/:number/readings" Resident Cabinet;
    /// Readings that were taken without network and wait on this device.
    KEPT "kept" "/kept" Public Cabinet;
    /// Sign out although some of them were not sent.
    LEAVE "leave" "/sign-out" Resident Cabinet;
    /// Submit a reading with account and house, without a cabinet. Drawn by the same program as the cabinet's.
    READINGS_GUEST "readings_guest" "/readings" Public Cabinet;
    /// Bills of the account.
    BILLS "bills" "/accounts/:number/bills" Resident Bills;
    /// A bill, each line with where it comes from.
    BILL "bill" "/accounts/:number/bills/:period" Resident Bills;
    /// Automatic payment: what the owner allows, what comes next, what became of every bill.
    AUTOPAY "autopay" "/accounts/:number/autopay" Resident Bills;
    /// What is late, what it grows to, and what can be done.
    DEBT "debt" "/accounts/:number/debt" Resident Bills;
    /// Whom the account pays and paid.
    PAYEES "payees" "/accounts/:number/payees" Resident Bills;
    /// Everything that was charged, paid and put right.
    LEDGER "ledger" "/accounts/:number/ledger" Resident Bills;
    /// Receipts of the account, year by year.
    RECEIPTS "receipts" "/accounts/:number/receipts" Resident Bills;
    /// Certificates that nothing is owed.
    CERTIFICATE "certificate" "/accounts/:number/certificate" Resident Bills;
    /// Who else has access to the account.
    SHARES "shares" "/accounts/:number/shares" Resident Affairs;
    /// What to be reminded of by letter, and the letters that were sent.
    REMINDERS "reminders" "/accounts/:number/reminders" Resident Affairs;
    /// What happened lately in the cabinet.
    NOTICES "notices" "/notices" Resident Affairs;
    /// The house elder's sheet.
    HOUSE "house" "/houses/:house" Resident Affairs;
    /// Amount and method.
    PAY "pay" "/accounts/:number/pay" Resident Cabinet;
    /// What is owed in the whole cabinet, chosen together.
    PAY_SEVERAL "pay_several" "/accounts/pay" Resident Cabinet;
    /// The same with account and house or a bill's code, without a cabinet.
    PAY_GUEST "pay_guest" "/pay" Public Cabinet;
    /// Live state of a payment; its receipt once paid.
    PAYMENT "payment" "/payments/:id" Resident Cabinet;
    /// Public check of a receipt: type the code.
    RECEIPT_CHECK "receipt_check" "/r" Public Guest;
    /// Public check of a receipt.
    RECEIPT "receipt" "/r/:code" Public Guest;
    /// Public check of a certificate.
    CERTIFICATE_CHECK "certificate_check" "/c/:code" Public Guest;
    /// Complain, ask, report.
    APPEAL_NEW "appeal_new" "/appeals/new" Public Appeal;
    /// Appeals of the cabinet.
    APPEALS "appeals" "/appeals" Resident Affairs;
    /// Applications of the cabinet.
    APPLICATIONS "applications" "/applications" Resident Affairs;
    /// File an application.
    APPLICATION_NEW "application_new" "/applications/new" Public Guest;
    /// State of an appeal or application by number and contact.
    STATUS "status" "/status" Public Guest;
    /// What a customer thinks of an answer: where the letter's link leads.
    SURVEY "survey" "/survey" Public Guest;
    /// Bills come on paper again: where a letter's link leads, its token behind `#`.
    E_BILL_END "e_bill_end" "/bills/by-mail/end" Public Guest;
    /// No more reminders: where a letter's link leads, its token behind `#`.
    REMINDER_END "reminder_end" "/reminders/end" Public Guest;
    /// No more letters of campaigns: where a letter's link leads, its token behind `#`.
    CAMPAIGN_END "campaign_end" "/campaigns/end" Public Guest;
    /// Current and planned outages, for everybody.
    OUTAGES "outages" "/outages" Public Outages;
    /// Report one.
    OUTAGE_REPORT "outage_report" "/outages/report" Public Outages;
    /// Letters about one may come: where the first letter's link leads, its token behind `#`.
    OUTAGE_CONFIRM "outage_confirm" "/outages/letters/confirm" Public Outages;
    /// No more such letters: where a letter's link leads.
    OUTAGE_END "outage_end" "/outages/letters/end" Public Outages;
    /// Prices, norms and a calculator for everyone, of the home branch.
    TARIFFS "tariffs" "/tariffs" Public Tariffs;
    /// The same of a branch.
    TARIFFS_BRANCH "tariffs_branch" "/tariffs/:branch" Public Tariffs;
    /// The price list of extra services.
    SERVICES "services" "/services" Public Guest;
    /// Service offices.
    OFFICES "offices" "/offices" Public Guest;
    /// Make an appointment in an office.
    APPOINTMENT_NEW "appointment_new" "/appointments/new" Public Appointments;
    /// One appointment, by contact or by the link of a letter, its token behind `#`.
    APPOINTMENT "appointment" "/appointments/:number" Public Appointments;
    /// Staff signs in.
    STAFF_SIGN_IN "staff_sign_in" "/staff/sign-in" Public Staff;
    /// Find an account and look into its cabinet.
    STAFF_ACCOUNTS "staff_accounts" "/staff" Staff Staff;
    /// Appeals to work on.
    STAFF_APPEALS "staff_appeals" "/staff/appeals" Staff Staff;
    /// One appeal.
    STAFF_APPEAL "staff_appeal" "/staff/appeals/:number" Staff Staff;
    /// Applications to work on.
    STAFF_APPLICATIONS "staff_applications" "/staff/applications" Staff Staff;
    /// Days compared with the acquirer's list.
    STAFF_DAY_CLOSINGS "staff_day_closings" "/staff/day-closings" Staff Staff;
    /// Payments, and money sent back.
    STAFF_REFUNDS "staff_refunds" "/staff/refunds" Staff Staff;
    /// Outages: entered, moved, ended.
    STAFF_OUTAGES "staff_outages" "/staff/outages" Staff Staff;
    /// Who comes to an office on a day.
    STAFF_APPOINTMENTS "staff_appointments" "/staff/appointments" Staff Staff;
    /// One outage.
    STAFF_OUTAGE "staff_outage" "/staff/outages/:id" Staff Staff;
    /// Campaigns: many are told the same.
    STAFF_CAMPAIGNS "staff_campaigns" "/staff/campaigns" Staff Staff;
    /// Write one down.
    STAFF_CAMPAIGN_NEW "staff_campaign_new" "/staff/campaigns/new" Staff Staff;
    /// Change a draft.
    STAFF_CAMPAIGN_EDIT "staff_campaign_edit" "/staff/campaigns/:id/edit" Staff Staff;
    /// One campaign.
    STAFF_CAMPAIGN "staff_campaign" "/staff/campaigns/:id" Staff Staff;
    /// One application.
    STAFF_APPLICATION "staff_application" "/staff/applications/:number" Staff Staff;
}

/// The gallery of components, in development builds only.
pub const GALLERY: Page =
    Page { name: "gallery", path: "/gallery", audience: Audience::Public, area: Area::Gallery };

impl Page {
    /// Whether a path of the address bar is this page. A trailing slash is forgiven.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        let trim = |p: &'static str| p.trim_matches('/').split('/');
        let mut given = path.trim_matches('/').split('/');
        trim(self.path).all(|segment| {
            given.next().is_some_and(|g| if segment.starts_with(':') { !g.is_empty() } else { g == segment })
        }) && given.next().is_none()
    }

    /// The address, with values for its `:x` segments, in order.
    #[must_use]
    pub fn href(&self, values: &[&str]) -> String {
        let mut values = values.iter();
        self.path
            .split('/')
            .map(|segment| {
                if segment.starts_with(':') {
                    values.next().map_or_else(String::new, |v| crate::paths::encode(v))
                } else {
                    segment.to_owned()
                }
            })
            .collect::<Vec<_>>()
            .join("/")
    }
}

/// The page of a path; `None` is a 404.
#[must_use]
pub fn find(path: &str) -> Option<&'static Page> {
    // A page with words in its path wins over one with a segment to fill: `/appeals/new`.
    ALL.iter()
        .find(|page| !page.path.contains(':') && page.matches(path))
        .or_else(|| ALL.iter().find(|page| page.matches(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_pages_and_nothing_else() {
        for (path, name) in [
            ("/", Some("home")),
            ("/accounts/67100000017", Some("account")),
            ("/accounts/67100000017/", Some("account")),
            ("/appeals/new", Some("appeal_new")),
            ("/staff/appeals/1", Some("staff_appeal")),
            ("/accounts//pay", None),
            ("/nowhere", None),
            ("/accounts/1/2/3", None),
        ] {
            assert_eq!(find(path).map(|page| page.name), name, "{path}");
        }
    }

    #[test]
    fn addresses_are_filled() {
        assert_eq!(PAY.href(&["67100000017"]), "/accounts/67100000017/pay");
        assert_eq!(HOME.href(&[]), "/");
    }
}
