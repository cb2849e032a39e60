use super::TimedAuth;
use crate::hmac_sha512_256;

const PERIOD: u64 = 300;

fn auth() -> TimedAuth {
    TimedAuth::new([3; 32], PERIOD)
}

#[test]
fn a_token_is_the_hmac_of_period_and_data() {
    let expected = hmac_sha512_256(&[3; 32], &[&7_u64.to_be_bytes(), b"data"]);
    assert_eq!(auth().make(7 * PERIOD + 299, &[b"da", b"ta"]), expected);
}

#[test]
fn a_token_lives_for_this_and_the_next_period() {
    for made in [1000 * PERIOD, 1000 * PERIOD + 1, 1001 * PERIOD - 1] {
        let token = auth().make(made, &[b"data"]);
        for (now, valid) in [
            (1000 * PERIOD - 1, false),
            (1000 * PERIOD, true),
            (made, true),
            (1002 * PERIOD - 1, true),
            (1002 * PERIOD, false),
            (5000 * PERIOD, false),
        ] {
            assert_eq!(auth().check(now, &[b"data"], &token), valid, "made {made}, now {now}");
        }
    }
}

#[test]
fn other_data_key_or_bytes_are_refused() {
    let token = auth().make(900, &[b"data"]);
    assert!(!auth().check(900, &[b"date"], &token));
    assert!(!auth().check(900, &[b"data", b"x"], &token));
    assert!(!TimedAuth::new([4; 32], PERIOD).check(900, &[b"data"], &token));
    for bit in 0..256 {
        let mut changed = token;
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(!auth().check(900, &[b"data"], &changed));
    }
}

#[test]
fn the_first_period_has_no_previous_one() {
    let token = auth().make(0, &[b"data"]);
    assert!(auth().check(0, &[b"data"], &token));
    let wrapped = hmac_sha512_256(&[3; 32], &[&u64::MAX.to_be_bytes(), b"data"]);
    assert!(!auth().check(0, &[b"data"], &wrapped));
}

#[test]
fn a_period_of_zero_counts_as_one_second() {
    let auth = TimedAuth::new([3; 32], 0);
    let token = auth.make(10, &[]);
    assert!(auth.check(11, &[], &token));
    assert!(!auth.check(12, &[], &token));
}

#[test]
fn secrets_are_not_printed() {
    assert_eq!(format!("{:?}", auth()), "TimedAuth { period_secs: 300, .. }");
}
