use std::net::{IpAddr, SocketAddr, ToSocketAddrs};

/// Whether names of hosts may be looked up. A look-up tells others whom we want to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Names {
    /// They may.
    Allowed,
    /// Only addresses are taken: with a proxy, which would be bypassed, or if the options say so.
    Refused,
}

/// A host has no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotFound;

/// The addresses of a host, at least one. A name is looked up here and now, which may take as long as the system's resolver
/// likes.
pub(crate) fn resolve(host: &str, port: u16, names: Names) -> Result<Vec<SocketAddr>, NotFound> {
    if let Ok(ip) = host.parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(ip, port)]);
    }
    if names == Names::Refused || host.is_empty() {
        return Err(NotFound);
    }
    let addrs: Vec<_> = (host, port).to_socket_addrs().map_err(|_| NotFound)?.take(MAX_ADDRS).collect();
    if addrs.is_empty() { Err(NotFound) } else { Ok(addrs) }
}

/// Addresses of one name that are used. Our choice.
const MAX_ADDRS: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_need_no_look_up() {
        let v4 = "192.0.2.1:5".parse().expect("address");
        assert_eq!(resolve("192.0.2.1", 5, Names::Refused), Ok(vec![v4]));
        let v6 = "[2001:db8::1]:5".parse().expect("address");
        assert_eq!(resolve("2001:db8::1", 5, Names::Refused), Ok(vec![v6]));
    }

    #[test]
    fn names_are_looked_up_only_where_that_is_allowed() {
        assert!(resolve("localhost", 5, Names::Allowed).is_ok());
        assert_eq!(resolve("localhost", 5, Names::Refused), Err(NotFound));
        assert_eq!(resolve("", 5, Names::Allowed), Err(NotFound));
    }
}
