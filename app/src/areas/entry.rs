//! What most people open first.

super::area!(entry { HOME: crate::pages::home::Home, SIGN_IN: crate::pages::sign_in::SignIn });
