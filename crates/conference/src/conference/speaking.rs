//! What a program has to say besides texts. Protocol: conferences, Messages.

use toxcore_crypto::LongTermPublicKey;
use toxcore_sansio::Content;
use toxcore_wire::conference::MessageContent;

use super::{Conference, Shared, Status};
use crate::Context;

impl Conference {
    /// Tells the others that we go, and ends all connections if it is for good.
    pub(crate) fn say_farewell(&mut self, cx: &mut Context<'_>, shared: &mut Shared, for_good: bool) {
        if let Some(own) = self.own_number() {
            let content = if for_good { MessageContent::KillPeer(own) } else { MessageContent::FreezePeer(own) };
            self.broadcast(cx, shared, content);
        }
        if for_good {
            self.connections.clear(&mut shared.holds);
            self.members = crate::members::Members::default();
            (self.changed, self.name_wanted) = (false, false);
        }
    }

    /// Sets the title. `false`, and nothing has changed, if there are others and nobody took it.
    pub(crate) fn set_title(&mut self, cx: &mut Context<'_>, shared: &mut Shared, title: &[u8]) -> bool {
        if *self.title == *title {
            return true;
        }
        let is_alone = self.members.present().len() <= 1;
        if !is_alone && self.broadcast(cx, shared, MessageContent::Title(title)) == 0 {
            return false;
        }
        self.title = Content::from(title);
        self.title_is_fresh = !is_alone;
        true
    }

    /// How many members out of sight are kept.
    pub(crate) fn set_max_offline(&mut self, cx: &Context<'_>, max: usize) {
        self.members.max_offline = max;
        self.members.evict(|key| cx.friends.is_friend(key));
        self.changed = true;
    }

    /// Whether a connection with this key matters.
    pub(crate) fn knows(&mut self, key: &LongTermPublicKey) -> bool {
        let is_introducer = matches!(self.status, Status::Joining { introducer, .. } if introducer == *key);
        is_introducer || self.connections.by_key(key).is_some() || self.members.frozen_with(key).is_some()
    }

    /// Asks all who are connected to count us in again.
    pub(crate) fn ask_all_back(&mut self, cx: &mut Context<'_>, shared: &mut Shared) {
        let keys: Vec<LongTermPublicKey> = self.members.frozen().iter().map(|peer| peer.key).collect();
        for key in keys {
            self.ask_back(cx, shared, &key);
        }
    }
}
