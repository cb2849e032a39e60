//! Calls that failed because of what the program handed over: C's log tells of them.

use std::any::type_name;

use crate::types::c_enum::{Constants, constant_name};

/// What a call was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To learn something.
    Question,
    /// To change something.
    Deed,
}

/// Logs why a call failed. `Work` is the closure that did it: its type knows in which function it stands.
pub(crate) fn log<Work, E: Constants>(purpose: Purpose, why: E) {
    if !tracing::event_enabled!(target: "toxcore_ffi", tracing::Level::WARN) {
        return;
    }
    let error = constant_name(why).to_str().unwrap_or_default();
    let function = function_of(type_name::<Work>());
    if is_mistake(purpose, error) {
        tracing::warn!(target: "toxcore_ffi", "{function}: {error}");
    } else {
        tracing::debug!(target: "toxcore_ffi", "{function}: {error}");
    }
}

/// Whether no state of the network would have made the call a good one.
///
/// Of a friend who is no more programs may ask, until they have noticed; to do something with him is a mistake.
fn is_mistake(purpose: Purpose, error: &str) -> bool {
    BAD_ARGUMENTS.iter().any(|ending| error.ends_with(ending))
        || purpose == Purpose::Deed && error.ends_with("_FRIEND_NOT_FOUND")
}

/// The name of the exported function in the name of a type.
fn function_of(work: &str) -> &str {
    let mut words = work.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    words.find(|word| word.starts_with("tox_")).unwrap_or("a function")
}

/// How the names of those errors end that tell of arguments which are never right.
const BAD_ARGUMENTS: &[&str] = &[
    "_NULL",
    "_EMPTY",
    "_NO_MESSAGE",
    "_TOO_LONG",
    "_INVALID",
    "_INVALID_LENGTH",
    "_INVALID_POSITION",
    "_WRONG_POSITION",
    "_BAD_PORT",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_what_no_network_makes_good() {
        for (error, in_questions, in_deeds) in [
            ("TOX_ERR_SET_INFO_TOO_LONG", true, true),
            ("TOX_ERR_FRIEND_QUERY_NULL", true, true),
            ("TOX_ERR_FILE_SEND_CHUNK_WRONG_POSITION", true, true),
            ("TOX_ERR_FRIEND_SEND_MESSAGE_FRIEND_NOT_FOUND", false, true),
            ("TOX_ERR_FRIEND_SEND_MESSAGE_FRIEND_NOT_CONNECTED", false, false),
            ("TOX_ERR_FRIEND_SEND_MESSAGE_SENDQ", false, false),
            ("TOX_ERR_FILE_SEND_CHUNK_NOT_FOUND", false, false),
            ("TOX_ERR_FRIEND_ADD_BAD_CHECKSUM", false, false),
        ] {
            assert_eq!(is_mistake(Purpose::Question, error), in_questions, "{error}");
            assert_eq!(is_mistake(Purpose::Deed, error), in_deeds, "{error}");
        }
    }

    #[test]
    fn functions_are_found_in_names_of_types() {
        assert_eq!(function_of("toxcore_ffi::tox::own::tox_self_set_name::{{closure}}"), "tox_self_set_name");
        assert_eq!(
            function_of("toxcore_ffi::tox::help<toxcore_ffi::tox::tox_verb::{{closure}}>::{{closure}}"),
            "tox_verb"
        );
        assert_eq!(function_of("toxcore_ffi::tox::help::{{closure}}"), "a function");
    }
}
