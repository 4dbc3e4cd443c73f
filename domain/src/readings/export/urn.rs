//! Ids of things that have a name: the same name, the same id.

/// A name-based id of the custom kind (RFC 9562, version 8): the same thing has the same one in every export.
pub(super) fn urn(name: &str) -> String {
    // FNV-1a of 128 bits: ids must differ, not withstand anybody.
    let hash = name.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b)
    });
    let versioned = hash & !(0xf << 76) | 0x8 << 76;
    let id = versioned & !(0x3 << 62) | 0x2 << 62;
    let hex = format!("{id:032x}");
    let part = |range: std::ops::Range<usize>| hex.get(range).unwrap_or_default();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0..8), part(8..12), part(12..16), part(16..20), part(20..32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_ids_of_their_own() {
        // FNV-1a of nothing is its offset; only version and variant are set.
        assert_eq!(urn(""), "urn:uuid:6c62272e-07bb-8142-a2b8-21756295c58d");
        assert_ne!(urn("a/1"), urn("a/2"));
        assert_eq!(urn("a/1"), urn("a/1"));
    }
}
