//! Appointments in offices: making one, and one's own.

super::area!(appointments {
    APPOINTMENT_NEW: crate::pages::appointment_new::AppointmentNew,
    APPOINTMENT: crate::pages::appointment::AppointmentPage,
});
