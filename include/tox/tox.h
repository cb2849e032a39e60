/* SPDX-License-Identifier: MIT OR Apache-2.0 */

/**
 * @file
 *
 * Tox: an instance, its friends, messages, files, conferences and groups.
 *
 * Make an instance with `tox_new`, give it callbacks and a node with `tox_bootstrap`, and call `tox_iterate`
 * again and again, at the latest after `tox_iteration_interval` milliseconds. Callbacks run inside of
 * `tox_iterate` and may call every function but `tox_kill`. An instance may be used from several threads.
 *
 * Every function that can fail takes a pointer to its error code, which may be NULL and is written on success
 * as well. A pointer to an instance that is NULL is answered with the error of the function.
 */
/* Written by `cargo xtask header` from the library's source: changes belong there. */
#ifndef C_TOXCORE_TOXCORE_TOX_H
#define C_TOXCORE_TOXCORE_TOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "tox_options.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The major version: changes when programs must be rewritten.
 */
#define TOX_VERSION_MAJOR 0

/**
 * The minor version: changes when programs must be compiled anew.
 */
#define TOX_VERSION_MINOR 2

/**
 * The patch version: changes when functions are added.
 */
#define TOX_VERSION_PATCH 23

/**
 * Whether these headers declare everything that version MAJOR.MINOR.PATCH did.
 *
 * Before version 1 a new minor version breaks programs, and so does a new patch version before 0.1.
 */
#define TOX_VERSION_IS_API_COMPATIBLE(MAJOR, MINOR, PATCH) \
  ((MAJOR) == TOX_VERSION_MAJOR \
   && ((TOX_VERSION_MAJOR > 0 \
        && (TOX_VERSION_MINOR > (MINOR) \
            || (TOX_VERSION_MINOR == (MINOR) && TOX_VERSION_PATCH >= (PATCH)))) \
       || (TOX_VERSION_MAJOR == 0 && TOX_VERSION_MINOR == (MINOR) \
           && ((TOX_VERSION_MINOR > 0 && TOX_VERSION_PATCH >= (PATCH)) \
               || (TOX_VERSION_MINOR == 0 && TOX_VERSION_PATCH == (PATCH))))))

/**
 * @{ @name Which version of libtoxcore's interface this is
 */

/**
 * @return the major version of the library.
 */
uint32_t tox_version_major(void);

/**
 * @return the minor version of the library.
 */
uint32_t tox_version_minor(void);

/**
 * @return the patch version of the library.
 */
uint32_t tox_version_patch(void);

/**
 * Whether a program compiled for a version can use this library.
 *
 * @param major the major version the program was compiled for.
 * @param minor the minor version.
 * @param patch the patch version.
 *
 * @return true if the library has everything of that version.
 */
bool tox_version_is_compatible(uint32_t major, uint32_t minor, uint32_t patch);

/** @} */

/**
 * @{ @name Sizes and limits of `tox.h`, as macros and as functions
 */

/**
 * Bytes of an address: public key, nospam and checksum.
 */
#define TOX_ADDRESS_SIZE 38

/**
 * @return `TOX_ADDRESS_SIZE`.
 */
uint32_t tox_address_size(void);

/**
 * Bytes of the id of a conference.
 */
#define TOX_CONFERENCE_ID_SIZE 32

/**
 * @return `TOX_CONFERENCE_ID_SIZE`.
 */
uint32_t tox_conference_id_size(void);

/**
 * Bytes of the unique id of a conference; the older name of `TOX_CONFERENCE_ID_SIZE`.
 */
#define TOX_CONFERENCE_UID_SIZE 32

/**
 * @return `TOX_CONFERENCE_UID_SIZE`.
 */
uint32_t tox_conference_uid_size(void);

/**
 * Bytes of a DHT key.
 */
#define TOX_DHT_ID_SIZE 32

/**
 * @return `TOX_DHT_ID_SIZE`.
 */
uint32_t tox_dht_id_size(void);

/**
 * Bytes of the id of a file.
 */
#define TOX_FILE_ID_LENGTH 32

/**
 * @return `TOX_FILE_ID_LENGTH`.
 */
uint32_t tox_file_id_length(void);

/**
 * Bytes of a hash of `tox_hash`.
 */
#define TOX_HASH_LENGTH 32

/**
 * @return `TOX_HASH_LENGTH`.
 */
uint32_t tox_hash_length(void);

/**
 * Bytes of a custom packet with its first byte, at most.
 */
#define TOX_MAX_CUSTOM_PACKET_SIZE 1373

/**
 * @return `TOX_MAX_CUSTOM_PACKET_SIZE`.
 */
uint32_t tox_max_custom_packet_size(void);

/**
 * Bytes of the name of a file, at most.
 */
#define TOX_MAX_FILENAME_LENGTH 255

/**
 * @return `TOX_MAX_FILENAME_LENGTH`.
 */
uint32_t tox_max_filename_length(void);

/**
 * Bytes of the message of a friend request, at most.
 */
#define TOX_MAX_FRIEND_REQUEST_LENGTH 921

/**
 * @return `TOX_MAX_FRIEND_REQUEST_LENGTH`.
 */
uint32_t tox_max_friend_request_length(void);

/**
 * Bytes of the name of a host, at most.
 */
#define TOX_MAX_HOSTNAME_LENGTH 255

/**
 * @return `TOX_MAX_HOSTNAME_LENGTH`.
 */
uint32_t tox_max_hostname_length(void);

/**
 * Bytes of a message, at most.
 */
#define TOX_MAX_MESSAGE_LENGTH 1372

/**
 * @return `TOX_MAX_MESSAGE_LENGTH`.
 */
uint32_t tox_max_message_length(void);

/**
 * Bytes of a name, at most.
 */
#define TOX_MAX_NAME_LENGTH 128

/**
 * @return `TOX_MAX_NAME_LENGTH`.
 */
uint32_t tox_max_name_length(void);

/**
 * Bytes of a status message, at most.
 */
#define TOX_MAX_STATUS_MESSAGE_LENGTH 1007

/**
 * @return `TOX_MAX_STATUS_MESSAGE_LENGTH`.
 */
uint32_t tox_max_status_message_length(void);

/**
 * Bytes of the nospam, the part of an address that can be changed.
 */
#define TOX_NOSPAM_SIZE 4

/**
 * @return `TOX_NOSPAM_SIZE`.
 */
uint32_t tox_nospam_size(void);

/**
 * Bytes of a public key.
 */
#define TOX_PUBLIC_KEY_SIZE 32

/**
 * @return `TOX_PUBLIC_KEY_SIZE`.
 */
uint32_t tox_public_key_size(void);

/**
 * @return `TOX_SECRET_KEY_SIZE`.
 */
uint32_t tox_secret_key_size(void);

/** @} */

/**
 * @{ @name Types of what a user says about himself
 */

/**
 * What a user says about his presence.
 */
typedef enum Tox_User_Status {
  /**
   * Here.
   */
  TOX_USER_STATUS_NONE,
  /**
   * Not at the device.
   */
  TOX_USER_STATUS_AWAY,
  /**
   * Wants not to be disturbed.
   */
  TOX_USER_STATUS_BUSY,
} Tox_User_Status;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_user_status_to_string(Tox_User_Status value);

/**
 * Why the own name or status message was not set.
 */
typedef enum Tox_Err_Set_Info {
  /**
   * It worked.
   */
  TOX_ERR_SET_INFO_OK,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_SET_INFO_NULL,
  /**
   * It is longer than the limit.
   */
  TOX_ERR_SET_INFO_TOO_LONG,
} Tox_Err_Set_Info;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_set_info_to_string(Tox_Err_Set_Info value);

/** @} */

/**
 * @{ @name Types of messages, typing and custom packets
 */

/**
 * How a message is meant.
 */
typedef enum Tox_Message_Type {
  /**
   * Somebody says it.
   */
  TOX_MESSAGE_TYPE_NORMAL,
  /**
   * Somebody does it, as `/me` of IRC.
   */
  TOX_MESSAGE_TYPE_ACTION,
} Tox_Message_Type;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_message_type_to_string(Tox_Message_Type value);

/**
 * Why the typing state was not set.
 */
typedef enum Tox_Err_Set_Typing {
  /**
   * It worked.
   */
  TOX_ERR_SET_TYPING_OK,
  /**
   * There is no friend of this number.
   */
  TOX_ERR_SET_TYPING_FRIEND_NOT_FOUND,
} Tox_Err_Set_Typing;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_set_typing_to_string(Tox_Err_Set_Typing value);

/**
 * Why a message was not sent.
 */
typedef enum Tox_Err_Friend_Send_Message {
  /**
   * It worked.
   */
  TOX_ERR_FRIEND_SEND_MESSAGE_OK,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_FRIEND_SEND_MESSAGE_NULL,
  /**
   * There is no friend of this number.
   */
  TOX_ERR_FRIEND_SEND_MESSAGE_FRIEND_NOT_FOUND,
  /**
   * The friend is not online.
   */
  TOX_ERR_FRIEND_SEND_MESSAGE_FRIEND_NOT_CONNECTED,
  /**
   * The queue of what goes to this friend is full; try again after the next `tox_iterate`.
   */
  TOX_ERR_FRIEND_SEND_MESSAGE_SENDQ,
  /**
   * It is longer than `TOX_MAX_MESSAGE_LENGTH`.
   */
  TOX_ERR_FRIEND_SEND_MESSAGE_TOO_LONG,
  /**
   * It has no bytes.
   */
  TOX_ERR_FRIEND_SEND_MESSAGE_EMPTY,
} Tox_Err_Friend_Send_Message;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_friend_send_message_to_string(Tox_Err_Friend_Send_Message value);

/**
 * Why a custom packet was not sent.
 */
typedef enum Tox_Err_Friend_Custom_Packet {
  /**
   * It worked.
   */
  TOX_ERR_FRIEND_CUSTOM_PACKET_OK,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_FRIEND_CUSTOM_PACKET_NULL,
  /**
   * There is no friend of this number.
   */
  TOX_ERR_FRIEND_CUSTOM_PACKET_FRIEND_NOT_FOUND,
  /**
   * The friend is not online.
   */
  TOX_ERR_FRIEND_CUSTOM_PACKET_FRIEND_NOT_CONNECTED,
  /**
   * The first byte is none of those for custom packets of this kind.
   */
  TOX_ERR_FRIEND_CUSTOM_PACKET_INVALID,
  /**
   * It has no bytes.
   */
  TOX_ERR_FRIEND_CUSTOM_PACKET_EMPTY,
  /**
   * It is longer than `TOX_MAX_CUSTOM_PACKET_SIZE`.
   */
  TOX_ERR_FRIEND_CUSTOM_PACKET_TOO_LONG,
  /**
   * The queue of what goes to this friend is full; try again after the next `tox_iterate`.
   */
  TOX_ERR_FRIEND_CUSTOM_PACKET_SENDQ,
} Tox_Err_Friend_Custom_Packet;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_friend_custom_packet_to_string(Tox_Err_Friend_Custom_Packet value);

/** @} */

/**
 * @{ @name Types of instances and their connection to the network
 */

/**
 * Why no instance was made.
 */
typedef enum Tox_Err_New {
  /**
   * It worked.
   */
  TOX_ERR_NEW_OK,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_NEW_NULL,
  /**
   * There was not enough memory.
   */
  TOX_ERR_NEW_MALLOC,
  /**
   * No UDP port of the range, or not the TCP port, could be bound.
   */
  TOX_ERR_NEW_PORT_ALLOC,
  /**
   * The proxy type is none of `Tox_Proxy_Type`.
   */
  TOX_ERR_NEW_PROXY_BAD_TYPE,
  /**
   * The host of the proxy is missing, too long, or its name has no address.
   */
  TOX_ERR_NEW_PROXY_BAD_HOST,
  /**
   * The port of the proxy is 0.
   */
  TOX_ERR_NEW_PROXY_BAD_PORT,
  /**
   * Never used: a proxy that is away may come back.
   */
  TOX_ERR_NEW_PROXY_NOT_FOUND,
  /**
   * The savedata is encrypted: decrypt it first, see `toxencryptsave.h`.
   */
  TOX_ERR_NEW_LOAD_ENCRYPTED,
  /**
   * The savedata is not what its type says, or is broken.
   */
  TOX_ERR_NEW_LOAD_BAD_FORMAT,
} Tox_Err_New;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_new_to_string(Tox_Err_New value);

/**
 * Why a node was not taken.
 */
typedef enum Tox_Err_Bootstrap {
  /**
   * It worked.
   */
  TOX_ERR_BOOTSTRAP_OK,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_BOOTSTRAP_NULL,
  /**
   * The host is no address and its name has none, or it is too long.
   */
  TOX_ERR_BOOTSTRAP_BAD_HOST,
  /**
   * The port is 0.
   */
  TOX_ERR_BOOTSTRAP_BAD_PORT,
} Tox_Err_Bootstrap;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_bootstrap_to_string(Tox_Err_Bootstrap value);

/**
 * By what way somebody is reached.
 */
typedef enum Tox_Connection {
  /**
   * Not at all.
   */
  TOX_CONNECTION_NONE,
  /**
   * Through TCP relays only.
   */
  TOX_CONNECTION_TCP,
  /**
   * Directly over UDP; for ourselves: the DHT answers over UDP.
   */
  TOX_CONNECTION_UDP,
} Tox_Connection;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_connection_to_string(Tox_Connection value);

/**
 * Why a port could not be told.
 */
typedef enum Tox_Err_Get_Port {
  /**
   * It worked.
   */
  TOX_ERR_GET_PORT_OK,
  /**
   * There is no socket of this kind.
   */
  TOX_ERR_GET_PORT_NOT_BOUND,
} Tox_Err_Get_Port;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_get_port_to_string(Tox_Err_Get_Port value);

/** @} */

/**
 * @{ @name The beginning and the end of an instance
 */

/**
 * Makes an instance: an identity, its sockets, and its friends. It does nothing before `tox_iterate` is called.
 *
 * If savedata was given, the instance is who the savedata says; if that cannot be read, there is none: never a new identity
 * in its place.
 *
 * @param options what kind of instance; NULL for the defaults. Nothing of it is needed once this returns.
 * @param error why there is none. NULL if that does not matter.
 *
 * @return the instance, which `tox_kill` ends; NULL on error, and with the error MALLOC also if the log callback killed it already.
 */
Tox *tox_new(const Tox_Options *options,
             Tox_Err_New *error);

/**
 * Ends an instance: friends are told that we go, sockets are closed, memory is freed. Nothing is saved.
 *
 * In a callback it may be called, too; the `tox_iterate` around it returns after the callback. A `ToxAV` of the instance
 * must be killed before.
 *
 * @param tox the instance, which must not be used any more. NULL does nothing.
 */
void tox_kill(Tox *tox);

/** @} */

/**
 * @{ @name The save file
 */

/**
 * Makes a save file, and tells how large it is. The next `tox_get_savedata` hands over this one.
 *
 * @param tox the instance.
 *
 * @return its size in bytes; 0 for NULL.
 */
size_t tox_get_savedata_size(const Tox *tox);

/**
 * Writes a save file: all that is needed to be the same user after another start, secret key included.
 *
 * @param tox the instance.
 * @param savedata room for as many bytes as the last `tox_get_savedata_size` told. NULL does nothing. If it is called
 *   again without asking for the size, and the file has grown meanwhile, nothing is written.
 */
void tox_get_savedata(const Tox *tox,
                      uint8_t *savedata);

/** @} */

/**
 * @{ @name Nodes and relays to begin with
 */

/**
 * Uses a node to get into the network. A name is looked up at once, which may take a while.
 *
 * @param tox the instance.
 * @param host an address, or a name of at most `TOX_MAX_HOSTNAME_LENGTH` bytes. Names are refused with a proxy, which the
 *   look-up would bypass, and with `experimental_disable_dns`.
 * @param port its UDP port.
 * @param public_key its key, `TOX_PUBLIC_KEY_SIZE` bytes.
 * @param error why it was not taken. NULL if that does not matter.
 *
 * @return whether it was taken. That it answers is not known yet.
 */
bool tox_bootstrap(Tox *tox,
                   const char *host,
                   uint16_t port,
                   const uint8_t *public_key,
                   Tox_Err_Bootstrap *error);

/**
 * Uses a TCP relay. A name is looked up at once, as with `tox_bootstrap`.
 *
 * @param tox the instance.
 * @param host an address or a name, as for `tox_bootstrap`.
 * @param port its TCP port.
 * @param public_key its key, `TOX_PUBLIC_KEY_SIZE` bytes.
 * @param error why it was not taken. NULL if that does not matter.
 *
 * @return whether the host has an address. If there are relays enough, it may still be left out.
 */
bool tox_add_tcp_relay(Tox *tox,
                       const char *host,
                       uint16_t port,
                       const uint8_t *public_key,
                       Tox_Err_Bootstrap *error);

/** @} */

/**
 * @{ @name The work of an instance, and what it tells
 */

