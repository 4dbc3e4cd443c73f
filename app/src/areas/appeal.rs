//! Complaining without registering: a form that has to be there at once, for strangers with slow phones, too.

super::area!(appeal { APPEAL_NEW: crate::pages::appeal_new::AppealNew });
