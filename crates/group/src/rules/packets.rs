//! What members send, handed to what it is about.

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::Instant;
use toxcore_wire::ParseError;
use toxcore_wire::group::{GroupPing, InviteReject, Lossless, LosslessKind, PeerInfo};

use super::{Event, Phase, Refusal, Rules};

impl Rules {
    /// Handles a lossless packet of a member with a handshake.
    ///
    /// Kinds that concern connections alone are not for here: fragments, key rotations, relays, handshake
    /// acknowledgements, custom packets.
    ///
    /// # Errors
    /// [`Refusal`], counted, if nothing but limits has changed. The packet is to be acknowledged nonetheless.
    pub fn handle_lossless(
        &mut self,
        now: Instant,
        from: &EphemeralPublicKey,
        kind: LosslessKind,
        data: &[u8],
    ) -> Result<(), Refusal> {
        let result = self.dispatch(now, from, kind, data);
        self.count(result)
    }

    /// Handles a ping of a member.
    ///
    /// # Errors
    /// [`Refusal`], counted, for a ping of somebody who is not confirmed.
    pub fn handle_ping(&mut self, now: Instant, from: &EphemeralPublicKey, ping: &GroupPing) -> Result<(), Refusal> {
        let result = self.enter().and_then(|()| self.compare(now, from, ping));
        self.count(result)
    }

    /// Handles the answer of a member that does not let us in.
    ///
    /// # Errors
    /// [`Refusal`], counted, if we are in already, or asked it nothing.
    pub fn handle_reject(&mut self, from: &EphemeralPublicKey, reason: InviteReject) -> Result<(), Refusal> {
        let result = self.rejected(from, reason);
        self.count(result)
    }

    fn dispatch(
        &mut self,
        now: Instant,
        from: &EphemeralPublicKey,
        kind: LosslessKind,
        data: &[u8],
    ) -> Result<(), Refusal> {
        self.enter()?;
        let keys = self.members.keys(from)?;
        match kind {
            // A state that is too short is a lie, so it is not parsed in front.
            LosslessKind::SharedState => return self.take_state(now, from, data),
            // Who knows of a password puts it in front, where it would be taken for a nick.
            LosslessKind::PeerInfoResponse if data.len() == PeerInfo::MAX_LEN && self.knows_no_password() => {
                return Err(Refusal::WrongPassword);
            }
            LosslessKind::CustomPrivate
            | LosslessKind::Custom
            | LosslessKind::Fragment
            | LosslessKind::KeyRotation
            | LosslessKind::TcpRelays
            | LosslessKind::HandshakeAck
            | LosslessKind::Unknown(_) => return Err(Refusal::Unsupported(kind.number())),
            _ => {}
        }
        match Lossless::parse(kind, data, self.password_field())? {
            Lossless::InviteRequest(request) => self.asked_to_let_in(now, &keys, &request),
            Lossless::InviteResponse => self.let_in(now, from),
            Lossless::SyncRequest(request) => self.answer_sync(now, &keys, &request),
            Lossless::SyncResponse(response) => self.synchronised(now, from, &response),
            Lossless::PeerInfoRequest => self.asked_who_we_are(now, &keys),
            Lossless::PeerInfoResponse(info) => self.told_who_it_is(now, &keys, &info),
            Lossless::Topic(topic) => self.take_topic(now, &keys, &topic),
            Lossless::ModeratorList(list) => self.take_moderators(now, from, &list),
            Lossless::SanctionsList(list) => self.take_sanctions(now, &keys, &list),
            Lossless::Broadcast(broadcast) => self.handle_broadcast(now, &keys, &broadcast),
            _ => Err(Refusal::Malformed(ParseError::Truncated)),
        }
    }

    fn knows_no_password(&self) -> bool {
        self.state().is_some_and(|state| state.password.is_empty())
    }

    /// Whoever is out takes nothing.
    pub(super) fn enter(&self) -> Result<(), Refusal> {
        if self.phase == Phase::Disconnected { Err(Refusal::NotJoined) } else { Ok(()) }
    }

    fn rejected(&mut self, from: &EphemeralPublicKey, reason: InviteReject) -> Result<(), Refusal> {
        self.members.keys(from)?;
        if !self.is_outside() || self.group_keys.is_some() {
            return Err(Refusal::Unsolicited);
        }
        self.phase = Phase::Disconnected;
        self.members.clear();
        self.tell(Event::Rejected(reason));
        self.do_next(super::Effect::DropAll);
        Ok(())
    }

    fn count(&mut self, result: Result<(), Refusal>) -> Result<(), Refusal> {
        if let Err(refusal) = result {
            self.refused.count(refusal);
            tracing::trace!(target: "toxcore_group", %refusal, "packet refused");
        }
        result
    }
}
