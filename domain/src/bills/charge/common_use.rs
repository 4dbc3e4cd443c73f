//! The dwelling's part of its house's common use: the lesser of meter and norm, or what is given back
//! (`facts/domain.md` 3.5).

use rust_decimal::Decimal;

use crate::bills::charge::Draft;
use crate::bills::charge::part::{price_of, spread};
use crate::bills::{
    AccountFacts, BillLine, BillRule, ChargeProblem, CommonUseShare, Given, HouseMeasured, HouseUse,
    LineKind, Method, Node, PeriodFacts, What,
};
use crate::readings::NormFactor;
use crate::tariffs::{DaySpan, Zone};

/// Lines of common use, one for each version of the tariff; or the one that gives back. None when it is not on the bill.
pub(super) fn line(
    account: &AccountFacts,
    month: &PeriodFacts<'_>,
    own: &[BillLine],
) -> Result<Vec<BillLine>, ChargeProblem> {
    let Some(share) = &month.common_use else { return Ok(Vec::new()) };
    check(share)?;
    let house = share.house;
    match &house.measured {
        Some(measured) if used_in_common(measured)? < Decimal::ZERO => {
            let line = returned(account, month, share, measured, own)?;
            Ok(line.into_iter().collect())
        }
        measured => charged(account, month, share, measured.as_ref()),
    }
}

fn check(share: &CommonUseShare<'_>) -> Result<(), ChargeProblem> {
    let CommonUseShare { house, dwelling_m2 } = share;
    let mut volumes = vec![house.norm_per_m2, house.common_m2];
    if let Some(HouseMeasured { house, non_residential, flats_by_norm, flats_by_meter }) = house.measured {
        volumes.extend([house, non_residential, flats_by_norm, flats_by_meter]);
    }
    let fits = *dwelling_m2 > Decimal::ZERO
        && *dwelling_m2 <= house.total_m2
        && volumes.into_iter().all(|volume| volume >= Decimal::ZERO);
    if fits { Ok(()) } else { Err(ChargeProblem::BadAreas { house: house.house.clone() }) }
}

fn used_in_common(measured: &HouseMeasured) -> Result<Decimal, ChargeProblem> {
    let HouseMeasured { house, non_residential, flats_by_norm, flats_by_meter } = *measured;
    let flats = non_residential.checked_add(flats_by_norm).and_then(|sum| sum.checked_add(flats_by_meter));
    flats.and_then(|flats| house.checked_sub(flats)).ok_or(ChargeProblem::TooLarge)
}

fn charged(
    account: &AccountFacts,
    month: &PeriodFacts<'_>,
    share: &CommonUseShare<'_>,
    measured: Option<&HouseMeasured>,
) -> Result<Vec<BillLine>, ChargeProblem> {
    let house = share.house;
    let norm = by_norm(house);
    let (billed, rule, method) = match measured {
        None => (norm, BillRule::CommonUseNorm, Method::Norm(NormFactor::Plain)),
        Some(measured) => {
            let (of, less) = by_meter(house, measured);
            let actual = Node::difference(What::HouseActual, of, less);
            if house.is_capped {
                let is_at_cap = house.shares().is_some_and(|shares| shares.actual > Some(shares.norm));
                let method = if is_at_cap { Method::Norm(NormFactor::Plain) } else { Method::Actual };
                let billed = Node::least(What::HouseBilled, [actual, norm]);
                (billed, BillRule::CommonUseCapped, method)
            } else {
                (actual, BillRule::CommonUseActual, Method::Actual)
            }
        }
    };
    let units = Node::product(What::CommonUse, [billed, share_of_area(share)]);
    let parts = spread(month, Zone::Single, &units)?;
    let line = |part: super::part::UsePart<'_>| {
        let (price, rubles) = price_of(part.row, Zone::Single, 0)?;
        let amount = Node::product(What::Cost, [part.units.clone(), price]);
        let draft = Draft {
            kind: LineKind::CommonUse,
            method: Some(method),
            zone: None,
            range: None,
            days: part.days,
        };
        let amount = Node::rounded(What::Cost, amount, 2);
        let line = draft.line(account, Some(part.units), amount, &[rule])?;
        Some(BillLine { price: Some(rubles), ..line })
    };
    parts.into_iter().map(line).collect::<Option<_>>().ok_or(ChargeProblem::TooLarge)
}

/// The house counted less than its flats: each gets its part back, but never more than its own use costs.
fn returned(
    account: &AccountFacts,
    month: &PeriodFacts<'_>,
    share: &CommonUseShare<'_>,
    measured: &HouseMeasured,
    own: &[BillLine],
) -> Result<Option<BillLine>, ChargeProblem> {
    let own_cost = super::benefits::amounts(own, |_| true);
    let own_value = own_cost.value().ok_or(ChargeProblem::TooLarge)?;
    if own_value.is_negative() || own_value.is_zero() {
        return Ok(None);
    }
    let (less, of) = by_meter(share.house, measured);
    let surplus = Node::difference(What::HouseSurplus, of, less);
    let units = Node::product(What::CommonUse, [surplus, share_of_area(share)]);
    let mut costs = Vec::new();
    for part in spread(month, Zone::Single, &units)? {
        let (price, _) = price_of(part.row, Zone::Single, 0).ok_or(ChargeProblem::TooLarge)?;
        costs.push(Node::product(What::Cost, [part.units, price]));
    }
    let cost = Node::together(What::Cost, costs);
    let is_less =
        cost.value().and_then(|cost| cost.compare(own_value)).ok_or(ChargeProblem::TooLarge)?.is_lt();
    let back = || Node::given(Decimal::NEGATIVE_ONE, Given::GivenBack);
    let least = Node::rounded(What::Cost, Node::least(What::Cost, [cost, own_cost]), 2);
    let amount = Node::product(What::Cost, [back(), least]);
    let units = is_less.then(|| Node::product(What::CommonUse, [back(), units]));
    let days = DaySpan::of_period(month.period);
    let kind = LineKind::CommonUseReturned;
    let draft = Draft { kind, method: Some(Method::Actual), zone: None, range: None, days };
    let line = draft.line(account, units, amount, &[BillRule::CommonUseReturned]);
    line.map(Some).ok_or(ChargeProblem::TooLarge)
}

/// What the house's meter counted, and what belongs to its flats and other premises (formula 12).
fn by_meter(house: &HouseUse, measured: &HouseMeasured) -> (Node, Node) {
    let id = || house.house.clone();
    let others = vec![
        Node::given(measured.non_residential, Given::HouseNonResidential { house: id() }),
        Node::given(measured.flats_by_norm, Given::HouseFlatsByNorm { house: id() }),
        Node::given(measured.flats_by_meter, Given::HouseFlatsByMeter { house: id() }),
    ];
    let whole = Node::given(measured.house, Given::HouseMeter { house: id() });
    (whole, Node::sum(What::WholeUse, others))
}

/// Norm times the area of the common property (formula 15).
fn by_norm(house: &HouseUse) -> Node {
    let norm = Node::given(house.norm_per_m2, Given::CommonNorm { id: house.norm_id.clone() });
    Node::product(What::HouseNorm, [norm, Node::given(house.common_m2, Given::CommonArea)])
}

fn share_of_area(share: &CommonUseShare<'_>) -> Node {
    let dwelling = Node::given(share.dwelling_m2, Given::DwellingArea);
    let total = Node::given(share.house.total_m2, Given::TotalArea);
    Node::quotient(What::ShareOfArea, dwelling, total)
}
