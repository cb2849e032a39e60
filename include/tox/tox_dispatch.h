/* SPDX-License-Identifier: MIT OR Apache-2.0 */

/**
 * @file
 *
 * Gives events to callbacks, one for each type of event.
 *
 * This part of the interface may change with any version.
 */
/* Written by `cargo xtask header` from the library's source: changes belong there. */
#ifndef C_TOXCORE_TOXCORE_TOX_DISPATCH_H
#define C_TOXCORE_TOXCORE_TOX_DISPATCH_H

#include "tox_events.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @{ @name Dispatch: hands the events of a list to callbacks, one callback for each type
 */

/**
 * Which callback an event goes to. Made by `tox_dispatch_new`, and a client's until `tox_dispatch_free`.
 */
typedef struct Tox_Dispatch Tox_Dispatch;

/**
 * Why no dispatch table was made.
 */
typedef enum Tox_Err_Dispatch_New {
  /**
   * It worked.
   */
  TOX_ERR_DISPATCH_NEW_OK,
  /**
   * There was not enough memory.
   */
  TOX_ERR_DISPATCH_NEW_MALLOC,
} Tox_Err_Dispatch_New;

/**
 * Makes a table of callbacks, in which none is set yet.
 *
 * @param error why there is no table; may be NULL.
 *
 * @return the table, NULL if there is none; to be freed with `tox_dispatch_free`.
 */
Tox_Dispatch *tox_dispatch_new(Tox_Err_Dispatch_New *error);

/**
 * Frees a table of callbacks. NULL is fine.
 */
void tox_dispatch_free(Tox_Dispatch *dispatch);

/**
 * Calls the callback for each event of a list, in the order of the list. Events whose callback is not set are passed over.
 * Callbacks may change the table, which then holds for the next event; they free neither table nor list.
 *
 * @param events the list; NULL is the empty list.
 * @param user_data what the callbacks are handed as it is.
 */
void tox_dispatch_invoke(const Tox_Dispatch *dispatch,
                         const Tox_Events *events,
                         void *user_data);

/** @} */

/**
 * @{ @name Callbacks for events of conferences
 */

/**
 * Called for each TOX_EVENT_CONFERENCE_INVITE.
 */
typedef void tox_events_conference_invite_cb(const Tox_Event_Conference_Invite *conference_invite,
                                            void *user_data);

/**
 * Sets the callback for TOX_EVENT_CONFERENCE_INVITE: a friend invites us into a conference.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_conference_invite(Tox_Dispatch *dispatch,
                                           tox_events_conference_invite_cb *callback);

/**
 * Called for each TOX_EVENT_CONFERENCE_CONNECTED.
 */
typedef void tox_events_conference_connected_cb(const Tox_Event_Conference_Connected *conference_connected,
                                               void *user_data);

/**
 * Sets the callback for TOX_EVENT_CONFERENCE_CONNECTED: a conference that we joined is connected.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_conference_connected(Tox_Dispatch *dispatch,
                                              tox_events_conference_connected_cb *callback);

/**
 * Called for each TOX_EVENT_CONFERENCE_PEER_LIST_CHANGED.
 */
typedef void tox_events_conference_peer_list_changed_cb(const Tox_Event_Conference_Peer_List_Changed *conference_peer_list_changed,
                                                     void *user_data);

/**
 * Sets the callback for TOX_EVENT_CONFERENCE_PEER_LIST_CHANGED: somebody joined or left a conference.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_conference_peer_list_changed(Tox_Dispatch *dispatch,
                                                      tox_events_conference_peer_list_changed_cb *callback);

/**
 * Called for each TOX_EVENT_CONFERENCE_PEER_NAME.
 */
typedef void tox_events_conference_peer_name_cb(const Tox_Event_Conference_Peer_Name *conference_peer_name,
                                              void *user_data);

/**
 * Sets the callback for TOX_EVENT_CONFERENCE_PEER_NAME: a member of a conference told its name.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_conference_peer_name(Tox_Dispatch *dispatch,
                                              tox_events_conference_peer_name_cb *callback);

/**
 * Called for each TOX_EVENT_CONFERENCE_TITLE.
 */
typedef void tox_events_conference_title_cb(const Tox_Event_Conference_Title *conference_title,
                                           void *user_data);

