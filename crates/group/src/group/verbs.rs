//! What the user does in a group.

use toxcore_crypto::EphemeralPublicKey;
use toxcore_sansio::Instant;
use toxcore_wire::group::{GroupPassword, JoinType, LosslessKind, LossyKind, MAX_GROUP_CUSTOM_LEN, PseudoMessageId};

use super::{Delivery, Group};
use crate::rules::{Phase, Rules};

/// Why a custom packet was not sent, without a word about the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CustomRefused {
    Disconnected,
    TooLong(usize),
    Empty,
    UnknownMember,
    NotSent,
}

impl Group {
    /// Does something with the rules, and what follows. Returns also to how many members the last packet went.
    pub(crate) fn act<T>(&mut self, now: Instant, act: impl FnOnce(&mut Rules) -> T) -> (T, usize) {
        self.reached = 0;
        let done = act(&mut self.rules);
        self.carry_out(now);
        let reached = self.reached;
        self.follow(now, &[]);
        (done, reached)
    }

    /// Says good bye and ends all links. Keys and what is known stay.
    pub(crate) fn leave(&mut self, now: Instant, last_words: &[u8]) {
        self.act(now, |rules| rules.leave(now, last_words));
    }

    /// Looks for the group, from any phase. Who is looking for it already goes on, and hurries.
    pub(crate) fn rejoin(&mut self, now: Instant, password: Option<GroupPassword>) {
        if matches!(self.rules.phase(), Phase::Joined { .. }) {
            self.rules.leave(now, b"");
            self.carry_out(now);
        }
        if self.rules.phase() != Phase::Joining || password.is_some() {
            self.drop_all(now);
            self.rules.rejoin(now, password);
            self.rejected = None;
            self.is_changed = true;
            self.wanted.restart(now);
        }
        self.look_for_known(now);
        self.wanted.hurry(now);
        self.follow(now, &[]);
    }

    /// The user gave the chat id: the group is sought until we know that it is private.
    pub(crate) fn found_by_chat_id(&mut self, now: Instant) {
        self.join_type = JoinType::Public;
        self.is_changed = true;
        self.follow(now, &[]);
    }

    /// A number for a message.
    pub(crate) fn message_id(&mut self) -> PseudoMessageId {
        let [a, b, c, d] = self.rng.public_bytes();
        PseudoMessageId(u32::from_be_bytes([a, b, c, d]))
    }

    /// Sends a packet of the program's own to all. Returns to how many.
    pub(crate) fn send_custom(
        &mut self,
        now: Instant,
        delivery: Delivery,
        data: &[u8],
    ) -> Result<usize, CustomRefused> {
        self.check_custom(data)?;
        let reached = match delivery {
            // Longer data was refused above.
            Delivery::Lossless => self.mesh.send_to_all(now, LosslessKind::Custom, data).unwrap_or(0),
            Delivery::Lossy => self.mesh.send_lossy_to_all(now, LossyKind::Custom, data),
        };
        self.follow(now, &[]);
        Ok(reached)
    }

    /// Sends a packet of the program's own to one member.
    pub(crate) fn send_private_custom(
        &mut self,
        now: Instant,
        to: &EphemeralPublicKey,
        delivery: Delivery,
        data: &[u8],
    ) -> Result<(), CustomRefused> {
        self.check_custom(data)?;
        let member = self.rules.member(to).and_then(|_| self.mesh.find(to)).ok_or(CustomRefused::UnknownMember)?;
        let sent = match delivery {
            Delivery::Lossless => self.mesh.send(now, member, LosslessKind::CustomPrivate, data),
            Delivery::Lossy => self.mesh.send_lossy(now, member, LossyKind::CustomPrivate, data),
        };
        self.follow(now, &[]);
        sent.map_err(|_| CustomRefused::NotSent)
    }

    fn check_custom(&self, data: &[u8]) -> Result<(), CustomRefused> {
        if !self.is_in_use() {
            return Err(CustomRefused::Disconnected);
        }
        match data.len() {
            0 => Err(CustomRefused::Empty),
            1..=MAX_GROUP_CUSTOM_LEN => Ok(()),
            len => Err(CustomRefused::TooLong(len)),
        }
    }
}
