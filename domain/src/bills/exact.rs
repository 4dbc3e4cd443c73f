//! Exact fractions: a third of a kilowatt-hour stays a third until the line is rounded.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::Kopecks;

/// A fraction in lowest terms. Arithmetic is checked: `None` when a number does not fit, never a wrong one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact {
    above: i128,
    below: i128,
}

/// Most decimals a fraction is rounded to.
const MOST_DECIMALS: u8 = 12;

impl Exact {
    /// Nothing.
    pub const ZERO: Self = Self { above: 0, below: 1 };
    /// One.
    pub const ONE: Self = Self { above: 1, below: 1 };

    /// A whole number.
    #[must_use]
    pub const fn whole(n: i128) -> Self {
        Self { above: n, below: 1 }
    }

    /// A fraction; `None` when it is divided by zero.
    #[must_use]
    pub fn new(above: i128, below: i128) -> Option<Self> {
        if below == 0 {
            return None;
        }
        let divisor = i128::try_from(gcd(above.unsigned_abs(), below.unsigned_abs())).ok()?;
        let sign = below.signum();
        Some(Self {
            above: (above / divisor).checked_mul(sign)?,
            below: (below / divisor).checked_mul(sign)?,
        })
    }

    /// A decimal, as it stands.
    #[must_use]
    pub fn of(decimal: Decimal) -> Option<Self> {
        let decimal = decimal.normalize();
        Self::new(decimal.mantissa(), 10_i128.checked_pow(decimal.scale())?)
    }

    /// Roubles of a sum in kopecks.
    #[must_use]
    pub fn rubles(sum: Kopecks) -> Option<Self> {
        Self::new(sum.0.into(), 100)
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let divisor = i128::try_from(gcd(self.below.unsigned_abs(), other.below.unsigned_abs())).ok()?;
        let (left, right) = (other.below / divisor, self.below / divisor);
        let above = self.above.checked_mul(left)?.checked_add(other.above.checked_mul(right)?)?;
        Self::new(above, self.below.checked_mul(left)?)
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { above: other.above.checked_neg()?, below: other.below })
    }

    /// The product.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        let (left, right) = (Self::new(self.above, other.below)?, Self::new(other.above, self.below)?);
        Some(Self {
            above: left.above.checked_mul(right.above)?,
            below: left.below.checked_mul(right.below)?,
        })
    }

    /// The quotient; `None` when it is divided by zero.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        self.times(Self::new(other.below, other.above)?)
    }

    /// Rounded half away from zero to so many decimals, at most 12.
    #[must_use]
    pub fn rounded(self, decimals: u8) -> Option<Self> {
        if decimals > MOST_DECIMALS {
            return None;
        }
        let scale = 10_i128.checked_pow(u32::from(decimals))?;
        let above = self.above.checked_mul(scale)?;
        let twice = above.checked_abs()?.checked_mul(2)?.checked_add(self.below)?;
        Self::new(twice / self.below.checked_mul(2)? * above.signum(), scale)
    }

    /// As a decimal, rounded half away from zero to so many decimals.
    #[must_use]
    pub fn decimal(self, decimals: u8) -> Option<Decimal> {
        let Self { above, below } = self.rounded(decimals)?;
        let scale = 10_i128.checked_pow(u32::from(decimals))?;
        let mantissa = above.checked_mul(scale / below)?;
        Decimal::try_from_i128_with_scale(mantissa, u32::from(decimals)).ok().map(|found| found.normalize())
    }

    /// Roubles as kopecks, rounded half away from zero.
    #[must_use]
    pub fn kopecks(self) -> Option<Kopecks> {
        let Self { above, below } = self.rounded(2)?;
        above.checked_mul(100 / below)?.to_i64().map(Kopecks)
    }

    /// True for nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.above == 0
    }

    /// True below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.above < 0
    }

    /// Which is more; `None` when the numbers are too large to tell.
    #[must_use]
    pub fn compare(self, other: Self) -> Option<Ordering> {
        Some(self.minus(other)?.above.cmp(&0))
    }
}

/// Greatest common divisor; of nothing and nothing it is 1, so that it can divide.
fn gcd(a: u128, b: u128) -> u128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::of(text.parse().unwrap()).unwrap()
    }

    #[test]
    fn rounds_half_away_from_zero() {
        for (number, decimals, rounded) in [
            ("1239.585", 2, "1239.59"),
            ("-1239.585", 2, "-1239.59"),
            ("-0.004", 2, "0"),
            ("6.5", 0, "7"),
            ("6.4999", 0, "6"),
            ("10.8", 6, "10.8"),
        ] {
            assert_eq!(exact(number).decimal(decimals).unwrap().to_string(), rounded, "{number}");
        }
        assert_eq!(
            Exact::new(1_250, 6).unwrap().times(exact("5.95")).unwrap().kopecks(),
            Some(Kopecks(123_958))
        );
        assert_eq!(exact("0.5").rounded(13), None);
    }

    #[test]
    fn too_large_is_said_so() {
        let huge = Exact::whole(i128::MAX);
        assert_eq!(huge.plus(Exact::ONE), None);
        assert_eq!(huge.times(Exact::whole(2)), None);
        assert_eq!(huge.kopecks(), None);
        assert_eq!(Exact::ONE.over(Exact::ZERO), None);
        assert_eq!(Exact::whole(i128::from(i64::MAX)).kopecks(), None);
    }

    proptest! {
        #[test]
        fn arithmetic_goes_back(a in -1_000_000_i128..1_000_000, b in 1_i128..1_000_000, c in -1_000_000_i128..1_000_000, d in 1_i128..1_000_000) {
            let (x, y) = (Exact::new(a, b).unwrap(), Exact::new(c, d).unwrap());
            prop_assert_eq!(x.plus(y).unwrap().minus(y), Some(x));
            if c != 0 {
                prop_assert_eq!(x.times(y).unwrap().over(y), Some(x));
            }
            prop_assert_eq!(x.compare(y), Some((a * d).cmp(&(c * b))));
        }
    }
}
