//! The second evaluator: reckons a derivation again from its written form alone, by exact fractions and without any of
//! the engine's own code.

use num_rational::BigRational;
use serde_json::Value;

/// What a node of the tree comes to.
pub(crate) fn reckon(node: &Value) -> BigRational {
    let many = |key: &str| node[key].as_array().unwrap().iter().map(reckon);
    let one = |key: &str| reckon(&node[key]);
    match node["op"].as_str().unwrap() {
        "given" => number(node["value"].as_str().unwrap()),
        "sum" => many("of").fold(whole(0), |a, b| a + b),
        "product" => many("of").fold(whole(1), |a, b| a * b),
        "difference" => one("of") - one("less"),
        "quotient" => one("of") / one("by"),
        "least" => many("of").min().unwrap(),
        "greatest" => many("of").max().unwrap(),
        "rounded" => {
            let scale = (0..node["decimals"].as_u64().unwrap()).fold(whole(1), |all, _| all * whole(10));
            // BigRational::round goes half away from zero.
            (one("of") * &scale).round() / scale
        }
        op => panic!("no operation {op}"),
    }
}

/// A whole number, exactly.
pub(crate) fn whole(n: i64) -> BigRational {
    BigRational::from_integer(n.into())
}

/// A decimal as it is written, exactly.
pub(crate) fn number(text: &str) -> BigRational {
    let (digits, below) = match text.split_once('.') {
        Some((before, after)) => (format!("{before}{after}"), after.len()),
        None => (text.to_owned(), 0),
    };
    let below = (0..below).fold(whole(1), |all, _| all * whole(10));
    BigRational::from_integer(digits.parse().unwrap()) / below
}
