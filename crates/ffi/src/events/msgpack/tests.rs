use super::*;

fn written(write: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&mut bytes);
    bytes
}

fn uint(bytes: &[u8], width: usize) -> Option<u64> {
    let mut reader = Reader::new(bytes);
    reader.uint(width).filter(|_| reader.left() == 0)
}

#[test]
fn numbers_are_written_in_their_shortest_form() {
    let table: [(u64, &[u8]); 10] = [
        (0, &[0]),
        (127, &[0x7f]),
        (128, &[0xcc, 0x80]),
        (255, &[0xcc, 0xff]),
        (256, &[0xcd, 1, 0]),
        (65_535, &[0xcd, 0xff, 0xff]),
        (65_536, &[0xce, 0, 1, 0, 0]),
        (u64::from(u32::MAX), &[0xce, 0xff, 0xff, 0xff, 0xff]),
        (1 << 32, &[0xcf, 0, 0, 0, 1, 0, 0, 0, 0]),
        (u64::MAX, &[0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    ];
    for (value, bytes) in table {
        assert_eq!(written(|sink| put_uint(sink, value)), bytes);
        assert_eq!(uint(bytes, 8), Some(value));
    }
}

#[test]
fn numbers_are_read_in_any_form_that_is_not_wider_than_the_field() {
    for bytes in [&[0xcc, 5][..], &[0xcd, 0, 5], &[0xce, 0, 0, 0, 5], &[0xd0, 5], &[0xd1, 0, 5], &[0xd2, 0, 0, 0, 5]] {
        assert_eq!(uint(bytes, 4), Some(5), "{bytes:x?}");
    }
    for bytes in [&[0xce, 0, 0, 0, 5][..], &[0xd2, 0, 0, 0, 5]] {
        assert_eq!(uint(bytes, 2), None, "{bytes:x?}");
    }
    for bytes in [&[0xcf, 0, 0, 0, 0, 0, 0, 0, 5][..], &[0xd3, 0, 0, 0, 0, 0, 0, 0, 5]] {
        assert_eq!(uint(bytes, 4), None, "{bytes:x?}");
        assert_eq!(uint(bytes, 8), Some(5), "{bytes:x?}");
    }
}

#[test]
fn negative_numbers_and_other_kinds_are_no_numbers() {
    for first in [0xd0, 0xd1, 0xd2, 0xd3, 0xe0, 0xff, 0xc0, 0xc1, 0xc2, 0xc3, 0xca, 0xcb, 0x90, 0x80, 0xa1, 0xc4, 0xd9]
    {
        assert_eq!(Reader::new(&[first, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]).uint(8), None, "{first:x}");
    }
}

#[test]
fn lengths_are_written_in_their_shortest_form() {
    let starts =
        |write: &dyn Fn(&mut Vec<u8>)| -> Vec<u8> { written(|sink| write(sink)).into_iter().take(5).collect() };
    assert_eq!(starts(&|sink| put_array(sink, 15)), [0x9f]);
    assert_eq!(starts(&|sink| put_array(sink, 16)), [0xdc, 0, 16]);
    assert_eq!(starts(&|sink| put_array(sink, 65_536)), [0xdd, 0, 1, 0, 0]);
    for (len, bin, str) in [
        (0_usize, &[0xc4, 0][..], &[0xa0][..]),
        (31, &[0xc4, 31, 7, 7, 7], &[0xbf, 7, 7, 7, 7]),
        (32, &[0xc4, 32, 7, 7, 7], &[0xd9, 32, 7, 7, 7]),
        (255, &[0xc4, 255, 7, 7, 7], &[0xd9, 255, 7, 7, 7]),
        (256, &[0xc5, 1, 0, 7, 7], &[0xda, 1, 0, 7, 7]),
        (65_536, &[0xc6, 0, 1, 0, 0], &[0xdb, 0, 1, 0, 0]),
    ] {
        let content = vec![7; len];
        assert_eq!(starts(&|sink| put_bin(sink, &content)), bin);
        assert_eq!(starts(&|sink| put_str(sink, &content)), str);
        let (packed_bin, packed_str) =
            (written(|sink| put_bin(sink, &content)), written(|sink| put_str(sink, &content)));
        assert_eq!(Reader::new(&packed_bin).bin(), Some(&content[..]));
        assert_eq!(Reader::new(&packed_str).str(), Some(&content[..]));
        assert_eq!(Reader::new(&packed_bin).str(), None);
        assert_eq!(Reader::new(&packed_str).bin(), None);
        for cut in 0..packed_bin.len() {
            assert_eq!(Reader::new(&packed_bin[..cut]).bin(), None);
        }
    }
}

#[test]
fn lengths_are_not_believed() {
    assert_eq!(Reader::new(&[0xc6, 0xff, 0xff, 0xff, 0xff, 1]).bin(), None);
    assert_eq!(Reader::new(&[0xdb, 0xff, 0xff, 0xff, 0xff, 1]).str(), None);
    assert_eq!(Reader::new(&[0xdd, 0xff, 0xff, 0xff, 0xff]).array(), Some(u32::MAX));
    assert_eq!(Reader::new(&[0xdd, 0xff, 0xff, 0xff]).array(), None);
    assert_eq!(Reader::new(&[0xde, 0, 1]).array(), None);
}

#[test]
fn truth_values_are_two_bytes() {
    assert_eq!(written(|sink| put_bool(sink, false)), [0xc2]);
    assert_eq!(written(|sink| put_bool(sink, true)), [0xc3]);
    let read: Vec<Option<bool>> = [0xc2, 0xc3, 0, 1].iter().map(|byte| Reader::new(&[*byte]).boolean()).collect();
    assert_eq!(read, [Some(false), Some(true), None, None]);
}

#[test]
fn what_is_counted_is_what_is_written() {
    let write = |sink: &mut dyn FnMut(&[u8])| {
        struct To<'a>(&'a mut dyn FnMut(&[u8]));
        impl Sink for To<'_> {
            fn put(&mut self, bytes: &[u8]) {
                (self.0)(bytes);
            }
        }
        let mut to = To(sink);
        put_array(&mut to, 3);
        put_uint(&mut to, 70_000);
        put_bin(&mut to, &[1; 300]);
        put_str(&mut to, b"text");
    };
    let (mut count, mut bytes) = (Count::default(), Vec::new());
    write(&mut |part| count.put(part));
    write(&mut |part| bytes.put(part));
    assert_eq!(count.0, bytes.len());
}
