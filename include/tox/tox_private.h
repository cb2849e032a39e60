/* SPDX-License-Identifier: MIT OR Apache-2.0 */

/**
 * @file
 *
 * For tests and for the curious: time that is set by hand, counters, questions to the DHT.
 *
 * This part of the interface may change with any version.
 */
/* Written by `cargo xtask header` from the library's source: changes belong there. */
#ifndef C_TOXCORE_TOXCORE_TOX_PRIVATE_H
#define C_TOXCORE_TOXCORE_TOX_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "tox.h"
#include "tox_attributes.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @{ @name The surroundings of an instance, as far as test programs can change them
 */

/**
 * Tells a time that never goes backwards, in milliseconds. It may be called from several threads.
 *
 * @return the time.
 *
 * @param user_data that of the `Tox_System`.
 */
typedef uint64_t tox_mono_time_cb(void *user_data);

/**
 * Where randomness comes from. Always the operating system.
 */
typedef struct Random Random;

/**
 * The network. Always that of the operating system.
 */
typedef struct Network Network;

/**
 * Where memory comes from. Always the program's allocator.
 */
typedef struct Memory Memory;

/**
 * The surroundings of an instance. Only the clock can be replaced; the other members must not be NULL, and are not used.
 */
typedef struct Tox_System {
  /**
   * Tells the time; NULL for the clock of the operating system.
   */
  tox_mono_time_cb *mono_time_callback;
  /**
   * What the function gets.
   */
  void *mono_time_user_data;
  /**
   * Must not be NULL.
   */
  const struct Random *rng;
  /**
   * Must not be NULL.
   */
  const struct Network *ns;
  /**
   * Must not be NULL.
   */
  const struct Memory *mem;
} Tox_System;

/**
 * The surroundings that instances have if nothing else is asked for.
 *
 * @return surroundings with the clock of the operating system.
 */
Tox_System tox_default_system(void);

/** @} */

/**
 * @{ @name The lock of an instance, and the object that calls hang on
 */

/**
 * Takes the lock of an instance, so that several calls become one for other threads.
 *
 * It is the lock that each function takes, whatever the options say, and a thread that has it may take it again. While it is
 * held around `tox_iterate`, it is held around callbacks too.
 *
 * @param tox the instance. NULL does nothing.
 */
void tox_lock(const Tox *tox);

/**
 * Gives back the lock of an instance: once for each `tox_lock`, in the same thread. From another thread it does nothing.
 *
 * @param tox the instance. NULL does nothing.
 */
void tox_unlock(const Tox *tox);

/**
 * The surroundings that an instance runs in.
 *
 * @param tox the instance.
 *
 * @return the instance's own copy of what `tox_new_testing` was given, or of `tox_default_system`; NULL for NULL. It lives
 *   as long as the instance.
 */
const Tox_System *tox_get_system(const Tox *tox);

/**
 * Notes an object with an instance. Only `toxav_new` and `toxav_kill` need it.
 *
 * @param tox the instance.
 * @param object the object, or NULL.
 */
void tox_set_av_object(Tox *tox, void *object);

/**
 * The object that was noted.
 *
 * @param tox the instance.
 *
 * @return the object, or NULL if there is none.
 */
void *tox_get_av_object(const Tox *tox);

/** @} */

/**
 * @{ @name An instance whose clock a test program rules
 */

/**
 * What `tox_new_testing` takes besides options.
 */
typedef struct Tox_Options_Testing {
  /**
   * The surroundings of the instance; copied.
   */
  const struct Tox_System *operating_system;
} Tox_Options_Testing;

/**
 * Why no instance for tests was made; then `Tox_Err_New` says more.
 */
typedef enum Tox_Err_New_Testing {
  /**
   * It worked.
   */
  TOX_ERR_NEW_TESTING_OK,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_NEW_TESTING_NULL,
} Tox_Err_New_Testing;

/**
 * Makes an instance as `tox_new` does, in other surroundings.
 *
 * Its time is that of `mono_time_callback`: milliseconds, which may jump ahead as far as they like; what goes back is taken
 * for standing still. The callback is called from all threads that use the instance, without any lock held.
 *
 * @param options as for `tox_new`; NULL for the defaults.
 * @param error as for `tox_new`.
 * @param testing the surroundings. NULL, or a NULL in them other than in the clock, is an error.
 * @param testing_error whether those were usable. NULL if that does not matter.
 *
 * @return the instance, or NULL.
 */
