//! One page a file, in the folder of its feature.

#[cfg(feature = "gallery")]
pub(crate) mod gallery;
pub(crate) mod home;
pub(crate) mod not_found;
