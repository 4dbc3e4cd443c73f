//! Prices and the calculator, for everyone.

super::area!(tariffs {
    TARIFFS: crate::pages::tariffs::Tariffs,
    TARIFFS_BRANCH: crate::pages::tariffs::Tariffs,
});
