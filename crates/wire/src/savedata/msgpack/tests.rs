use super::*;
use crate::codec::parse_all;

fn written(write: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out);
    out
}

#[test]
fn numbers_have_their_shortest_form() {
    let cases = [(0, 1), (127, 1), (128, 2), (255, 2), (256, 3), (65_535, 3), (65_536, 5), (u32::MAX, 5)];
    for (number, len) in cases {
        let bytes = written(|out| put_uint(number, out));
        assert_eq!(bytes.len(), len, "{number}");
        assert_eq!(parse_all(&bytes, uint::<u32>), Ok(number));
        assert_eq!(parse_all(&bytes, uint::<u8>).ok(), u8::try_from(number).ok());
        assert!(bytes.len() == 1 || uint::<u64>(&bytes[..len - 1]).is_err());
    }
    let longest = [&[UINT_64][..], &7_u64.to_be_bytes()].concat();
    assert_eq!(parse_all(&longest, uint::<u8>), Ok(7));
    assert_eq!(written(|out| put_uint(300, out)), [0xcd, 0x01, 0x2c]);
}

#[test]
fn arrays_and_bytes_of_every_size() {
    for len in [0, 1, 15, 16, 255, 256, 65_535, 65_536] {
        let head = written(|out| put_array(len, out));
        assert_eq!(head.len(), array_header_len(len));
        assert_eq!(parse_all(&head, array_len), Ok(u32::try_from(len).unwrap()));
        let content = vec![7; len];
        let bytes = written(|out| put_bin(&content, out));
        assert_eq!(parse_all(&bytes, bin), Ok(&content[..]));
        assert_eq!(parse_all(&bytes, skip), Ok(()));
        assert!(bin(&bytes[..bytes.len() - 1]).is_err());
    }
    assert_eq!(written(|out| put_bin(&[7; 2], out)), [0xc4, 2, 7, 7]);
    assert_eq!(parse_all(&[0xc4, 2, 7, 7], bin_of::<3>), Err(crate::ParseError::Invalid(Field::Length)));
}

#[test]
fn counted_bytes_are_nil_without_any() {
    assert_eq!(written(|out| put_counted(0, &[], out)), [0x92, 0, 0xc0]);
    assert_eq!(parse_all(&[0x92, 0, 0xc0], counted), Ok((0, &[][..])));
    let bytes = written(|out| put_counted(1, b"ab", out));
    assert_eq!(
        (bytes.as_slice(), parse_all(&bytes, counted)),
        (&[0x92, 1, 0xc4, 2, b'a', b'b'][..], Ok((1, &b"ab"[..])))
    );
}

#[test]
fn truth_values() {
    assert_eq!([true, false].map(|value| written(|out| put_bool(value, out))[0]), [0xc3, 0xc2]);
    assert_eq!([[0xc3], [0xc2]].map(|byte| boolean(&byte).unwrap().1), [true, false]);
    assert!(boolean(&[1]).is_err());
}

/// The head of each kind of value, what follows it, and the values in it.
#[test]
fn every_kind_of_value_is_stepped_over() {
    let whole: Vec<Vec<u8>> = vec![
        vec![0x00],
        vec![0x7f],
        vec![0xff],
        vec![0xc0],
        vec![0x82, 1, 2, 3, 0xc0],
        vec![0x93, 1, 0x91, 2, 3],
        vec![0xa3, b'a', b'b', b'c'],
        vec![0xc7, 2, 0, 1, 2],
        vec![0xc8, 0, 1, 0, 9],
        vec![0xc9, 0, 0, 0, 1, 0, 9],
        [vec![0xca], vec![1; 4]].concat(),
        [vec![0xcb], vec![1; 8]].concat(),
        [vec![0xd3], vec![1; 8]].concat(),
        vec![0xd0, 1],
        vec![0xd1, 1, 1],
        [vec![0xd2], vec![1; 4]].concat(),
        vec![0xd4, 5, 1],
        [vec![0xd8], vec![1; 17]].concat(),
        vec![0xd9, 1, b'a'],
        vec![0xda, 0, 1, b'a'],
        vec![0xdb, 0, 0, 0, 1, b'a'],
        vec![0xc5, 0, 1, 9],
        vec![0xc6, 0, 0, 0, 1, 9],
        vec![0xdc, 0, 2, 1, 2],
        vec![0xdd, 0, 0, 0, 1, 2],
        vec![0xde, 0, 1, 1, 2],
        vec![0xdf, 0, 0, 0, 1, 1, 2],
        vec![0x90],
        [vec![0x91; 5_000], vec![0x90]].concat(),
    ];
    for value in whole {
        let more = [&value[..], &[0x42]].concat();
        assert_eq!(skip(&more), Ok((&[0x42][..], ())), "{:02x?}", &value[..value.len().min(8)]);
        for len in 0..value.len() {
            assert!(skip(&value[..len]).is_err(), "{len} of {:02x?}", &value[..value.len().min(8)]);
        }
    }
    assert!(skip(&[0xc1]).is_err());
}

#[test]
fn lies_about_lengths_end_at_once() {
    for head in [0xdd, 0xdf, 0xc6, 0xdb, 0xc9] {
        assert!(skip(&[head, 0xff, 0xff, 0xff, 0xff, 0, 0]).is_err());
    }
}
