/* SPDX-License-Identifier: MIT OR Apache-2.0 */

/**
 * @file
 *
 * What an instance is made with.
 */
/* Written by `cargo xtask header` from the library's source: changes belong there. */
#ifndef C_TOXCORE_TOXCORE_TOX_OPTIONS_H
#define C_TOXCORE_TOXCORE_TOX_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "tox_log_level.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @{ @name Types of the options that an instance is made with
 */

/**
 * What stands between this client and the network.
 */
typedef enum Tox_Proxy_Type {
  /**
   * Nothing.
   */
  TOX_PROXY_TYPE_NONE,
  /**
   * A proxy that understands CONNECT of HTTP. Only TCP goes through it.
   */
  TOX_PROXY_TYPE_HTTP,
  /**
   * A SOCKS 5 proxy. Only TCP goes through it.
   */
  TOX_PROXY_TYPE_SOCKS5,
} Tox_Proxy_Type;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_proxy_type_to_string(Tox_Proxy_Type value);

/**
 * Bytes of a secret key.
 */
#define TOX_SECRET_KEY_SIZE 32

/**
 * What the savedata given to `tox_new` is.
 */
typedef enum Tox_Savedata_Type {
  /**
   * There is none: a new identity is made.
   */
  TOX_SAVEDATA_TYPE_NONE,
  /**
   * What `tox_get_savedata` wrote.
   */
  TOX_SAVEDATA_TYPE_TOX_SAVE,
  /**
   * A secret key of `TOX_SECRET_KEY_SIZE` bytes: the identity alone.
   */
  TOX_SAVEDATA_TYPE_SECRET_KEY,
} Tox_Savedata_Type;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_savedata_type_to_string(Tox_Savedata_Type value);

/**
 * Why no options object was made.
 */
typedef enum Tox_Err_Options_New {
  /**
   * It worked.
   */
  TOX_ERR_OPTIONS_NEW_OK,
  /**
   * There was not enough memory.
   */
  TOX_ERR_OPTIONS_NEW_MALLOC,
} Tox_Err_Options_New;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_options_new_to_string(Tox_Err_Options_New value);

/** @} */

/**
 * @{ @name What kind of network there is, and how much of it is used
 */

/**
 * One user of the network.
 *
 * All functions that take it may be called from several threads, and from inside callbacks.
 */
typedef struct Tox Tox;

/**
 * Called with a line of the log. Functions of the instance may be called from here; other versions of the library forbid it.
 *
 * @param tox the instance; NULL for lines of a `tox_new` that failed.
 * @param level how much it matters.
 * @param file the name of the source file.
 * @param line the line in it.
 * @param func where in the source.
 * @param message the text.
 * @param user_data that of the options.
 */
typedef void tox_log_cb(Tox *tox,
                        Tox_Log_Level level,
                        const char *file,
                        uint32_t line,
                        const char *func,
                        const char *message,
                        void *user_data);

/**
 * Options of `tox_new`. The members are there for old programs: use the functions.
 */
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
#endif /* TOX_HIDE_DEPRECATED */

/**
 * @param options the options.
 *
 * @return whether IPv6 is used where the system has it.
 */
bool tox_options_get_ipv6_enabled(const Tox_Options *options);

/**
 * Says whether IPv6 is used where the system has it, beside IPv4. On by default.
 *
 * @param options the options. NULL does nothing.
 * @param ipv6_enabled whether it is on.
 */
void tox_options_set_ipv6_enabled(Tox_Options *options, bool ipv6_enabled);

/**
 * @param options the options.
 *
 * @return whether UDP is used.
 */
bool tox_options_get_udp_enabled(const Tox_Options *options);

/**
 * Says whether UDP is used. Without, everything goes through TCP relays. On by default; always off with a proxy.
 *
 * @param options the options. NULL does nothing.
 * @param udp_enabled whether it is on.
 */
void tox_options_set_udp_enabled(Tox_Options *options,
                                 bool udp_enabled);

/**
 * @param options the options.
 *
 * @return whether others in the own network are looked for.
 */
bool tox_options_get_local_discovery_enabled(const Tox_Options *options);

/**
 * Says whether others in the own network are looked for by broadcasts. On by default; always off without UDP.
 *
 * @param options the options. NULL does nothing.
 * @param local_discovery_enabled whether it is on.
 */
void tox_options_set_local_discovery_enabled(Tox_Options *options,
                                             bool local_discovery_enabled);

/**
 * @param options the options.
 *
 * @return whether data is kept for others in the DHT.
 */
bool tox_options_get_dht_announcements_enabled(const Tox_Options *options);

/**
 * Says whether data of others is kept and forwarded in the DHT. On by default.
 *
 * @param options the options. NULL does nothing.
 * @param dht_announcements_enabled whether it is on.
 */
