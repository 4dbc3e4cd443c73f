//! The gallery of components.

super::area!(gallery { GALLERY: crate::pages::gallery::Gallery });
