use proptest::prelude::*;

use super::*;
use crate::testing::{assert_lengths, hex, key_pair};

const PINNED: &str = "8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285fdeadbeef4ef9";

fn id() -> ToxId {
    ToxId { public_key: key_pair(0).public, no_spam: NoSpam::from_u32(0xdead_beef) }
}

#[test]
fn pinned_ids_are_met() {
    assert_eq!(id().to_vec(), hex(PINNED));
    assert_eq!(ToxId::parse(&hex(PINNED)), Ok(id()));
    assert_eq!(id().to_string(), PINNED.to_uppercase());
    assert_eq!(ToxId { no_spam: NoSpam::from_u32(0x0102_0304), ..id() }.checksum(), [0x2c, 0xbd]);
}

#[test]
fn no_spam_is_the_big_endian_reading() {
    let no_spam = NoSpam::from_u32(0x1122_3344);
    assert_eq!((no_spam.as_bytes(), no_spam.to_u32()), (&[0x11, 0x22, 0x33, 0x44], 0x1122_3344));
}

#[test]
fn text_is_read_in_both_cases() {
    assert_eq!(PINNED.parse(), Ok(id()));
    assert_eq!(PINNED.to_uppercase().parse(), Ok(id()));
}

#[test]
fn wrong_text_is_told_apart() {
    assert_eq!("".parse::<ToxId>(), Err(ToxIdError::Length(0)));
    assert_eq!(PINNED[1..].parse::<ToxId>(), Err(ToxIdError::Length(75)));
    assert_eq!(PINNED[2..].parse::<ToxId>(), Err(ToxIdError::Length(74)));
    assert_eq!(format!("{PINNED}00").parse::<ToxId>(), Err(ToxIdError::Length(78)));
    assert_eq!(format!("{PINNED} ").parse::<ToxId>(), Err(ToxIdError::NoHexDigit(76)));
    assert_eq!("8fäöü".parse::<ToxId>(), Err(ToxIdError::NoHexDigit(2)));
    let mistyped = PINNED.replacen('8', "9", 1);
    assert_eq!(mistyped.parse::<ToxId>(), Err(ToxIdError::Checksum));
}

#[test]
fn every_single_wrong_digit_is_noticed() {
    for position in 0..ToxId::HEX_LEN {
        let mut digits = PINNED.to_owned();
        let wrong = if &digits[position..=position] == "0" { "1" } else { "0" };
        digits.replace_range(position..=position, wrong);
        assert_eq!(digits.parse::<ToxId>(), Err(ToxIdError::Checksum));
    }
}

#[test]
fn only_38_bytes_are_accepted() {
    assert_lengths(&hex(PINNED), 38..=38, |bytes| ToxId::parse(bytes).map(drop));
}

proptest! {
    #[test]
    fn any_id_survives_bytes_and_text(key in any::<[u8; 32]>(), no_spam in any::<u32>()) {
        let id = ToxId { public_key: LongTermPublicKey::from_bytes(key), no_spam: NoSpam::from_u32(no_spam) };
        prop_assert_eq!(ToxId::parse(&id.to_vec()), Ok(id));
        prop_assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn any_text_is_refused_or_printed_again(text in ".{0,80}|[0-9a-fA-F]{70,80}") {
        if let Ok(id) = text.parse::<ToxId>() {
            prop_assert_eq!(id.to_string(), text.to_uppercase());
        }
    }
}
