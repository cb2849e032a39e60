//! Data packet of a connection.
//!
//! | bytes | content |
//! |---|---|
//! | 1 | 0x1b |
//! | 2 | last two bytes of the nonce |
//! | 16 | MAC, under the session key |
//! | 4 | number of the next lossless packet that the sender expects, big endian |
//! | 4 | lossless: number of this packet; else the number that the next lossless packet will get |
//! | 0..7 | zero bytes, so that the length of the packet is a multiple of 8 |
//! | 1..1373 | data; its first byte is the data id, which is not zero |

use bytes::BufMut;
use toxcore_crypto::{MAC_LEN, Nonce, SequentialKey};

use super::MAX_PACKET_LEN;
use crate::boxes::{TooLong, check_len, seal_with};
use crate::codec::{be_u32, expect_kind, parse_all, rest};
use crate::error::Field;
use crate::{OpenError, PacketKind, ParseError};

/// Most data in one packet in bytes (1373), with the data id.
pub const MAX_DATA_LEN: usize = MAX_PACKET_LEN - OVERHEAD;

/// Data packet as it arrives.
#[derive(Debug)]
pub struct DataPacket<'a> {
    /// Last two bytes of the nonce, from which the receiver finds the whole.
    pub nonce_tail: u16,
    sealed: &'a mut [u8],
}

impl<'a> DataPacket<'a> {
    /// First byte.
    pub const KIND: PacketKind = PacketKind::CryptoData;
    /// Shortest packet in bytes (28): a data id alone, without padding.
    pub const MIN_LEN: usize = OVERHEAD + 1;
    /// Longest packet in bytes.
    pub const MAX_LEN: usize = MAX_PACKET_LEN;

    /// Reads the unencrypted parts.
    ///
    /// # Errors
    /// [`ParseError`] for another kind or a length out of range.
    pub fn parse(packet: &'a mut [u8]) -> Result<Self, ParseError> {
        expect_kind(packet, Self::KIND.number())?;
        check_len(packet, Self::MIN_LEN, Self::MAX_LEN)?;
        let ([_, high, low], sealed) = packet.split_first_chunk_mut::<HEAD_LEN>().ok_or(ParseError::Truncated)?;
        Ok(Self { nonce_tail: u16::from_be_bytes([*high, *low]), sealed })
    }

    /// Opens the box with the session key and the nonce that [`nonce_tail`](Self::nonce_tail) is the end of.
    ///
    /// # Errors
    /// [`OpenError`]; [`Field::InnerKind`] if there is nothing but padding.
    pub fn open(self, nonce: &Nonce, key: &mut SequentialKey) -> Result<CryptoData<'a>, OpenError> {
        Ok(CryptoData::parse(key.open_in_place(nonce, self.sealed)?)?)
    }
}

/// Encrypted part of a data packet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CryptoData<'a> {
    /// Number of the next lossless packet that the sender expects: all before it have arrived there.
    pub buffer_start: u32,
    /// Number of this packet, or, if it is not lossless, of the next lossless one.
    pub packet_number: u32,
    /// The data id and what follows; 1 to [`MAX_DATA_LEN`] bytes.
    pub data: &'a [u8],
}

/// Without the data, in which people speak.
impl std::fmt::Debug for CryptoData<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CryptoData")
            .field("buffer_start", &self.buffer_start)
            .field("packet_number", &self.packet_number)
            .field("data", &crate::redacted::Length(self.data))
            .finish()
    }
}

impl<'a> CryptoData<'a> {
    /// Reads the plaintext and takes off the padding, however long it is.
    ///
    /// # Errors
    /// [`ParseError`]; [`Field::InnerKind`] if there is nothing but padding.
    pub fn parse(plain: &'a [u8]) -> Result<Self, ParseError> {
        let (buffer_start, packet_number, padded) = parse_all(plain, |input| {
            let (input, buffer_start) = be_u32(input)?;
            let (input, packet_number) = be_u32(input)?;
            let (input, padded) = rest(input)?;
            Ok((input, (buffer_start, packet_number, padded)))
        })?;
        let id_at = padded.iter().position(|byte| *byte != PADDING).ok_or(ParseError::Invalid(Field::InnerKind))?;
        let data = padded.get(id_at..).ok_or(ParseError::Truncated)?;
        if data.len() > MAX_DATA_LEN {
            return Err(ParseError::TooLong(data.len()));
        }
        Ok(Self { buffer_start, packet_number, data })
    }

    /// What the first byte of the data says.
    #[must_use]
    pub fn id(&self) -> DataId {
        self.data.first().copied().map_or(DataId::Reserved(PADDING), DataId::from)
    }

    /// Appends the whole packet to `out`. The caller steps the nonce, even if the packet is not sent.
    ///
    /// # Errors
    /// [`TooLong`] if the data exceeds [`MAX_DATA_LEN`]; nothing is appended.
    pub fn seal(&self, nonce: &Nonce, key: &mut SequentialKey, out: &mut Vec<u8>) -> Result<(), TooLong> {
        TooLong::check(self.data.len(), MAX_DATA_LEN)?;
        let padding_len = (MAX_DATA_LEN - self.data.len()) % PADDING_UNIT;
        out.reserve(OVERHEAD + padding_len + self.data.len());
        out.put_u8(DataPacket::KIND.number());
        let [.., high, low] = nonce.as_bytes();
        out.put_slice(&[*high, *low]);
        seal_with(key, nonce, out, |out| {
            out.put_u32(self.buffer_start);
            out.put_u32(self.packet_number);
            out.put_bytes(PADDING, padding_len);
            out.put_slice(self.data);
        });
        Ok(())
    }
}

/// First byte of the data, by what net_crypto does with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DataId {
    /// 1: a [`PacketRequest`](super::PacketRequest), not numbered.
    PacketRequest,
    /// 2: the connection ends, not numbered.
    Kill,
    /// 16 to 191: numbered, in order, repeated until it arrives.
    Lossless(u8),
    /// 192 to 254: sent once.
    Lossy(u8),
    /// 0, 3 to 15 and 255: dropped.
    Reserved(u8),
}

impl From<u8> for DataId {
    fn from(id: u8) -> Self {
        match id {
            1 => Self::PacketRequest,
            2 => Self::Kill,
            16..=191 => Self::Lossless(id),
            192..=254 => Self::Lossy(id),
            0 | 3..=15 | 255 => Self::Reserved(id),
        }
    }
}

impl From<DataId> for u8 {
    fn from(id: DataId) -> Self {
        match id {
            DataId::PacketRequest => 1,
            DataId::Kill => 2,
            DataId::Lossless(id) | DataId::Lossy(id) | DataId::Reserved(id) => id,
        }
    }
}

/// Kind and nonce tail.
const HEAD_LEN: usize = 1 + size_of::<u16>();
/// Everything but padding and data (27).
const OVERHEAD: usize = HEAD_LEN + MAC_LEN + 2 * size_of::<u32>();
/// The byte that data ids never are.
const PADDING: u8 = 0;
/// Lengths of whole packets are multiples of this many bytes, so that they tell less about the data.
const PADDING_UNIT: usize = 8;

const _: () = assert!(MAX_DATA_LEN == 1373 && DataPacket::MIN_LEN == 28);

#[cfg(test)]
mod tests;