/**
 * @param tox the instance.
 *
 * @return in how many milliseconds `tox_iterate` should be called again: 1 while files move, a few while people talk, 50 if
 *   nothing happens, 100 if nobody is connected either; earlier if something is due. 50 for NULL.
 */
uint32_t tox_iteration_interval(const Tox *tox);

/**
 * Does what there is to do: receives, sends, and calls callbacks. It never waits.
 *
 * Inside callbacks every function may be called; `tox_iterate` itself does nothing there, nor while another thread is in it.
 *
 * @param tox the instance. NULL does nothing.
 * @param user_data what callbacks get.
 */
void tox_iterate(Tox *tox,
                 void *user_data);

/**
 * @param tox the instance.
 *
 * @return how well we are connected to the network; not at all for NULL.
 */
Tox_Connection tox_self_get_connection_status(const Tox *tox);

/**
 * Called when we came online, went offline, or the way changed.
 *
 * @param tox the instance.
 * @param connection_status the new way.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_self_connection_status_cb(Tox *tox,
                                          Tox_Connection connection_status,
                                          void *user_data);

/**
 * Sets the function that is called when we come online, go offline, or the way changes.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_self_connection_status(Tox *tox, tox_self_connection_status_cb *callback);

/** @} */

/**
 * @{ @name Who we are
 */

/**
 * Writes the address that others need to ask us to be friends.
 *
 * @param tox the instance.
 * @param address room for `TOX_ADDRESS_SIZE` bytes. NULL does nothing.
 */
void tox_self_get_address(const Tox *tox, uint8_t *address);

/**
 * Changes our address: whoever has the one before can no longer ask us to be friends. Friends are not affected.
 *
 * @param tox the instance. NULL does nothing.
 * @param nospam any number; the address has it with its highest byte first.
 */
void tox_self_set_nospam(Tox *tox,
                         uint32_t nospam);

/**
 * @param tox the instance.
 *
 * @return the changeable part of our address; 0 for NULL.
 */
uint32_t tox_self_get_nospam(const Tox *tox);

/**
 * Writes the key by which friends know us.
 *
 * @param tox the instance.
 * @param public_key room for `TOX_PUBLIC_KEY_SIZE` bytes. NULL does nothing.
 */
void tox_self_get_public_key(const Tox *tox, uint8_t *public_key);

/**
 * Writes the key with which somebody can pose as us.
 *
 * @param tox the instance.
 * @param secret_key room for `TOX_SECRET_KEY_SIZE` bytes. NULL does nothing.
 */
void tox_self_get_secret_key(const Tox *tox, uint8_t *secret_key);

/** @} */

/**
 * @{ @name What we say about ourselves: name, status message, status
 */

/**
 * Sets our name, and tells all friends.
 *
 * @param tox the instance.
 * @param name the name; NULL with a length of 0 for none.
 * @param length its length, at most `TOX_MAX_NAME_LENGTH`.
 * @param error why it was not set. NULL if that does not matter.
 *
 * @return whether it was set.
 */
bool tox_self_set_name(Tox *tox, const uint8_t *name, size_t length, Tox_Err_Set_Info *error);

/**
 * @param tox the instance.
 *
 * @return the length of our name in bytes; 0 for NULL.
 */
size_t tox_self_get_name_size(const Tox *tox);

/**
 * Writes our name.
 *
 * @param tox the instance.
 * @param name room for as many bytes as `tox_self_get_name_size` says. NULL does nothing.
 */
void tox_self_get_name(const Tox *tox, uint8_t *name);

/**
 * Sets our status message, and tells all friends.
 *
 * @param tox the instance.
 * @param status_message the text; NULL with a length of 0 for none.
 * @param length its length, at most `TOX_MAX_STATUS_MESSAGE_LENGTH`.
 * @param error why it was not set. NULL if that does not matter.
 *
 * @return whether it was set.
 */
bool tox_self_set_status_message(Tox *tox,
                                 const uint8_t *status_message,
                                 size_t length,
                                 Tox_Err_Set_Info *error);

/**
 * @param tox the instance.
 *
 * @return the length of our status message in bytes; 0 for NULL.
 */
size_t tox_self_get_status_message_size(const Tox *tox);

/**
 * Writes our status message.
 *
 * @param tox the instance.
 * @param status_message room for as many bytes as `tox_self_get_status_message_size` says. NULL does nothing.
 */
void tox_self_get_status_message(const Tox *tox,
                                 uint8_t *status_message);

/**
 * Sets our status, and tells all friends.
 *
 * @param tox the instance. NULL does nothing.
 * @param status one of `Tox_User_Status`; anything else does nothing.
 */
void tox_self_set_status(Tox *tox, Tox_User_Status status);

/**
 * @param tox the instance.
 *
 * @return our status; that of somebody who is there for NULL.
 */
Tox_User_Status tox_self_get_status(const Tox *tox);

/** @} */

/**
 * @{ @name Types of the friend list
 */

/**
 * Why a friend was not added.
 */
typedef enum Tox_Err_Friend_Add {
  /**
   * It worked.
   */
  TOX_ERR_FRIEND_ADD_OK,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_FRIEND_ADD_NULL,
  /**
   * The message is longer than `TOX_MAX_FRIEND_REQUEST_LENGTH`.
   */
  TOX_ERR_FRIEND_ADD_TOO_LONG,
  /**
   * The message is empty.
   */
  TOX_ERR_FRIEND_ADD_NO_MESSAGE,
  /**
   * It is the own address.
   */
  TOX_ERR_FRIEND_ADD_OWN_KEY,
  /**
   * The friend is in the list already.
   */
  TOX_ERR_FRIEND_ADD_ALREADY_SENT,
  /**
   * The checksum of the address is wrong: it was mistyped or cut.
   */
  TOX_ERR_FRIEND_ADD_BAD_CHECKSUM,
  /**
   * The friend is in the list already and had another nospam: the new one was taken over.
   */
  TOX_ERR_FRIEND_ADD_SET_NEW_NOSPAM,
  /**
   * There was not enough memory, or the list is full.
   */
  TOX_ERR_FRIEND_ADD_MALLOC,
} Tox_Err_Friend_Add;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_friend_add_to_string(Tox_Err_Friend_Add value);

/**
 * Why a friend was not deleted.
 */
typedef enum Tox_Err_Friend_Delete {
  /**
   * It worked.
   */
  TOX_ERR_FRIEND_DELETE_OK,
  /**
   * There is no friend of this number.
   */
  TOX_ERR_FRIEND_DELETE_FRIEND_NOT_FOUND,
} Tox_Err_Friend_Delete;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_friend_delete_to_string(Tox_Err_Friend_Delete value);

/**
 * Why no friend was found by his key.
 */
typedef enum Tox_Err_Friend_By_Public_Key {
  /**
   * It worked.
   */
  TOX_ERR_FRIEND_BY_PUBLIC_KEY_OK,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_FRIEND_BY_PUBLIC_KEY_NULL,
  /**
   * No friend has this key.
   */
  TOX_ERR_FRIEND_BY_PUBLIC_KEY_NOT_FOUND,
} Tox_Err_Friend_By_Public_Key;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_friend_by_public_key_to_string(Tox_Err_Friend_By_Public_Key value);

/**
 * Why the key of a friend could not be told.
 */
typedef enum Tox_Err_Friend_Get_Public_Key {
  /**
   * It worked.
   */
  TOX_ERR_FRIEND_GET_PUBLIC_KEY_OK,
  /**
   * There is no friend of this number.
   */
  TOX_ERR_FRIEND_GET_PUBLIC_KEY_FRIEND_NOT_FOUND,
} Tox_Err_Friend_Get_Public_Key;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_friend_get_public_key_to_string(Tox_Err_Friend_Get_Public_Key value);

/**
 * Why it could not be told when a friend was last online.
 */
typedef enum Tox_Err_Friend_Get_Last_Online {
  /**
   * It worked.
   */
  TOX_ERR_FRIEND_GET_LAST_ONLINE_OK,
  /**
   * There is no friend of this number.
   */
  TOX_ERR_FRIEND_GET_LAST_ONLINE_FRIEND_NOT_FOUND,
} Tox_Err_Friend_Get_Last_Online;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_friend_get_last_online_to_string(Tox_Err_Friend_Get_Last_Online value);

/**
 * Why something about a friend could not be told.
 */
typedef enum Tox_Err_Friend_Query {
  /**
   * It worked.
   */
  TOX_ERR_FRIEND_QUERY_OK,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_FRIEND_QUERY_NULL,
  /**
   * There is no friend of this number.
   */
  TOX_ERR_FRIEND_QUERY_FRIEND_NOT_FOUND,
} Tox_Err_Friend_Query;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_friend_query_to_string(Tox_Err_Friend_Query value);

/** @} */

/**
 * @{ @name Who our friends are
 */

/**
 * The number of a friend: stays the same until he is deleted, then belongs to the next one who is added.
 */
typedef uint32_t Tox_Friend_Number;

/**
 * Adds a friend and asks him to do the same. The request is sent until he answers.
 *
 * If a friend of the same key did not answer yet, and `address` has another nospam, the request goes there from now on, and
 * the error says so.
 *
 * @param tox the instance.
 * @param address his address, `TOX_ADDRESS_SIZE` bytes.
 * @param message what he reads. It must not be empty.
 * @param length its length, at most `TOX_MAX_FRIEND_REQUEST_LENGTH`.
 * @param error why he was not added. NULL if that does not matter.
 *
 * @return his number; UINT32_MAX if he was not added.
 */
Tox_Friend_Number tox_friend_add(Tox *tox,
                                 const uint8_t *address,
                                 const uint8_t *message,
                                 size_t length,
                                 Tox_Err_Friend_Add *error);

/**
 * Adds a friend without asking him: one who asked us, or who has us already.
 *
 * @param tox the instance.
 * @param public_key his key, `TOX_PUBLIC_KEY_SIZE` bytes.
 * @param error why he was not added. NULL if that does not matter.
 *
 * @return his number; UINT32_MAX if he was not added.
 */
Tox_Friend_Number tox_friend_add_norequest(Tox *tox,
                                           const uint8_t *public_key,
                                           Tox_Err_Friend_Add *error);

/**
 * Deletes a friend. If he is online he sees us go. His number is free for the next friend.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param error why he was not deleted. NULL if that does not matter.
 *
 * @return whether he was deleted.
 */
bool tox_friend_delete(Tox *tox, Tox_Friend_Number friend_number, Tox_Err_Friend_Delete *error);

/**
 * @param tox the instance.
 * @param public_key a key, `TOX_PUBLIC_KEY_SIZE` bytes.
 * @param error why nobody was found. NULL if that does not matter.
 *
 * @return the number of the friend with this key; UINT32_MAX if there is none.
 */
Tox_Friend_Number tox_friend_by_public_key(const Tox *tox,
                                           const uint8_t *public_key,
                                           Tox_Err_Friend_By_Public_Key *error);

/**
 * @param tox the instance.
 * @param friend_number a number.
 *
 * @return whether a friend has this number.
 */
bool tox_friend_exists(const Tox *tox, Tox_Friend_Number friend_number);

/**
 * @param tox the instance.
 *
 * @return how many friends there are; 0 for NULL.
 */
size_t tox_self_get_friend_list_size(const Tox *tox);

/**
 * Writes the numbers of all friends, the lowest first.
 *
 * @param tox the instance.
 * @param friend_list room for as many numbers as `tox_self_get_friend_list_size` says. NULL does nothing.
 */
void tox_self_get_friend_list(const Tox *tox,
                              Tox_Friend_Number *friend_list);

/**
 * Writes the key of a friend.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param public_key room for `TOX_PUBLIC_KEY_SIZE` bytes. NULL does nothing, and leaves `error` as it is.
 * @param error why it was not written. NULL if that does not matter.
 *
 * @return whether it was written.
 */
bool tox_friend_get_public_key(const Tox *tox,
                               Tox_Friend_Number friend_number,
                               uint8_t *public_key,
                               Tox_Err_Friend_Get_Public_Key *error);

/**
 * @param tox the instance.
 * @param friend_number the friend.
 * @param error why it is not known. NULL if that does not matter.
 *
 * @return when he was last online, in seconds since 1970; 0 for never, UINT64_MAX for an error.
 */
uint64_t tox_friend_get_last_online(const Tox *tox,
                                    Tox_Friend_Number friend_number,
                                    Tox_Err_Friend_Get_Last_Online *error);

/** @} */

/**
 * @{ @name What friends say about themselves, and whether they are there
 */

/**
 * @param tox the instance.
 * @param friend_number the friend.
 * @param error why it is not known. NULL if that does not matter.
 *
 * @return the length of his name in bytes; SIZE_MAX for an error.
 */
size_t tox_friend_get_name_size(const Tox *tox,
                                Tox_Friend_Number friend_number,
                                Tox_Err_Friend_Query *error);

/**
 * Writes the name of a friend.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param name room for as many bytes as `tox_friend_get_name_size` says.
 * @param error why it was not written. NULL if that does not matter.
 *
 * @return whether it was written.
 */
bool tox_friend_get_name(const Tox *tox,
                         Tox_Friend_Number friend_number,
                         uint8_t *name,
                         Tox_Err_Friend_Query *error);

/**
 * Called when a friend changed his name; `tox_friend_get_name` still tells the old one.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param name the new name. A NUL byte follows it, which is not counted.
 * @param length its length.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_friend_name_cb(Tox *tox,
                                Tox_Friend_Number friend_number,
                                const uint8_t *name,
                                size_t length,
                                void *user_data);

/**
 * Sets the function that is called when a friend says his name.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_friend_name(Tox *tox, tox_friend_name_cb *callback);

/**
 * @param tox the instance.
 * @param friend_number the friend.
 * @param error why it is not known. NULL if that does not matter.
 *
 * @return the length of his status message in bytes; SIZE_MAX for an error.
 */
size_t tox_friend_get_status_message_size(const Tox *tox,
                                          Tox_Friend_Number friend_number,
                                          Tox_Err_Friend_Query *error);

/**
 * Writes the status message of a friend.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param status_message room for as many bytes as `tox_friend_get_status_message_size` says.
 * @param error why it was not written. NULL if that does not matter.
 *
 * @return whether it was written.
 */
bool tox_friend_get_status_message(const Tox *tox,
                                   Tox_Friend_Number friend_number,
                                   uint8_t *status_message,
                                   Tox_Err_Friend_Query *error);

/**
 * Called when a friend changed his status message; `tox_friend_get_status_message` still tells the old one.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param message the new status message. A NUL byte follows it, which is not counted.
 * @param length its length.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_friend_status_message_cb(Tox *tox,
                                         Tox_Friend_Number friend_number,
                                         const uint8_t *message,
                                         size_t length,
                                         void *user_data);

/**
 * Sets the function that is called when a friend says his status message.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_friend_status_message(Tox *tox, tox_friend_status_message_cb *callback);

/**
 * @param tox the instance.
 * @param friend_number the friend.
 * @param error why it is not known. NULL if that does not matter.
 *
 * @return his status; that of somebody who is there for an error.
 */
Tox_User_Status tox_friend_get_status(const Tox *tox,
                                      Tox_Friend_Number friend_number,
                                      Tox_Err_Friend_Query *error);

/**
 * Called when a friend changed his status; `tox_friend_get_status` still tells the old one.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param status the new status.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_friend_status_cb(Tox *tox,
                                  Tox_Friend_Number friend_number,
                                  Tox_User_Status status,
                                  void *user_data);

/**
 * Sets the function that is called when a friend says his status.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_friend_status(Tox *tox, tox_friend_status_cb *callback);

/**
 * @param tox the instance.
 * @param friend_number the friend.
 * @param error why it is not known. NULL if that does not matter.
 *
 * @return how he is connected to us; not at all for an error.
 */
Tox_Connection tox_friend_get_connection_status(const Tox *tox,
                                                Tox_Friend_Number friend_number,
                                                Tox_Err_Friend_Query *error);

/**
 * Called when a friend came online, went offline, or the way changed.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param connection_status the new way.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_friend_connection_status_cb(Tox *tox,
                                            Tox_Friend_Number friend_number,
                                            Tox_Connection connection_status,
                                            void *user_data);

/**
 * Sets the function that is called when a friend comes online, goes offline, or is reached in another way.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_friend_connection_status(Tox *tox,
                                           tox_friend_connection_status_cb *callback);

/**
 * @param tox the instance.
 * @param friend_number the friend.
 * @param error why it is not known. NULL if that does not matter.
 *
 * @return whether he is writing to us; false for an error.
 */
bool tox_friend_get_typing(const Tox *tox,
                           Tox_Friend_Number friend_number,
                           Tox_Err_Friend_Query *error);

/**
 * Called when a friend started or stopped typing.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param typing true if he types.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_friend_typing_cb(Tox *tox,
                                  Tox_Friend_Number friend_number,
                                  bool typing,
                                  void *user_data);

/**
 * Sets the function that is called when a friend starts or stops typing.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_friend_typing(Tox *tox, tox_friend_typing_cb *callback);

/** @} */

