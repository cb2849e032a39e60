//! What members send, handed to what it is about.

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::Instant;
use toxcore_wire::ParseError;
use toxcore_wire::group::{GroupPing, Lossless, LosslessKind, PeerInfo, SyncFlags};

use super::limits::LIE_PAUSE;
use super::{Phase, Refusal, Rules};

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
        if result == Err(Refusal::Forged)
            && let Ok(contact) = self.members.contact(from)
        {
            contact.lied = Some(now);
        }
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

    fn dispatch(
        &mut self,
        now: Instant,
        from: &EphemeralPublicKey,
        kind: LosslessKind,
        data: &[u8],
    ) -> Result<(), Refusal> {
        self.enter()?;
        let keys = self.members.keys(from)?;
        self.may_tell(now, from, kind)?;
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

    /// What is signed costs time to check: it is taken of members and of those whom we asked, unless they lied a moment ago.
    fn may_tell(&mut self, now: Instant, from: &EphemeralPublicKey, kind: LosslessKind) -> Result<(), Refusal> {
        let is_fact =
            matches!(kind, LosslessKind::SharedState | LosslessKind::ModeratorList | LosslessKind::SanctionsList);
        let is_member = self.members.get(from).is_some();
        let contact = self.members.contact(from)?;
        if (is_fact || kind == LosslessKind::Topic) && contact.lied.is_some_and(|at| now < at + LIE_PAUSE) {
            return Err(Refusal::Limited);
        }
        if is_fact && !is_member && !contact.awaits(now, SyncFlags::STATE) {
            return Err(Refusal::NotConfirmed);
        }
        Ok(())
    }

    fn knows_no_password(&self) -> bool {
        self.state().is_some_and(|state| state.password.is_empty())
    }

    /// Whoever is out takes nothing.
    pub(super) fn enter(&self) -> Result<(), Refusal> {
        if self.phase == Phase::Disconnected { Err(Refusal::NotJoined) } else { Ok(()) }
    }

    pub(super) fn count(&mut self, result: Result<(), Refusal>) -> Result<(), Refusal> {
        if let Err(refusal) = result {
            self.refused.count(refusal);
            tracing::trace!(target: "toxcore_group", %refusal, "packet refused");
        }
        result
    }
}
