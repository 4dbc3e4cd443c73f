//! Outages: the board, reporting one, and letters about them.

super::area!(outages {
    OUTAGES: crate::pages::outages::Outages,
    OUTAGE_REPORT: crate::pages::outage_report::OutageReport,
    OUTAGE_CONFIRM: crate::pages::outage_link::OutageConfirm,
    OUTAGE_END: crate::pages::outage_link::OutageEnd,
});
