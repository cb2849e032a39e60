//! What stands around the declarations of each header.

/// A header and what is written by hand in it.
#[derive(Debug)]
pub(crate) struct Frame {
    pub(crate) name: &'static str,
    /// What the header is for.
    pub(crate) about: &'static str,
    pub(crate) includes: &'static [&'static str],
    /// Macros with arguments and the like: before and after the declarations.
    pub(crate) before: &'static str,
    pub(crate) after: &'static str,
}

/// All headers, each after those that it includes.
pub(crate) const FRAMES: &[Frame] = &[
    Frame {
        name: "tox_log_level.h",
        about: "How important a line of the log is.",
        includes: &[],
        before: "",
        after: "",
    },
    Frame {
        name: "tox_options.h",
        about: "What an instance is made with.",
        includes: &["<stdbool.h>", "<stddef.h>", "<stdint.h>", "\"tox_log_level.h\""],
        before: "",
        after: "",
    },
    Frame {
        name: "tox.h",
        about: "Tox: an instance, its friends, messages, files, conferences and groups.\n\
                \n\
                Make an instance with `tox_new`, give it callbacks and a node with `tox_bootstrap`, and call `tox_iterate`\n\
                again and again, at the latest after `tox_iteration_interval` milliseconds. Callbacks run inside of\n\
                `tox_iterate` and may call every function but `tox_kill`. An instance may be used from several threads.\n\
                \n\
                Every function that can fail takes a pointer to its error code, which may be NULL and is written on success\n\
                as well. A pointer to an instance that is NULL is answered with the error of the function.",
        includes: &["<stdbool.h>", "<stddef.h>", "<stdint.h>", "\"tox_options.h\""],
        before: API_VERSION,
        after: ABI_VERSION,
    },
    Frame {
        name: "tox_attributes.h",
        about: "Marks for pointers: some compilers warn when NULL is given where it must not be.",
        includes: &[],
        before: ATTRIBUTES,
        after: "",
    },
    Frame {
        name: "tox_private.h",
        about: "For tests and for the curious: time that is set by hand, counters, questions to the DHT.\n\
                \n\
                This part of the interface may change with any version.",
        includes: &["<stdbool.h>", "<stddef.h>", "<stdint.h>", "\"tox.h\"", "\"tox_attributes.h\""],
        before: "",
        after: "",
    },
    Frame {
        name: "tox_events.h",
        about: "Events as objects: for languages that do not like to be called back.\n\
                \n\
                This part of the interface may change with any version.",
        includes: &[
            "<stdbool.h>",
            "<stddef.h>",
            "<stdint.h>",
            "\"tox.h\"",
            "\"tox_attributes.h\"",
            "\"tox_private.h\"",
        ],
        before: "",
        after: "",
    },
    Frame {
        name: "tox_dispatch.h",
        about: "Gives events to callbacks, one for each type of event.\n\
                \n\
                This part of the interface may change with any version.",
        includes: &["\"tox_events.h\""],
        before: "",
        after: "",
    },
    Frame {
        name: "toxav.h",
        about: "Calls, with sound and pictures.\n\
                \n\
                One ToxAV belongs to one Tox, and must be killed before it.",
        includes: &["<stdbool.h>", "<stddef.h>", "<stdint.h>", "\"tox.h\""],
        before: "",
        after: "",
    },
    Frame {
        name: "toxencryptsave.h",
        about: "Encrypts what is stored, above all savedata, with a passphrase.",
        includes: &["<stdbool.h>", "<stddef.h>", "<stdint.h>"],
        before: "",
        after: "",
    },
];

/// The macro may stand in `#if`, so that it consists of numbers and operators only.
const API_VERSION: &str = "\
/**
 * Whether these headers declare everything that version MAJOR.MINOR.PATCH did.
 *
 * Before version 1 a new minor version breaks programs, and so does a new patch version before 0.1.
 */
#define TOX_VERSION_IS_API_COMPATIBLE(MAJOR, MINOR, PATCH) \\
  ((MAJOR) == TOX_VERSION_MAJOR \\
   && ((TOX_VERSION_MAJOR > 0 \\
        && (TOX_VERSION_MINOR > (MINOR) \\
            || (TOX_VERSION_MINOR == (MINOR) && TOX_VERSION_PATCH >= (PATCH)))) \\
       || (TOX_VERSION_MAJOR == 0 && TOX_VERSION_MINOR == (MINOR) \\
           && ((TOX_VERSION_MINOR > 0 && TOX_VERSION_PATCH >= (PATCH)) \\
               || (TOX_VERSION_MINOR == 0 && TOX_VERSION_PATCH == (PATCH))))))
";

const ABI_VERSION: &str = "\
/**
 * Whether the library that the program runs on has everything that these headers declare.
 */
#define TOX_VERSION_IS_ABI_COMPATIBLE() \\
  tox_version_is_compatible(TOX_VERSION_MAJOR, TOX_VERSION_MINOR, TOX_VERSION_PATCH)
";

const ATTRIBUTES: &str = "\
#if !defined(__clang__)
#ifndef _Nonnull
#define _Nonnull
#endif
#ifndef _Nullable
#define _Nullable
#endif
#endif
";

/// The members of the options, which the library sees as two parts: what it touches, and what it leaves alone. Programs see
/// one structure, whose members they can hide; its size is that which the interface has now.
pub(crate) const OPTIONS: &str = "\
typedef struct Tox_Options Tox_Options;

#ifndef TOX_HIDE_DEPRECATED
/* Use the functions: members may come and go. */
struct Tox_Options {
  bool ipv6_enabled;
  bool udp_enabled;
  bool local_discovery_enabled;
  bool dht_announcements_enabled;
  Tox_Proxy_Type proxy_type;
  const char *proxy_host;
  uint16_t proxy_port;
  uint16_t start_port;
  uint16_t end_port;
  uint16_t tcp_port;
  bool hole_punching_enabled;
  Tox_Savedata_Type savedata_type;
  const uint8_t *savedata_data;
  size_t savedata_length;
  tox_log_cb *log_callback;
  void *log_user_data;
  bool experimental_thread_safety;
  bool experimental_groups_persistence;
  bool experimental_disable_dns;
  bool experimental_owned_data;
  /** Never touched by the library: programs of earlier versions have no place for them. */
  uint8_t *owned_savedata_data;
  char *owned_proxy_host;
};
#endif /* TOX_HIDE_DEPRECATED */";
