//! Contacts: e-mail addresses and telephone numbers as people type them.

mod sms_length;

use std::fmt;
use std::str::FromStr;

use crate::letters;

pub use sms_length::sms_parts;

/// A telephone number in E.164 form, Russian: `+7` and ten digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phone(String);

/// An e-mail address that mail can be sent to: one `@`, a dotted domain, no spaces or control characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email(String);

/// The text is not such a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a valid contact")]
pub struct ContactError;

impl FromStr for Phone {
    type Err = ContactError;

    /// Accepts `8 (4812) 68-75-50`, `+7…`, `7…` and ten bare digits (`facts/domain.md` 7.1).
    fn from_str(text: &str) -> Result<Self, ContactError> {
        let mut digits = String::new();
        for (i, c) in text.trim().chars().enumerate() {
            match c {
                '0'..='9' => digits.push(c),
                '+' if i == 0 => {}
                ' ' | '-' | '(' | ')' | '\u{a0}' => {}
                _ => return Err(ContactError),
            }
        }
        let local = match digits.len() {
            10 => digits.as_str(),
            11 => digits.strip_prefix(['7', '8']).ok_or(ContactError)?,
            _ => return Err(ContactError),
        };
        Ok(Self(format!("+7{local}")))
    }
}

impl FromStr for Email {
    type Err = ContactError;

    fn from_str(text: &str) -> Result<Self, ContactError> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(ContactError)?;
        let label = |s: &str| {
            !s.is_empty()
                && !s.starts_with('-')
                && !s.ends_with('-')
                && s.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && local.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c))
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        let domain_ok = domain.contains('.') && domain.split('.').all(label);
        if local_ok && text.len() <= 254 && domain_ok {
            Ok(Self(letters::lowered(text)))
        } else {
            Err(ContactError)
        }
    }
}

impl Phone {
    /// `+7XXXXXXXXXX`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether text messages reach it: mobile numbers begin with nine (`facts/domain.md` 7.1).
    #[must_use]
    pub fn is_mobile(&self) -> bool {
        self.0.starts_with("+79")
    }

    /// Enough for its owner to know it by: `+7 *** ***-75-50`.
    #[must_use]
    pub fn masked(&self) -> String {
        // Always `+7` and ten digits.
        let (_, last) = self.0.split_at(self.0.len() - 4);
        format!("+7 *** ***-{}-{}", &last[..2], &last[2..])
    }
}

impl Email {
    /// The address in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Enough for its owner to know it by: `m***@demo.svetlitsa`.
    #[must_use]
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or_default();
        format!("{}***@{domain}", local.chars().take(1).collect::<String>())
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_come_in_many_dresses() {
        for text in ["8 (4812) 68-75-50", "+7 4812 687550", "4812687550", "74812687550"] {
            assert_eq!(text.parse::<Phone>().unwrap().as_str(), "+74812687550", "{text}");
        }
        assert!("8 910 111-22-33".parse::<Phone>().unwrap().is_mobile());
        assert!(!"8 (4812) 68-75-50".parse::<Phone>().unwrap().is_mobile());
        for text in ["", "112", "+1 202 555 0100", "8 4812 68-75-5a", "98001112233"] {
            assert!(text.parse::<Phone>().is_err(), "{text}");
        }
    }

    #[test]
    fn masks_show_what_the_owner_knows_it_by() {
        assert_eq!("8 (4812) 68-75-50".parse::<Phone>().unwrap().masked(), "+7 *** ***-75-50");
        assert_eq!("Maria@demo.svetlitsa".parse::<Email>().unwrap().masked(), "m***@demo.svetlitsa");
    }

    #[test]
    fn mail_addresses_are_checked_for_shape() {
        for text in ["Maria@demo.svetlitsa", "a.b+c@example.org", "почта@пример.рф"] {
            assert_eq!(text.parse::<Email>().is_ok(), !text.starts_with('п'), "{text}");
        }
        for text in ["", "a", "a@", "@b.c", "a b@c.d", "a@b..c", "a@b\r\nBcc: x@y.z", "a@host"] {
            assert!(text.parse::<Email>().is_err(), "{text}");
        }
    }
}