/**
 * @{ @name What we say to friends, and they to us
 */

/**
 * Says whether we are writing to a friend. One who is offline learns it when he comes.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param typing whether we are.
 * @param error why it was not said. NULL if that does not matter.
 *
 * @return whether it was said.
 */
bool tox_self_set_typing(Tox *tox,
                         Tox_Friend_Number friend_number,
                         bool typing,
                         Tox_Err_Set_Typing *error);

/**
 * The number of a message to a friend, from 1 on.
 */
typedef uint32_t Tox_Friend_Message_Id;

/**
 * Sends a message to a friend who is online.
 *
 * A message that does not arrive before he goes offline is lost, and nothing tells: keep it until its receipt.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param type how it is meant: one of `Tox_Message_Type`. For anything else the error is that of NULL.
 * @param message the text. It must not be empty.
 * @param length its length in bytes, at most `TOX_MAX_MESSAGE_LENGTH`.
 * @param error why it was not sent. NULL if that does not matter.
 *
 * @return the number that its receipt will have, from 1 on; 0 if it was not sent.
 */
Tox_Friend_Message_Id tox_friend_send_message(Tox *tox,
                                              Tox_Friend_Number friend_number,
                                              Tox_Message_Type type,
                                              const uint8_t *message,
                                              size_t length,
                                              Tox_Err_Friend_Send_Message *error);

/**
 * Called when a message of ours arrived at a friend's client.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param message_id the number that `tox_friend_send_message` gave.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_friend_read_receipt_cb(Tox *tox,
                                       Tox_Friend_Number friend_number,
                                       Tox_Friend_Message_Id message_id,
                                       void *user_data);

/**
 * Sets the function that is called when a message of ours has arrived.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_friend_read_receipt(Tox *tox, tox_friend_read_receipt_cb *callback);

/**
 * Called when somebody wants to be a friend.
 *
 * @param tox the instance.
 * @param public_key his key, `TOX_PUBLIC_KEY_SIZE` bytes.
 * @param message what he wrote. A NUL byte follows it, which is not counted.
 * @param length its length.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_friend_request_cb(Tox *tox,
                                   const uint8_t *public_key,
                                   const uint8_t *message,
                                   size_t length,
                                   void *user_data);

/**
 * Sets the function that is called when somebody asks to be a friend.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_friend_request(Tox *tox, tox_friend_request_cb *callback);

/**
 * Called when a friend wrote a message.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param type how it is meant.
 * @param message the text. A NUL byte follows it, which is not counted.
 * @param length its length.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_friend_message_cb(Tox *tox,
                                   Tox_Friend_Number friend_number,
                                   Tox_Message_Type type,
                                   const uint8_t *message,
                                   size_t length,
                                   void *user_data);

/**
 * Sets the function that is called when a friend writes to us.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_friend_message(Tox *tox, tox_friend_message_cb *callback);

/** @} */

/**
 * @{ @name The hash by which avatars are known
 */

/**
 * Computes the SHA-256 hash of some bytes, by which an avatar that a friend already has is known again.
 *
 * @param hash room for `TOX_HASH_LENGTH` bytes.
 * @param data the bytes. NULL with a length of 0 for none.
 * @param length how many.
 *
 * @return whether the hash was written.
 */
bool tox_hash(uint8_t *hash,
              const uint8_t *data,
              size_t length);

/** @} */

/**
 * @{ @name Types of file transfers
 */

/**
 * What one side does to a transfer.
 */
typedef enum Tox_File_Control {
  /**
   * Accept it, or go on after a pause of ours.
   */
  TOX_FILE_CONTROL_RESUME,
  /**
   * Wait.
   */
  TOX_FILE_CONTROL_PAUSE,
  /**
   * End it; also: refuse it.
   */
  TOX_FILE_CONTROL_CANCEL,
} Tox_File_Control;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_file_control_to_string(Tox_File_Control value);

/**
 * Why a transfer was not controlled.
 */
typedef enum Tox_Err_File_Control {
  /**
   * It worked.
   */
  TOX_ERR_FILE_CONTROL_OK,
  /**
   * There is no friend of this number.
   */
  TOX_ERR_FILE_CONTROL_FRIEND_NOT_FOUND,
  /**
   * The friend is not online.
   */
  TOX_ERR_FILE_CONTROL_FRIEND_NOT_CONNECTED,
  /**
   * The friend has no transfer of this number.
   */
  TOX_ERR_FILE_CONTROL_NOT_FOUND,
  /**
   * It runs already.
   */
  TOX_ERR_FILE_CONTROL_NOT_PAUSED,
  /**
   * The other side paused it, so only it can go on.
   */
  TOX_ERR_FILE_CONTROL_DENIED,
  /**
   * We paused it already.
   */
  TOX_ERR_FILE_CONTROL_ALREADY_PAUSED,
  /**
   * The queue of what goes to this friend is full; try again after the next `tox_iterate`.
   */
  TOX_ERR_FILE_CONTROL_SENDQ,
} Tox_Err_File_Control;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_file_control_to_string(Tox_Err_File_Control value);

/**
 * Why a transfer does not start elsewhere.
 */
typedef enum Tox_Err_File_Seek {
  /**
   * It worked.
   */
  TOX_ERR_FILE_SEEK_OK,
  /**
   * There is no friend of this number.
   */
  TOX_ERR_FILE_SEEK_FRIEND_NOT_FOUND,
  /**
   * The friend is not online.
   */
  TOX_ERR_FILE_SEEK_FRIEND_NOT_CONNECTED,
  /**
   * The friend has no transfer of this number.
   */
  TOX_ERR_FILE_SEEK_NOT_FOUND,
  /**
   * We are the sender, or the transfer was accepted already.
   */
  TOX_ERR_FILE_SEEK_DENIED,
  /**
   * The position is behind the end of the file.
   */
  TOX_ERR_FILE_SEEK_INVALID_POSITION,
  /**
   * The queue of what goes to this friend is full; try again after the next `tox_iterate`.
   */
  TOX_ERR_FILE_SEEK_SENDQ,
} Tox_Err_File_Seek;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_file_seek_to_string(Tox_Err_File_Seek value);

/**
 * Why the id of a file could not be told.
 */
typedef enum Tox_Err_File_Get {
  /**
   * It worked.
   */
  TOX_ERR_FILE_GET_OK,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_FILE_GET_NULL,
  /**
   * There is no friend of this number.
   */
  TOX_ERR_FILE_GET_FRIEND_NOT_FOUND,
  /**
   * The friend has no transfer of this number.
   */
  TOX_ERR_FILE_GET_NOT_FOUND,
} Tox_Err_File_Get;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_file_get_to_string(Tox_Err_File_Get value);

/**
 * Why no transfer was found by its id.
 */
typedef enum Tox_Err_File_By_Id {
  /**
   * It worked.
   */
  TOX_ERR_FILE_BY_ID_OK,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_FILE_BY_ID_NULL,
  /**
   * There is no friend of this number.
   */
  TOX_ERR_FILE_BY_ID_FRIEND_NOT_FOUND,
  /**
   * No transfer with this friend has this id.
   */
  TOX_ERR_FILE_BY_ID_NOT_FOUND,
} Tox_Err_File_By_Id;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_file_by_id_to_string(Tox_Err_File_By_Id value);

/**
 * Why a file was not offered.
 */
typedef enum Tox_Err_File_Send {
  /**
   * It worked.
   */
  TOX_ERR_FILE_SEND_OK,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_FILE_SEND_NULL,
  /**
   * There is no friend of this number.
   */
  TOX_ERR_FILE_SEND_FRIEND_NOT_FOUND,
  /**
   * The friend is not online.
   */
  TOX_ERR_FILE_SEND_FRIEND_NOT_CONNECTED,
  /**
   * The name is longer than `TOX_MAX_FILENAME_LENGTH`.
   */
  TOX_ERR_FILE_SEND_NAME_TOO_LONG,
  /**
   * There are 256 transfers to this friend already.
   */
  TOX_ERR_FILE_SEND_TOO_MANY,
} Tox_Err_File_Send;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_file_send_to_string(Tox_Err_File_Send value);

/**
 * Why a chunk was not sent.
 */
typedef enum Tox_Err_File_Send_Chunk {
  /**
   * It worked.
   */
  TOX_ERR_FILE_SEND_CHUNK_OK,
  /**
   * The length is not 0, but the pointer is NULL.
   */
  TOX_ERR_FILE_SEND_CHUNK_NULL,
  /**
   * There is no friend of this number.
   */
  TOX_ERR_FILE_SEND_CHUNK_FRIEND_NOT_FOUND,
  /**
   * The friend is not online.
   */
  TOX_ERR_FILE_SEND_CHUNK_FRIEND_NOT_CONNECTED,
  /**
   * The friend has no transfer of this number.
   */
  TOX_ERR_FILE_SEND_CHUNK_NOT_FOUND,
  /**
   * It is not accepted, paused, or we are not the sender.
   */
  TOX_ERR_FILE_SEND_CHUNK_NOT_TRANSFERRING,
  /**
   * More bytes than were asked for, or fewer in the middle of the file.
   */
  TOX_ERR_FILE_SEND_CHUNK_INVALID_LENGTH,
  /**
   * The queue of what goes to this friend is full; try again after the next `tox_iterate`.
   */
  TOX_ERR_FILE_SEND_CHUNK_SENDQ,
  /**
   * Not the position that was asked for next.
   */
  TOX_ERR_FILE_SEND_CHUNK_WRONG_POSITION,
} Tox_Err_File_Send_Chunk;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_file_send_chunk_to_string(Tox_Err_File_Send_Chunk value);

/** @} */

/**
 * @{ @name File transfers in both directions: control, position, identity
 */

/**
 * The number of a transfer with a friend: up to 255 if we send, 65,536 and more if he does.
 */
typedef uint32_t Tox_File_Number;

/**
 * Accepts, pauses, resumes or cancels a transfer.
 *
 * After a pause of ours no more chunks are asked for until it goes on, though chunks of the friend that are under way still
 * arrive. A transfer that was cancelled is over at once, and no callback tells of it any more.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param file_number the transfer.
 * @param control one of `Tox_File_Control`. For anything else the error is that of what may not be done.
 * @param error why it was not done. NULL if that does not matter.
 *
 * @return whether it was done.
 */
bool tox_file_control(Tox *tox,
                      Tox_Friend_Number friend_number,
                      Tox_File_Number file_number,
                      Tox_File_Control control,
                      Tox_Err_File_Control *error);

/**
 * Called when a friend did something to a transfer.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param file_number the transfer.
 * @param control what he did.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_file_recv_control_cb(Tox *tox,
                                     Tox_Friend_Number friend_number,
                                     Tox_File_Number file_number,
                                     Tox_File_Control control,
                                     void *user_data);

/**
 * Sets the function that is called when a friend accepts, pauses, resumes or cancels a transfer.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_file_recv_control(Tox *tox, tox_file_recv_control_cb *callback);

/**
 * Lets a file that a friend offers begin later than at its first byte. To be called before it is accepted.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param file_number the transfer.
 * @param position where it shall begin: before its end.
 * @param error why it does not. NULL if that does not matter.
 *
 * @return whether it does.
 */
bool tox_file_seek(Tox *tox,
                   Tox_Friend_Number friend_number,
                   Tox_File_Number file_number,
                   uint64_t position,
                   Tox_Err_File_Seek *error);

/**
 * Writes what a file is called by across connections.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param file_number the transfer.
 * @param file_id room for `TOX_FILE_ID_LENGTH` bytes.
 * @param error why it was not written. NULL if that does not matter.
 *
 * @return whether it was written.
 */
bool tox_file_get_file_id(const Tox *tox,
                          Tox_Friend_Number friend_number,
                          Tox_File_Number file_number,
                          uint8_t *file_id,
                          Tox_Err_File_Get *error);

/**
 * @param tox the instance.
 * @param friend_number the friend.
 * @param file_id what a file is called by across connections, `TOX_FILE_ID_LENGTH` bytes.
 * @param error why none was found. NULL if that does not matter.
 *
 * @return the transfer of this file; of several the one in the lowest slot, ours first. UINT32_MAX if there is none.
 */
Tox_File_Number tox_file_by_id(const Tox *tox,
                               Tox_Friend_Number friend_number,
                               const uint8_t *file_id,
                               Tox_Err_File_By_Id *error);

/** @} */

/**
 * @{ @name Files that we send
 */

/**
 * Offers a file to a friend who is online. Once he accepts it, its chunks are asked for.
 *
 * A transfer ends with the connection: when he comes back, offer the file again with the same id, and he can let it begin where
 * it was interrupted.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param kind what it is for, see `Tox_File_Kind`.
 * @param file_size its size in bytes; UINT64_MAX if it is not known.
 * @param file_id what it is called by across connections, `TOX_FILE_ID_LENGTH` bytes. NULL for a random one.
 * @param filename its name, without a path. NULL with a length of 0 for none.
 * @param filename_length the length of the name, at most `TOX_MAX_FILENAME_LENGTH`.
 * @param error why it was not offered. NULL if that does not matter.
 *
 * @return the number of the transfer, up to 255; UINT32_MAX if it was not offered.
 */
Tox_File_Number tox_file_send(Tox *tox,
                              Tox_Friend_Number friend_number,
                              uint32_t kind,
                              uint64_t file_size,
                              const uint8_t *file_id,
                              const uint8_t *filename,
                              size_t filename_length,
                              Tox_Err_File_Send *error);

/**
 * Sends the bytes that the callback for chunks asked for: from inside it, or later, but in the order of the requests.
 *
 * What was asked for is always taken while the transfer goes on. Each chunk is asked for once. Fewer bytes end a file of unknown
 * size; if that is a multiple of what is asked for, the end are 0 bytes.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param file_number the transfer.
 * @param position where the bytes are in the file.
 * @param data the bytes. NULL with a length of 0 for none.
 * @param length how many.
 * @param error why they were not sent. NULL if that does not matter.
 *
 * @return whether they were sent.
 */
bool tox_file_send_chunk(Tox *tox,
                         Tox_Friend_Number friend_number,
                         Tox_File_Number file_number,
                         uint64_t position,
                         const uint8_t *data,
                         size_t length,
                         Tox_Err_File_Send_Chunk *error);

/**
 * Called when bytes of a file are wanted, which `tox_file_send_chunk` should be given now or soon.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param file_number the transfer.
 * @param position where they begin.
 * @param length how many; 0 when everything was sent and the number of the transfer is free again.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_file_chunk_request_cb(Tox *tox,
                                      Tox_Friend_Number friend_number,
                                      Tox_File_Number file_number,
                                      uint64_t position,
                                      size_t length,
                                      void *user_data);

/**
 * Sets the function that is called when bytes of a file are wanted.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_file_chunk_request(Tox *tox, tox_file_chunk_request_cb *callback);

/** @} */

/**
 * @{ @name Files that we receive
 */

/**
 * Called when a friend offers a file. It comes once `tox_file_control` resumed it.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param file_number the transfer.
 * @param kind what it is for, see `Tox_File_Kind`.
 * @param file_size its size; UINT64_MAX if nobody knows.
 * @param filename its name, NULL if it has none. A NUL byte follows it, which is not counted.
 * @param filename_length the length of the name.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_file_recv_cb(Tox *tox,
                              Tox_Friend_Number friend_number,
                              Tox_File_Number file_number,
                              uint32_t kind,
                              uint64_t file_size,
                              const uint8_t *filename,
                              size_t filename_length,
                              void *user_data);

/**
 * Sets the function that is called when a friend offers a file.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_file_recv(Tox *tox, tox_file_recv_cb *callback);

/**
 * Called with bytes of a file.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param file_number the transfer.
 * @param position where they belong.
 * @param data the bytes; NULL at the end.
 * @param length how many; 0 when the file is complete and the number of the transfer is free again.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_file_recv_chunk_cb(Tox *tox,
                                   Tox_Friend_Number friend_number,
                                   Tox_File_Number file_number,
                                   uint64_t position,
                                   const uint8_t *data,
                                   size_t length,
                                   void *user_data);

/**
 * Sets the function that is called with the bytes of files.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_file_recv_chunk(Tox *tox, tox_file_recv_chunk_cb *callback);

/** @} */

/**
 * @{ @name Types of conferences, the older kind of group
 */

/**
 * What a conference carries.
 */
typedef enum Tox_Conference_Type {
  /**
   * Text only.
   */
  TOX_CONFERENCE_TYPE_TEXT,
  /**
   * Text and sound.
   */
  TOX_CONFERENCE_TYPE_AV,
} Tox_Conference_Type;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_conference_type_to_string(Tox_Conference_Type value);

/**
 * Why no conference was made.
 */
typedef enum Tox_Err_Conference_New {
  /**
   * It worked.
   */
  TOX_ERR_CONFERENCE_NEW_OK,
  /**
   * It could not be set up.
   */
  TOX_ERR_CONFERENCE_NEW_INIT,
} Tox_Err_Conference_New;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_conference_new_to_string(Tox_Err_Conference_New value);

