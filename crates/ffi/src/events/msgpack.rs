//! The part of MessagePack that event lists are made of: arrays, numbers that are not negative, truth values, bytes and texts.
//!
//! Writing takes the shortest form of everything. Reading also takes longer forms of a number, as long as the form is not wider
//! than the field, and trusts no length: nothing is allocated before its bytes are there.
//!
//! Protocol: ffi, Values.

/// Where encoded bytes go.
pub(crate) trait Sink {
    /// Takes the next bytes.
    fn put(&mut self, bytes: &[u8]);
}

impl Sink for Vec<u8> {
    fn put(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

/// Counts the bytes and forgets them.
#[derive(Default)]
pub(crate) struct Count(pub(crate) usize);

impl Sink for Count {
    fn put(&mut self, bytes: &[u8]) {
        self.0 = self.0.saturating_add(bytes.len());
    }
}

/// Starts an array of `len` values.
pub(crate) fn put_array(sink: &mut impl Sink, len: u32) {
    match len {
        0..=15 => sink.put(&[FIX_ARRAY | low_byte(len)]),
        _ => put_len(sink, len, [None, Some(ARRAY_16), Some(ARRAY_32)]),
    }
}

/// A number.
pub(crate) fn put_uint(sink: &mut impl Sink, value: u64) {
    match u32::try_from(value) {
        Ok(small @ 0..=0x7f) => sink.put(&[low_byte(small)]),
        Ok(value) => put_len(sink, value, [Some(UINT_8), Some(UINT_16), Some(UINT_32)]),
        Err(_) => {
            sink.put(&[UINT_64]);
            sink.put(&value.to_be_bytes());
        }
    }
}

/// A truth value.
pub(crate) fn put_bool(sink: &mut impl Sink, value: bool) {
    sink.put(&[if value { TRUE } else { FALSE }]);
}

/// Bytes. What is longer than the format can say is cut.
pub(crate) fn put_bin(sink: &mut impl Sink, bytes: &[u8]) {
    let (len, bytes) = sayable(bytes);
    put_len(sink, len, [Some(BIN_8), Some(BIN_16), Some(BIN_32)]);
    sink.put(bytes);
}

/// A text. What is longer than the format can say is cut.
pub(crate) fn put_str(sink: &mut impl Sink, text: &[u8]) {
    let (len, text) = sayable(text);
    match len {
        0..=31 => sink.put(&[FIX_STR | low_byte(len)]),
        _ => put_len(sink, len, [Some(STR_8), Some(STR_16), Some(STR_32)]),
    }
    sink.put(text);
}

/// The bytes with their length, which has 32 bits.
fn sayable(bytes: &[u8]) -> (u32, &[u8]) {
    match u32::try_from(bytes.len()) {
        Ok(len) => (len, bytes),
        Err(_) => (u32::MAX, bytes.get(..u32::MAX as usize).unwrap_or_default()),
    }
}

/// The shortest of the forms that can say `len`, each with 8, 16 and 32 bits.
fn put_len(sink: &mut impl Sink, len: u32, [form_8, form_16, form_32]: [Option<u8>; 3]) {
    let [.., third, last] = len.to_be_bytes();
    match (form_8, form_16, form_32) {
        (Some(form), ..) if len <= u32::from(u8::MAX) => sink.put(&[form, last]),
        (_, Some(form), _) if len <= u32::from(u16::MAX) => sink.put(&[form, third, last]),
        (.., form) => {
            sink.put(form.as_slice());
            sink.put(&len.to_be_bytes());
        }
    }
}

/// The last byte of a number.
const fn low_byte(value: u32) -> u8 {
    let [.., last] = value.to_be_bytes();
    last
}

/// Reads values one after the other. Whatever is not as asked for is `None`, and ends the reading.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads `bytes` from their beginning.
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// How many bytes are left.
    pub(crate) const fn left(&self) -> usize {
        self.rest.len()
    }

    /// The length of an array.
    pub(crate) fn array(&mut self) -> Option<u32> {
        match self.byte()? {
            form @ FIX_ARRAY..=FIX_ARRAY_LAST => Some(u32::from(form & 0x0f)),
            ARRAY_16 => self.number(2),
            ARRAY_32 => self.number(4),
            _ => None,
        }
    }

    /// An array of exactly `len` values.
    pub(crate) fn array_of(&mut self, len: u32) -> Option<()> {
        (self.array()? == len).then_some(())
    }

    /// A number in any form of at most `width` bytes, also in a signed one if it is not negative.
    pub(crate) fn uint(&mut self, width: usize) -> Option<u64> {
        let form = self.byte()?;
        let (bytes, signed) = match form {
            0..=FIX_INT_LAST => return Some(u64::from(form)),
            UINT_8..=UINT_64 => (1 << (form - UINT_8), false),
            INT_8..=INT_64 => (1 << (form - INT_8), true),
            _ => return None,
        };
        if bytes > width {
            return None;
        }
        let raw = self.take(bytes)?;
        let negative = signed && raw.first().is_some_and(|first| first & 0x80 != 0);
        (!negative).then(|| big_endian(raw))
    }

    /// A truth value.
    pub(crate) fn boolean(&mut self) -> Option<bool> {
        match self.byte()? {
            FALSE => Some(false),
            TRUE => Some(true),
            _ => None,
        }
    }

    /// Bytes.
    pub(crate) fn bin(&mut self) -> Option<&'a [u8]> {
        let len = match self.byte()? {
            BIN_8 => self.number(1),
            BIN_16 => self.number(2),
            BIN_32 => self.number(4),
            _ => None,
        };
        self.take(usize::try_from(len?).ok()?)
    }

    /// A text.
    pub(crate) fn str(&mut self) -> Option<&'a [u8]> {
        let len = match self.byte()? {
            form @ FIX_STR..=FIX_STR_LAST => Some(u32::from(form & 0x1f)),
            STR_8 => self.number(1),
            STR_16 => self.number(2),
            STR_32 => self.number(4),
            _ => None,
        };
        self.take(usize::try_from(len?).ok()?)
    }

    /// Whether bytes come next.
    pub(crate) fn is_bin(&self) -> bool {
        matches!(self.rest.first(), Some(BIN_8..=BIN_32))
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some(taken)
    }

    /// A length of up to four bytes.
    fn number(&mut self, width: usize) -> Option<u32> {
        u32::try_from(big_endian(self.take(width)?)).ok()
    }
}

/// What up to eight bytes say.
fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

// The first bytes of values, as MessagePack has them.
const FIX_INT_LAST: u8 = 0x7f;
const FIX_ARRAY: u8 = 0x90;
const FIX_ARRAY_LAST: u8 = 0x9f;
const FIX_STR: u8 = 0xa0;
const FIX_STR_LAST: u8 = 0xbf;
const FALSE: u8 = 0xc2;
const TRUE: u8 = 0xc3;
const BIN_8: u8 = 0xc4;
const BIN_16: u8 = 0xc5;
const BIN_32: u8 = 0xc6;
const UINT_8: u8 = 0xcc;
const UINT_16: u8 = 0xcd;
const UINT_32: u8 = 0xce;
const UINT_64: u8 = 0xcf;
const INT_8: u8 = 0xd0;
const INT_64: u8 = 0xd3;
const STR_8: u8 = 0xd9;
const STR_16: u8 = 0xda;
const STR_32: u8 = 0xdb;
const ARRAY_16: u8 = 0xdc;
const ARRAY_32: u8 = 0xdd;

#[cfg(test)]
mod tests;