/**
 * Sets the callback for TOX_EVENT_CONFERENCE_TITLE: a conference got its title.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_conference_title(Tox_Dispatch *dispatch,
                                          tox_events_conference_title_cb *callback);

/**
 * Called for each TOX_EVENT_CONFERENCE_MESSAGE.
 */
typedef void tox_events_conference_message_cb(const Tox_Event_Conference_Message *conference_message,
                                             void *user_data);

/**
 * Sets the callback for TOX_EVENT_CONFERENCE_MESSAGE: a member of a conference wrote.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_conference_message(Tox_Dispatch *dispatch,
                                            tox_events_conference_message_cb *callback);

/** @} */

/**
 * @{ @name Callbacks for events of files
 */

/**
 * Called for each TOX_EVENT_FILE_CHUNK_REQUEST.
 */
typedef void tox_events_file_chunk_request_cb(const Tox_Event_File_Chunk_Request *file_chunk_request,
                                            void *user_data);

/**
 * Sets the callback for TOX_EVENT_FILE_CHUNK_REQUEST: a transfer of ours is ready for its next part.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_file_chunk_request(Tox_Dispatch *dispatch,
                                            tox_events_file_chunk_request_cb *callback);

/**
 * Called for each TOX_EVENT_FILE_RECV.
 */
typedef void tox_events_file_recv_cb(const Tox_Event_File_Recv *file_recv, void *user_data);

/**
 * Sets the callback for TOX_EVENT_FILE_RECV: a friend offers a file.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_file_recv(Tox_Dispatch *dispatch, tox_events_file_recv_cb *callback);

/**
 * Called for each TOX_EVENT_FILE_RECV_CHUNK.
 */
typedef void tox_events_file_recv_chunk_cb(const Tox_Event_File_Recv_Chunk *file_recv_chunk,
                                         void *user_data);

/**
 * Sets the callback for TOX_EVENT_FILE_RECV_CHUNK: a part of a file arrived.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_file_recv_chunk(Tox_Dispatch *dispatch,
                                         tox_events_file_recv_chunk_cb *callback);

/**
 * Called for each TOX_EVENT_FILE_RECV_CONTROL.
 */
typedef void tox_events_file_recv_control_cb(const Tox_Event_File_Recv_Control *file_recv_control,
                                           void *user_data);

/**
 * Sets the callback for TOX_EVENT_FILE_RECV_CONTROL: a friend paused, resumed or ended a transfer.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_file_recv_control(Tox_Dispatch *dispatch,
                                           tox_events_file_recv_control_cb *callback);

/** @} */

/**
 * @{ @name Callbacks for events of friends
 */

/**
 * Called for each TOX_EVENT_FRIEND_REQUEST.
 */
typedef void tox_events_friend_request_cb(const Tox_Event_Friend_Request *friend_request,
                                         void *user_data);

/**
 * Sets the callback for TOX_EVENT_FRIEND_REQUEST: somebody asks to become a friend.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_friend_request(Tox_Dispatch *dispatch,
                                        tox_events_friend_request_cb *callback);

/**
 * Called for each TOX_EVENT_FRIEND_CONNECTION_STATUS.
 */
typedef void tox_events_friend_connection_status_cb(const Tox_Event_Friend_Connection_Status *friend_connection_status,
                                                  void *user_data);

/**
 * Sets the callback for TOX_EVENT_FRIEND_CONNECTION_STATUS: a friend came online, went offline, or is reached in another way.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_friend_connection_status(Tox_Dispatch *dispatch,
                                                  tox_events_friend_connection_status_cb *callback);

/**
 * Called for each TOX_EVENT_FRIEND_LOSSY_PACKET.
 */
typedef void tox_events_friend_lossy_packet_cb(const Tox_Event_Friend_Lossy_Packet *friend_lossy_packet,
                                             void *user_data);

/**
 * Sets the callback for TOX_EVENT_FRIEND_LOSSY_PACKET: a friend sent a custom packet that might have been lost.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_friend_lossy_packet(Tox_Dispatch *dispatch,
                                             tox_events_friend_lossy_packet_cb *callback);

/**
 * Called for each TOX_EVENT_FRIEND_LOSSLESS_PACKET.
 */