/**
 * Why a conference was not left.
 */
typedef enum Tox_Err_Conference_Delete {
  /**
   * It worked.
   */
  TOX_ERR_CONFERENCE_DELETE_OK,
  /**
   * There is no conference of this number.
   */
  TOX_ERR_CONFERENCE_DELETE_CONFERENCE_NOT_FOUND,
} Tox_Err_Conference_Delete;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_conference_delete_to_string(Tox_Err_Conference_Delete value);

/**
 * Why something about a peer could not be told.
 */
typedef enum Tox_Err_Conference_Peer_Query {
  /**
   * It worked.
   */
  TOX_ERR_CONFERENCE_PEER_QUERY_OK,
  /**
   * There is no conference of this number.
   */
  TOX_ERR_CONFERENCE_PEER_QUERY_CONFERENCE_NOT_FOUND,
  /**
   * There is no peer of this number.
   */
  TOX_ERR_CONFERENCE_PEER_QUERY_PEER_NOT_FOUND,
  /**
   * We are not connected to this conference.
   */
  TOX_ERR_CONFERENCE_PEER_QUERY_NO_CONNECTION,
} Tox_Err_Conference_Peer_Query;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_conference_peer_query_to_string(Tox_Err_Conference_Peer_Query value);

/**
 * Why the number of remembered offline peers was not set.
 */
typedef enum Tox_Err_Conference_Set_Max_Offline {
  /**
   * It worked.
   */
  TOX_ERR_CONFERENCE_SET_MAX_OFFLINE_OK,
  /**
   * There is no conference of this number.
   */
  TOX_ERR_CONFERENCE_SET_MAX_OFFLINE_CONFERENCE_NOT_FOUND,
} Tox_Err_Conference_Set_Max_Offline;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_conference_set_max_offline_to_string(Tox_Err_Conference_Set_Max_Offline value);

/**
 * Why a friend was not invited.
 */
typedef enum Tox_Err_Conference_Invite {
  /**
   * It worked.
   */
  TOX_ERR_CONFERENCE_INVITE_OK,
  /**
   * There is no conference of this number.
   */
  TOX_ERR_CONFERENCE_INVITE_CONFERENCE_NOT_FOUND,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_CONFERENCE_INVITE_FAIL_SEND,
  /**
   * We are not connected to this conference.
   */
  TOX_ERR_CONFERENCE_INVITE_NO_CONNECTION,
} Tox_Err_Conference_Invite;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_conference_invite_to_string(Tox_Err_Conference_Invite value);

/**
 * Why an invitation was not followed.
 */
typedef enum Tox_Err_Conference_Join {
  /**
   * It worked.
   */
  TOX_ERR_CONFERENCE_JOIN_OK,
  /**
   * The cookie has not the length of one.
   */
  TOX_ERR_CONFERENCE_JOIN_INVALID_LENGTH,
  /**
   * It invites to a conference of another type.
   */
  TOX_ERR_CONFERENCE_JOIN_WRONG_TYPE,
  /**
   * There is no friend of this number.
   */
  TOX_ERR_CONFERENCE_JOIN_FRIEND_NOT_FOUND,
  /**
   * We are in this conference already.
   */
  TOX_ERR_CONFERENCE_JOIN_DUPLICATE,
  /**
   * The conference could not be set up.
   */
  TOX_ERR_CONFERENCE_JOIN_INIT_FAIL,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_CONFERENCE_JOIN_FAIL_SEND,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_CONFERENCE_JOIN_NULL,
} Tox_Err_Conference_Join;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_conference_join_to_string(Tox_Err_Conference_Join value);

/**
 * Why a message was not sent to a conference.
 */
typedef enum Tox_Err_Conference_Send_Message {
  /**
   * It worked.
   */
  TOX_ERR_CONFERENCE_SEND_MESSAGE_OK,
  /**
   * There is no conference of this number.
   */
  TOX_ERR_CONFERENCE_SEND_MESSAGE_CONFERENCE_NOT_FOUND,
  /**
   * The message is too long.
   */
  TOX_ERR_CONFERENCE_SEND_MESSAGE_TOO_LONG,
  /**
   * We are not connected to this conference.
   */
  TOX_ERR_CONFERENCE_SEND_MESSAGE_NO_CONNECTION,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_CONFERENCE_SEND_MESSAGE_FAIL_SEND,
} Tox_Err_Conference_Send_Message;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_conference_send_message_to_string(Tox_Err_Conference_Send_Message value);

/**
 * Why a title was not read or set.
 */
typedef enum Tox_Err_Conference_Title {
  /**
   * It worked.
   */
  TOX_ERR_CONFERENCE_TITLE_OK,
  /**
   * There is no conference of this number.
   */
  TOX_ERR_CONFERENCE_TITLE_CONFERENCE_NOT_FOUND,
  /**
   * The title is empty or longer than `TOX_MAX_NAME_LENGTH`; while reading: there is none.
   */
  TOX_ERR_CONFERENCE_TITLE_INVALID_LENGTH,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_CONFERENCE_TITLE_FAIL_SEND,
} Tox_Err_Conference_Title;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_conference_title_to_string(Tox_Err_Conference_Title value);

/**
 * Why the type of a conference could not be told.
 */
typedef enum Tox_Err_Conference_Get_Type {
  /**
   * It worked.
   */
  TOX_ERR_CONFERENCE_GET_TYPE_OK,
  /**
   * There is no conference of this number.
   */
  TOX_ERR_CONFERENCE_GET_TYPE_CONFERENCE_NOT_FOUND,
} Tox_Err_Conference_Get_Type;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_conference_get_type_to_string(Tox_Err_Conference_Get_Type value);

/**
 * Why no conference was found by its id.
 */
typedef enum Tox_Err_Conference_By_Id {
  /**
   * It worked.
   */
  TOX_ERR_CONFERENCE_BY_ID_OK,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_CONFERENCE_BY_ID_NULL,
  /**
   * No conference has this id.
   */
  TOX_ERR_CONFERENCE_BY_ID_NOT_FOUND,
} Tox_Err_Conference_By_Id;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_conference_by_id_to_string(Tox_Err_Conference_By_Id value);

/**
 * Why no conference was found by its unique id.
 */
typedef enum Tox_Err_Conference_By_Uid {
  /**
   * It worked.
   */
  TOX_ERR_CONFERENCE_BY_UID_OK,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_CONFERENCE_BY_UID_NULL,
  /**
   * No conference has this id.
   */
  TOX_ERR_CONFERENCE_BY_UID_NOT_FOUND,
} Tox_Err_Conference_By_Uid;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_conference_by_uid_to_string(Tox_Err_Conference_By_Uid value);

/** @} */

/**
 * @{ @name What C wants to be told of conferences
 */

/**
 * Called when a friend invited us to a conference.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param type what it carries.
 * @param cookie what `tox_conference_join` wants.
 * @param length its length.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_conference_invite_cb(Tox *tox,
                                      Tox_Friend_Number friend_number,
                                      Tox_Conference_Type type,
                                      const uint8_t *cookie,
                                      size_t length,
                                      void *user_data);

/**
 * Sets the function that is called when a friend invites us to a conference.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_conference_invite(Tox *tox, tox_conference_invite_cb *callback);

/**
 * The number of a conference.
 */
typedef uint32_t Tox_Conference_Number;

/**
 * Called when we are connected to a conference that we joined.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_conference_connected_cb(Tox *tox,
                                         Tox_Conference_Number conference_number,
                                         void *user_data);

/**
 * Sets the function that is called when we are connected to a conference that we joined.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_conference_connected(Tox *tox, tox_conference_connected_cb *callback);

/**
 * The number of a peer in a conference: changes whenever peers come or go.
 */
typedef uint32_t Tox_Conference_Peer_Number;

/**
 * Called when somebody wrote a message to a conference.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param peer_number the peer.
 * @param type how it is meant.
 * @param message the text. A NUL byte follows it, which is not counted.
 * @param length its length.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_conference_message_cb(Tox *tox,
                                       Tox_Conference_Number conference_number,
                                       Tox_Conference_Peer_Number peer_number,
                                       Tox_Message_Type type,
                                       const uint8_t *message,
                                       size_t length,
                                       void *user_data);

/**
 * Sets the function that is called when somebody writes a message to a conference.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_conference_message(Tox *tox, tox_conference_message_cb *callback);

/**
 * Called when the title of a conference was set.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param peer_number who set it; UINT32_MAX if nobody knows.
 * @param title the title.
 * @param length its length.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_conference_title_cb(Tox *tox,
                                     Tox_Conference_Number conference_number,
                                     Tox_Conference_Peer_Number peer_number,
                                     const uint8_t *title,
                                     size_t length,
                                     void *user_data);

/**
 * Sets the function that is called when the title of a conference is set.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_conference_title(Tox *tox, tox_conference_title_cb *callback);

/**
 * Called when a peer changed his name.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param peer_number the peer.
 * @param name the new name.
 * @param length its length.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_conference_peer_name_cb(Tox *tox,
                                        Tox_Conference_Number conference_number,
                                        Tox_Conference_Peer_Number peer_number,
                                        const uint8_t *name,
                                        size_t length,
                                        void *user_data);

/**
 * Sets the function that is called when a peer changes his name.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_conference_peer_name(Tox *tox, tox_conference_peer_name_cb *callback);

/**
 * Called when peers came or went: all peer numbers may have changed.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_conference_peer_list_changed_cb(Tox *tox,
                                               Tox_Conference_Number conference_number,
                                               void *user_data);

/**
 * Sets the function that is called when peers come or go.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_conference_peer_list_changed(Tox *tox,
                                               tox_conference_peer_list_changed_cb *callback);

/** @} */

/**
 * @{ @name Making, leaving and joining conferences
 */

/**
 * Makes a conference with nobody but us in it.
 *
 * @param tox the instance.
 * @param error why not. NULL if that does not matter.
 *
 * @return its number; UINT32_MAX if there is none.
 */
Tox_Conference_Number tox_conference_new(Tox *tox, Tox_Err_Conference_New *error);

/**
 * Leaves a conference.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was left.
 */
bool tox_conference_delete(Tox *tox,
                           Tox_Conference_Number conference_number,
                           Tox_Err_Conference_Delete *error);

/**
 * Invites a friend to a conference.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param conference_number the conference.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether he was invited.
 */
bool tox_conference_invite(Tox *tox,
                           Tox_Friend_Number friend_number,
                           Tox_Conference_Number conference_number,
                           Tox_Err_Conference_Invite *error);

/**
 * Follows an invitation to a conference that carries text.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param cookie what the callback got.
 * @param length its length.
 * @param error why not. NULL if that does not matter.
 *
 * @return the number of the conference; UINT32_MAX if it was not joined.
 */
Tox_Conference_Number tox_conference_join(Tox *tox,
                                          Tox_Friend_Number friend_number,
                                          const uint8_t *cookie,
                                          size_t length,
                                          Tox_Err_Conference_Join *error);

/** @} */

/**
 * @{ @name Who is in a conference
 */

/**
 * How many are in a conference now, we ourselves among them.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param error why not. NULL if that does not matter.
 *
 * @return the number of peers; UINT32_MAX if there is no such conference.
 */
uint32_t tox_conference_peer_count(const Tox *tox,
                                   Tox_Conference_Number conference_number,
                                   Tox_Err_Conference_Peer_Query *error);

/**
 * @param tox the instance.
 * @param conference_number the conference.
 * @param peer_number the peer, counted from 0.
 * @param error why not. NULL if that does not matter.
 *
 * @return the length of a peer's name in bytes; SIZE_MAX if there is none.
 */
size_t tox_conference_peer_get_name_size(const Tox *tox,
                                         Tox_Conference_Number conference_number,
                                         Tox_Conference_Peer_Number peer_number,
                                         Tox_Err_Conference_Peer_Query *error);

/**
 * Writes a peer's name.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param peer_number the peer, counted from 0.
 * @param name room for as many bytes as `tox_conference_peer_get_name_size` says.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was written.
 */
bool tox_conference_peer_get_name(const Tox *tox,
                                  Tox_Conference_Number conference_number,
                                  Tox_Conference_Peer_Number peer_number,
                                  uint8_t *name,
                                  Tox_Err_Conference_Peer_Query *error);

/**
 * Writes a peer's public key.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param peer_number the peer, counted from 0.
 * @param public_key room for `TOX_PUBLIC_KEY_SIZE` bytes.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was written.
 */
bool tox_conference_peer_get_public_key(const Tox *tox,
                                        Tox_Conference_Number conference_number,
                                        Tox_Conference_Peer_Number peer_number,
                                        uint8_t *public_key,
                                        Tox_Err_Conference_Peer_Query *error);

/**
 * @param tox the instance.
 * @param conference_number the conference.
 * @param peer_number the peer, counted from 0.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether a peer is we ourselves.
 */
bool tox_conference_peer_number_is_ours(const Tox *tox,
                                        Tox_Conference_Number conference_number,
                                        Tox_Conference_Peer_Number peer_number,
                                        Tox_Err_Conference_Peer_Query *error);

/**
 * How many are remembered who are away.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param error why not. NULL if that does not matter.
 *
 * @return the number of peers; UINT32_MAX if there is no such conference.
 */
uint32_t tox_conference_offline_peer_count(const Tox *tox,
                                           Tox_Conference_Number conference_number,
                                           Tox_Err_Conference_Peer_Query *error);

/**
 * The number of a peer who is away from a conference.
 */
typedef uint32_t Tox_Conference_Offline_Peer_Number;

/**
 * @param tox the instance.
 * @param conference_number the conference.
 * @param offline_peer_number the peer, counted from 0 among those who are away.
 * @param error why not. NULL if that does not matter.
 *
 * @return the length of the name in bytes of a peer who is away; SIZE_MAX if there is none.
 */
size_t tox_conference_offline_peer_get_name_size(const Tox *tox,
                                                 Tox_Conference_Number conference_number,
                                                 Tox_Conference_Offline_Peer_Number offline_peer_number,
                                                 Tox_Err_Conference_Peer_Query *error);

/**
 * Writes the name of a peer who is away.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param offline_peer_number the peer, counted from 0 among those who are away.
 * @param name room for as many bytes as `tox_conference_offline_peer_get_name_size` says.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was written.
 */
bool tox_conference_offline_peer_get_name(const Tox *tox,
                                          Tox_Conference_Number conference_number,
                                          Tox_Conference_Offline_Peer_Number offline_peer_number,
                                          uint8_t *name,
                                          Tox_Err_Conference_Peer_Query *error);

/**
 * Writes the public key of a peer who is away.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param offline_peer_number the peer, counted from 0 among those who are away.
 * @param public_key room for `TOX_PUBLIC_KEY_SIZE` bytes.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was written.
 */
bool tox_conference_offline_peer_get_public_key(const Tox *tox,
                                                Tox_Conference_Number conference_number,
                                                Tox_Conference_Offline_Peer_Number offline_peer_number,
                                                uint8_t *public_key,
                                                Tox_Err_Conference_Peer_Query *error);

/**
 * @param tox the instance.
 * @param conference_number the conference.
 * @param offline_peer_number the peer, counted from 0 among those who are away.
 * @param error why not. NULL if that does not matter.
 *
 * @return when a peer who is away was last there, in seconds since 1970; UINT64_MAX if there is none.
 */
uint64_t tox_conference_offline_peer_get_last_active(const Tox *tox,
                                                     Tox_Conference_Number conference_number,
                                                     Tox_Conference_Offline_Peer_Number offline_peer_number,
                                                     Tox_Err_Conference_Peer_Query *error);

/**
 * Sets how many peers who are away are remembered.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param max_offline how many.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was set.
 */
bool tox_conference_set_max_offline(Tox *tox,
                                    Tox_Conference_Number conference_number,
                                    uint32_t max_offline,
                                    Tox_Err_Conference_Set_Max_Offline *error);

/** @} */

/**
 * @{ @name Messages and titles of conferences
 */

/**
 * Writes a message to a conference.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param type how it is meant.
 * @param message the text.
 * @param length its length, at most 1363: a conference takes less than `TOX_MAX_MESSAGE_LENGTH`. Nobody hears of an empty text.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was sent. It comes back with the callback once a member has it.
 */
bool tox_conference_send_message(Tox *tox,
                                 Tox_Conference_Number conference_number,
                                 Tox_Message_Type type,
                                 const uint8_t *message,
                                 size_t length,
                                 Tox_Err_Conference_Send_Message *error);

/**
 * @param tox the instance.
 * @param conference_number the conference.
 * @param error why not. NULL if that does not matter.
 *
 * @return the length of the title in bytes; SIZE_MAX if there is none.
 */
size_t tox_conference_get_title_size(const Tox *tox,
                                     Tox_Conference_Number conference_number,
                                     Tox_Err_Conference_Title *error);

