//! Packet formats of the Tox protocol: parsers and encoders, nothing else.