typedef void tox_events_friend_lossless_packet_cb(const Tox_Event_Friend_Lossless_Packet *friend_lossless_packet,
                                                void *user_data);

/**
 * Sets the callback for TOX_EVENT_FRIEND_LOSSLESS_PACKET: a friend sent a custom packet on which order and arrival are sure.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_friend_lossless_packet(Tox_Dispatch *dispatch,
                                                tox_events_friend_lossless_packet_cb *callback);

/**
 * Called for each TOX_EVENT_FRIEND_NAME.
 */
typedef void tox_events_friend_name_cb(const Tox_Event_Friend_Name *friend_name, void *user_data);

/**
 * Sets the callback for TOX_EVENT_FRIEND_NAME: a friend told its name.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_friend_name(Tox_Dispatch *dispatch, tox_events_friend_name_cb *callback);

/**
 * Called for each TOX_EVENT_FRIEND_STATUS.
 */
typedef void tox_events_friend_status_cb(const Tox_Event_Friend_Status *friend_status,
                                        void *user_data);

/**
 * Sets the callback for TOX_EVENT_FRIEND_STATUS: a friend told its status.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_friend_status(Tox_Dispatch *dispatch,
                                       tox_events_friend_status_cb *callback);

/**
 * Called for each TOX_EVENT_FRIEND_STATUS_MESSAGE.
 */
typedef void tox_events_friend_status_message_cb(const Tox_Event_Friend_Status_Message *friend_status_message,
                                               void *user_data);

/**
 * Sets the callback for TOX_EVENT_FRIEND_STATUS_MESSAGE: a friend told its status message.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_friend_status_message(Tox_Dispatch *dispatch,
                                               tox_events_friend_status_message_cb *callback);

/**
 * Called for each TOX_EVENT_FRIEND_MESSAGE.
 */
typedef void tox_events_friend_message_cb(const Tox_Event_Friend_Message *friend_message,
                                         void *user_data);

/**
 * Sets the callback for TOX_EVENT_FRIEND_MESSAGE: a friend wrote.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_friend_message(Tox_Dispatch *dispatch,
                                        tox_events_friend_message_cb *callback);

/**
 * Called for each TOX_EVENT_FRIEND_READ_RECEIPT.
 */
typedef void tox_events_friend_read_receipt_cb(const Tox_Event_Friend_Read_Receipt *friend_read_receipt,
                                             void *user_data);

/**
 * Sets the callback for TOX_EVENT_FRIEND_READ_RECEIPT: a message of ours arrived at the machine of a friend.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_friend_read_receipt(Tox_Dispatch *dispatch,
                                             tox_events_friend_read_receipt_cb *callback);

/**
 * Called for each TOX_EVENT_FRIEND_TYPING.
 */
typedef void tox_events_friend_typing_cb(const Tox_Event_Friend_Typing *friend_typing,
                                        void *user_data);

/**
 * Sets the callback for TOX_EVENT_FRIEND_TYPING: a friend began or ceased to type.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_friend_typing(Tox_Dispatch *dispatch,
                                       tox_events_friend_typing_cb *callback);

/** @} */

/**
 * @{ @name Callbacks for events of this instance and of its network
 */

/**
 * Called for each TOX_EVENT_SELF_CONNECTION_STATUS.
 */
typedef void tox_events_self_connection_status_cb(const Tox_Event_Self_Connection_Status *self_connection_status,
                                                void *user_data);

/**
 * Sets the callback for TOX_EVENT_SELF_CONNECTION_STATUS: this instance found the network, lost it, or reaches it in another way.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_self_connection_status(Tox_Dispatch *dispatch,
                                                tox_events_self_connection_status_cb *callback);

/**
 * Called for each TOX_EVENT_DHT_NODES_RESPONSE.
 */
typedef void tox_events_dht_nodes_response_cb(const Tox_Event_Dht_Nodes_Response *dht_nodes_response,
                                            void *user_data);

/**
 * Sets the callback for TOX_EVENT_DHT_NODES_RESPONSE: a node told us of a node.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_dht_nodes_response(Tox_Dispatch *dispatch,
                                            tox_events_dht_nodes_response_cb *callback);

/** @} */

/**
 * @{ @name Callbacks for events of groups
 */