/**
 * Writes the title.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param title room for as many bytes as `tox_conference_get_title_size` says.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was written.
 */
bool tox_conference_get_title(const Tox *tox,
                              Tox_Conference_Number conference_number,
                              uint8_t *title,
                              Tox_Err_Conference_Title *error);

/**
 * Sets the title, for all.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param title the title.
 * @param length its length, at most `TOX_MAX_NAME_LENGTH`.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was set.
 */
bool tox_conference_set_title(Tox *tox,
                              Tox_Conference_Number conference_number,
                              const uint8_t *title,
                              size_t length,
                              Tox_Err_Conference_Title *error);

/** @} */

/**
 * @{ @name Which conferences there are
 */

/**
 * @param tox the instance.
 *
 * @return in how many conferences we are.
 */
size_t tox_conference_get_chatlist_size(const Tox *tox);

/**
 * Writes the numbers of all conferences.
 *
 * @param tox the instance.
 * @param chatlist room for as many numbers as `tox_conference_get_chatlist_size` says.
 */
void tox_conference_get_chatlist(const Tox *tox, Tox_Conference_Number *chatlist);

/**
 * @param tox the instance.
 * @param conference_number the conference.
 * @param error why not. NULL if that does not matter.
 *
 * @return what a conference carries; UINT32_MAX, which is none of the constants, if there is none.
 */
Tox_Conference_Type tox_conference_get_type(const Tox *tox,
                                            Tox_Conference_Number conference_number,
                                            Tox_Err_Conference_Get_Type *error);

/**
 * Writes the id of a conference.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param id room for `TOX_CONFERENCE_ID_SIZE` bytes.
 *
 * @return whether it was written.
 */
bool tox_conference_get_id(const Tox *tox, Tox_Conference_Number conference_number, uint8_t *id);

/**
 * Finds a conference by its id.
 *
 * @param tox the instance.
 * @param id the id, `TOX_CONFERENCE_ID_SIZE` bytes.
 * @param error why not. NULL if that does not matter.
 *
 * @return its number; UINT32_MAX if there is none.
 */
Tox_Conference_Number tox_conference_by_id(const Tox *tox,
                                           const uint8_t *id,
                                           Tox_Err_Conference_By_Id *error);

/**
 * Writes the id of a conference; the older name of `tox_conference_get_id`.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param uid room for `TOX_CONFERENCE_UID_SIZE` bytes.
 *
 * @return whether it was written.
 */
bool tox_conference_get_uid(const Tox *tox, Tox_Conference_Number conference_number, uint8_t *uid);

/**
 * Finds a conference by its id; the older name of `tox_conference_by_id`.
 *
 * @param tox the instance.
 * @param uid the id, `TOX_CONFERENCE_UID_SIZE` bytes.
 * @param error why not. NULL if that does not matter.
 *
 * @return its number; UINT32_MAX if there is none.
 */
Tox_Conference_Number tox_conference_by_uid(const Tox *tox,
                                            const uint8_t *uid,
                                            Tox_Err_Conference_By_Uid *error);

/** @} */

/**
 * @{ @name Packets of the application's own
 */

/**
 * Sends a packet that may be lost, and may come before others.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param data the packet. Its first byte is 200 to 254; those from 192 on are for calls.
 * @param length its length, at most `TOX_MAX_CUSTOM_PACKET_SIZE`.
 * @param error why it was not sent. NULL if that does not matter.
 *
 * @return whether it was sent.
 */
bool tox_friend_send_lossy_packet(Tox *tox,
                                  Tox_Friend_Number friend_number,
                                  const uint8_t *data,
                                  size_t length,
                                  Tox_Err_Friend_Custom_Packet *error);

/**
 * Sends a packet that arrives, and in the order of sending.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param data the packet. Its first byte is 160 to 191; 69 is for calls.
 * @param length its length, at most `TOX_MAX_CUSTOM_PACKET_SIZE`.
 * @param error why it was not sent. NULL if that does not matter.
 *
 * @return whether it was sent.
 */
bool tox_friend_send_lossless_packet(Tox *tox,
                                     Tox_Friend_Number friend_number,
                                     const uint8_t *data,
                                     size_t length,
                                     Tox_Err_Friend_Custom_Packet *error);

/**
 * Called when a friend sent a lossy custom packet.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param data the packet with its first byte.
 * @param length its length.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_friend_lossy_packet_cb(Tox *tox,
                                       Tox_Friend_Number friend_number,
                                       const uint8_t *data,
                                       size_t length,
                                       void *user_data);

/**
 * Sets the function that is called with lossy packets whose first byte is 200 to 254.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_friend_lossy_packet(Tox *tox, tox_friend_lossy_packet_cb *callback);

/**
 * Called when a friend sent a lossless custom packet.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param data the packet with its first byte.
 * @param length its length.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_friend_lossless_packet_cb(Tox *tox,
                                          Tox_Friend_Number friend_number,
                                          const uint8_t *data,
                                          size_t length,
                                          void *user_data);

/**
 * Sets the function that is called with lossless packets whose first byte is 160 to 191.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_friend_lossless_packet(Tox *tox, tox_friend_lossless_packet_cb *callback);

/** @} */

/**
 * @{ @name By which numbers others reach this run of the instance
 */

/**
 * Writes the key by which nodes know this run: it is another one after each start.
 *
 * @param tox the instance.
 * @param dht_id room for `TOX_DHT_ID_SIZE` bytes. NULL does nothing.
 */
void tox_self_get_dht_id(const Tox *tox, uint8_t *dht_id);

/**
 * @param tox the instance.
 * @param error why there is none. NULL if that does not matter.
 *
 * @return the UDP port of the instance; 0 on error.
 */
uint16_t tox_self_get_udp_port(const Tox *tox, Tox_Err_Get_Port *error);

/**
 * @param tox the instance.
 * @param error why there is none. NULL if that does not matter.
 *
 * @return the TCP port of the instance's own relay; 0 on error.
 */
uint16_t tox_self_get_tcp_port(const Tox *tox, Tox_Err_Get_Port *error);

/** @} */

/**
 * @{ @name Sizes and limits of groups, as macros and as functions
 */

/**
 * Bytes of the chat id of a group.
 */
#define TOX_GROUP_CHAT_ID_SIZE 32

/**
 * @return `TOX_GROUP_CHAT_ID_SIZE`.
 */
uint32_t tox_group_chat_id_size(void);

/**
 * Bytes of a lossless custom packet in a group, at most.
 */
#define TOX_GROUP_MAX_CUSTOM_LOSSLESS_PACKET_LENGTH 1373

/**
 * @return `TOX_GROUP_MAX_CUSTOM_LOSSLESS_PACKET_LENGTH`.
 */
uint32_t tox_group_max_custom_lossless_packet_length(void);

/**
 * Bytes of a lossy custom packet in a group, at most.
 */
#define TOX_GROUP_MAX_CUSTOM_LOSSY_PACKET_LENGTH 1373

/**
 * @return `TOX_GROUP_MAX_CUSTOM_LOSSY_PACKET_LENGTH`.
 */
uint32_t tox_group_max_custom_lossy_packet_length(void);

/**
 * Bytes of the name of a group, at most.
 */
#define TOX_GROUP_MAX_GROUP_NAME_LENGTH 48

/**
 * @return `TOX_GROUP_MAX_GROUP_NAME_LENGTH`.
 */
uint32_t tox_group_max_group_name_length(void);

/**
 * Bytes of a message in a group, at most.
 */
#define TOX_GROUP_MAX_MESSAGE_LENGTH 1372

/**
 * @return `TOX_GROUP_MAX_MESSAGE_LENGTH`.
 */
uint32_t tox_group_max_message_length(void);

/**
 * Bytes of a parting message, at most.
 */
#define TOX_GROUP_MAX_PART_LENGTH 128

/**
 * @return `TOX_GROUP_MAX_PART_LENGTH`.
 */
uint32_t tox_group_max_part_length(void);

/**
 * Bytes of the password of a group, at most.
 */
#define TOX_GROUP_MAX_PASSWORD_SIZE 32

/**
 * @return `TOX_GROUP_MAX_PASSWORD_SIZE`.
 */
uint32_t tox_group_max_password_size(void);

/**
 * Bytes of the topic of a group, at most.
 */
#define TOX_GROUP_MAX_TOPIC_LENGTH 512

/**
 * @return `TOX_GROUP_MAX_TOPIC_LENGTH`.
 */
uint32_t tox_group_max_topic_length(void);

/**
 * Bytes of the key by which a peer is known in a group.
 */
#define TOX_GROUP_PEER_PUBLIC_KEY_SIZE 32

/**
 * @return `TOX_GROUP_PEER_PUBLIC_KEY_SIZE`.
 */
uint32_t tox_group_peer_public_key_size(void);

/** @} */

/**
 * @{ @name Types of groups: their rules, making, joining and leaving them
 */

/**
 * Who can find a group.
 */
typedef enum Tox_Group_Privacy_State {
  /**
   * Whoever knows its chat id: it is announced in the DHT.
   */
  TOX_GROUP_PRIVACY_STATE_PUBLIC,
  /**
   * Only who was invited by a friend.
   */
  TOX_GROUP_PRIVACY_STATE_PRIVATE,
} Tox_Group_Privacy_State;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_group_privacy_state_to_string(Tox_Group_Privacy_State value);

/**
 * Who may set the topic.
 */
typedef enum Tox_Group_Topic_Lock {
  /**
   * Founder and moderators.
   */
  TOX_GROUP_TOPIC_LOCK_ENABLED,
  /**
   * All but observers.
   */
  TOX_GROUP_TOPIC_LOCK_DISABLED,
} Tox_Group_Topic_Lock;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_group_topic_lock_to_string(Tox_Group_Topic_Lock value);

/**
 * Who may speak.
 */
typedef enum Tox_Group_Voice_State {
  /**
   * All but observers.
   */
  TOX_GROUP_VOICE_STATE_ALL,
  /**
   * Founder and moderators.
   */
  TOX_GROUP_VOICE_STATE_MODERATOR,
  /**
   * The founder.
   */
  TOX_GROUP_VOICE_STATE_FOUNDER,
} Tox_Group_Voice_State;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_group_voice_state_to_string(Tox_Group_Voice_State value);

/**
 * What a peer may do.
 */
typedef enum Tox_Group_Role {
  /**
   * Everything; he made the group.
   */
  TOX_GROUP_ROLE_FOUNDER,
  /**
   * May exclude users and observers and set their roles.
   */
  TOX_GROUP_ROLE_MODERATOR,
  /**
   * May speak.
   */
  TOX_GROUP_ROLE_USER,
  /**
   * May read only.
   */
  TOX_GROUP_ROLE_OBSERVER,
} Tox_Group_Role;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_group_role_to_string(Tox_Group_Role value);

/**
 * Why no group was made.
 */
typedef enum Tox_Err_Group_New {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_NEW_OK,
  /**
   * The name of the group or the own name is too long.
   */
  TOX_ERR_GROUP_NEW_TOO_LONG,
  /**
   * The name of the group or the own name is empty.
   */
  TOX_ERR_GROUP_NEW_EMPTY,
  /**
   * It could not be set up, or the privacy state is none.
   */
  TOX_ERR_GROUP_NEW_INIT,
  /**
   * Its state could not be signed.
   */
  TOX_ERR_GROUP_NEW_STATE,
  /**
   * It could not be announced in the DHT.
   */
  TOX_ERR_GROUP_NEW_ANNOUNCE,
} Tox_Err_Group_New;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_new_to_string(Tox_Err_Group_New value);

/**
 * Why a group was not joined.
 */
typedef enum Tox_Err_Group_Join {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_JOIN_OK,
  /**
   * It could not be set up, or the chat id is no key.
   */
  TOX_ERR_GROUP_JOIN_INIT,
  /**
   * The chat id is NULL.
   */
  TOX_ERR_GROUP_JOIN_BAD_CHAT_ID,
  /**
   * The own name is empty.
   */
  TOX_ERR_GROUP_JOIN_EMPTY,
  /**
   * The own name is too long.
   */
  TOX_ERR_GROUP_JOIN_TOO_LONG,
  /**
   * The password is too long.
   */
  TOX_ERR_GROUP_JOIN_PASSWORD,
  /**
   * It could not be searched for in the DHT.
   */
  TOX_ERR_GROUP_JOIN_CORE,
} Tox_Err_Group_Join;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_join_to_string(Tox_Err_Group_Join value);

/**
 * Why it could not be told whether a group is connected.
 */
typedef enum Tox_Err_Group_Is_Connected {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_IS_CONNECTED_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_IS_CONNECTED_GROUP_NOT_FOUND,
} Tox_Err_Group_Is_Connected;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_is_connected_to_string(Tox_Err_Group_Is_Connected value);

/**
 * Why a group was not disconnected.
 */
typedef enum Tox_Err_Group_Disconnect {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_DISCONNECT_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_DISCONNECT_GROUP_NOT_FOUND,
  /**
   * It was disconnected before.
   */
  TOX_ERR_GROUP_DISCONNECT_ALREADY_DISCONNECTED,
} Tox_Err_Group_Disconnect;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_disconnect_to_string(Tox_Err_Group_Disconnect value);

/**
 * Why a group was not connected again.
 */
typedef enum Tox_Err_Group_Reconnect {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_RECONNECT_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_RECONNECT_GROUP_NOT_FOUND,
  /**
   * It could not be set up or searched for.
   */
  TOX_ERR_GROUP_RECONNECT_CORE,
} Tox_Err_Group_Reconnect;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_reconnect_to_string(Tox_Err_Group_Reconnect value);

/**
 * Why a group was not left, or left without a word.
 */
typedef enum Tox_Err_Group_Leave {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_LEAVE_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_LEAVE_GROUP_NOT_FOUND,
  /**
   * The parting message is longer than `TOX_GROUP_MAX_PART_LENGTH`.
   */
  TOX_ERR_GROUP_LEAVE_TOO_LONG,
  /**
   * The others could not be told; the group was left.
   */
  TOX_ERR_GROUP_LEAVE_FAIL_SEND,
} Tox_Err_Group_Leave;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_leave_to_string(Tox_Err_Group_Leave value);

/** @} */

/**
 * @{ @name Making, joining and leaving groups
 */

/**
 * The number of a group.
 */
typedef uint32_t Tox_Group_Number;

/**
 * Makes a group, of which we are the founder.
 *
 * @param tox the instance.
 * @param privacy_state who can find it.
 * @param group_name its name.
 * @param group_name_length the length of the name, 1 to `TOX_GROUP_MAX_GROUP_NAME_LENGTH`.
 * @param name our name in it.
 * @param name_length the length of our name, 1 to `TOX_MAX_NAME_LENGTH`.
 * @param error why not. NULL if that does not matter.
 *
 * @return its number; UINT32_MAX if there is none.
 */
Tox_Group_Number tox_group_new(Tox *tox,
                               Tox_Group_Privacy_State privacy_state,
                               const uint8_t *group_name,
                               size_t group_name_length,
                               const uint8_t *name,
                               size_t name_length,
                               Tox_Err_Group_New *error);

/**
 * Joins a public group, or one that we have anew: name and keys stay then, and so does the password if the new one is empty.
 *
 * @param tox the instance.
 * @param chat_id the chat id, `TOX_GROUP_CHAT_ID_SIZE` bytes.
 * @param name our name in it.
 * @param name_length the length of our name, 1 to `TOX_MAX_NAME_LENGTH`.
 * @param password the password, or NULL for none.
 * @param password_length the length of the password, at most `TOX_GROUP_MAX_PASSWORD_SIZE`.
 * @param error why not. NULL if that does not matter.
 *
 * @return its number; UINT32_MAX if it was not joined.
 */
Tox_Group_Number tox_group_join(Tox *tox,
                                const uint8_t *chat_id,
                                const uint8_t *name,
                                size_t name_length,
                                const uint8_t *password,
                                size_t password_length,
                                Tox_Err_Group_Join *error);

/**
 * @param tox the instance.
 * @param group_number the group.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether a group is connected, or on its way to be.
 */
bool tox_group_is_connected(const Tox *tox,
                            Tox_Group_Number group_number,
                            Tox_Err_Group_Is_Connected *error);

/**
 * Disconnects from a group, which is kept.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it is disconnected now.
 */
bool tox_group_disconnect(const Tox *tox,
                          Tox_Group_Number group_number,
                          Tox_Err_Group_Disconnect *error);

/**
 * Connects to a group anew.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it will be connected.
 */
bool tox_group_reconnect(Tox *tox, Tox_Group_Number group_number, Tox_Err_Group_Reconnect *error);

/**
 * Leaves a group for good.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param part_message what we say in parting, or NULL for nothing.
 * @param length its length, at most `TOX_GROUP_MAX_PART_LENGTH`.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was left.
 */
bool tox_group_leave(Tox *tox,
                     Tox_Group_Number group_number,
                     const uint8_t *part_message,
                     size_t length,
                     Tox_Err_Group_Leave *error);

