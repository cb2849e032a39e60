//! What events are made of.

use std::ffi::c_char;
use std::{fmt, ptr};

use toxcore_crypto::{DhtPublicKey, LongTermPublicKey};

use crate::events::msgpack::{Reader, Sink, put_bin, put_bool, put_str, put_uint};
use crate::types::c_enum::{Constants, from_raw};

/// One value of an event.
pub(crate) trait Field: Sized {
    /// Encodes it.
    fn pack(&self, sink: &mut impl Sink);

    /// Decodes it; `None` if it is something else, or has a value that is none.
    fn unpack(reader: &mut Reader<'_>) -> Option<Self>;
}

impl Field for u16 {
    fn pack(&self, sink: &mut impl Sink) {
        put_uint(sink, u64::from(*self));
    }

    fn unpack(reader: &mut Reader<'_>) -> Option<Self> {
        Self::try_from(reader.uint(size_of::<Self>())?).ok()
    }
}

impl Field for u32 {
    fn pack(&self, sink: &mut impl Sink) {
        put_uint(sink, u64::from(*self));
    }

    fn unpack(reader: &mut Reader<'_>) -> Option<Self> {
        Self::try_from(reader.uint(size_of::<Self>())?).ok()
    }
}

impl Field for u64 {
    fn pack(&self, sink: &mut impl Sink) {
        put_uint(sink, *self);
    }

    fn unpack(reader: &mut Reader<'_>) -> Option<Self> {
        reader.uint(size_of::<Self>())
    }
}

impl Field for bool {
    fn pack(&self, sink: &mut impl Sink) {
        put_bool(sink, *self);
    }

    fn unpack(reader: &mut Reader<'_>) -> Option<Self> {
        reader.boolean()
    }
}

/// A key is bytes of which there are exactly 32.
macro_rules! key {
    ($key:ty) => {
        impl Field for $key {
            fn pack(&self, sink: &mut impl Sink) {
                put_bin(sink, self.as_bytes());
            }

            fn unpack(reader: &mut Reader<'_>) -> Option<Self> {
                reader.bin()?.try_into().ok().map(Self::from_bytes)
            }
        }
    };
}

key!(LongTermPublicKey);
key!(DhtPublicKey);

/// A constant is its number. Numbers that no constant has are refused.
impl<E: Constants> Field for E {
    fn pack(&self, sink: &mut impl Sink) {
        self.raw().pack(sink);
    }

    fn unpack(reader: &mut Reader<'_>) -> Option<Self> {
        from_raw(u32::unpack(reader)?)
    }
}

/// Bytes that C reads: with a NUL behind them that is not counted, so that a program which prints them as a text finds an end.
/// No bytes are no memory, and C sees NULL. They print as their length.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Bytes(Box<[u8]>);

impl Bytes {
    /// Where they begin; NULL if there are none.
    pub(crate) fn as_ptr(&self) -> *const u8 {
        if self.0.is_empty() { ptr::null() } else { self.0.as_ptr() }
    }

    /// Where a text begins: if it is empty, with the NUL behind it.
    pub(crate) fn as_text_ptr(&self) -> *const u8 {
        if self.0.is_empty() { c"".as_ptr().cast() } else { self.0.as_ptr() }
    }

    /// How many there are, without the NUL.
    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.as_slice().len()).unwrap_or(u32::MAX)
    }

    /// The bytes without the NUL.
    pub(crate) fn as_slice(&self) -> &[u8] {
        self.0.split_last().map_or(&[], |(_nul, bytes)| bytes)
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.len())
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(mut bytes: Vec<u8>) -> Self {
        if !bytes.is_empty() {
            bytes.reserve_exact(1);
            bytes.push(0);
        }
        Self(bytes.into_boxed_slice())
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        let mut with_nul = Vec::with_capacity(bytes.len().saturating_add(1));
        with_nul.extend_from_slice(bytes);
        Self::from(with_nul)
    }
}

impl Field for Bytes {
    fn pack(&self, sink: &mut impl Sink) {
        put_bin(sink, self.as_slice());
    }

    fn unpack(reader: &mut Reader<'_>) -> Option<Self> {
        reader.bin().map(Self::from)
    }
}

/// A text that C reads, which ends with a NUL. The empty text is a text. It prints as its length.
///
/// 0.2.20 writes it as bytes, later releases as a text; both are read.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Text(Box<[u8]>);

impl Text {
    /// A text of these bytes.
    pub(crate) fn new(text: &[u8]) -> Self {
        Self([text, &[0]].concat().into_boxed_slice())
    }

    /// Where it begins.
    pub(crate) fn as_ptr(&self) -> *const c_char {
        self.0.as_ptr().cast()
    }

    /// How many bytes it has, without the NUL.
    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.as_slice().len()).unwrap_or(u32::MAX)
    }

    fn as_slice(&self) -> &[u8] {
        self.0.split_last().map_or(&[], |(_nul, text)| text)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.len())
    }
}

impl Field for Text {
    fn pack(&self, sink: &mut impl Sink) {
        put_str(sink, self.as_slice());
    }

    fn unpack(reader: &mut Reader<'_>) -> Option<Self> {
        if reader.is_bin() {
            // libtoxcore 0.2.20 wrote bytes, and the NUL with them.
            return reader.bin().map(|text| Self::new(text.strip_suffix(&[0]).unwrap_or(text)));
        }
        reader.str().map(Self::new)
    }
}

/// All values of an event, in the order in which they are encoded.
pub(crate) trait Fields: Sized {
    /// Encodes them: one value as itself, more as an array.
    fn pack(&self, sink: &mut impl Sink);

    /// Decodes them.
    fn unpack(reader: &mut Reader<'_>) -> Option<Self>;
}

/// Names the fields of an event in the order in which they are encoded.
macro_rules! fields {
    ($event:ident: $field:ident) => {
        impl $crate::events::field::Fields for $event {
            fn pack(&self, sink: &mut impl $crate::events::msgpack::Sink) {
                $crate::events::field::Field::pack(&self.$field, sink);
            }

            fn unpack(reader: &mut $crate::events::msgpack::Reader<'_>) -> Option<Self> {
                Some(Self { $field: $crate::events::field::Field::unpack(reader)? })
            }
        }
    };
    ($event:ident: $($field:ident),+) => {
        impl $crate::events::field::Fields for $event {
            fn pack(&self, sink: &mut impl $crate::events::msgpack::Sink) {
                const COUNT: u32 = [$(stringify!($field)),+].len() as u32;
                $crate::events::msgpack::put_array(sink, COUNT);
                $($crate::events::field::Field::pack(&self.$field, sink);)+
            }

            fn unpack(reader: &mut $crate::events::msgpack::Reader<'_>) -> Option<Self> {
                const COUNT: u32 = [$(stringify!($field)),+].len() as u32;
                reader.array_of(COUNT)?;
                Some(Self { $($field: $crate::events::field::Field::unpack(reader)?),+ })
            }
        }
    };
}
pub(crate) use fields;
