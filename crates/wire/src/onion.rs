//! Onion packets: requests, responses, announcements and routed data.
