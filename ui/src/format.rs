//! Numbers, money, dates and spans of time as people read them, in both languages.
//!
//! Functions without a language speak the one in use and are tracked by what calls them in a view; their twins
//! ending in `_in` are plain, for tests and for print.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta, Timelike};
use svetlitsa_domain::tariffs::Service;
use svetlitsa_domain::{Kopecks, Period};

use crate::i18n::{Lang, Text, lang};
use crate::texts::calendar;

/// Narrow no-break space: groups of digits stay together and apart.
const THIN: char = '\u{202f}';
/// No-break space between a number and its word.
const FIRM: char = '\u{a0}';

/// `12 345`, `12,345`.
#[must_use]
pub fn number(value: u64) -> String {
    number_in(lang(), value)
}

/// [`number`] in a language.
#[must_use]
pub fn number_in(lang: Lang, value: u64) -> String {
    let digits = value.to_string();
    // Four digits stand together, as both languages print them in running text.
    if digits.len() < 5 {
        return digits;
    }
    grouped(lang, &digits)
}

/// `1 234,56 ₽`, `₽1,234.56`.
#[must_use]
pub fn money(amount: Kopecks) -> String {
    money_in(lang(), amount)
}

/// [`money`] in a language.
#[must_use]
pub fn money_in(lang: Lang, amount: Kopecks) -> String {
    let (sign, rubles, kopecks) = parts(amount);
    let whole = grouped(lang, &rubles.to_string());
    match lang {
        Lang::Ru => format!("{sign}{whole},{kopecks:02}{THIN}₽"),
        Lang::En => format!("{sign}₽{whole}.{kopecks:02}"),
    }
}

/// A sum as one types it into a field: `1234,56`, `1234.56`.
#[must_use]
pub fn money_to_type(amount: Kopecks) -> String {
    let (sign, rubles, kopecks) = parts(amount);
    let mark = if lang() == Lang::Ru { ',' } else { '.' };
    format!("{sign}{rubles}{mark}{kopecks:02}")
}

fn parts(amount: Kopecks) -> (&'static str, u64, u64) {
    let kopecks = amount.0.unsigned_abs();
    (if amount.0 < 0 { "\u{2212}" } else { "" }, kopecks / 100, kopecks % 100)
}