Tox *tox_new_testing(const Tox_Options *options,
                     Tox_Err_New *error,
                     const Tox_Options_Testing *testing,
                     Tox_Err_New_Testing *testing_error);

/** @} */

/**
 * @{ @name Options of one turn
 */

/**
 * How a turn deals with trouble. Made by `tox_iterate_options_new`, and the program's until `tox_iterate_options_free`.
 */
typedef struct Tox_Iterate_Options Tox_Iterate_Options;

/**
 * Why no options for `tox_iterate_with_options` were made.
 */
typedef enum Tox_Err_Iterate_Options_New {
  /**
   * It worked.
   */
  TOX_ERR_ITERATE_OPTIONS_NEW_OK,
  /**
   * There was not enough memory.
   */
  TOX_ERR_ITERATE_OPTIONS_NEW_MALLOC,
} Tox_Err_Iterate_Options_New;

/**
 * Makes options with their defaults.
 *
 * @param error why there are none; may be NULL.
 *
 * @return the options, to be freed with `tox_iterate_options_free`; NULL if there are none.
 */
Tox_Iterate_Options *tox_iterate_options_new(Tox_Err_Iterate_Options_New *error);

/**
 * Frees options. NULL does nothing.
 *
 * @param options the options.
 */
void tox_iterate_options_free(Tox_Iterate_Options *options);

/**
 * Sets whether `tox_events_iterate` gives up all events of a turn if there is no memory for one of them, instead of that one
 * alone. This library never leaves an event out, so it changes nothing.
 *
 * @param options the options. NULL does nothing.
 * @param fail_hard whether it does.
 */
void tox_iterate_options_set_fail_hard(Tox_Iterate_Options *options,
                                       bool fail_hard);

/**
 * @param options the options.
 *
 * @return what was set last; false if nothing was, or for NULL.
 */
bool tox_iterate_options_get_fail_hard(const Tox_Iterate_Options *options);

/**
 * Does what `tox_iterate` does; the options only concern `tox_events_iterate`.
 *
 * @param tox the instance. NULL does nothing.
 * @param options the options; NULL for the defaults.
 * @param user_data what callbacks get.
 */
void tox_iterate_with_options(Tox *tox, const Tox_Iterate_Options *options, void *user_data);

/** @} */

/**
 * @{ @name Custom packets, told by their first byte
 */

/**
 * Sets the function that is called with lossy packets of one first byte. The one that was set last counts, here or for all.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 * @param pktid the first byte, 192 to 254; anything else does nothing.
 */
void tox_callback_friend_lossy_packet_per_pktid(Tox *tox,
                                                tox_friend_lossy_packet_cb *callback,
                                                uint8_t pktid);

/**
 * Sets the function that is called with lossless packets of one first byte. The one that was set last counts, here or for all.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 * @param pktid the first byte, 160 to 191 or 69; anything else does nothing.
 */
void tox_callback_friend_lossless_packet_per_pktid(Tox *tox,
                                                   tox_friend_lossless_packet_cb *callback,
                                                   uint8_t pktid);

/** @} */

/**
 * @{ @name Sizes of `tox_private.h`, as macros and as functions
 */

/**
 * Bytes of the text of an address of a DHT node, at most, with the NUL at its end.
 */
#define TOX_DHT_NODE_IP_STRING_SIZE 96

/**
 * @return `TOX_DHT_NODE_IP_STRING_SIZE`.
 */
uint32_t tox_dht_node_ip_string_size(void);

/**
 * Bytes of the DHT key of a node.
 */
#define TOX_DHT_NODE_PUBLIC_KEY_SIZE 32

/**
 * @return `TOX_DHT_NODE_PUBLIC_KEY_SIZE`.
 */
uint32_t tox_dht_node_public_key_size(void);

/**
 * Bytes of the text of an address of a peer of a group, at most.
 */
#define TOX_GROUP_PEER_IP_STRING_MAX_LENGTH 96

/**
 * @return `TOX_GROUP_PEER_IP_STRING_MAX_LENGTH`.
 */
uint32_t tox_group_peer_ip_string_max_length(void);

/** @} */

/**
 * @{ @name Questions to the DHT
 */

