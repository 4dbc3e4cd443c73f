//! The desk of the staff.

super::area!(staff {
    STAFF_SIGN_IN: crate::pages::staff_sign_in::StaffSignIn,
    STAFF_ACCOUNTS: crate::pages::staff_accounts::StaffAccounts,
    STAFF_APPEALS: crate::pages::staff_appeals::StaffAppeals,
    STAFF_APPEAL: crate::pages::staff_appeal::StaffAppealPage,
    STAFF_DAY_CLOSINGS: crate::pages::staff_day_closings::StaffDayClosings,
    STAFF_REFUNDS: crate::pages::staff_refunds::StaffRefunds,
    STAFF_OUTAGES: crate::pages::staff_outages::StaffOutages,
    STAFF_APPOINTMENTS: crate::pages::staff_appointments::StaffAppointments,
    STAFF_OUTAGE: crate::pages::staff_outage::StaffOutagePage,
    STAFF_CAMPAIGNS: crate::pages::staff_campaigns::StaffCampaigns,
    STAFF_CAMPAIGN_NEW: crate::pages::staff_campaign_new::StaffCampaignNew,
    STAFF_CAMPAIGN_EDIT: crate::pages::staff_campaign_edit::StaffCampaignEdit,
    STAFF_CAMPAIGN: crate::pages::staff_campaign::StaffCampaignPage,
    STAFF_APPLICATIONS: crate::pages::staff_applications::StaffApplications,
    STAFF_APPLICATION: crate::pages::staff_application::StaffApplicationPage,
});