fn grouped(lang: Lang, digits: &str) -> String {
    let mark = if lang == Lang::Ru { THIN } else { ',' };
    let mut out = String::with_capacity(digits.len() * 2);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

/// `123 кВт·ч`, `4 м³`.
#[must_use]
pub fn units(value: u64, service: Service) -> String {
    let amount = number(value);
    match service {
        Service::Electricity => calendar::kwh(&amount),
        Service::HotWater => calendar::cubic(&amount),
    }
}

/// `кВт·ч`, `м³`.
#[must_use]
pub const fn unit(service: Service) -> Text {
    match service {
        Service::Electricity => calendar::KWH_UNIT,
        Service::HotWater => calendar::CUBIC_UNIT,
    }
}

/// `26 ноября`, `26 November`.
#[must_use]
pub fn date(date: NaiveDate) -> String {
    date_in(lang(), date)
}

/// [`date`] in a language.
#[must_use]
pub fn date_in(lang: Lang, date: NaiveDate) -> String {
    format!("{}{FIRM}{}", date.day(), month_name(calendar::MONTHS_OF.of(lang), date.month()))
}

/// `26 ноября 2026`, in one piece.
#[must_use]
pub fn date_with_year(date: NaiveDate) -> String {
    format!("{}{FIRM}{}", self::date(date), date.year())
}

/// `ноябрь 2026`, `November 2026`.
#[must_use]
pub fn period(period: Period) -> String {
    period_in(lang(), period)
}

/// [`period`] in a language.
#[must_use]
pub fn period_in(lang: Lang, period: Period) -> String {
    format!("{}{FIRM}{}", month_name(calendar::MONTHS.of(lang), period.month()), period.year())
}

/// `ноября 2026`, `November 2026`: after a word that asks for it.
#[must_use]
pub fn of_period(period: Period) -> String {
    format!("{}{FIRM}{}", month_name(calendar::MONTHS_OF.of(lang()), period.month()), period.year())
}

/// A telephone number that no line breaks: `8 800 222-11-67`.
#[must_use]
pub fn phone(number: &str) -> String {
    number
        .chars()
        .map(|c| match c {
            ' ' => FIRM,
            '-' => '\u{2011}',
            other => other,
        })
        .collect()
}

/// `ноя`, `Nov`: where a column is narrow.
#[must_use]
pub fn month_short(period: Period) -> String {
    month_name(calendar::MONTHS.of(lang()), period.month()).chars().take(3).collect()
}

/// The code of a receipt in groups of four, as one reads it aloud.
#[must_use]
pub fn receipt_code(code: &str) -> String {
    let symbols: Vec<char> = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let groups: Vec<String> = symbols.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("\u{a0}")
}

/// An address whose abbreviations stay with what they shorten: the line never ends in «д.».
#[must_use]
pub fn address(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut out = String::with_capacity(text.len() + words.len());
    for (i, word) in words.iter().enumerate() {
        out.push_str(word);
        if i + 1 < words.len() {
            let is_short = word.chars().count() <= 5;
            out.push(if is_short && (word.ends_with('.') || word.contains('-')) { FIRM } else { ' ' });
        }
    }
    out
}

fn month_name(names: &'static str, month: u32) -> &'static str {
    let index = usize::try_from(month.saturating_sub(1)).unwrap_or(0);
    names.split('|').nth(index).unwrap_or("")
}

/// `14:05`, by the clock of the branch.
#[must_use]
pub fn time(moment: DateTime<FixedOffset>) -> String {
    format!("{:02}:{:02}", moment.hour(), moment.minute())
}

/// `20 ноября, 14:05`.
#[must_use]
pub fn moment(moment: DateTime<FixedOffset>) -> String {
    calendar::moment(&date(moment.date_naive()), &time(moment))
}

/// `20 ноября 2026, 14:05 (UTC+4)`: for paper, and for accounts of more than one branch.
#[must_use]
pub fn moment_with_zone(moment: DateTime<FixedOffset>) -> String {
    let day = calendar::moment(&date_with_year(moment.date_naive()), &time(moment));
    calendar::zoned(&day, &offset(moment))
}

/// `+4`, `+5:30`.
fn offset(moment: DateTime<FixedOffset>) -> String {
    let seconds = moment.offset().local_minus_utc();
    let sign = if seconds < 0 { '\u{2212}' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    match minutes % 60 {
        0 => format!("{sign}{}", minutes / 60),
        rest => format!("{sign}{}:{rest:02}", minutes / 60),
    }
}

/// `5 дней`, `2 ч 10 мин`, `меньше минуты`: whole days from two days up, else hours and minutes.
#[must_use]
pub fn span(span: TimeDelta) -> String {
    let minutes = u64::try_from(span.num_minutes().abs()).unwrap_or(0);
    let (days, hours, rest) = (minutes / 1440, minutes / 60, minutes % 60);
    match (days, hours, rest) {
        (2.., ..) => calendar::days(days),
        (_, 0, 0) => calendar::UNDER_MINUTE.get().to_owned(),
        (_, 0, _) => calendar::minutes(&rest.to_string()),
        (_, _, 0) => calendar::hours(&hours.to_string()),
        _ => calendar::hours_minutes(&hours.to_string(), &rest.to_string()),
    }
}

/// `осталось 5 дней`, `осталось 2 ч 10 мин`, `просрочено на 3 дня`.
#[must_use]
pub fn left(now: DateTime<FixedOffset>, due: DateTime<FixedOffset>) -> String {
    let span = due.signed_duration_since(now);
    if span < TimeDelta::zero() {
        calendar::over(&self::span(span))
    } else if span.num_days() >= 2 {
        calendar::left_days(u64::try_from(span.num_days()).unwrap_or(0))
    } else {
        calendar::left(&self::span(span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn money_is_grouped_and_signed() {
        for (kopecks, ru, en) in [
            (0, "0,00\u{202f}₽", "₽0.00"),
            (5, "0,05\u{202f}₽", "₽0.05"),
            (123_456, "1\u{202f}234,56\u{202f}₽", "₽1,234.56"),
            (-123_456, "\u{2212}1\u{202f}234,56\u{202f}₽", "\u{2212}₽1,234.56"),
            (10_000_000, "100\u{202f}000,00\u{202f}₽", "₽100,000.00"),
            (
                i64::MIN,
                "\u{2212}92\u{202f}233\u{202f}720\u{202f}368\u{202f}547\u{202f}758,08\u{202f}₽",
                "\u{2212}₽92,233,720,368,547,758.08",
            ),
        ] {
            assert_eq!(money_in(Lang::Ru, Kopecks(kopecks)), ru);
            assert_eq!(money_in(Lang::En, Kopecks(kopecks)), en);
        }
    }

    #[test]
    fn money_to_type_is_read_back() {
        for kopecks in [0, 100, 123_456] {
            assert_eq!(Kopecks::parse_rubles(&money_to_type(Kopecks(kopecks))), Ok(Kopecks(kopecks)));
        }
    }

    #[test]
    fn numbers_group_from_five_digits() {
        assert_eq!(number_in(Lang::Ru, 1234), "1234");
        assert_eq!(number_in(Lang::Ru, 12_345), "12\u{202f}345");
        assert_eq!(number_in(Lang::En, 1_234_567), "1,234,567");
    }

    #[test]
    fn days_have_months_in_both_languages() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
        assert_eq!(date_in(Lang::Ru, day), "26\u{a0}ноября");
        assert_eq!(date_in(Lang::En, day), "26\u{a0}November");
        let may: Period = "2026-05".parse().unwrap();
        assert_eq!(period_in(Lang::Ru, may), "май\u{a0}2026");
        for names in [calendar::MONTHS, calendar::MONTHS_OF] {
            for lang in Lang::ALL {
                assert_eq!(names.of(lang).split('|').count(), 12);
            }
        }
    }

    #[test]
    fn addresses_break_between_their_parts_only() {
        for (text, firm) in [
            (
                "г. Смоленск, ул. Кирова, д. 12, кв. 34",
                "г.\u{a0}Смоленск, ул.\u{a0}Кирова, д.\u{a0}12, кв.\u{a0}34",
            ),
            ("г. Тверь, пр-т Калинина, д.17", "г.\u{a0}Тверь, пр-т\u{a0}Калинина, д.17"),
            ("  село  Рудня ", "село Рудня"),
            ("", ""),
        ] {
            assert_eq!(address(text), firm);
        }
    }

    #[test]
    fn codes_are_read_in_fours() {
        assert_eq!(receipt_code("23456789ABCD"), "2345\u{a0}6789\u{a0}ABCD");
        assert_eq!(receipt_code("2345-6789-ABCD"), "2345\u{a0}6789\u{a0}ABCD");
    }

    #[test]
    fn moments_name_their_zone() {
        assert_eq!(
            moment_with_zone(at("2026-11-20T09:05:00+04:00")),
            "20\u{a0}ноября\u{a0}2026, 09:05 (UTC+4)"
        );
        assert_eq!(offset(at("2026-11-20T09:05:00-03:30")), "\u{2212}3:30");
    }

    #[test]
    fn what_is_left_is_said_in_words() {
        let now = at("2026-11-20T12:00:00+03:00");
        for (due, words) in [
            ("2026-11-25T23:59:59+03:00", "осталось 5 дней"),
            ("2026-11-22T12:00:00+03:00", "осталось 2 дня"),
            ("2026-12-11T12:00:00+03:00", "остался 21 день"),
            ("2026-11-20T14:10:00+03:00", "осталось 2\u{a0}ч 10\u{a0}мин"),
            ("2026-11-21T12:00:00+03:00", "осталось 24\u{a0}ч"),
            ("2026-11-20T12:05:00+03:00", "осталось 5\u{a0}мин"),
            ("2026-11-20T12:00:30+03:00", "осталось меньше минуты"),
            ("2026-11-20T11:00:00+03:00", "просрочено на 1\u{a0}ч"),
            ("2026-11-17T11:00:00+03:00", "просрочено на 3 дня"),
        ] {
            assert_eq!(left(now, at(due)), words, "{due}");
        }
    }

    #[test]
    fn instants_compare_across_zones() {
        assert_eq!(
            left(at("2026-11-20T12:00:00+03:00"), at("2026-11-20T13:30:00+04:00")),
            "осталось 30\u{a0}мин"
        );
    }
}
