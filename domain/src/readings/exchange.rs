//! W2: values that fit the registers in another order than they were given in.

use crate::readings::consumption::{Ceiling, since_previous};
use crate::readings::{MeterFace, ReadingPolicy, Submission};
use crate::tariffs::Zone;

/// Orders of three; those of two are the first two rows, cut.
const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [1, 0, 2], [0, 2, 1], [2, 1, 0], [1, 2, 0], [2, 0, 1]];

/// The values in the one order in which every register only went forward, when the given order has a register going
/// backwards. `None` when they fit as given, in no order, or in several.
pub(super) fn fitting_order(
    face: &MeterFace,
    submission: &Submission,
    policy: &ReadingPolicy,
) -> Option<Vec<(Zone, u32)>> {
    let count = face.registers.len();
    if !(2..=3).contains(&count) || submission.values.len() != count {
        return None;
    }
    let values = face
        .registers
        .iter()
        .map(|register| submission.values.iter().find(|(zone, _)| *zone == register.zone).map(|(_, v)| *v))
        .collect::<Option<Vec<u32>>>()?;
    let fits = |order: &[usize]| {
        face.registers.iter().zip(order).all(|(register, &place)| {
            let ceiling = Ceiling::of(face, register, submission.taken_on, policy);
            matches!(since_previous(face, register, values[place], ceiling), Ok((_, None)))
        })
    };
    let mut orders = ORDERS.iter().map(|order| &order[..count]).filter(|order| {
        // With two registers the third must stay in its place.
        order.iter().all(|&place| place < count)
    });
    if orders.next().is_some_and(fits) {
        return None;
    }
    let mut fitting = orders.filter(|order| fits(order));
    let order = fitting.next()?;
    if fitting.next().is_some() {
        return None;
    }
    Some(face.registers.iter().zip(order).map(|(register, &place)| (register.zone, values[place])).collect())
}