/**
 * Called for each node that a node of the DHT named to us.
 *
 * @param tox the instance.
 * @param public_key the DHT key of the named node, `TOX_DHT_NODE_PUBLIC_KEY_SIZE` bytes.
 * @param ip its address as text.
 * @param ip_length the length of the text without the NUL at its end.
 * @param port its UDP port, in the order of the host.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_dht_nodes_response_cb(Tox *tox,
                                      const uint8_t *public_key,
                                      const char *ip,
                                      uint32_t ip_length,
                                      uint16_t port,
                                      void *user_data);

/**
 * Sets the function that is called for each node that a node of the DHT names to us, asked by the program or not.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_dht_nodes_response(Tox *tox,
                                     tox_dht_nodes_response_cb *callback);

/**
 * Why a node was not asked for nodes.
 */
typedef enum Tox_Err_Dht_Send_Nodes_Request {
  /**
   * It worked.
   */
  TOX_ERR_DHT_SEND_NODES_REQUEST_OK,
  /**
   * UDP is off, so there is no DHT.
   */
  TOX_ERR_DHT_SEND_NODES_REQUEST_UDP_DISABLED,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_DHT_SEND_NODES_REQUEST_NULL,
  /**
   * The port is 0.
   */
  TOX_ERR_DHT_SEND_NODES_REQUEST_BAD_PORT,
  /**
   * It is no address, and its name has none or may not be asked for.
   */
  TOX_ERR_DHT_SEND_NODES_REQUEST_BAD_IP,
  /**
   * To none of the addresses could be sent.
   */
  TOX_ERR_DHT_SEND_NODES_REQUEST_FAIL,
} Tox_Err_Dht_Send_Nodes_Request;

/**
 * Asks a node of the DHT for the nodes that it knows near a key. If it answers, `tox_dht_nodes_response_cb` gets them.
 *
 * @param tox the instance.
 * @param public_key the DHT key of the node that is asked, `TOX_DHT_NODE_PUBLIC_KEY_SIZE` bytes.
 * @param ip its address, or a name as for `tox_bootstrap`; each address that the name has is asked.
 * @param port its UDP port.
 * @param target_public_key near which key, `TOX_DHT_NODE_PUBLIC_KEY_SIZE` bytes.
 * @param error why nobody was asked. NULL if that does not matter.
 *
 * @return whether a request was sent.
 */
bool tox_dht_send_nodes_request(const Tox *tox,
                                const uint8_t *public_key,
                                const char *ip,
                                uint16_t port,
                                const uint8_t *target_public_key,
                                Tox_Err_Dht_Send_Nodes_Request *error);

/**
 * @param tox the instance.
 *
 * @return how many nodes of the DHT near our key answer us; 0 for NULL.
 */
uint16_t tox_dht_get_num_closelist(const Tox *tox);

/**
 * @param tox the instance.
 *
 * @return how many of those keep values for others; 0 for NULL.
 */
uint16_t tox_dht_get_num_closelist_announce_capable(const Tox *tox);

/** @} */

/**
 * @{ @name Types of the packet counters
 */

/**
 * The first bytes of packets, as far as they have names.
 */
