//! Cookie, handshake and data packets of encrypted connections.
