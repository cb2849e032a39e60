//! Who may send which packet, and how long each is.

use toxcore_crypto::DhtPublicKey;

use super::{MAX_OOB_LEN, MIN_ONION_REQUEST_LEN, RelayPacket, kind};
use crate::codec::{Parsed, be_u8, invalid, parse_all, public_key, rest};
use crate::error::Field;
use crate::forwarding::RelayForwardRequest;
use crate::relay::ConnectionId;
use crate::request_id::request_id;
use crate::{ParseError, RequestId};

impl<'a> RelayPacket<'a> {
    /// Reads the plaintext of a frame that a client sent.
    ///
    /// # Errors
    /// [`ParseError`]: the link is closed. [`ParseError::Kind`] also for kinds that only a relay may send.
    pub fn from_client(plain: &'a [u8]) -> Result<Self, ParseError> {
        match split_kind(plain)? {
            (kind::ROUTING_REQUEST, input) => parse_all(input, public_key).map(|peer| Self::RoutingRequest { peer }),
            (kind::OOB_SEND, input) => {
                let (receiver, data) = read_oob(input)?;
                Ok(Self::OobSend { receiver, data })
            }
            (kind::ONION_REQUEST, payload) => {
                if payload.len() < MIN_ONION_REQUEST_LEN {
                    return Err(ParseError::Truncated);
                }
                Ok(Self::OnionRequest { payload })
            }
            (kind::FORWARD_REQUEST, input) => {
                let RelayForwardRequest { to, data } = RelayForwardRequest::parse(input)?;
                Ok(Self::ForwardRequest { destination: to, data })
            }
            (kind::CONNECT_NOTIFICATION, input) => {
                parse_all(input, be_u8).map(|byte| Self::ClientNotification { byte })
            }
            (kind, input) => Self::from_both(kind, input),
        }
    }

    /// Reads the plaintext of a frame that a relay sent.
    ///
    /// # Errors
    /// [`ParseError`]: the link is closed. [`ParseError::Kind`] also for kinds that only a client may send.
    pub fn from_server(plain: &'a [u8]) -> Result<Self, ParseError> {
        match split_kind(plain)? {
            (kind::ROUTING_RESPONSE, input) => parse_all(input, |input| {
                let (input, id) = be_u8(input)?;
                let (input, peer) = public_key(input)?;
                Ok((input, Self::RoutingResponse { id: ConnectionId::from_byte(id), peer }))
            }),
            (kind::CONNECT_NOTIFICATION, input) => {
                parse_all(input, connection_id).map(|id| Self::ConnectNotification { id })
            }
            (kind::OOB_RECEIVE, input) => {
                let (sender, data) = read_oob(input)?;
                Ok(Self::OobReceive { sender, data })
            }
            (kind::ONION_RESPONSE, data) => not_empty(data).map(|data| Self::OnionResponse { data }),
            (kind::FORWARDING, data) => not_empty(data).map(|data| Self::Forwarding { data }),
            (kind, input) => Self::from_both(kind, input),
        }
    }

    fn from_both(kind: u8, input: &'a [u8]) -> Result<Self, ParseError> {
        match kind {
            kind::DISCONNECT_NOTIFICATION => {
                parse_all(input, connection_id).map(|id| Self::DisconnectNotification { id })
            }
            kind::PING => parse_all(input, request_id).map(|id| Self::Ping { id }),
            kind::PONG => match parse_all(input, request_id)? {
                NO_PING => Err(ParseError::Invalid(Field::Number)),
                id => Ok(Self::Pong { id }),
            },
            _ => match ConnectionId::from_byte(kind) {
                Some(id) => not_empty(input).map(|data| Self::Data { id, data }),
                None => Err(ParseError::Kind(kind)),
            },
        }
    }
}

fn split_kind(plain: &[u8]) -> Result<(u8, &[u8]), ParseError> {
    match plain.split_first() {
        Some((kind, rest)) => Ok((*kind, rest)),
        None => Err(ParseError::Truncated),
    }
}

fn connection_id(input: &[u8]) -> Parsed<'_, ConnectionId> {
    let (input, byte) = be_u8(input)?;
    match ConnectionId::from_byte(byte) {
        Some(id) => Ok((input, id)),
        None => invalid(Field::Number),
    }
}

fn read_oob(input: &[u8]) -> Result<(DhtPublicKey, &[u8]), ParseError> {
    let (key, data) = parse_all(input, |input| {
        let (input, key) = public_key(input)?;
        let (input, data) = rest(input)?;
        Ok((input, (key, data)))
    })?;
    if data.len() > MAX_OOB_LEN {
        return Err(ParseError::TooLong(data.len()));
    }
    Ok((key, not_empty(data)?))
}

fn not_empty(data: &[u8]) -> Result<&[u8], ParseError> {
    if data.is_empty() { Err(ParseError::Truncated) } else { Ok(data) }
}

/// The id that no ping has, so that a pong with it answers nothing.
const NO_PING: RequestId = RequestId::from_bytes([0; RequestId::LEN]);
