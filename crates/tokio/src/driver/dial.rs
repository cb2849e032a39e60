use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::task::{Context, Poll};

use tokio::net::lookup_host;
use tokio::task::JoinSet;
use toxcore::StreamId;

/// The proxy through which relays are reached, and the search for its address: the only name that is resolved when a proxy
/// is set. What lies behind it is resolved by the proxy.
pub(crate) struct Dialer {
    proxy: Option<(String, u16)>,
    lookups: JoinSet<(StreamId, Option<SocketAddr>)>,
    /// Counts the lookups: a name with several addresses has them tried in turn.
    tries: usize,
}

/// Where it is nobody needs to know.
impl fmt::Debug for Dialer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dialer").field("lookups", &self.lookups.len()).finish_non_exhaustive()
    }
}

impl Dialer {
    pub(crate) fn new(proxy: Option<(&str, u16)>) -> Self {
        let proxy = proxy.map(|(host, port)| (host.to_owned(), port));
        Self { proxy, lookups: JoinSet::new(), tries: 0 }
    }

    /// Finds the proxy's address for a stream; [`poll_found`](Self::poll_found) tells it.
    pub(crate) fn look_up_proxy(&mut self, stream: StreamId) {
        let proxy = self.proxy.clone();
        let turn = self.tries;
        self.tries = self.tries.wrapping_add(1);
        self.lookups.spawn(async move { (stream, find(proxy, turn).await) });
    }

    /// The next stream whose address is known, or known not to be found.
    pub(crate) fn poll_found(&mut self, cx: &mut Context<'_>) -> Option<(StreamId, Option<SocketAddr>)> {
        loop {
            match self.lookups.poll_join_next(cx) {
                Poll::Ready(Some(Ok(found))) => return Some(found),
                // A lookup that was cancelled: only when the runtime ends.
                Poll::Ready(Some(Err(_))) => {}
                Poll::Ready(None) | Poll::Pending => return None,
            }
        }
    }
}

async fn find(proxy: Option<(String, u16)>, turn: usize) -> Option<SocketAddr> {
    let (host, port) = proxy?;
    if let Ok(ip) = host.parse::<IpAddr>() {
        return Some(SocketAddr::new(ip, port));
    }
    let addrs: Vec<SocketAddr> = lookup_host((host, port)).await.ok()?.take(MAX_ADDRS).collect();
    addrs.get(turn.checked_rem(addrs.len())?).copied()
}

/// Addresses of one name that are tried. Our choice.
pub(crate) const MAX_ADDRS: usize = 8;