typedef enum Tox_Netprof_Packet_Id {
  /**
   * UDP: ping request. TCP: routing request.
   */
  TOX_NETPROF_PACKET_ID_ZERO,
  /**
   * UDP: ping response. TCP: routing response.
   */
  TOX_NETPROF_PACKET_ID_ONE,
  /**
   * UDP: nodes request. TCP: connect notification.
   */
  TOX_NETPROF_PACKET_ID_TWO,
  /**
   * TCP: disconnect notification.
   */
  TOX_NETPROF_PACKET_ID_TCP_DISCONNECT,
  /**
   * UDP: nodes response. TCP: ping.
   */
  TOX_NETPROF_PACKET_ID_FOUR,
  /**
   * TCP: answer to a ping.
   */
  TOX_NETPROF_PACKET_ID_TCP_PONG,
  /**
   * TCP: packet for a key, sent.
   */
  TOX_NETPROF_PACKET_ID_TCP_OOB_SEND,
  /**
   * TCP: packet for a key, received.
   */
  TOX_NETPROF_PACKET_ID_TCP_OOB_RECV,
  /**
   * TCP: packet for the onion.
   */
  TOX_NETPROF_PACKET_ID_TCP_ONION_REQUEST,
  /**
   * TCP: packet from the onion.
   */
  TOX_NETPROF_PACKET_ID_TCP_ONION_RESPONSE,
  /**
   * TCP: packets between two clients. Asked for this number, the counters of 0x10 to 0xff are added up.
   */
  TOX_NETPROF_PACKET_ID_TCP_DATA = 16,
  /**
   * Cookie request.
   */
  TOX_NETPROF_PACKET_ID_COOKIE_REQUEST = 24,
  /**
   * Cookie response.
   */
  TOX_NETPROF_PACKET_ID_COOKIE_RESPONSE,
  /**
   * Handshake of an encrypted connection.
   */
  TOX_NETPROF_PACKET_ID_CRYPTO_HS,
  /**
   * Data of an encrypted connection.
   */
  TOX_NETPROF_PACKET_ID_CRYPTO_DATA,
  /**
   * Packet for another node, which passes it on.
   */
  TOX_NETPROF_PACKET_ID_CRYPTO = 32,
  /**
   * LAN discovery.
   */
  TOX_NETPROF_PACKET_ID_LAN_DISCOVERY,
  /**
   * Handshake of a group.
   */
  TOX_NETPROF_PACKET_ID_GC_HANDSHAKE = 90,
  /**
   * Lossless packet of a group.
   */
  TOX_NETPROF_PACKET_ID_GC_LOSSLESS,
  /**
   * Lossy packet of a group.
   */
  TOX_NETPROF_PACKET_ID_GC_LOSSY,
  /**
   * Onion, to the first node.
   */
  TOX_NETPROF_PACKET_ID_ONION_SEND_INITIAL = 128,
  /**
   * Onion, to the second node.
   */
  TOX_NETPROF_PACKET_ID_ONION_SEND_1,
  /**
   * Onion, to the third node.
   */
  TOX_NETPROF_PACKET_ID_ONION_SEND_2,
  /**
   * Announce request without extra data.
   */
  TOX_NETPROF_PACKET_ID_ANNOUNCE_REQUEST_OLD,
  /**
   * Announce response without extra data.
   */
  TOX_NETPROF_PACKET_ID_ANNOUNCE_RESPONSE_OLD,
  /**
   * Data for somebody who announced himself.
   */
  TOX_NETPROF_PACKET_ID_ONION_DATA_REQUEST,
  /**
   * Data from somebody who found our announce.
   */
  TOX_NETPROF_PACKET_ID_ONION_DATA_RESPONSE,
  /**
   * Announce request.
   */
  TOX_NETPROF_PACKET_ID_ANNOUNCE_REQUEST,
  /**
   * Announce response.
   */
  TOX_NETPROF_PACKET_ID_ANNOUNCE_RESPONSE,
  /**
   * Onion, answer to the third node.
   */
  TOX_NETPROF_PACKET_ID_ONION_RECV_3 = 140,
  /**
   * Onion, answer to the second node.
   */
  TOX_NETPROF_PACKET_ID_ONION_RECV_2,
  /**
   * Onion, answer to the first node.
   */
  TOX_NETPROF_PACKET_ID_ONION_RECV_1,
  /**
   * Request to forward a packet.
   */
  TOX_NETPROF_PACKET_ID_FORWARD_REQUEST = 144,
  /**
   * Forwarded packet.
   */
  TOX_NETPROF_PACKET_ID_FORWARDING,
  /**
   * Reply to a forwarded packet.
   */
  TOX_NETPROF_PACKET_ID_FORWARD_REPLY,
  /**
   * Storage: search request.
   */
  TOX_NETPROF_PACKET_ID_DATA_SEARCH_REQUEST,
  /**
   * Storage: search response.
   */
  TOX_NETPROF_PACKET_ID_DATA_SEARCH_RESPONSE,
  /**
   * Storage: retrieve request.
   */
  TOX_NETPROF_PACKET_ID_DATA_RETRIEVE_REQUEST,
  /**
   * Storage: retrieve response.
   */
  TOX_NETPROF_PACKET_ID_DATA_RETRIEVE_RESPONSE,
  /**
   * Storage: store request.
   */
  TOX_NETPROF_PACKET_ID_STORE_ANNOUNCE_REQUEST,
  /**
   * Storage: store response.
   */
  TOX_NETPROF_PACKET_ID_STORE_ANNOUNCE_RESPONSE,
  /**
   * Version and message of a bootstrap node.
   */
  TOX_NETPROF_PACKET_ID_BOOTSTRAP_INFO = 240,
} Tox_Netprof_Packet_Id;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_netprof_packet_id_to_string(Tox_Netprof_Packet_Id value);

/**
 * By which sockets packets went.
 */
