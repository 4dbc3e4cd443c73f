//! Which page stands at which path. The paths are the table of [`svetlitsa_api::pages`]; a page is one line here.

use leptos::prelude::*;
use svetlitsa_api::pages::{self, Audience, Page};
use svetlitsa_ui::components::{ButtonLink, FailedState, PageHeader, Skeleton, sign_in_href};
use svetlitsa_ui::load::LoadState;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::errors::sign_in_required as t;
use svetlitsa_ui::texts::shell;

use crate::pages::account::Account;
use crate::pages::accounts::Accounts;
use crate::pages::appeal_new::AppealNew;
use crate::pages::appeals::Appeals;
use crate::pages::applications::Applications;
use crate::pages::home::Home;
use crate::pages::not_found::NotFound;
use crate::pages::offices::Offices;
use crate::pages::pay::Pay;
use crate::pages::payment::Payment;
use crate::pages::readings::Readings;
use crate::pages::receipt::Receipt;
use crate::pages::receipt_check::ReceiptCheck;
use crate::pages::sign_in::SignIn;
use crate::pages::staff_accounts::StaffAccounts;
use crate::pages::staff_appeal::StaffAppealPage;
use crate::pages::staff_appeals::StaffAppeals;
use crate::pages::staff_application::StaffApplicationPage;
use crate::pages::staff_applications::StaffApplications;
use crate::pages::staff_sign_in::StaffSignIn;
use crate::pages::status::Status;
use crate::router::use_router;

/// How a page is drawn.
type Draw = fn() -> AnyView;

/// Every page that is there.
const ROUTES: &[(Page, Draw)] = &[
    (pages::HOME, || view! { <Home/> }.into_any()),
    (pages::SIGN_IN, || view! { <SignIn/> }.into_any()),
    (pages::RECEIPT_CHECK, || view! { <ReceiptCheck/> }.into_any()),
    (pages::RECEIPT, || view! { <Receipt/> }.into_any()),
    (pages::READINGS, || view! { <Readings/> }.into_any()),
    (pages::PAYMENT, || view! { <Payment/> }.into_any()),
    (pages::PAY, || view! { <Pay/> }.into_any()),
    (pages::ACCOUNTS, || view! { <Accounts/> }.into_any()),
    (pages::ACCOUNT, || view! { <Account/> }.into_any()),
    (pages::APPEAL_NEW, || view! { <AppealNew/> }.into_any()),
    (pages::APPEALS, || view! { <Appeals/> }.into_any()),
    (pages::APPLICATIONS, || view! { <Applications/> }.into_any()),
    (pages::STATUS, || view! { <Status/> }.into_any()),
    (pages::OFFICES, || view! { <Offices/> }.into_any()),
    (pages::STAFF_SIGN_IN, || view! { <StaffSignIn/> }.into_any()),
    (pages::STAFF_ACCOUNTS, || view! { <StaffAccounts/> }.into_any()),
    (pages::STAFF_APPEALS, || view! { <StaffAppeals/> }.into_any()),
    (pages::STAFF_APPEAL, || view! { <StaffAppealPage/> }.into_any()),
    (pages::STAFF_APPLICATIONS, || view! { <StaffApplications/> }.into_any()),
    (pages::STAFF_APPLICATION, || view! { <StaffApplicationPage/> }.into_any()),
    #[cfg(feature = "gallery")]
    (pages::GALLERY, || view! { <crate::pages::gallery::Gallery/> }.into_any()),
];

/// The page of the open path. A page for residents or staff waits until the server has said who is here, and
/// offers to sign in when it is nobody.
#[component]
pub fn Routes() -> impl IntoView {
    let router = use_router();
    move || match find(&router.path()) {
        Some((page, draw)) => guarded(page.audience, draw),
        None => view! { <NotFound/> }.into_any(),
    }
}

fn find(path: &str) -> Option<(Page, Draw)> {
    let page =
        pages::find(path).copied().or_else(|| pages::GALLERY.matches(path).then_some(pages::GALLERY))?;
    ROUTES.iter().find(|(routed, _)| *routed == page).copied()
}

fn guarded(audience: Audience, draw: Draw) -> AnyView {
    if audience == Audience::Public {
        return draw();
    }
    let session = use_session();
    // Who is here changes rarely, the session's other news often: the page must not start anew with each.
    let is_welcome = Memo::new(move |_| match audience {
        Audience::Public => true,
        Audience::Resident => session.has_cabinet(),
        Audience::Staff => session.view().is_some_and(|view| view.staff.is_some()),
    });
    let is_known = Memo::new(move |_| session.view().is_some());
    view! {
        {move || {
            if is_known.get() && is_welcome.get() {
                draw()
            } else if is_known.get() {
                view! { <SignInFirst/> }.into_any()
            } else {
                let state = match session.probe().state() {
                    LoadState::Failed(error) => {
                        view! { <FailedState error retry=move |()| session.probe().retry()/> }.into_any()
                    }
                    LoadState::Pending | LoadState::Done(_) => view! { <Skeleton/> }.into_any(),
                };
                view! { <div class="page">{state}</div> }.into_any()
            }
        }}
    }
    .into_any()
}

/// Nobody is signed in: why that is needed, and the door that leads back here.
#[component]
fn SignInFirst() -> impl IntoView {
    view! {
        <div class="page stack" data-width="journey">
            <PageHeader title=t::TITLE lead=t::TEXT/>
            <p>{t::WAY_OUT}</p>
            <div><ButtonLink href=sign_in_href()>{shell::NAV_SIGN_IN}</ButtonLink></div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routed_pages_are_found_by_their_own_path() {
        for (page, _) in ROUTES {
            let path = page.path.replace(':', "");
            assert_eq!(find(&path).map(|(found, _)| found), Some(*page), "{path}");
        }
        assert!(find("/nowhere").is_none());
    }
}