/** @} */

/**
 * @{ @name Types of queries about ourselves and others in a group
 */

/**
 * Why something about ourselves in a group could not be told.
 */
typedef enum Tox_Err_Group_Self_Query {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_SELF_QUERY_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_SELF_QUERY_GROUP_NOT_FOUND,
} Tox_Err_Group_Self_Query;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_self_query_to_string(Tox_Err_Group_Self_Query value);

/**
 * Why the own name in a group was not set.
 */
typedef enum Tox_Err_Group_Self_Name_Set {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_SELF_NAME_SET_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_SELF_NAME_SET_GROUP_NOT_FOUND,
  /**
   * It is longer than `TOX_MAX_NAME_LENGTH`.
   */
  TOX_ERR_GROUP_SELF_NAME_SET_TOO_LONG,
  /**
   * It is empty or NULL.
   */
  TOX_ERR_GROUP_SELF_NAME_SET_INVALID,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_GROUP_SELF_NAME_SET_FAIL_SEND,
} Tox_Err_Group_Self_Name_Set;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_self_name_set_to_string(Tox_Err_Group_Self_Name_Set value);

/**
 * Why the own status in a group was not set.
 */
typedef enum Tox_Err_Group_Self_Status_Set {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_SELF_STATUS_SET_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_SELF_STATUS_SET_GROUP_NOT_FOUND,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_GROUP_SELF_STATUS_SET_FAIL_SEND,
} Tox_Err_Group_Self_Status_Set;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_self_status_set_to_string(Tox_Err_Group_Self_Status_Set value);

/**
 * Why something about a peer could not be told.
 */
typedef enum Tox_Err_Group_Peer_Query {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_PEER_QUERY_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_PEER_QUERY_GROUP_NOT_FOUND,
  /**
   * There is no peer of this number.
   */
  TOX_ERR_GROUP_PEER_QUERY_PEER_NOT_FOUND,
} Tox_Err_Group_Peer_Query;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_peer_query_to_string(Tox_Err_Group_Peer_Query value);

/** @} */

/**
 * @{ @name Ourselves in a group
 */

/**
 * Sets our name in a group.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param name the name.
 * @param length its length, 1 to `TOX_MAX_NAME_LENGTH`.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was set.
 */
bool tox_group_self_set_name(Tox *tox,
                             Tox_Group_Number group_number,
                             const uint8_t *name,
                             size_t length,
                             Tox_Err_Group_Self_Name_Set *error);

/**
 * @param tox the instance.
 * @param group_number the group.
 * @param error why not. NULL if that does not matter.
 *
 * @return the length of our name in bytes; SIZE_MAX if there is no such group.
 */
size_t tox_group_self_get_name_size(const Tox *tox,
                                    Tox_Group_Number group_number,
                                    Tox_Err_Group_Self_Query *error);

/**
 * Writes our name.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param name room for as many bytes as `tox_group_self_get_name_size` says.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was written.
 */
bool tox_group_self_get_name(const Tox *tox,
                             Tox_Group_Number group_number,
                             uint8_t *name,
                             Tox_Err_Group_Self_Query *error);

/**
 * Sets our status in a group.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param status the status.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was set.
 */
bool tox_group_self_set_status(Tox *tox,
                               Tox_Group_Number group_number,
                               Tox_User_Status status,
                               Tox_Err_Group_Self_Status_Set *error);

/**
 * @param tox the instance.
 * @param group_number the group.
 * @param error why not. NULL if that does not matter.
 *
 * @return our status; UINT32_MAX, which is none of the constants, if there is no such group.
 */
Tox_User_Status tox_group_self_get_status(const Tox *tox,
                                          Tox_Group_Number group_number,
                                          Tox_Err_Group_Self_Query *error);

/**
 * @param tox the instance.
 * @param group_number the group.
 * @param error why not. NULL if that does not matter.
 *
 * @return our role; UINT32_MAX, which is none of the constants, if there is no such group.
 */
Tox_Group_Role tox_group_self_get_role(const Tox *tox,
                                       Tox_Group_Number group_number,
                                       Tox_Err_Group_Self_Query *error);

/**
 * The number of a peer in a group: 0 for ourselves; stays the same while the group is loaded, also if he leaves and comes back.
 */
typedef uint32_t Tox_Group_Peer_Number;

/**
 * @param tox the instance.
 * @param group_number the group.
 * @param error why not. NULL if that does not matter.
 *
 * @return our number among the peers; UINT32_MAX if there is no such group.
 */
Tox_Group_Peer_Number tox_group_self_get_peer_id(const Tox *tox,
                                                 Tox_Group_Number group_number,
                                                 Tox_Err_Group_Self_Query *error);

/**
 * Writes the key by which we are known in a group.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param public_key room for `TOX_GROUP_PEER_PUBLIC_KEY_SIZE` bytes.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was written.
 */
bool tox_group_self_get_public_key(const Tox *tox,
                                   Tox_Group_Number group_number,
                                   uint8_t *public_key,
                                   Tox_Err_Group_Self_Query *error);

/** @} */

/**
 * @{ @name The others in a group
 */

/**
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param error why not. NULL if that does not matter.
 *
 * @return the length of a peer's name in bytes; SIZE_MAX if there is none.
 */
size_t tox_group_peer_get_name_size(const Tox *tox,
                                    Tox_Group_Number group_number,
                                    Tox_Group_Peer_Number peer_id,
                                    Tox_Err_Group_Peer_Query *error);

/**
 * Writes a peer's name.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param name room for as many bytes as `tox_group_peer_get_name_size` says.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was written.
 */
bool tox_group_peer_get_name(const Tox *tox,
                             Tox_Group_Number group_number,
                             Tox_Group_Peer_Number peer_id,
                             uint8_t *name,
                             Tox_Err_Group_Peer_Query *error);

/**
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param error why not. NULL if that does not matter.
 *
 * @return a peer's status; UINT32_MAX, which is none of the constants, if there is none.
 */
Tox_User_Status tox_group_peer_get_status(const Tox *tox,
                                          Tox_Group_Number group_number,
                                          Tox_Group_Peer_Number peer_id,
                                          Tox_Err_Group_Peer_Query *error);

/**
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param error why not. NULL if that does not matter.
 *
 * @return a peer's role; UINT32_MAX, which is none of the constants, if there is none.
 */
Tox_Group_Role tox_group_peer_get_role(const Tox *tox,
                                       Tox_Group_Number group_number,
                                       Tox_Group_Peer_Number peer_id,
                                       Tox_Err_Group_Peer_Query *error);

/**
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param error why not. NULL if that does not matter.
 *
 * @return by what way a peer is reached; not at all if there is none.
 */
Tox_Connection tox_group_peer_get_connection_status(const Tox *tox,
                                                    Tox_Group_Number group_number,
                                                    Tox_Group_Peer_Number peer_id,
                                                    Tox_Err_Group_Peer_Query *error);

/**
 * Writes the key by which a peer is known in a group.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param public_key room for `TOX_GROUP_PEER_PUBLIC_KEY_SIZE` bytes.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was written.
 */
bool tox_group_peer_get_public_key(const Tox *tox,
                                   Tox_Group_Number group_number,
                                   Tox_Group_Peer_Number peer_id,
                                   uint8_t *public_key,
                                   Tox_Err_Group_Peer_Query *error);

/** @} */

/**
 * @{ @name What C wants to be told of groups
 */

/**
 * Called when a peer changed his name.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param name the new name.
 * @param length its length.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_group_peer_name_cb(Tox *tox,
                                   Tox_Group_Number group_number,
                                   Tox_Group_Peer_Number peer_id,
                                   const uint8_t *name,
                                   size_t length,
                                   void *user_data);

/**
 * Sets the function that is called when a peer changes his name.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_group_peer_name(Tox *tox, tox_group_peer_name_cb *callback);

/**
 * Called when a peer changed his status.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param status the new status.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_group_peer_status_cb(Tox *tox,
                                     Tox_Group_Number group_number,
                                     Tox_Group_Peer_Number peer_id,
                                     Tox_User_Status status,
                                     void *user_data);

/**
 * Sets the function that is called when a peer changes his status.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_group_peer_status(Tox *tox, tox_group_peer_status_cb *callback);

/**
 * Called when a peer set the topic.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param topic the topic.
 * @param length its length.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_group_topic_cb(Tox *tox,
                                Tox_Group_Number group_number,
                                Tox_Group_Peer_Number peer_id,
                                const uint8_t *topic,
                                size_t length,
                                void *user_data);

/**
 * Sets the function that is called when the topic is set.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_group_topic(Tox *tox, tox_group_topic_cb *callback);

/**
 * Called when the founder changed who can find the group.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param privacy_state the new state.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_group_privacy_state_cb(Tox *tox,
                                       Tox_Group_Number group_number,
                                       Tox_Group_Privacy_State privacy_state,
                                       void *user_data);

/**
 * Sets the function that is called when the founder changes who can find the group.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_group_privacy_state(Tox *tox, tox_group_privacy_state_cb *callback);

/**
 * Called when the founder changed who may speak.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param voice_state the new state.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_group_voice_state_cb(Tox *tox,
                                     Tox_Group_Number group_number,
                                     Tox_Group_Voice_State voice_state,
                                     void *user_data);

/**
 * Sets the function that is called when the founder changes who may speak.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_group_voice_state(Tox *tox, tox_group_voice_state_cb *callback);

/**
 * Called when the founder changed who may set the topic.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param topic_lock the new state.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_group_topic_lock_cb(Tox *tox,
                                    Tox_Group_Number group_number,
                                    Tox_Group_Topic_Lock topic_lock,
                                    void *user_data);

/**
 * Sets the function that is called when the founder changes who may set the topic.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_group_topic_lock(Tox *tox, tox_group_topic_lock_cb *callback);

/**
 * Called when the founder changed how many may be in the group.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_limit the new limit.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_group_peer_limit_cb(Tox *tox,
                                    Tox_Group_Number group_number,
                                    uint32_t peer_limit,
                                    void *user_data);

/**
 * Sets the function that is called when the founder changes how many may be in the group.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_group_peer_limit(Tox *tox, tox_group_peer_limit_cb *callback);

/**
 * Called when the founder changed the password.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param password the new password; of length 0 if there is none any more.
 * @param length its length.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_group_password_cb(Tox *tox,
                                   Tox_Group_Number group_number,
                                   const uint8_t *password,
                                   size_t length,
                                   void *user_data);

/**
 * Sets the function that is called when the founder changes the password.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_group_password(Tox *tox, tox_group_password_cb *callback);

/**
 * The number of a message in a group.
 */
typedef uint32_t Tox_Group_Message_Id;

/**
 * Called when a peer wrote a message to all.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param message_type how it is meant.
 * @param message the text.
 * @param length its length.
 * @param message_id the number that its sender gave it.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_group_message_cb(Tox *tox,
                                  Tox_Group_Number group_number,
                                  Tox_Group_Peer_Number peer_id,
                                  Tox_Message_Type message_type,
                                  const uint8_t *message,
                                  size_t length,
                                  Tox_Group_Message_Id message_id,
                                  void *user_data);

/**
 * Sets the function that is called when a peer writes a message to all.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_group_message(Tox *tox, tox_group_message_cb *callback);

/**
 * Called when a peer wrote a message to us alone.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param message_type how it is meant.
 * @param message the text.
 * @param message_length its length.
 * @param message_id the number that its sender gave it.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_group_private_message_cb(Tox *tox,
                                         Tox_Group_Number group_number,
                                         Tox_Group_Peer_Number peer_id,
                                         Tox_Message_Type message_type,
                                         const uint8_t *message,
                                         size_t message_length,
                                         Tox_Group_Message_Id message_id,
                                         void *user_data);

/**
 * Sets the function that is called when a peer writes a message to us alone.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_group_private_message(Tox *tox, tox_group_private_message_cb *callback);

/**
 * Called when a peer sent a custom packet to all.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param data the packet.
 * @param data_length its length.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_group_custom_packet_cb(Tox *tox,
                                       Tox_Group_Number group_number,
                                       Tox_Group_Peer_Number peer_id,
                                       const uint8_t *data,
                                       size_t data_length,
                                       void *user_data);

/**
 * Sets the function that is called when a peer sends a custom packet to all.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_group_custom_packet(Tox *tox, tox_group_custom_packet_cb *callback);

/**
 * Called when a peer sent a custom packet to us alone.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param data the packet.
 * @param data_length its length.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_group_custom_private_packet_cb(Tox *tox,
                                              Tox_Group_Number group_number,
                                              Tox_Group_Peer_Number peer_id,
                                              const uint8_t *data,
                                              size_t data_length,
                                              void *user_data);

/**
 * Sets the function that is called when a peer sends a custom packet to us alone.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_group_custom_private_packet(Tox *tox,
                                              tox_group_custom_private_packet_cb *callback);

/**
 * Called when a friend invited us to a group.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param invite_data what `tox_group_invite_accept` wants.
 * @param length its length.
 * @param group_name the name of the group.
 * @param group_name_length the length of the name.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_group_invite_cb(Tox *tox,
                                 Tox_Friend_Number friend_number,
                                 const uint8_t *invite_data,
                                 size_t length,
                                 const uint8_t *group_name,
                                 size_t group_name_length,
                                 void *user_data);

/**
 * Sets the function that is called when a friend invites us to a group.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_group_invite(Tox *tox, tox_group_invite_cb *callback);

/**
 * Called when a peer joined the group.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_group_peer_join_cb(Tox *tox,
                                   Tox_Group_Number group_number,
                                   Tox_Group_Peer_Number peer_id,
                                   void *user_data);

/**
 * Sets the function that is called when a peer joins a group.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_group_peer_join(Tox *tox, tox_group_peer_join_cb *callback);

/**
 * Why a peer is gone.
 */
typedef enum Tox_Group_Exit_Type {
  /**
   * He left.
   */
  TOX_GROUP_EXIT_TYPE_QUIT,
  /**
   * Nothing came from him for too long.
   */
  TOX_GROUP_EXIT_TYPE_TIMEOUT,
  /**
   * He went away and may come back.
   */
  TOX_GROUP_EXIT_TYPE_DISCONNECTED,
  /**
   * We disconnected from the group.
   */
  TOX_GROUP_EXIT_TYPE_SELF_DISCONNECTED,
  /**
   * He was excluded.
   */
  TOX_GROUP_EXIT_TYPE_KICK,
  /**
   * His view of the group and ours did not fit.
   */
  TOX_GROUP_EXIT_TYPE_SYNC_ERROR,
} Tox_Group_Exit_Type;

/**
 * Called when a peer is gone from the group.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param exit_type why.
 * @param name his name.
 * @param name_length its length.
 * @param part_message what he said in parting.
 * @param part_message_length its length.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_group_peer_exit_cb(Tox *tox,
                                   Tox_Group_Number group_number,
                                   Tox_Group_Peer_Number peer_id,
                                   Tox_Group_Exit_Type exit_type,
                                   const uint8_t *name,
                                   size_t name_length,
                                   const uint8_t *part_message,
                                   size_t part_message_length,
                                   void *user_data);

/**
 * Sets the function that is called when a peer is gone from a group.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_group_peer_exit(Tox *tox, tox_group_peer_exit_cb *callback);

/**
 * Called when we are in a group that we wanted to join.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_group_self_join_cb(Tox *tox, Tox_Group_Number group_number, void *user_data);

/**
 * Sets the function that is called when we are in a group that we wanted to join.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_group_self_join(Tox *tox, tox_group_self_join_cb *callback);

/**
 * Why a group did not let us in.
 */
typedef enum Tox_Group_Join_Fail {
  /**
   * It is full.
   */
  TOX_GROUP_JOIN_FAIL_PEER_LIMIT,
  /**
   * The password is wrong.
   */
  TOX_GROUP_JOIN_FAIL_INVALID_PASSWORD,
  /**
   * Another reason; we may have been excluded.
   */
  TOX_GROUP_JOIN_FAIL_UNKNOWN,
} Tox_Group_Join_Fail;

/**
 * Called when a group did not let us in.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param fail_type why.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_group_join_fail_cb(Tox *tox,
                                   Tox_Group_Number group_number,
                                   Tox_Group_Join_Fail fail_type,
                                   void *user_data);

/**
 * Sets the function that is called when a group does not let us in.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_group_join_fail(Tox *tox, tox_group_join_fail_cb *callback);

/**
 * What was done to a peer.
 */
typedef enum Tox_Group_Mod_Event {
  /**
   * Excluded.
   */
  TOX_GROUP_MOD_EVENT_KICK,
  /**
   * Made an observer.
   */
  TOX_GROUP_MOD_EVENT_OBSERVER,
  /**
   * Made a user.
   */
  TOX_GROUP_MOD_EVENT_USER,
  /**
   * Made a moderator.
   */
  TOX_GROUP_MOD_EVENT_MODERATOR,
} Tox_Group_Mod_Event;

