use toxcore_wire::forwarding::{
    ForwardReply, ForwardRequest, Forwarding, RelayForwardRequest, RelayForwarding, Sendback, SendbackRoute,
};

pub(super) fn check(data: &[u8]) {
    super::exact(data, ForwardRequest::parse(data));
    super::exact(data, Forwarding::parse(data));
    super::exact(data, ForwardReply::parse(data));
    super::exact(data, RelayForwardRequest::parse(data));
    super::exact(data, RelayForwarding::parse(data));
    sendback(data);
    if let Ok(reply) = ForwardReply::parse(data) {
        sendback(reply.sendback);
    }
}

fn sendback(data: &[u8]) {
    super::exact(data, Sendback::parse(data));
    super::exact(data, SendbackRoute::parse(data));
    if let Ok(sendback) = Sendback::parse(data) {
        super::exact(sendback.route, SendbackRoute::parse(sendback.route));
    }
}
