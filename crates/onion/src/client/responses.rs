//! Answers of nodes to our announce requests, and whom they are for.

use toxcore_sansio::{Discard, Instant};
use toxcore_wire::RequestId;
use toxcore_wire::onion::{AnnounceResponse, AnnounceStatus};

use super::OnionClient;
use super::groups::announces_of;
use super::pending::{Pending, Target};
use super::surroundings::Env;

impl OnionClient {
    pub(super) fn on_response(&mut self, env: &mut Env<'_, '_>, packet: &mut [u8]) -> Result<(), Discard> {
        let response = AnnounceResponse::parse(packet)?;
        let sendback = response.sendback;
        let pending = self.transport.pending.get(env.now, sendback).ok_or(Discard::Unsolicited)?;
        let answer = response.open(&pending.key)?;
        let pending = pending.clone();
        match pending.target {
            Target::Own => {
                self.accept(env.now, sendback, &pending);
                let back = self.own.is_back(env.now);
                self.own.on_answer(env, &mut self.transport, &pending, answer.status, &answer.nodes);
                if back {
                    self.transport.asked.forget_all();
                    self.friends.update_all(|friend| friend.restart(env.now));
                    self.groups.update_all(|group| group.restart(env.now));
                }
            }
            Target::Friend(slot) => {
                let index = self.friends.slot(slot).ok_or(Discard::UnknownAddressee)?;
                if matches!(answer.status, AnnounceStatus::Stored { .. }) {
                    return Err(Discard::Forbidden);
                }
                self.accept(env.now, sendback, &pending);
                self.on_search_answer(env, index, &pending, answer.status, &answer.nodes);
            }
            Target::Group(number, spot) => {
                self.groups.get(number).ok_or(Discard::UnknownAddressee)?;
                let announces = announces_of(&answer.form)?;
                self.accept(env.now, sendback, &pending);
                self.on_group_answer(env, (number, spot), &pending, &answer.nodes, &announces);
            }
        }
        Ok(())
    }

    /// The answer counts, and no other to the same request does.
    fn accept(&mut self, now: Instant, sendback: RequestId, pending: &Pending) {
        self.transport.pending.remove(sendback);
        self.transport.note_answer(now, pending);
        self.stats.responses = self.stats.responses.saturating_add(1);
    }
}
