//! One page a file, in the folder of its feature.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its properties")]

pub(crate) mod account;
pub(crate) mod accounts;
pub(crate) mod appeal_new;
pub(crate) mod appeals;
pub(crate) mod applications;
#[cfg(feature = "gallery")]
pub(crate) mod gallery;
pub(crate) mod home;
pub(crate) mod house;
pub(crate) mod not_found;
pub(crate) mod offices;
pub(crate) mod pay;
pub(crate) mod payment;
pub(crate) mod readings;
pub(crate) mod receipt;
pub(crate) mod receipt_check;
pub(crate) mod sign_in;
pub(crate) mod staff_accounts;
pub(crate) mod staff_appeal;
pub(crate) mod staff_appeals;
pub(crate) mod staff_application;
pub(crate) mod staff_applications;
pub(crate) mod staff_desk;
pub(crate) mod staff_sign_in;
pub(crate) mod status;