/**
 * Called for each TOX_EVENT_GROUP_PEER_NAME.
 */
typedef void tox_events_group_peer_name_cb(const Tox_Event_Group_Peer_Name *group_peer_name,
                                         void *user_data);

/**
 * Sets the callback for TOX_EVENT_GROUP_PEER_NAME: a member of a group told its name.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_group_peer_name(Tox_Dispatch *dispatch,
                                         tox_events_group_peer_name_cb *callback);

/**
 * Called for each TOX_EVENT_GROUP_PEER_STATUS.
 */
typedef void tox_events_group_peer_status_cb(const Tox_Event_Group_Peer_Status *group_peer_status,
                                           void *user_data);

/**
 * Sets the callback for TOX_EVENT_GROUP_PEER_STATUS: a member of a group told its status.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_group_peer_status(Tox_Dispatch *dispatch,
                                           tox_events_group_peer_status_cb *callback);

/**
 * Called for each TOX_EVENT_GROUP_TOPIC.
 */
typedef void tox_events_group_topic_cb(const Tox_Event_Group_Topic *group_topic, void *user_data);

/**
 * Sets the callback for TOX_EVENT_GROUP_TOPIC: a group got a topic.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_group_topic(Tox_Dispatch *dispatch, tox_events_group_topic_cb *callback);

/**
 * Called for each TOX_EVENT_GROUP_PRIVACY_STATE.
 */
typedef void tox_events_group_privacy_state_cb(const Tox_Event_Group_Privacy_State *group_privacy_state,
                                             void *user_data);

/**
 * Sets the callback for TOX_EVENT_GROUP_PRIVACY_STATE: a group became public or private.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_group_privacy_state(Tox_Dispatch *dispatch,
                                             tox_events_group_privacy_state_cb *callback);

/**
 * Called for each TOX_EVENT_GROUP_VOICE_STATE.
 */
typedef void tox_events_group_voice_state_cb(const Tox_Event_Group_Voice_State *group_voice_state,
                                           void *user_data);

/**
 * Sets the callback for TOX_EVENT_GROUP_VOICE_STATE: who may speak in a group was changed.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_group_voice_state(Tox_Dispatch *dispatch,
                                           tox_events_group_voice_state_cb *callback);

/**
 * Called for each TOX_EVENT_GROUP_TOPIC_LOCK.
 */
typedef void tox_events_group_topic_lock_cb(const Tox_Event_Group_Topic_Lock *group_topic_lock,
                                          void *user_data);

/**
 * Sets the callback for TOX_EVENT_GROUP_TOPIC_LOCK: who may set the topic of a group was changed.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_group_topic_lock(Tox_Dispatch *dispatch,
                                          tox_events_group_topic_lock_cb *callback);

/**
 * Called for each TOX_EVENT_GROUP_PEER_LIMIT.
 */
typedef void tox_events_group_peer_limit_cb(const Tox_Event_Group_Peer_Limit *group_peer_limit,
                                          void *user_data);

/**
 * Sets the callback for TOX_EVENT_GROUP_PEER_LIMIT: how many members a group may have was changed.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_group_peer_limit(Tox_Dispatch *dispatch,
                                          tox_events_group_peer_limit_cb *callback);

/**
 * Called for each TOX_EVENT_GROUP_PASSWORD.
 */
typedef void tox_events_group_password_cb(const Tox_Event_Group_Password *group_password,
                                         void *user_data);

/**
 * Sets the callback for TOX_EVENT_GROUP_PASSWORD: the password of a group was set or removed.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_group_password(Tox_Dispatch *dispatch,
                                        tox_events_group_password_cb *callback);

/**
 * Called for each TOX_EVENT_GROUP_MESSAGE.
 */
typedef void tox_events_group_message_cb(const Tox_Event_Group_Message *group_message,
                                        void *user_data);

/**
 * Sets the callback for TOX_EVENT_GROUP_MESSAGE: a member of a group wrote to all.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_group_message(Tox_Dispatch *dispatch,
                                       tox_events_group_message_cb *callback);

/**
 * Called for each TOX_EVENT_GROUP_PRIVATE_MESSAGE.
 */
typedef void tox_events_group_private_message_cb(const Tox_Event_Group_Private_Message *group_private_message,
                                               void *user_data);

