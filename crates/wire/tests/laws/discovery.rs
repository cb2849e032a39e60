use toxcore_wire::bootstrap_info::{BootstrapInfoRequest, BootstrapInfoResponse};
use toxcore_wire::lan_discovery::LanDiscovery;

pub(super) fn check(data: &[u8]) {
    super::exact(data, LanDiscovery::parse(data));
    super::exact(data, BootstrapInfoResponse::parse(data));
    assert_eq!(BootstrapInfoRequest::parse(data).is_ok(), data.len() == 78 && data.first() == Some(&0xf0));
    if let Ok(response) = BootstrapInfoResponse::parse(data) {
        assert!(response.motd.starts_with(response.text()));
        assert!(!response.text().contains(&0));
    }
}
