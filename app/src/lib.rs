//! The portal: residents, guests, staff.
