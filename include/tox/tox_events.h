/* SPDX-License-Identifier: MIT OR Apache-2.0 */

/**
 * @file
 *
 * Events as objects: for languages that do not like to be called back.
 *
 * This part of the interface may change with any version.
 */
/* Written by `cargo xtask header` from the library's source: changes belong there. */
#ifndef C_TOXCORE_TOXCORE_TOX_EVENTS_H
#define C_TOXCORE_TOXCORE_TOX_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "tox.h"
#include "tox_attributes.h"
#include "tox_private.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @{ @name Types of the queue of events
 */

/**
 * What an event tells. The numbers are those of the encoded form and never change.
 *
 */
typedef enum Tox_Event_Type {
  /**
   * We came online, went offline, or the way changed.
   */
  TOX_EVENT_SELF_CONNECTION_STATUS,
  /**
   * Somebody wants to be a friend.
   */
  TOX_EVENT_FRIEND_REQUEST,
  /**
   * A friend came online, went offline, or the way changed.
   */
  TOX_EVENT_FRIEND_CONNECTION_STATUS,
  /**
   * A lossy custom packet of a friend.
   */
  TOX_EVENT_FRIEND_LOSSY_PACKET,
  /**
   * A lossless custom packet of a friend.
   */
  TOX_EVENT_FRIEND_LOSSLESS_PACKET,
  /**
   * The name of a friend.
   */
  TOX_EVENT_FRIEND_NAME,
  /**
   * The status of a friend.
   */
  TOX_EVENT_FRIEND_STATUS,
  /**
   * The status message of a friend.
   */
  TOX_EVENT_FRIEND_STATUS_MESSAGE,
  /**
   * A message of a friend.
   */
  TOX_EVENT_FRIEND_MESSAGE,
  /**
   * A message of ours arrived.
   */
  TOX_EVENT_FRIEND_READ_RECEIPT,
  /**
   * A friend starts or stops typing.
   */
  TOX_EVENT_FRIEND_TYPING,
  /**
   * The next bytes of a file are wanted.
   */
  TOX_EVENT_FILE_CHUNK_REQUEST,
  /**
   * A friend offers a file.
   */
  TOX_EVENT_FILE_RECV,
  /**
   * Bytes of a file came.
   */
  TOX_EVENT_FILE_RECV_CHUNK,
  /**
   * A friend controls a transfer.
   */
  TOX_EVENT_FILE_RECV_CONTROL,
  /**
   * A friend invites to a conference.
   */
  TOX_EVENT_CONFERENCE_INVITE,
  /**
   * We are connected to a conference.
   */
  TOX_EVENT_CONFERENCE_CONNECTED,
  /**
   * Peers of a conference came or went.
   */
  TOX_EVENT_CONFERENCE_PEER_LIST_CHANGED,
  /**
   * The name of a peer of a conference.
   */
  TOX_EVENT_CONFERENCE_PEER_NAME,
  /**
   * The title of a conference.
   */
  TOX_EVENT_CONFERENCE_TITLE,
  /**
   * A message in a conference.
   */
  TOX_EVENT_CONFERENCE_MESSAGE,
  /**
   * The name of a peer of a group.
   */
  TOX_EVENT_GROUP_PEER_NAME,
  /**
   * The status of a peer of a group.
   */
  TOX_EVENT_GROUP_PEER_STATUS,
  /**
   * The topic of a group.
   */
  TOX_EVENT_GROUP_TOPIC,
  /**
   * The privacy state of a group.
   */
  TOX_EVENT_GROUP_PRIVACY_STATE,
  /**
   * The voice state of a group.
   */
  TOX_EVENT_GROUP_VOICE_STATE,
  /**
   * The topic lock of a group.
   */
  TOX_EVENT_GROUP_TOPIC_LOCK,
  /**
   * The limit of peers of a group.
   */
  TOX_EVENT_GROUP_PEER_LIMIT,
  /**
   * The password of a group.
   */
  TOX_EVENT_GROUP_PASSWORD,
  /**
   * A message in a group.
   */
  TOX_EVENT_GROUP_MESSAGE,
  /**
   * A private message in a group.
   */
  TOX_EVENT_GROUP_PRIVATE_MESSAGE,
  /**
   * A custom packet in a group.
   */
  TOX_EVENT_GROUP_CUSTOM_PACKET,
  /**
   * A private custom packet in a group.
   */
  TOX_EVENT_GROUP_CUSTOM_PRIVATE_PACKET,
  /**
   * A friend invites to a group.
   */
  TOX_EVENT_GROUP_INVITE,
  /**
   * A peer joined a group.
   */
  TOX_EVENT_GROUP_PEER_JOIN,
  /**
   * A peer left a group.
   */
  TOX_EVENT_GROUP_PEER_EXIT,
  /**
   * We joined a group.
   */
  TOX_EVENT_GROUP_SELF_JOIN,
  /**
   * A group did not let us in.
   */
  TOX_EVENT_GROUP_JOIN_FAIL,
  /**
   * A moderator did something to a peer.
   */
  TOX_EVENT_GROUP_MODERATION,
  /**
   * A node of the DHT named another.
   */
  TOX_EVENT_DHT_NODES_RESPONSE,
  /**
   * Not the type of any event.
   */
  TOX_EVENT_INVALID = 255,
} Tox_Event_Type;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_event_type_to_string(Tox_Event_Type value);

/** @} */

/**
 * Why there are no events.
 */
typedef enum Tox_Err_Events_Iterate {
  /**
   * It worked. NULL then means that nothing happened.
   */
  TOX_ERR_EVENTS_ITERATE_OK,
  /**
   * There was not enough memory.
   */
  TOX_ERR_EVENTS_ITERATE_MALLOC,
} Tox_Err_Events_Iterate;

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* C_TOXCORE_TOXCORE_TOX_EVENTS_H */
