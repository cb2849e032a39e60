//! LAN discovery and bootstrap info: the two packets that are not encrypted.

use std::net::SocketAddr;
use std::time::Duration;

use toxcore_sansio::{Cx, Discard, Instant, RateLimit, SourceLimiter};
use toxcore_wire::bootstrap_info::{BootstrapInfoRequest, BootstrapInfoResponse};
use toxcore_wire::lan_discovery::LanDiscovery;
use toxcore_wire::{Encode, NodeInfo, is_lan};

use super::Dht;
use crate::{BootstrapInfo, MAX_MOTD_LEN};

/// Bootstrap infos that one source gets. Our choice: the answer may be 3.3 times the request and go to a forged address, whose
/// owner then gets 5 kB a second of us; those who really ask do so once.
const INFO_LIMIT: RateLimit = RateLimit { interval: Duration::from_millis(50), burst: 40 };
/// Sources of which that is remembered.
const INFO_SOURCES: usize = 1_024;

impl Dht {
    /// Says where LAN discovery packets go: broadcast and multicast addresses of all interfaces. Call it again when they
    /// change. The ports are ours to choose.
    pub fn set_lan_targets(&mut self, now: Instant, targets: Vec<SocketAddr>) {
        self.lan.set_targets(targets, now);
    }

    /// Changes what is answered to bootstrap-info requests.
    pub fn set_bootstrap_info(&mut self, info: Option<BootstrapInfo>) {
        self.config.bootstrap_info = info;
    }

    pub(super) fn announce_on_lan(&mut self, now: Instant) {
        let packet = LanDiscovery { key: self.config.own_key };
        for addr in self.lan.take_due(now) {
            if self.config.ipv6 || addr.is_ipv4() {
                self.outbox.push(addr, |out| packet.encode(out));
            }
        }
    }

    /// A node of our network says that it is there: it is asked for nodes, as any bootstrap node. Its key is unproven
    /// until it answers.
    pub(super) fn on_lan_discovery(
        &mut self,
        cx: &mut Cx<'_>,
        now: Instant,
        from: SocketAddr,
        packet: &mut [u8],
    ) -> Result<(), Discard> {
        if !self.lan.is_on() {
            return Err(Discard::Disabled);
        }
        if !is_lan(&from.ip()) {
            return Err(Discard::ForbiddenSource);
        }
        let node = NodeInfo { addr: from, key: LanDiscovery::parse(packet)?.key };
        if node.key == self.config.own_key {
            return Err(Discard::OwnKey);
        }
        if self.close.get(&node.key).is_some_and(|c| c.is_good_at(from, now)) {
            return Ok(());
        }
        if cx.cache.lookup(node.key.as_bytes()).is_none() && !cx.admission.admit(now, from.ip(), 1) {
            return Err(Discard::Limited);
        }
        self.send_nodes_request(cx, now, node, self.config.own_key);
        Ok(())
    }

    pub(super) fn on_bootstrap_info(&mut self, now: Instant, from: SocketAddr, packet: &[u8]) -> Result<(), Discard> {
        let info = self.config.bootstrap_info.as_ref().ok_or(Discard::Disabled)?;
        BootstrapInfoRequest::parse(packet)?;
        let seed = &self.info_seed;
        let limiter = self.info_limiter.get_or_insert_with(|| SourceLimiter::new(INFO_LIMIT, INFO_SOURCES, seed));
        if !limiter.allow(now, from.ip()) {
            return Err(Discard::Limited);
        }
        let mut motd = info.motd.get(..MAX_MOTD_LEN).unwrap_or(&info.motd).to_vec();
        motd.push(0);
        let response = BootstrapInfoResponse { version: info.version, motd: &motd };
        let queued = self.outbox.push(from, |out| response.encode(out));
        if queued { Ok(()) } else { Err(Discard::Full) }
    }
}
