//! What the server will say of a reading, said while it is typed: the same ladder and the same prices, in the
//! browser. The server decides.

use svetlitsa_api::accounts::{MeterView, WindowView};
use svetlitsa_api::readings::ZoneValue;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::readings::{
    Assessment, Circumstances, Intake, MeterFace, Register, RemovedMeter, Submission, assess,
};
use svetlitsa_domain::tariffs::{Zone, ZonePrice, cost_lines, total};

/// Runs the values up the ladder as of today. `None` for a window that no month has.
#[must_use]
pub fn judge(meter: &MeterView, window: &WindowView, values: &[ZoneValue]) -> Option<Assessment> {
    let policy = window.policy()?;
    let submission = Submission {
        values: values.iter().map(|value| (value.zone, value.value)).collect(),
        taken_on: window.today,
    };
    let circumstances = Circumstances { policy: &policy, history: &meter.history, today: window.today };
    Some(assess(&face(meter), &submission, &circumstances))
}

/// What the use costs at today's prices; `None` while a zone has no price.
#[must_use]
pub fn cost(meter: &MeterView, consumption: &[(Zone, u64)]) -> Option<Kopecks> {
    let prices: Option<Vec<ZonePrice>> = meter
        .registers
        .iter()
        .map(|register| {
            let rubles = register.price.as_deref()?.parse().ok()?;
            Some(ZonePrice { zone: register.zone, rubles })
        })
        .collect();
    cost_lines(consumption, &prices?).map(|lines| total(&lines))
}

/// The face of a meter of the wire.
#[must_use]
pub fn face(meter: &MeterView) -> MeterFace {
    let registers = meter.registers.iter().map(|register| Register {
        zone: register.zone,
        previous: register.previous,
        previous_on: register.previous_on,
    });
    MeterFace {
        digits: meter.digits,
        coefficient: meter.coefficient,
        registers: registers.collect(),
        service: meter.service,
        intake: if meter.is_smart { Intake::Automatic } else { Intake::ByHand },
        removed: meter.replaced.as_ref().map(|replaced| {
            let uses = replaced.consumption.iter().map(|used| (used.zone, used.units));
            RemovedMeter::known(replaced.taken_off_on, uses.collect())
        }),
        verified_until: meter.verified_until,
    }
}

#[cfg(test)]
mod tests {
    use svetlitsa_api::accounts::RegisterView;
    use svetlitsa_api::readings::ReadingTerms;
    use svetlitsa_domain::readings::{FindingCode, VerdictStatus};
    use svetlitsa_domain::tariffs::Service;

    use super::*;

    fn meter() -> MeterView {
        let register = |zone, previous, price: &str| RegisterView {
            zone,
            previous,
            previous_on: "2026-10-20".parse().unwrap(),
            price: Some(price.to_owned()),
            hours: Vec::new(),
        };
        MeterView {
            id: "m1".to_owned(),
            serial: "1".to_owned(),
            model: "M".to_owned(),
            service: Service::Electricity,
            digits: 5,
            coefficient: 1,
            is_smart: false,
            is_prepaid: false,
            verified_until: None,
            registers: vec![register(Zone::Day, 1_000, "7.28"), register(Zone::Night, 500, "2.92")],
            history: vec![300, 300, 300],
            replaced: None,
            silence: None,
        }
    }

    fn window() -> WindowView {
        WindowView {
            first_day: 15,
            last_day: 26,
            today: "2026-11-20".parse().unwrap(),
            reading_dates: Vec::new(),
            terms: ReadingTerms::default(),
        }
    }

    fn values(day: u32, night: u32) -> [ZoneValue; 2] {
        [ZoneValue { zone: Zone::Day, value: day }, ZoneValue { zone: Zone::Night, value: night }]
    }

    #[test]
    fn a_plain_reading_is_accepted_and_priced() {
        let assessment = judge(&meter(), &window(), &values(1_200, 600)).unwrap();
        assert_eq!(assessment.status(), VerdictStatus::Accepted);
        assert_eq!(assessment.counts_for.unwrap().to_string(), "2026-11");
        assert_eq!(cost(&meter(), &assessment.consumption), Some(Kopecks(145_600 + 29_200)));
    }

    #[test]
    fn an_odd_one_is_asked_about() {
        let assessment = judge(&meter(), &window(), &values(3_000, 600)).unwrap();
        let codes: Vec<FindingCode> = assessment.questions().map(|finding| finding.code).collect();
        assert_eq!(codes, [FindingCode::UnusuallyHigh]);
    }

    #[test]
    fn no_price_is_no_cost() {
        let mut meter = meter();
        meter.registers[1].price = None;
        assert_eq!(cost(&meter, &[(Zone::Day, 1), (Zone::Night, 1)]), None);
    }
}