void tox_options_set_dht_announcements_enabled(Tox_Options *options,
                                               bool dht_announcements_enabled);

/**
 * @param options the options.
 *
 * @return whether ports of friends behind NATs are guessed.
 */
bool tox_options_get_hole_punching_enabled(const Tox_Options *options);

/**
 * Says whether ports of friends behind NATs are guessed, so that they are reached directly. On by default.
 *
 * @param options the options. NULL does nothing.
 * @param hole_punching_enabled whether it is on.
 */
void tox_options_set_hole_punching_enabled(Tox_Options *options,
                                           bool hole_punching_enabled);

/**
 * @param options the options.
 *
 * @return which kind of proxy is used.
 */
Tox_Proxy_Type tox_options_get_proxy_type(const Tox_Options *options);

/**
 * Says which kind of proxy is used. None by default. With one there is no UDP, and no name of another host is looked up.
 *
 * @param options the options. NULL does nothing.
 * @param proxy_type one of `Tox_Proxy_Type`; anything else makes `tox_new` fail.
 */
void tox_options_set_proxy_type(Tox_Options *options,
                                Tox_Proxy_Type proxy_type);

/**
 * @param options the options.
 *
 * @return the host of the proxy: the pointer that was set, or that of the copy, or NULL.
 */
const char *tox_options_get_proxy_host(const Tox_Options *options);

/**
 * Says where the proxy is.
 *
 * @param options the options. NULL does nothing.
 * @param proxy_host a name or address of at most `TOX_MAX_HOSTNAME_LENGTH` bytes, or NULL. It is copied if the options own
 *   their data; otherwise it must live until `tox_new` returns.
 *
 * @return true, unless there was no memory for a copy.
 */
bool tox_options_set_proxy_host(Tox_Options *options,
                                const char *proxy_host);

/**
 * @param options the options.
 *
 * @return the port of the proxy.
 */
uint16_t tox_options_get_proxy_port(const Tox_Options *options);

/**
 * Says which port the proxy has.
 *
 * @param options the options. NULL does nothing.
 * @param proxy_port its port. `tox_new` fails if there is a proxy and this is 0.
 */
void tox_options_set_proxy_port(Tox_Options *options, uint16_t proxy_port);

/**
 * @param options the options.
 *
 * @return the first UDP port that is tried.
 */
uint16_t tox_options_get_start_port(const Tox_Options *options);

/**
 * Says which UDP port is tried first.
 *
 * @param options the options. NULL does nothing.
 * @param start_port the port. If this and the other end are 0, 33445 to 33545 are tried; if one of them is, the other alone; ends in
 *   the wrong order are exchanged.
 */
void tox_options_set_start_port(Tox_Options *options,
                                uint16_t start_port);

/**
 * @param options the options.
 *
 * @return the last UDP port that is tried.
 */
uint16_t tox_options_get_end_port(const Tox_Options *options);

/**
 * Says which UDP port is tried last.
 *
 * @param options the options. NULL does nothing.
 * @param end_port the port, see `tox_options_set_start_port`.
 */
void tox_options_set_end_port(Tox_Options *options, uint16_t end_port);

/**
 * @param options the options.
 *
 * @return the port of the own TCP relay; 0 if there is none.
 */
uint16_t tox_options_get_tcp_port(const Tox_Options *options);

/**
 * Makes the instance a TCP relay for others. Needs UDP.
 *
 * @param options the options. NULL does nothing.
 * @param tcp_port the port, or 0 for no relay.
 */
void tox_options_set_tcp_port(Tox_Options *options, uint16_t tcp_port);

/** @} */

/**
 * @{ @name Who we are: a save file or a key
 */

/**
 * @param options the options.
 *
 * @return what the savedata is.
 */
Tox_Savedata_Type tox_options_get_savedata_type(const Tox_Options *options);

/**
 * Says what the savedata is. None by default, which makes a new identity.
 *
 * @param options the options. NULL does nothing.
 * @param savedata_type one of `Tox_Savedata_Type`; anything else makes `tox_new` fail.
 */
void tox_options_set_savedata_type(Tox_Options *options, Tox_Savedata_Type savedata_type);

/**
 * @param options the options.
 *
 * @return the savedata: the pointer that was set, or that of the copy, or NULL.
 */
const uint8_t *tox_options_get_savedata_data(const Tox_Options *options);

/**
 * Says where the savedata is, and how long.
 *
 * @param options the options. NULL does nothing.
 * @param savedata_data a save file or a secret key, or NULL. It is copied if the options own their data; otherwise it must
 *   live until `tox_new` returns.
 * @param length its length.
 *
 * @return true, unless there was no memory for a copy.
 */
