//! Where our headers differ from those of a Debian release, with the reason. Everything else is an error.

/// Names that a release declares in another way; a star stands for anything.
#[derive(Debug)]
struct Change {
    suites: &'static [&'static str],
    names: &'static [&'static str],
}

/// Declarations that changed, or went, since.
const CHANGED: &[Change] = &[
    // The experimental events: callbacks lost the instance, functions got other parameters.
    Change {
        suites: &["bookworm"],
        names: &[
            "Tox_Event",
            "tox_events_*_cb",
            "tox_events_callback_*",
            "tox_events_load",
            "tox_events_equal",
            "tox_dispatch_invoke",
        ],
    },
    // Returned nothing, now returns whether it worked: callers that ignore it are as well off as before.
    Change { suites: &["bookworm"], names: &["tox_events_get_bytes"] },
    Change { suites: &["bookworm", "trixie"], names: &["tox_options_set_proxy_host", "tox_options_set_savedata_data"] },
    // Takes options where it took a flag.
    Change { suites: &["bookworm", "trixie"], names: &["tox_events_iterate"] },
    // Gone: they said what they had been told, or nothing.
    Change {
        suites: &["bookworm"],
        names: &["tox_event_file_recv_chunk_get_length", "tox_options_*_operating_system"],
    },
    // Another name for what is now dht_nodes_response.
    Change {
        suites: &["trixie"],
        names: &[
            "tox_event_dht_get_nodes_response_*",
            "tox_event_get_dht_get_nodes_response",
            "tox_events_*dht_get_nodes_response",
            "TOX_EVENT_DHT_GET_NODES_RESPONSE",
        ],
    },
    // One function for each event, in place of one for each type of event.
    Change { suites: &["bookworm"], names: &["tox_events_get_*"] },
];

/// Macros with another value: the version, and the longest friend request, which was 1016 up to 0.2.20.
pub(crate) const OTHER_VALUES: &[(&[&str], &[&str])] = &[
    (&["bookworm", "trixie", "sid"], &["TOX_VERSION_PATCH"]),
    (&["bookworm", "trixie"], &["TOX_MAX_FRIEND_REQUEST_LENGTH"]),
];

/// Whether we know that a release has this name in another way.
pub(crate) fn is_known(suite: &str, name: &str) -> bool {
    let covers =
        |change: &Change| change.suites.contains(&suite) && change.names.iter().any(|pattern| matches(pattern, name));
    CHANGED.iter().any(covers)
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end),
        None => pattern == name,
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns() {
        assert!(matches("tox_a", "tox_a") && matches("tox_*_cb", "tox_x_cb") && matches("tox_*", "tox_x"));
        assert!(!matches("tox_a", "tox_ab") && !matches("tox_*_cb", "tox_cb") && !matches("tox_*", "toxav"));
    }
}
