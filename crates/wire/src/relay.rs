//! TCP relay: handshake, stream frames and the packets inside them.