bool tox_options_set_savedata_data(Tox_Options *options,
                                   const uint8_t *savedata_data,
                                   size_t length);

/**
 * @param options the options.
 *
 * @return how long the savedata is.
 */
size_t tox_options_get_savedata_length(const Tox_Options *options);

/**
 * Says how long the savedata is. `tox_options_set_savedata_data` does that, too.
 *
 * @param options the options. NULL does nothing.
 * @param savedata_length the length in bytes.
 */
void tox_options_set_savedata_length(Tox_Options *options, size_t savedata_length);

/** @} */

/**
 * @{ @name The log
 */

/**
 * @param options the options.
 *
 * @return the function that gets the log, or NULL.
 */
tox_log_cb *tox_options_get_log_callback(const Tox_Options *options);

/**
 * Says which function gets the log: what happens at the levels info, warning and error. It is called at the end of the
 * functions that have something to tell, the first time perhaps before `tox_new` returns; if that fails, with a NULL instance.
 *
 * @param options the options. NULL does nothing.
 * @param log_callback the function, or NULL.
 */
void tox_options_set_log_callback(Tox_Options *options,
                                  tox_log_cb *log_callback);

/**
 * @param options the options.
 *
 * @return what that function gets.
 */
void *tox_options_get_log_user_data(const Tox_Options *options);

/**
 * Says what the function for the log gets besides.
 *
 * @param options the options. NULL does nothing.
 * @param log_user_data any pointer.
 */
void tox_options_set_log_user_data(Tox_Options *options, void *log_user_data);

/** @} */

/**
 * @{ @name Options that may change
 */

/**
 * @param options the options.
 *
 * @return whether the options keep copies.
 */
bool tox_options_get_experimental_owned_data(const Tox_Options *options);

/**
 * Says whether the options keep copies of proxy host and savedata that are set from now on. Off by default.
 *
 * @param options the options. NULL does nothing.
 * @param experimental_owned_data whether it is on.
 */
void tox_options_set_experimental_owned_data(Tox_Options *options,
                                             bool experimental_owned_data);

/**
 * @param options the options.
 *
 * @return whether the instance was asked to be thread-safe.
 */
bool tox_options_get_experimental_thread_safety(const Tox_Options *options);

/**
 * Asks for an instance that several threads may use. Every instance can be used so.
 *
 * @param options the options. NULL does nothing.
 * @param experimental_thread_safety whether it is on.
 */
void tox_options_set_experimental_thread_safety(Tox_Options *options,
                                                bool experimental_thread_safety);

/**
 * @param options the options.
 *
 * @return whether groups are saved.
 */
bool tox_options_get_experimental_groups_persistence(const Tox_Options *options);

/**
 * Says whether groups are written to savedata and read from it. Off by default.
 *
 * @param options the options. NULL does nothing.
 * @param experimental_groups_persistence whether it is on.
 */
void tox_options_set_experimental_groups_persistence(Tox_Options *options,
                                                     bool experimental_groups_persistence);

/**
 * @param options the options.
 *
 * @return whether names of hosts are refused.
 */
bool tox_options_get_experimental_disable_dns(const Tox_Options *options);

/**
 * Says whether names of hosts are refused, so that none is looked up; addresses are taken. Off by default.
 *
 * @param options the options. NULL does nothing.
 * @param experimental_disable_dns whether it is on.
 */
void tox_options_set_experimental_disable_dns(Tox_Options *options,
                                              bool experimental_disable_dns);

/** @} */

/**
 * @{ @name The options as an object: made, cleared, copied, freed
 */

/**
 * Sets all options to their defaults: IPv6, UDP, LAN discovery, DHT announcements and hole punching are on, everything else
 * is off, 0 or NULL.
 *
 * Nothing is read, so that it is the function to call first for memory of one's own. Only the members up to
 * `experimental_owned_data` are written.
 *
 * @param options the options. NULL does nothing.
 */
void tox_options_default(Tox_Options *options);

/**
 * Makes options with their defaults.
 *
 * @param error why there are none. NULL if that does not matter.
 *
 * @return the options, which `tox_options_free` frees.
 */
Tox_Options *tox_options_new(Tox_Err_Options_New *error);

/**
 * Frees options that `tox_options_new` made, and what they own.
 *
 * @param options the options. NULL does nothing.
 */
void tox_options_free(Tox_Options *options);

/**
 * Copies all options. If the source owns its proxy host and savedata, the copy gets its own; otherwise both point to the same.
 *
 * @param dest what is overwritten. What it owned is freed.
 * @param src what is copied. If either is NULL, nothing happens.
 */
void tox_options_copy(Tox_Options *dest,
                      const Tox_Options *src);

/** @} */

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* C_TOXCORE_TOXCORE_TOX_OPTIONS_H */
