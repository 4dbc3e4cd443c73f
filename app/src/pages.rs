//! One page a file, in the folder of its feature.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its properties")]

pub(crate) mod account;
pub(crate) mod account_new;
pub(crate) mod accounts;
pub(crate) mod appeal_new;
pub(crate) mod appeals;
pub(crate) mod applications;
pub(crate) mod bill;
pub(crate) mod bills;
pub(crate) mod cabinet_closed;
pub(crate) mod email_confirm;
pub(crate) mod followed;
#[cfg(feature = "gallery")]
pub(crate) mod gallery;
pub(crate) mod home;
pub(crate) mod house;
pub(crate) mod kept;
pub(crate) mod leave;
pub(crate) mod letter_sent;
pub(crate) mod not_found;
pub(crate) mod offices;
pub(crate) mod pay;
pub(crate) mod payment;
pub(crate) mod readings;
pub(crate) mod readings_guest;
pub(crate) mod receipt;
pub(crate) mod receipt_check;
pub(crate) mod recover;
pub(crate) mod recover_confirm;
pub(crate) mod register;
pub(crate) mod register_allow;
pub(crate) mod register_confirm;
pub(crate) mod security;
pub(crate) mod share_accept;
pub(crate) mod shares;
pub(crate) mod sign_in;
pub(crate) mod sign_in_code;
pub(crate) mod staff_accounts;
pub(crate) mod staff_appeal;
pub(crate) mod staff_appeals;
pub(crate) mod staff_application;
pub(crate) mod staff_applications;
pub(crate) mod staff_desk;
pub(crate) mod staff_sign_in;
pub(crate) mod status;