typedef enum Tox_Netprof_Packet_Type {
  /**
   * Links to TCP relays.
   */
  TOX_NETPROF_PACKET_TYPE_TCP_CLIENT,
  /**
   * Our own TCP relay.
   */
  TOX_NETPROF_PACKET_TYPE_TCP_SERVER,
  /**
   * Both together.
   */
  TOX_NETPROF_PACKET_TYPE_TCP,
  /**
   * The UDP sockets.
   */
  TOX_NETPROF_PACKET_TYPE_UDP,
} Tox_Netprof_Packet_Type;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_netprof_packet_type_to_string(Tox_Netprof_Packet_Type value);

/**
 * Which way packets went.
 */
typedef enum Tox_Netprof_Direction {
  /**
   * Away from us.
   */
  TOX_NETPROF_DIRECTION_SENT,
  /**
   * To us.
   */
  TOX_NETPROF_DIRECTION_RECV,
} Tox_Netprof_Direction;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_netprof_direction_to_string(Tox_Netprof_Direction value);

/** @} */

/**
 * @{ @name How many packets of which kind went over the network
 */

/**
 * Counts packets by their first byte: of a datagram, or of what a frame of a TCP link carries. Handshakes of TCP links are
 * not counted.
 *
 * @param tox the instance.
 * @param type by which sockets they went.
 * @param id the first byte. For TCP, `TOX_NETPROF_PACKET_ID_TCP_DATA` stands for all of them from there on.
 * @param direction which way they went.
 *
 * @return how many there were since the instance was made; 0 for NULL, and for types and directions that do not exist.
 */
uint64_t tox_netprof_get_packet_id_count(const Tox *tox,
                                         Tox_Netprof_Packet_Type type,
                                         uint8_t id,
                                         Tox_Netprof_Direction direction);

/**
 * Counts all packets, as `tox_netprof_get_packet_id_count` does those of one kind.
 *
 * @param tox the instance.
 * @param type by which sockets they went.
 * @param direction which way they went.
 *
 * @return how many there were since the instance was made; 0 for NULL, and for types and directions that do not exist.
 */
uint64_t tox_netprof_get_packet_total_count(const Tox *tox,
                                            Tox_Netprof_Packet_Type type,
                                            Tox_Netprof_Direction direction);

/**
 * Adds up the lengths of packets that `tox_netprof_get_packet_id_count` counts: of datagrams, of frames sent as they are on
 * the wire, and of what frames received carry.
 *
 * @param tox the instance.
 * @param type by which sockets they went.
 * @param id the first byte. For TCP, `TOX_NETPROF_PACKET_ID_TCP_DATA` stands for all of them from there on.
 * @param direction which way they went.
 *
 * @return how many bytes there were since the instance was made; 0 for NULL, and for types and directions that do not exist.
 */
uint64_t tox_netprof_get_packet_id_bytes(const Tox *tox,
                                         Tox_Netprof_Packet_Type type,
                                         uint8_t id,
                                         Tox_Netprof_Direction direction);

/**
 * Adds up the lengths of all packets, as `tox_netprof_get_packet_id_bytes` does those of one kind.
 *
 * @param tox the instance.
 * @param type by which sockets they went.
 * @param direction which way they went.
 *
 * @return how many bytes there were since the instance was made; 0 for NULL, and for types and directions that do not exist.
 */
uint64_t tox_netprof_get_packet_total_bytes(const Tox *tox,
                                            Tox_Netprof_Packet_Type type,
                                            Tox_Netprof_Direction direction);

/** @} */

/**
 * @{ @name Addresses of peers, of `tox_private.h`
 */

/**
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param error why not. NULL if that does not matter.
 *
 * @return the length of the text of a peer's address in bytes; SIZE_MAX if there is none.
 */
size_t tox_group_peer_get_ip_address_size(const Tox *tox,
                                          uint32_t group_number,
                                          uint32_t peer_id,
                                          Tox_Err_Group_Peer_Query *error);

/**
 * Writes a peer's address as text; `-` if nobody knows it.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param ip_addr room for as many bytes as `tox_group_peer_get_ip_address_size` says.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was written.
 */
bool tox_group_peer_get_ip_address(const Tox *tox,
                                   uint32_t group_number,
                                   uint32_t peer_id,
                                   uint8_t *ip_addr,
                                   Tox_Err_Group_Peer_Query *error);

/** @} */

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* C_TOXCORE_TOXCORE_TOX_PRIVATE_H */