/**
 * Called when a moderator did something to a peer.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param source_peer_id the moderator.
 * @param target_peer_id the peer; our own id if it was done to us.
 * @param mod_type what was done.
 * @param user_data what was given to `tox_iterate`.
 */
typedef void tox_group_moderation_cb(Tox *tox,
                                     Tox_Group_Number group_number,
                                     Tox_Group_Peer_Number source_peer_id,
                                     Tox_Group_Peer_Number target_peer_id,
                                     Tox_Group_Mod_Event mod_type,
                                     void *user_data);

/**
 * Sets the function that is called when a moderator does something to a peer.
 *
 * @param tox the instance. NULL does nothing.
 * @param callback the function, or NULL for none.
 */
void tox_callback_group_moderation(Tox *tox, tox_group_moderation_cb *callback);

/** @} */

/**
 * @{ @name Types of what belongs to a group as a whole
 */

/**
 * Why something about a group could not be told.
 */
typedef enum Tox_Err_Group_State_Query {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_STATE_QUERY_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_STATE_QUERY_GROUP_NOT_FOUND,
} Tox_Err_Group_State_Query;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_state_query_to_string(Tox_Err_Group_State_Query value);

/**
 * Why the topic was not set.
 */
typedef enum Tox_Err_Group_Topic_Set {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_TOPIC_SET_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_TOPIC_SET_GROUP_NOT_FOUND,
  /**
   * It is longer than `TOX_GROUP_MAX_TOPIC_LENGTH`.
   */
  TOX_ERR_GROUP_TOPIC_SET_TOO_LONG,
  /**
   * Our role may not set it.
   */
  TOX_ERR_GROUP_TOPIC_SET_PERMISSIONS,
  /**
   * It could not be signed.
   */
  TOX_ERR_GROUP_TOPIC_SET_FAIL_CREATE,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_GROUP_TOPIC_SET_FAIL_SEND,
  /**
   * The group is not connected: `tox_group_disconnect` was called on it.
   */
  TOX_ERR_GROUP_TOPIC_SET_DISCONNECTED,
} Tox_Err_Group_Topic_Set;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_topic_set_to_string(Tox_Err_Group_Topic_Set value);

/**
 * Why no group was found by its chat id.
 */
typedef enum Tox_Err_Group_By_Id {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_BY_ID_OK,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_GROUP_BY_ID_NULL,
  /**
   * We are in no group of this chat id.
   */
  TOX_ERR_GROUP_BY_ID_NOT_FOUND,
} Tox_Err_Group_By_Id;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_by_id_to_string(Tox_Err_Group_By_Id value);

/** @} */

/**
 * @{ @name What belongs to a group as a whole, and which groups there are
 */

/**
 * Sets the topic.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param topic the topic.
 * @param length its length, at most `TOX_GROUP_MAX_TOPIC_LENGTH`.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was set.
 */
bool tox_group_set_topic(Tox *tox,
                         Tox_Group_Number group_number,
                         const uint8_t *topic,
                         size_t length,
                         Tox_Err_Group_Topic_Set *error);

/**
 * @param tox the instance.
 * @param group_number the group.
 * @param error why not. NULL if that does not matter.
 *
 * @return the length of the topic in bytes; SIZE_MAX if there is no such group.
 */
size_t tox_group_get_topic_size(const Tox *tox,
                                Tox_Group_Number group_number,
                                Tox_Err_Group_State_Query *error);

/**
 * Writes the topic.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param topic room for as many bytes as `tox_group_get_topic_size` says.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was written.
 */
bool tox_group_get_topic(const Tox *tox,
                         Tox_Group_Number group_number,
                         uint8_t *topic,
                         Tox_Err_Group_State_Query *error);

/**
 * @param tox the instance.
 * @param group_number the group.
 * @param error why not. NULL if that does not matter.
 *
 * @return the length of the name of a group in bytes; SIZE_MAX if there is none.
 */
size_t tox_group_get_name_size(const Tox *tox,
                               Tox_Group_Number group_number,
                               Tox_Err_Group_State_Query *error);

/**
 * Writes the name of a group.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param name room for as many bytes as `tox_group_get_name_size` says.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was written.
 */
bool tox_group_get_name(const Tox *tox,
                        Tox_Group_Number group_number,
                        uint8_t *name,
                        Tox_Err_Group_State_Query *error);

/**
 * Writes the chat id of a group.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param chat_id room for `TOX_GROUP_CHAT_ID_SIZE` bytes.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was written.
 */
bool tox_group_get_chat_id(const Tox *tox,
                           Tox_Group_Number group_number,
                           uint8_t *chat_id,
                           Tox_Err_Group_State_Query *error);

/**
 * Finds a group by its chat id.
 *
 * @param tox the instance.
 * @param chat_id the chat id, `TOX_GROUP_CHAT_ID_SIZE` bytes.
 * @param error why not. NULL if that does not matter.
 *
 * @return its number; UINT32_MAX if there is none.
 */
Tox_Group_Number tox_group_by_id(const Tox *tox,
                                 const uint8_t *chat_id,
                                 Tox_Err_Group_By_Id *error);

/**
 * @param tox the instance.
 *
 * @return in how many groups we are.
 */
uint32_t tox_group_get_group_list_size(const Tox *tox);

/**
 * The older name of `tox_group_get_group_list_size`.
 *
 * @param tox the instance.
 *
 * @return in how many groups we are.
 */
uint32_t tox_group_get_number_groups(const Tox *tox);

/**
 * Writes the numbers of all groups.
 *
 * @param tox the instance.
 * @param group_list room for as many numbers as `tox_group_get_group_list_size` says.
 */
void tox_group_get_group_list(const Tox *tox, Tox_Group_Number *group_list);

/**
 * @param tox the instance.
 * @param group_number the group.
 * @param error why not. NULL if that does not matter.
 *
 * @return who can find a group; UINT32_MAX, which is none of the constants, if there is no such group.
 */
Tox_Group_Privacy_State tox_group_get_privacy_state(const Tox *tox,
                                                    Tox_Group_Number group_number,
                                                    Tox_Err_Group_State_Query *error);

/**
 * @param tox the instance.
 * @param group_number the group.
 * @param error why not. NULL if that does not matter.
 *
 * @return who may speak; UINT32_MAX, which is none of the constants, if there is no such group.
 */
Tox_Group_Voice_State tox_group_get_voice_state(const Tox *tox,
                                                Tox_Group_Number group_number,
                                                Tox_Err_Group_State_Query *error);

/**
 * @param tox the instance.
 * @param group_number the group.
 * @param error why not. NULL if that does not matter.
 *
 * @return who may set the topic; UINT32_MAX, which is none of the constants, if there is no such group.
 */
Tox_Group_Topic_Lock tox_group_get_topic_lock(const Tox *tox,
                                              Tox_Group_Number group_number,
                                              Tox_Err_Group_State_Query *error);

/**
 * @param tox the instance.
 * @param group_number the group.
 * @param error why not. NULL if that does not matter.
 *
 * @return how many may be in a group; UINT16_MAX if there is none.
 */
uint16_t tox_group_get_peer_limit(const Tox *tox,
                                  Tox_Group_Number group_number,
                                  Tox_Err_Group_State_Query *error);

/**
 * @param tox the instance.
 * @param group_number the group.
 * @param error why not. NULL if that does not matter.
 *
 * @return the length of the password in bytes; SIZE_MAX if there is no such group.
 */
size_t tox_group_get_password_size(const Tox *tox,
                                   Tox_Group_Number group_number,
                                   Tox_Err_Group_State_Query *error);

/**
 * Writes the password.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param password room for as many bytes as `tox_group_get_password_size` says.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was written.
 */
bool tox_group_get_password(const Tox *tox,
                            Tox_Group_Number group_number,
                            uint8_t *password,
                            Tox_Err_Group_State_Query *error);

/** @} */

/**
 * @{ @name Types of messages and custom packets in groups
 */

/**
 * Why a message was not sent to a group.
 */
typedef enum Tox_Err_Group_Send_Message {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_SEND_MESSAGE_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_SEND_MESSAGE_GROUP_NOT_FOUND,
  /**
   * It is longer than `TOX_GROUP_MAX_MESSAGE_LENGTH`.
   */
  TOX_ERR_GROUP_SEND_MESSAGE_TOO_LONG,
  /**
   * It has no bytes, or is NULL.
   */
  TOX_ERR_GROUP_SEND_MESSAGE_EMPTY,
  /**
   * The type is none of `Tox_Message_Type`.
   */
  TOX_ERR_GROUP_SEND_MESSAGE_BAD_TYPE,
  /**
   * Our role, or the voice state of the group, does not let us speak.
   */
  TOX_ERR_GROUP_SEND_MESSAGE_PERMISSIONS,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_GROUP_SEND_MESSAGE_FAIL_SEND,
  /**
   * The group is not connected: `tox_group_disconnect` was called on it.
   */
  TOX_ERR_GROUP_SEND_MESSAGE_DISCONNECTED,
} Tox_Err_Group_Send_Message;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_send_message_to_string(Tox_Err_Group_Send_Message value);

/**
 * Why a message was not sent to one peer of a group.
 */
typedef enum Tox_Err_Group_Send_Private_Message {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_GROUP_NOT_FOUND,
  /**
   * There is no peer of this number.
   */
  TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_PEER_NOT_FOUND,
  /**
   * It is longer than 1367 bytes.
   */
  TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_TOO_LONG,
  /**
   * It has no bytes, or is NULL.
   */
  TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_EMPTY,
  /**
   * The type is none of `Tox_Message_Type`.
   */
  TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_BAD_TYPE,
  /**
   * Our role does not let us speak.
   */
  TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_PERMISSIONS,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_FAIL_SEND,
  /**
   * The group is not connected: `tox_group_disconnect` was called on it.
   */
  TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_DISCONNECTED,
} Tox_Err_Group_Send_Private_Message;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_send_private_message_to_string(Tox_Err_Group_Send_Private_Message value);

/**
 * Why a custom packet was not sent to a group.
 */
typedef enum Tox_Err_Group_Send_Custom_Packet {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_SEND_CUSTOM_PACKET_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_SEND_CUSTOM_PACKET_GROUP_NOT_FOUND,
  /**
   * It is longer than the limit for its kind.
   */
  TOX_ERR_GROUP_SEND_CUSTOM_PACKET_TOO_LONG,
  /**
   * It has no bytes, or is NULL.
   */
  TOX_ERR_GROUP_SEND_CUSTOM_PACKET_EMPTY,
  /**
   * The group is not connected: `tox_group_disconnect` was called on it.
   */
  TOX_ERR_GROUP_SEND_CUSTOM_PACKET_DISCONNECTED,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_GROUP_SEND_CUSTOM_PACKET_FAIL_SEND,
} Tox_Err_Group_Send_Custom_Packet;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_send_custom_packet_to_string(Tox_Err_Group_Send_Custom_Packet value);

/**
 * Why a custom packet was not sent to one peer of a group.
 */
typedef enum Tox_Err_Group_Send_Custom_Private_Packet {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_GROUP_NOT_FOUND,
  /**
   * It is longer than the limit for its kind.
   */
  TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_TOO_LONG,
  /**
   * It has no bytes, or is NULL.
   */
  TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_EMPTY,
  /**
   * There is no peer of this number.
   */
  TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_PEER_NOT_FOUND,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_FAIL_SEND,
  /**
   * The group is not connected: `tox_group_disconnect` was called on it.
   */
  TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_DISCONNECTED,
} Tox_Err_Group_Send_Custom_Private_Packet;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_send_custom_private_packet_to_string(Tox_Err_Group_Send_Custom_Private_Packet value);

/** @} */

/**
 * @{ @name Messages and custom packets in groups
 */

/**
 * Writes a message to all.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param message_type how it is meant.
 * @param message the text.
 * @param length its length, 1 to `TOX_GROUP_MAX_MESSAGE_LENGTH`.
 * @param error why not. NULL if that does not matter.
 *
 * @return a number for it; UINT32_MAX if it was not sent.
 */
Tox_Group_Message_Id tox_group_send_message(const Tox *tox,
                                            Tox_Group_Number group_number,
                                            Tox_Message_Type message_type,
                                            const uint8_t *message,
                                            size_t length,
                                            Tox_Err_Group_Send_Message *error);

/**
 * Writes a message to one peer.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param message_type how it is meant.
 * @param message the text.
 * @param length its length, 1 to 1367: a peer takes less than `TOX_GROUP_MAX_MESSAGE_LENGTH` in private.
 * @param error why not. NULL if that does not matter.
 *
 * @return a number for it; UINT32_MAX if it was not sent.
 */
Tox_Group_Message_Id tox_group_send_private_message(const Tox *tox,
                                                    Tox_Group_Number group_number,
                                                    Tox_Group_Peer_Number peer_id,
                                                    Tox_Message_Type message_type,
                                                    const uint8_t *message,
                                                    size_t length,
                                                    Tox_Err_Group_Send_Private_Message *error);

/**
 * Sends a custom packet to all.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param lossless whether it must arrive.
 * @param data the packet.
 * @param length its length, 1 to `TOX_GROUP_MAX_CUSTOM_LOSSLESS_PACKET_LENGTH` or
 *   `TOX_GROUP_MAX_CUSTOM_LOSSY_PACKET_LENGTH`.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was sent.
 */
bool tox_group_send_custom_packet(const Tox *tox,
                                  Tox_Group_Number group_number,
                                  bool lossless,
                                  const uint8_t *data,
                                  size_t length,
                                  Tox_Err_Group_Send_Custom_Packet *error);

/**
 * Sends a custom packet to one peer.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param lossless whether it must arrive.
 * @param data the packet.
 * @param length its length, 1 to `TOX_GROUP_MAX_CUSTOM_LOSSLESS_PACKET_LENGTH` or
 *   `TOX_GROUP_MAX_CUSTOM_LOSSY_PACKET_LENGTH`.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was sent.
 */
bool tox_group_send_custom_private_packet(const Tox *tox,
                                          Tox_Group_Number group_number,
                                          Tox_Group_Peer_Number peer_id,
                                          bool lossless,
                                          const uint8_t *data,
                                          size_t length,
                                          Tox_Err_Group_Send_Custom_Private_Packet *error);

/** @} */

/**
 * @{ @name Types of invitations, and of how peers come and go
 */

/**
 * Why a friend was not invited.
 */
typedef enum Tox_Err_Group_Invite_Friend {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_INVITE_FRIEND_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_INVITE_FRIEND_GROUP_NOT_FOUND,
  /**
   * There is no friend of this number.
   */
  TOX_ERR_GROUP_INVITE_FRIEND_FRIEND_NOT_FOUND,
  /**
   * The invitation could not be made.
   */
  TOX_ERR_GROUP_INVITE_FRIEND_INVITE_FAIL,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_GROUP_INVITE_FRIEND_FAIL_SEND,
  /**
   * The group is not connected: `tox_group_disconnect` was called on it.
   */
  TOX_ERR_GROUP_INVITE_FRIEND_DISCONNECTED,
} Tox_Err_Group_Invite_Friend;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_invite_friend_to_string(Tox_Err_Group_Invite_Friend value);

/**
 * Why an invitation was not followed.
 */
typedef enum Tox_Err_Group_Invite_Accept {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_INVITE_ACCEPT_OK,
  /**
   * The data is not that of an invitation.
   */
  TOX_ERR_GROUP_INVITE_ACCEPT_BAD_INVITE,
  /**
   * The group could not be set up.
   */
  TOX_ERR_GROUP_INVITE_ACCEPT_INIT_FAILED,
  /**
   * The own name is too long.
   */
  TOX_ERR_GROUP_INVITE_ACCEPT_TOO_LONG,
  /**
   * The own name is empty.
   */
  TOX_ERR_GROUP_INVITE_ACCEPT_EMPTY,
  /**
   * The password is too long.
   */
  TOX_ERR_GROUP_INVITE_ACCEPT_PASSWORD,
  /**
   * There is no friend of this number.
   */
  TOX_ERR_GROUP_INVITE_ACCEPT_FRIEND_NOT_FOUND,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_GROUP_INVITE_ACCEPT_FAIL_SEND,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_GROUP_INVITE_ACCEPT_NULL,
} Tox_Err_Group_Invite_Accept;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_invite_accept_to_string(Tox_Err_Group_Invite_Accept value);

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_group_exit_type_to_string(Tox_Group_Exit_Type value);

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_group_join_fail_to_string(Tox_Group_Join_Fail value);

/** @} */

/**
 * @{ @name Invitations to groups
 */

/**
 * Invites a friend to a group.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param friend_number the friend.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether he was invited.
 */
bool tox_group_invite_friend(const Tox *tox,
                             Tox_Group_Number group_number,
                             Tox_Friend_Number friend_number,
                             Tox_Err_Group_Invite_Friend *error);