/**
 * Sets the callback for TOX_EVENT_GROUP_PRIVATE_MESSAGE: a member of a group wrote to us alone.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_group_private_message(Tox_Dispatch *dispatch,
                                               tox_events_group_private_message_cb *callback);

/**
 * Called for each TOX_EVENT_GROUP_CUSTOM_PACKET.
 */
typedef void tox_events_group_custom_packet_cb(const Tox_Event_Group_Custom_Packet *group_custom_packet,
                                             void *user_data);

/**
 * Sets the callback for TOX_EVENT_GROUP_CUSTOM_PACKET: a member of a group sent a custom packet to all.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_group_custom_packet(Tox_Dispatch *dispatch,
                                             tox_events_group_custom_packet_cb *callback);

/**
 * Called for each TOX_EVENT_GROUP_CUSTOM_PRIVATE_PACKET.
 */
typedef void tox_events_group_custom_private_packet_cb(const Tox_Event_Group_Custom_Private_Packet *group_custom_private_packet,
                                                    void *user_data);

/**
 * Sets the callback for TOX_EVENT_GROUP_CUSTOM_PRIVATE_PACKET: a member of a group sent a custom packet to us alone.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_group_custom_private_packet(Tox_Dispatch *dispatch,
                                                     tox_events_group_custom_private_packet_cb *callback);

/**
 * Called for each TOX_EVENT_GROUP_INVITE.
 */
typedef void tox_events_group_invite_cb(const Tox_Event_Group_Invite *group_invite, void *user_data);

/**
 * Sets the callback for TOX_EVENT_GROUP_INVITE: a friend invites us into a group.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_group_invite(Tox_Dispatch *dispatch,
                                      tox_events_group_invite_cb *callback);

/**
 * Called for each TOX_EVENT_GROUP_PEER_JOIN.
 */
typedef void tox_events_group_peer_join_cb(const Tox_Event_Group_Peer_Join *group_peer_join,
                                         void *user_data);

/**
 * Sets the callback for TOX_EVENT_GROUP_PEER_JOIN: somebody joined a group.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_group_peer_join(Tox_Dispatch *dispatch,
                                         tox_events_group_peer_join_cb *callback);

/**
 * Called for each TOX_EVENT_GROUP_PEER_EXIT.
 */
typedef void tox_events_group_peer_exit_cb(const Tox_Event_Group_Peer_Exit *group_peer_exit,
                                         void *user_data);

/**
 * Sets the callback for TOX_EVENT_GROUP_PEER_EXIT: somebody left a group, or was lost.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_group_peer_exit(Tox_Dispatch *dispatch,
                                         tox_events_group_peer_exit_cb *callback);

/**
 * Called for each TOX_EVENT_GROUP_SELF_JOIN.
 */
typedef void tox_events_group_self_join_cb(const Tox_Event_Group_Self_Join *group_self_join,
                                         void *user_data);

/**
 * Sets the callback for TOX_EVENT_GROUP_SELF_JOIN: we are connected to a group that we joined.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_group_self_join(Tox_Dispatch *dispatch,
                                         tox_events_group_self_join_cb *callback);

/**
 * Called for each TOX_EVENT_GROUP_JOIN_FAIL.
 */
typedef void tox_events_group_join_fail_cb(const Tox_Event_Group_Join_Fail *group_join_fail,
                                         void *user_data);

/**
 * Sets the callback for TOX_EVENT_GROUP_JOIN_FAIL: a group did not let us in.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_group_join_fail(Tox_Dispatch *dispatch,
                                         tox_events_group_join_fail_cb *callback);

/**
 * Called for each TOX_EVENT_GROUP_MODERATION.
 */
typedef void tox_events_group_moderation_cb(const Tox_Event_Group_Moderation *group_moderation,
                                           void *user_data);

/**
 * Sets the callback for TOX_EVENT_GROUP_MODERATION: a moderator of a group gave or took a role.
 *
 * @param callback what to call; NULL for nothing.
 */
void tox_events_callback_group_moderation(Tox_Dispatch *dispatch,
                                          tox_events_group_moderation_cb *callback);

/** @} */

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* C_TOXCORE_TOXCORE_TOX_DISPATCH_H */
