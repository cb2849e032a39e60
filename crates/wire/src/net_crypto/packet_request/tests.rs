use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::net_crypto::MAX_DATA_LEN;

fn encode(start: u32, end: u32, missing: &[u32]) -> Vec<u8> {
    let mut out = Vec::new();
    encode_packet_request(start, end, MAX_DATA_LEN, |number| missing.contains(&number), &mut out);
    out
}

#[test]
fn vectors_are_met() {
    let vectors: [(u32, u32, &[u32], &[u8]); 5] = [
        (0, 1030, &[0, 3, 6, 1024], &[1, 1, 3, 3, 0, 0, 0, 0xfd]),
        (0, 600, &[0, 255, 511], &[1, 1, 0xff, 0, 1]),
        (0, 600, &[0, 254], &[1, 1, 0xfe, 0]),
        (0xffff_fffe, 2, &[0xffff_fffe, 0], &[1, 1, 2]),
        (7, 7, &[], &[1]),
    ];
    for (start, end, missing, bytes) in vectors {
        assert_eq!(encode(start, end, missing), bytes);
        let request = PacketRequest::parse(bytes).unwrap();
        assert_eq!(request.missing(start).collect::<Vec<_>>(), missing);
    }
}

#[test]
fn other_data_ids_are_refused() {
    assert_eq!(PacketRequest::parse(&[]), Err(ParseError::Truncated));
    for id in 0..=u8::MAX {
        assert_eq!(PacketRequest::parse(&[id, 1, 2]).is_ok(), id == 1);
    }
}

#[test]
fn full_request_leaves_out_the_last_numbers() {
    let mut out = vec![9; 5];
    encode_packet_request(0, 32_768, MAX_DATA_LEN, |_| true, &mut out);
    assert_eq!(out.len(), 5 + MAX_DATA_LEN);
    let missing = PacketRequest::parse(&out[5..]).unwrap().missing(0);
    assert!(missing.eq(0..1372));
}

proptest! {
    #[test]
    fn any_missing_numbers_survive_the_round_trip(
        start in prop_oneof![any::<u32>(), u32::MAX - 40_000..=u32::MAX],
        gaps in prop::collection::vec(0..600_u32, 0..60),
        beyond in 0..600_u32,
    ) {
        let offsets: BTreeSet<u32> = gaps.iter().scan(0_u32, |sum, gap| { *sum += gap; Some(*sum) }).collect();
        let missing: Vec<u32> = offsets.iter().map(|offset| start.wrapping_add(*offset)).collect();
        let end = start.wrapping_add(offsets.last().map_or(0, |last| last + 1) + beyond);
        let bytes = encode(start, end, &missing);
        prop_assert_eq!(PacketRequest::parse(&bytes).unwrap().missing(start).collect::<Vec<_>>(), missing);
    }

    #[test]
    fn any_bytes_give_at_most_one_number_each(mut bytes in prop::collection::vec(any::<u8>(), 1..1400), start in any::<u32>()) {
        bytes[0] = 1;
        let count = PacketRequest::parse(&bytes).unwrap().missing(start).count();
        prop_assert_eq!(count, bytes[1..].iter().filter(|step| **step != 0).count());
    }
}