/**
 * Follows an invitation to a group.
 *
 * @param tox the instance.
 * @param friend_number the friend.
 * @param invite_data what the callback got.
 * @param length its length.
 * @param name our name in the group.
 * @param name_length the length of our name, 1 to `TOX_MAX_NAME_LENGTH`.
 * @param password the password, or NULL for none.
 * @param password_length the length of the password, at most `TOX_GROUP_MAX_PASSWORD_SIZE`.
 * @param error why not. NULL if that does not matter.
 *
 * @return the number of the group; UINT32_MAX if it was not joined.
 */
Tox_Group_Number tox_group_invite_accept(Tox *tox,
                                         Tox_Friend_Number friend_number,
                                         const uint8_t *invite_data,
                                         size_t length,
                                         const uint8_t *name,
                                         size_t name_length,
                                         const uint8_t *password,
                                         size_t password_length,
                                         Tox_Err_Group_Invite_Accept *error);

/** @} */

/**
 * @{ @name Types of what founder and moderators do
 */

/**
 * Why the password was not set.
 */
typedef enum Tox_Err_Group_Set_Password {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_SET_PASSWORD_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_SET_PASSWORD_GROUP_NOT_FOUND,
  /**
   * Only the founder may do this.
   */
  TOX_ERR_GROUP_SET_PASSWORD_PERMISSIONS,
  /**
   * It is longer than `TOX_GROUP_MAX_PASSWORD_SIZE`.
   */
  TOX_ERR_GROUP_SET_PASSWORD_TOO_LONG,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_GROUP_SET_PASSWORD_FAIL_SEND,
  /**
   * There was not enough memory.
   */
  TOX_ERR_GROUP_SET_PASSWORD_MALLOC,
  /**
   * The group is not connected: `tox_group_disconnect` was called on it.
   */
  TOX_ERR_GROUP_SET_PASSWORD_DISCONNECTED,
} Tox_Err_Group_Set_Password;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_set_password_to_string(Tox_Err_Group_Set_Password value);

/**
 * Why the topic lock was not set.
 */
typedef enum Tox_Err_Group_Set_Topic_Lock {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_SET_TOPIC_LOCK_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_SET_TOPIC_LOCK_GROUP_NOT_FOUND,
  /**
   * The value is none of `Tox_Group_Topic_Lock`.
   */
  TOX_ERR_GROUP_SET_TOPIC_LOCK_INVALID,
  /**
   * Only the founder may do this.
   */
  TOX_ERR_GROUP_SET_TOPIC_LOCK_PERMISSIONS,
  /**
   * The new state could not be signed.
   */
  TOX_ERR_GROUP_SET_TOPIC_LOCK_FAIL_SET,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_GROUP_SET_TOPIC_LOCK_FAIL_SEND,
  /**
   * The group is not connected: `tox_group_disconnect` was called on it.
   */
  TOX_ERR_GROUP_SET_TOPIC_LOCK_DISCONNECTED,
} Tox_Err_Group_Set_Topic_Lock;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_set_topic_lock_to_string(Tox_Err_Group_Set_Topic_Lock value);

/**
 * Why the voice state was not set.
 */
typedef enum Tox_Err_Group_Set_Voice_State {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_SET_VOICE_STATE_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_SET_VOICE_STATE_GROUP_NOT_FOUND,
  /**
   * Only the founder may do this.
   */
  TOX_ERR_GROUP_SET_VOICE_STATE_PERMISSIONS,
  /**
   * The value is none of `Tox_Group_Voice_State`, or the new state could not be signed.
   */
  TOX_ERR_GROUP_SET_VOICE_STATE_FAIL_SET,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_GROUP_SET_VOICE_STATE_FAIL_SEND,
  /**
   * The group is not connected: `tox_group_disconnect` was called on it.
   */
  TOX_ERR_GROUP_SET_VOICE_STATE_DISCONNECTED,
} Tox_Err_Group_Set_Voice_State;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_set_voice_state_to_string(Tox_Err_Group_Set_Voice_State value);

/**
 * Why the privacy state was not set.
 */
typedef enum Tox_Err_Group_Set_Privacy_State {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_SET_PRIVACY_STATE_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_SET_PRIVACY_STATE_GROUP_NOT_FOUND,
  /**
   * Only the founder may do this.
   */
  TOX_ERR_GROUP_SET_PRIVACY_STATE_PERMISSIONS,
  /**
   * The value is none of `Tox_Group_Privacy_State`, or the new state could not be signed.
   */
  TOX_ERR_GROUP_SET_PRIVACY_STATE_FAIL_SET,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_GROUP_SET_PRIVACY_STATE_FAIL_SEND,
  /**
   * The group is not connected: `tox_group_disconnect` was called on it.
   */
  TOX_ERR_GROUP_SET_PRIVACY_STATE_DISCONNECTED,
} Tox_Err_Group_Set_Privacy_State;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_set_privacy_state_to_string(Tox_Err_Group_Set_Privacy_State value);

/**
 * Why the limit of peers was not set.
 */
typedef enum Tox_Err_Group_Set_Peer_Limit {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_SET_PEER_LIMIT_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_SET_PEER_LIMIT_GROUP_NOT_FOUND,
  /**
   * Only the founder may do this.
   */
  TOX_ERR_GROUP_SET_PEER_LIMIT_PERMISSIONS,
  /**
   * The new state could not be signed.
   */
  TOX_ERR_GROUP_SET_PEER_LIMIT_FAIL_SET,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_GROUP_SET_PEER_LIMIT_FAIL_SEND,
  /**
   * The group is not connected: `tox_group_disconnect` was called on it.
   */
  TOX_ERR_GROUP_SET_PEER_LIMIT_DISCONNECTED,
} Tox_Err_Group_Set_Peer_Limit;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_set_peer_limit_to_string(Tox_Err_Group_Set_Peer_Limit value);

/**
 * Why a peer is not ignored.
 */
typedef enum Tox_Err_Group_Set_Ignore {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_SET_IGNORE_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_SET_IGNORE_GROUP_NOT_FOUND,
  /**
   * There is no peer of this number.
   */
  TOX_ERR_GROUP_SET_IGNORE_PEER_NOT_FOUND,
  /**
   * It is ourselves.
   */
  TOX_ERR_GROUP_SET_IGNORE_SELF,
} Tox_Err_Group_Set_Ignore;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_set_ignore_to_string(Tox_Err_Group_Set_Ignore value);

/**
 * Why a role was not set.
 */
typedef enum Tox_Err_Group_Set_Role {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_SET_ROLE_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_SET_ROLE_GROUP_NOT_FOUND,
  /**
   * There is no peer of this number.
   */
  TOX_ERR_GROUP_SET_ROLE_PEER_NOT_FOUND,
  /**
   * Our role may not do this.
   */
  TOX_ERR_GROUP_SET_ROLE_PERMISSIONS,
  /**
   * This role cannot be given, or the peer has it.
   */
  TOX_ERR_GROUP_SET_ROLE_ASSIGNMENT,
  /**
   * It could not be done or sent.
   */
  TOX_ERR_GROUP_SET_ROLE_FAIL_ACTION,
  /**
   * It is ourselves.
   */
  TOX_ERR_GROUP_SET_ROLE_SELF,
} Tox_Err_Group_Set_Role;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_set_role_to_string(Tox_Err_Group_Set_Role value);

/**
 * Why a peer was not excluded.
 */
typedef enum Tox_Err_Group_Kick_Peer {
  /**
   * It worked.
   */
  TOX_ERR_GROUP_KICK_PEER_OK,
  /**
   * There is no group of this number.
   */
  TOX_ERR_GROUP_KICK_PEER_GROUP_NOT_FOUND,
  /**
   * There is no peer of this number.
   */
  TOX_ERR_GROUP_KICK_PEER_PEER_NOT_FOUND,
  /**
   * Our role may not do this.
   */
  TOX_ERR_GROUP_KICK_PEER_PERMISSIONS,
  /**
   * It could not be done.
   */
  TOX_ERR_GROUP_KICK_PEER_FAIL_ACTION,
  /**
   * It could not be put into a packet and sent.
   */
  TOX_ERR_GROUP_KICK_PEER_FAIL_SEND,
  /**
   * It is ourselves.
   */
  TOX_ERR_GROUP_KICK_PEER_SELF,
} Tox_Err_Group_Kick_Peer;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_group_kick_peer_to_string(Tox_Err_Group_Kick_Peer value);

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_group_mod_event_to_string(Tox_Group_Mod_Event value);

/** @} */

/**
 * @{ @name What founder and moderators do
 */

/**
 * Sets the password, as the founder.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param password the password, or NULL for none.
 * @param length its length, at most `TOX_GROUP_MAX_PASSWORD_SIZE`.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was set.
 */
bool tox_group_set_password(Tox *tox,
                            Tox_Group_Number group_number,
                            const uint8_t *password,
                            size_t length,
                            Tox_Err_Group_Set_Password *error);

/**
 * Sets who may set the topic, as the founder.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param topic_lock the new state.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was set.
 */
bool tox_group_set_topic_lock(Tox *tox,
                              Tox_Group_Number group_number,
                              Tox_Group_Topic_Lock topic_lock,
                              Tox_Err_Group_Set_Topic_Lock *error);

/**
 * Sets who may speak, as the founder.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param voice_state the new state.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was set.
 */
bool tox_group_set_voice_state(Tox *tox,
                               Tox_Group_Number group_number,
                               Tox_Group_Voice_State voice_state,
                               Tox_Err_Group_Set_Voice_State *error);

/**
 * Sets who can find the group, as the founder.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param privacy_state the new state.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was set.
 */
bool tox_group_set_privacy_state(Tox *tox,
                                 Tox_Group_Number group_number,
                                 Tox_Group_Privacy_State privacy_state,
                                 Tox_Err_Group_Set_Privacy_State *error);

/**
 * Sets how many may be in the group, as the founder.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_limit how many.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was set.
 */
bool tox_group_set_peer_limit(Tox *tox,
                              Tox_Group_Number group_number,
                              uint16_t peer_limit,
                              Tox_Err_Group_Set_Peer_Limit *error);

/**
 * Ignores a peer, or no longer.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param ignore whether he is ignored.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was set.
 */
bool tox_group_set_ignore(Tox *tox,
                          Tox_Group_Number group_number,
                          Tox_Group_Peer_Number peer_id,
                          bool ignore,
                          Tox_Err_Group_Set_Ignore *error);

/**
 * Sets a peer's role.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param role the role.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was set.
 */
bool tox_group_set_role(Tox *tox,
                        Tox_Group_Number group_number,
                        Tox_Group_Peer_Number peer_id,
                        Tox_Group_Role role,
                        Tox_Err_Group_Set_Role *error);

/**
 * Excludes a peer.
 *
 * @param tox the instance.
 * @param group_number the group.
 * @param peer_id the peer.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether he was excluded.
 */
bool tox_group_kick_peer(const Tox *tox,
                         Tox_Group_Number group_number,
                         Tox_Group_Peer_Number peer_id,
                         Tox_Err_Group_Kick_Peer *error);

/** @} */

/**
 * An address: public key, nospam and checksum.
 */
typedef uint8_t Tox_Address[TOX_ADDRESS_SIZE];

/**
 * The id of a conference, the same for all who are in it.
 */
typedef uint8_t Tox_Conference_Id[TOX_CONFERENCE_ID_SIZE];

/**
 * The unique id of a conference; the older name of `Tox_Conference_Id`.
 */
typedef uint8_t Tox_Conference_Uid[TOX_CONFERENCE_UID_SIZE];

/**
 * The key of a node of the DHT: new with each run.
 */
typedef uint8_t Tox_Dht_Id[TOX_DHT_ID_SIZE];

/**
 * The id of a file.
 */
typedef uint8_t Tox_File_Id[TOX_FILE_ID_LENGTH];

/**
 * What a file is for. Programs may use other numbers among themselves.
 */
typedef enum Tox_File_Kind {
  /**
   * A file to keep.
   */
  TOX_FILE_KIND_DATA,
  /**
   * The picture of the sender. Its id is the hash of the picture (`tox_hash`); a size of 0 means that he has none.
   */
  TOX_FILE_KIND_AVATAR,
  /**
   * A picture that belongs into the conversation.
   */
  TOX_FILE_KIND_STICKER,
  /**
   * A file whose id is its SHA-1 hash.
   */
  TOX_FILE_KIND_SHA1,
  /**
   * A file whose id is its SHA-256 hash.
   */
  TOX_FILE_KIND_SHA256,
} Tox_File_Kind;

/**
 * The chat id of a group: who knows it can join, if the group is public.
 */
typedef uint8_t Tox_Group_Chat_Id[TOX_GROUP_CHAT_ID_SIZE];

/**
 * The key by which a peer is known in one group.
 */
typedef uint8_t Tox_Group_Peer_Public_Key[TOX_GROUP_PEER_PUBLIC_KEY_SIZE];

/**
 * A hash made by `tox_hash`.
 */
typedef uint8_t Tox_Hash[TOX_HASH_LENGTH];

/**
 * A public key: by it a user is known.
 */
typedef uint8_t Tox_Public_Key[TOX_PUBLIC_KEY_SIZE];

/**
 * A secret key: who has it is this user.
 */
typedef uint8_t Tox_Secret_Key[TOX_SECRET_KEY_SIZE];

/**
 * Whether the library that the program runs on has everything that these headers declare.
 */
#define TOX_VERSION_IS_ABI_COMPATIBLE() \
  tox_version_is_compatible(TOX_VERSION_MAJOR, TOX_VERSION_MINOR, TOX_VERSION_PATCH)

#ifndef TOX_HIDE_DEPRECATED
/* Names of earlier versions. */
typedef Tox_Err_Options_New TOX_ERR_OPTIONS_NEW;
typedef Tox_Err_New TOX_ERR_NEW;
typedef Tox_Err_Bootstrap TOX_ERR_BOOTSTRAP;
typedef Tox_Err_Set_Info TOX_ERR_SET_INFO;
typedef Tox_Err_Friend_Add TOX_ERR_FRIEND_ADD;
typedef Tox_Err_Friend_Delete TOX_ERR_FRIEND_DELETE;
typedef Tox_Err_Friend_By_Public_Key TOX_ERR_FRIEND_BY_PUBLIC_KEY;
typedef Tox_Err_Friend_Get_Public_Key TOX_ERR_FRIEND_GET_PUBLIC_KEY;
typedef Tox_Err_Friend_Get_Last_Online TOX_ERR_FRIEND_GET_LAST_ONLINE;
typedef Tox_Err_Friend_Query TOX_ERR_FRIEND_QUERY;
typedef Tox_Err_Set_Typing TOX_ERR_SET_TYPING;
typedef Tox_Err_Friend_Send_Message TOX_ERR_FRIEND_SEND_MESSAGE;
typedef Tox_Err_File_Control TOX_ERR_FILE_CONTROL;
typedef Tox_Err_File_Seek TOX_ERR_FILE_SEEK;
typedef Tox_Err_File_Get TOX_ERR_FILE_GET;
typedef Tox_Err_File_Send TOX_ERR_FILE_SEND;
typedef Tox_Err_File_Send_Chunk TOX_ERR_FILE_SEND_CHUNK;
typedef Tox_Err_Conference_New TOX_ERR_CONFERENCE_NEW;
typedef Tox_Err_Conference_Delete TOX_ERR_CONFERENCE_DELETE;
typedef Tox_Err_Conference_Peer_Query TOX_ERR_CONFERENCE_PEER_QUERY;
typedef Tox_Err_Conference_Set_Max_Offline TOX_ERR_CONFERENCE_SET_MAX_OFFLINE;
typedef Tox_Err_Conference_By_Id TOX_ERR_CONFERENCE_BY_ID;
typedef Tox_Err_Conference_By_Uid TOX_ERR_CONFERENCE_BY_UID;
typedef Tox_Err_Conference_Invite TOX_ERR_CONFERENCE_INVITE;
typedef Tox_Err_Conference_Join TOX_ERR_CONFERENCE_JOIN;
typedef Tox_Err_Conference_Send_Message TOX_ERR_CONFERENCE_SEND_MESSAGE;
typedef Tox_Err_Conference_Title TOX_ERR_CONFERENCE_TITLE;
typedef Tox_Err_Conference_Get_Type TOX_ERR_CONFERENCE_GET_TYPE;
typedef Tox_Err_Friend_Custom_Packet TOX_ERR_FRIEND_CUSTOM_PACKET;
typedef Tox_Err_Get_Port TOX_ERR_GET_PORT;
typedef Tox_User_Status TOX_USER_STATUS;
typedef Tox_Message_Type TOX_MESSAGE_TYPE;
typedef Tox_Proxy_Type TOX_PROXY_TYPE;
typedef Tox_Savedata_Type TOX_SAVEDATA_TYPE;
typedef Tox_Connection TOX_CONNECTION;
typedef Tox_File_Control TOX_FILE_CONTROL;
typedef Tox_Conference_Type TOX_CONFERENCE_TYPE;
typedef enum Tox_File_Kind TOX_FILE_KIND;
#endif /* TOX_HIDE_DEPRECATED */

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* C_TOXCORE_TOXCORE_TOX_H */
