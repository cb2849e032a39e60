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
 * @{ @name Events of conferences
 */

/**
 * A friend invites us into a conference.
 */
typedef struct Tox_Event_Conference_Invite Tox_Event_Conference_Invite;

/**
 * @return the number of the friend.
 */
uint32_t tox_event_conference_invite_get_friend_number(const Tox_Event_Conference_Invite *conference_invite);

/**
 * @return the kind of conference.
 */
Tox_Conference_Type tox_event_conference_invite_get_type(const Tox_Event_Conference_Invite *conference_invite);

/**
 * @return what joins the conference; NULL if it has no bytes.
 */
const uint8_t *tox_event_conference_invite_get_cookie(const Tox_Event_Conference_Invite *conference_invite);

/**
 * @return how many bytes the cookie has.
 */
uint32_t tox_event_conference_invite_get_cookie_length(const Tox_Event_Conference_Invite *conference_invite);

/**
 * A conference that we joined is connected.
 */
typedef struct Tox_Event_Conference_Connected Tox_Event_Conference_Connected;

/**
 * @return the number of the conference.
 */
uint32_t tox_event_conference_connected_get_conference_number(const Tox_Event_Conference_Connected *conference_connected);

/**
 * Somebody joined or left a conference.
 */
typedef struct Tox_Event_Conference_Peer_List_Changed Tox_Event_Conference_Peer_List_Changed;

/**
 * @return the number of the conference.
 */
uint32_t tox_event_conference_peer_list_changed_get_conference_number(const Tox_Event_Conference_Peer_List_Changed *conference_peer_list_changed);

/**
 * A member of a conference told its name.
 */
typedef struct Tox_Event_Conference_Peer_Name Tox_Event_Conference_Peer_Name;

/**
 * @return the number of the conference.
 */
uint32_t tox_event_conference_peer_name_get_conference_number(const Tox_Event_Conference_Peer_Name *conference_peer_name);

/**
 * @return the number of the member.
 */
uint32_t tox_event_conference_peer_name_get_peer_number(const Tox_Event_Conference_Peer_Name *conference_peer_name);

/**
 * @return the name; NULL if it has no bytes.
 */
const uint8_t *tox_event_conference_peer_name_get_name(const Tox_Event_Conference_Peer_Name *conference_peer_name);

/**
 * @return how many bytes the name has.
 */
uint32_t tox_event_conference_peer_name_get_name_length(const Tox_Event_Conference_Peer_Name *conference_peer_name);

/**
 * A conference got its title.
 */
typedef struct Tox_Event_Conference_Title Tox_Event_Conference_Title;

/**
 * @return the number of the conference.
 */
uint32_t tox_event_conference_title_get_conference_number(const Tox_Event_Conference_Title *conference_title);

/**
 * @return the number of who set it.
 */
uint32_t tox_event_conference_title_get_peer_number(const Tox_Event_Conference_Title *conference_title);

/**
 * @return the title; NULL if it has no bytes.
 */
const uint8_t *tox_event_conference_title_get_title(const Tox_Event_Conference_Title *conference_title);

/**
 * @return how many bytes the title has.
 */
uint32_t tox_event_conference_title_get_title_length(const Tox_Event_Conference_Title *conference_title);

/**
 * A member of a conference wrote.
 */
typedef struct Tox_Event_Conference_Message Tox_Event_Conference_Message;

/**
 * @return the number of the conference.
 */
uint32_t tox_event_conference_message_get_conference_number(const Tox_Event_Conference_Message *conference_message);

/**
 * @return the number of the member.
 */
uint32_t tox_event_conference_message_get_peer_number(const Tox_Event_Conference_Message *conference_message);

/**
 * @return the kind of message.
 */
Tox_Message_Type tox_event_conference_message_get_type(const Tox_Event_Conference_Message *conference_message);

/**
 * @return the text; NULL if it has no bytes.
 */
const uint8_t *tox_event_conference_message_get_message(const Tox_Event_Conference_Message *conference_message);

/**
 * @return how many bytes the text has.
 */
uint32_t tox_event_conference_message_get_message_length(const Tox_Event_Conference_Message *conference_message);

/** @} */

/**
 * @{ @name Events of file transfers
 */

/**
 * A transfer of ours is ready for its next part.
 */
typedef struct Tox_Event_File_Chunk_Request Tox_Event_File_Chunk_Request;

/**
 * @return the number of the friend.
 */
uint32_t tox_event_file_chunk_request_get_friend_number(const Tox_Event_File_Chunk_Request *file_chunk_request);

/**
 * @return the number of the transfer.
 */
uint32_t tox_event_file_chunk_request_get_file_number(const Tox_Event_File_Chunk_Request *file_chunk_request);

/**
 * @return where in the file the part begins, in bytes.
 */
uint64_t tox_event_file_chunk_request_get_position(const Tox_Event_File_Chunk_Request *file_chunk_request);

/**
 * @return how many bytes are wanted; 0 when the friend has the whole file.
 */
uint16_t tox_event_file_chunk_request_get_length(const Tox_Event_File_Chunk_Request *file_chunk_request);

/**
 * A friend offers a file.
 */
typedef struct Tox_Event_File_Recv Tox_Event_File_Recv;

/**
 * @return the number of the friend.
 */
uint32_t tox_event_file_recv_get_friend_number(const Tox_Event_File_Recv *file_recv);

/**
 * @return the number of the transfer.
 */
uint32_t tox_event_file_recv_get_file_number(const Tox_Event_File_Recv *file_recv);

/**
 * @return the kind of file.
 */
uint32_t tox_event_file_recv_get_kind(const Tox_Event_File_Recv *file_recv);

/**
 * @return the size in bytes; UINT64_MAX when it is not known.
 */
uint64_t tox_event_file_recv_get_file_size(const Tox_Event_File_Recv *file_recv);

/**
 * @return the name of the file; NULL if it has no bytes.
 */
const uint8_t *tox_event_file_recv_get_filename(const Tox_Event_File_Recv *file_recv);

/**
 * @return how many bytes the name has.
 */
uint32_t tox_event_file_recv_get_filename_length(const Tox_Event_File_Recv *file_recv);

/**
 * A part of a file arrived.
 */
typedef struct Tox_Event_File_Recv_Chunk Tox_Event_File_Recv_Chunk;

/**
 * @return the number of the friend.
 */
uint32_t tox_event_file_recv_chunk_get_friend_number(const Tox_Event_File_Recv_Chunk *file_recv_chunk);

/**
 * @return the number of the transfer.
 */
uint32_t tox_event_file_recv_chunk_get_file_number(const Tox_Event_File_Recv_Chunk *file_recv_chunk);

/**
 * @return where in the file it belongs, in bytes.
 */
uint64_t tox_event_file_recv_chunk_get_position(const Tox_Event_File_Recv_Chunk *file_recv_chunk);

/**
 * @return the part of the file; NULL when the file is complete.
 */
const uint8_t *tox_event_file_recv_chunk_get_data(const Tox_Event_File_Recv_Chunk *file_recv_chunk);

/**
 * @return how many bytes the data has.
 */
uint32_t tox_event_file_recv_chunk_get_data_length(const Tox_Event_File_Recv_Chunk *file_recv_chunk);

/**
 * A friend paused, resumed or ended a transfer.
 */
typedef struct Tox_Event_File_Recv_Control Tox_Event_File_Recv_Control;

/**
 * @return the number of the friend.
 */
uint32_t tox_event_file_recv_control_get_friend_number(const Tox_Event_File_Recv_Control *file_recv_control);

/**
 * @return the number of the transfer.
 */
uint32_t tox_event_file_recv_control_get_file_number(const Tox_Event_File_Recv_Control *file_recv_control);

/**
 * @return what was done.
 */
Tox_File_Control tox_event_file_recv_control_get_control(const Tox_Event_File_Recv_Control *file_recv_control);

/** @} */

/**
 * @{ @name Events of friends and of who wants to be one
 */

/**
 * Somebody asks to become a friend.
 */
typedef struct Tox_Event_Friend_Request Tox_Event_Friend_Request;

/**
 * @return the public key of who asks, 32 bytes.
 */
const uint8_t *tox_event_friend_request_get_public_key(const Tox_Event_Friend_Request *friend_request);

/**
 * @return what they say; NULL if it has no bytes.
 */
const uint8_t *tox_event_friend_request_get_message(const Tox_Event_Friend_Request *friend_request);

/**
 * @return how many bytes the text has.
 */
uint32_t tox_event_friend_request_get_message_length(const Tox_Event_Friend_Request *friend_request);

/**
 * A friend came online, went offline, or is reached in another way.
 */
typedef struct Tox_Event_Friend_Connection_Status Tox_Event_Friend_Connection_Status;

/**
 * @return the number of the friend.
 */
uint32_t tox_event_friend_connection_status_get_friend_number(const Tox_Event_Friend_Connection_Status *friend_connection_status);

/**
 * @return how the friend is connected.
 */
Tox_Connection tox_event_friend_connection_status_get_connection_status(const Tox_Event_Friend_Connection_Status *friend_connection_status);

/**
 * A friend sent a custom packet that might have been lost.
 */
typedef struct Tox_Event_Friend_Lossy_Packet Tox_Event_Friend_Lossy_Packet;

/**
 * @return the number of the friend.
 */
uint32_t tox_event_friend_lossy_packet_get_friend_number(const Tox_Event_Friend_Lossy_Packet *friend_lossy_packet);

/**
 * @return the packet with its first byte; NULL if it has no bytes.
 */
const uint8_t *tox_event_friend_lossy_packet_get_data(const Tox_Event_Friend_Lossy_Packet *friend_lossy_packet);

/**
 * @return how many bytes the data has.
 */
uint32_t tox_event_friend_lossy_packet_get_data_length(const Tox_Event_Friend_Lossy_Packet *friend_lossy_packet);

/**
 * A friend sent a custom packet on which order and arrival are sure.
 */
typedef struct Tox_Event_Friend_Lossless_Packet Tox_Event_Friend_Lossless_Packet;

/**
 * @return the number of the friend.
 */
uint32_t tox_event_friend_lossless_packet_get_friend_number(const Tox_Event_Friend_Lossless_Packet *friend_lossless_packet);

/**
 * @return the packet with its first byte; NULL if it has no bytes.
 */
const uint8_t *tox_event_friend_lossless_packet_get_data(const Tox_Event_Friend_Lossless_Packet *friend_lossless_packet);

/**
 * @return how many bytes the data has.
 */
uint32_t tox_event_friend_lossless_packet_get_data_length(const Tox_Event_Friend_Lossless_Packet *friend_lossless_packet);

/**
 * A friend told its name.
 */
typedef struct Tox_Event_Friend_Name Tox_Event_Friend_Name;

/**
 * @return the number of the friend.
 */
uint32_t tox_event_friend_name_get_friend_number(const Tox_Event_Friend_Name *friend_name);

/**
 * @return the name; NULL if it has no bytes.
 */
const uint8_t *tox_event_friend_name_get_name(const Tox_Event_Friend_Name *friend_name);

/**
 * @return how many bytes the name has.
 */
uint32_t tox_event_friend_name_get_name_length(const Tox_Event_Friend_Name *friend_name);

/**
 * A friend told its status.
 */
typedef struct Tox_Event_Friend_Status Tox_Event_Friend_Status;

/**
 * @return the number of the friend.
 */
uint32_t tox_event_friend_status_get_friend_number(const Tox_Event_Friend_Status *friend_status);

/**
 * @return the status.
 */
Tox_User_Status tox_event_friend_status_get_status(const Tox_Event_Friend_Status *friend_status);

/**
 * A friend told its status message.
 */
typedef struct Tox_Event_Friend_Status_Message Tox_Event_Friend_Status_Message;

/**
 * @return the number of the friend.
 */
uint32_t tox_event_friend_status_message_get_friend_number(const Tox_Event_Friend_Status_Message *friend_status_message);

/**
 * @return the status message; NULL if it has no bytes.
 */
const uint8_t *tox_event_friend_status_message_get_message(const Tox_Event_Friend_Status_Message *friend_status_message);

/**
 * @return how many bytes the status message has.
 */
uint32_t tox_event_friend_status_message_get_message_length(const Tox_Event_Friend_Status_Message *friend_status_message);

/** @} */

/**
 * @{ @name Events of what is said between friends
 */

/**
 * A friend wrote.
 */
typedef struct Tox_Event_Friend_Message Tox_Event_Friend_Message;

/**
 * @return the number of the friend.
 */
uint32_t tox_event_friend_message_get_friend_number(const Tox_Event_Friend_Message *friend_message);

/**
 * @return the kind of message.
 */
Tox_Message_Type tox_event_friend_message_get_type(const Tox_Event_Friend_Message *friend_message);

/**
 * @return the text; NULL if it has no bytes.
 */
const uint8_t *tox_event_friend_message_get_message(const Tox_Event_Friend_Message *friend_message);

/**
 * @return how many bytes the text has.
 */
uint32_t tox_event_friend_message_get_message_length(const Tox_Event_Friend_Message *friend_message);

/**
 * A message of ours arrived at the machine of a friend.
 */
typedef struct Tox_Event_Friend_Read_Receipt Tox_Event_Friend_Read_Receipt;

/**
 * @return the number of the friend.
 */
uint32_t tox_event_friend_read_receipt_get_friend_number(const Tox_Event_Friend_Read_Receipt *friend_read_receipt);

/**
 * @return the id that sending the message returned.
 */
uint32_t tox_event_friend_read_receipt_get_message_id(const Tox_Event_Friend_Read_Receipt *friend_read_receipt);

/**
 * A friend began or ceased to type.
 */
typedef struct Tox_Event_Friend_Typing Tox_Event_Friend_Typing;

/**
 * @return the number of the friend.
 */
uint32_t tox_event_friend_typing_get_friend_number(const Tox_Event_Friend_Typing *friend_typing);

/**
 * @return whether it types now.
 */
bool tox_event_friend_typing_get_typing(const Tox_Event_Friend_Typing *friend_typing);

/** @} */

/**
 * @{ @name Events of this instance and of its network
 */

/**
 * This instance found the network, lost it, or reaches it in another way.
 */
typedef struct Tox_Event_Self_Connection_Status Tox_Event_Self_Connection_Status;

/**
 * @return how we are connected.
 */
Tox_Connection tox_event_self_connection_status_get_connection_status(const Tox_Event_Self_Connection_Status *self_connection_status);

/**
 * A node told us of a node.
 */
typedef struct Tox_Event_Dht_Nodes_Response Tox_Event_Dht_Nodes_Response;

/**
 * @return the public key of the node, 32 bytes.
 */
const uint8_t *tox_event_dht_nodes_response_get_public_key(const Tox_Event_Dht_Nodes_Response *dht_nodes_response);

/**
 * @return the address as a text, which ends with a NUL.
 */
const char *tox_event_dht_nodes_response_get_ip(const Tox_Event_Dht_Nodes_Response *dht_nodes_response);

/**
 * @return how many bytes the text has without its NUL.
 */
uint32_t tox_event_dht_nodes_response_get_ip_length(const Tox_Event_Dht_Nodes_Response *dht_nodes_response);

/**
 * @return the port in the byte order of this machine.
 */
uint16_t tox_event_dht_nodes_response_get_port(const Tox_Event_Dht_Nodes_Response *dht_nodes_response);

/** @} */

/**
 * @{ @name Events of the members of groups
 */

/**
 * A member of a group told its name.
 */
typedef struct Tox_Event_Group_Peer_Name Tox_Event_Group_Peer_Name;

/**
 * @return the number of the group.
 */
uint32_t tox_event_group_peer_name_get_group_number(const Tox_Event_Group_Peer_Name *group_peer_name);

/**
 * @return the id of the member.
 */
uint32_t tox_event_group_peer_name_get_peer_id(const Tox_Event_Group_Peer_Name *group_peer_name);

/**
 * @return the name; NULL if it has no bytes.
 */
const uint8_t *tox_event_group_peer_name_get_name(const Tox_Event_Group_Peer_Name *group_peer_name);

/**
 * @return how many bytes the name has.
 */
uint32_t tox_event_group_peer_name_get_name_length(const Tox_Event_Group_Peer_Name *group_peer_name);

/**
 * A member of a group told its status.
 */
typedef struct Tox_Event_Group_Peer_Status Tox_Event_Group_Peer_Status;

/**
 * @return the number of the group.
 */
uint32_t tox_event_group_peer_status_get_group_number(const Tox_Event_Group_Peer_Status *group_peer_status);

/**
 * @return the id of the member.
 */
uint32_t tox_event_group_peer_status_get_peer_id(const Tox_Event_Group_Peer_Status *group_peer_status);

/**
 * @return the status.
 */
Tox_User_Status tox_event_group_peer_status_get_status(const Tox_Event_Group_Peer_Status *group_peer_status);

/**
 * Somebody joined a group.
 */
typedef struct Tox_Event_Group_Peer_Join Tox_Event_Group_Peer_Join;

/**
 * @return the number of the group.
 */
uint32_t tox_event_group_peer_join_get_group_number(const Tox_Event_Group_Peer_Join *group_peer_join);

/**
 * @return the id of the member.
 */
uint32_t tox_event_group_peer_join_get_peer_id(const Tox_Event_Group_Peer_Join *group_peer_join);

/**
 * Somebody left a group, or was lost.
 */
typedef struct Tox_Event_Group_Peer_Exit Tox_Event_Group_Peer_Exit;

/**
 * @return the number of the group.
 */
uint32_t tox_event_group_peer_exit_get_group_number(const Tox_Event_Group_Peer_Exit *group_peer_exit);

/**
 * @return the id of the member.
 */
uint32_t tox_event_group_peer_exit_get_peer_id(const Tox_Event_Group_Peer_Exit *group_peer_exit);

/**
 * @return how it left.
 */
Tox_Group_Exit_Type tox_event_group_peer_exit_get_exit_type(const Tox_Event_Group_Peer_Exit *group_peer_exit);

/**
 * @return the name; NULL if it has no bytes.
 */
const uint8_t *tox_event_group_peer_exit_get_name(const Tox_Event_Group_Peer_Exit *group_peer_exit);

/**
 * @return how many bytes the name has.
 */
uint32_t tox_event_group_peer_exit_get_name_length(const Tox_Event_Group_Peer_Exit *group_peer_exit);

/**
 * @return what it said last; NULL if it has no bytes.
 */
const uint8_t *tox_event_group_peer_exit_get_part_message(const Tox_Event_Group_Peer_Exit *group_peer_exit);

/**
 * @return how many bytes the last words has.
 */
uint32_t tox_event_group_peer_exit_get_part_message_length(const Tox_Event_Group_Peer_Exit *group_peer_exit);

/**
 * A moderator of a group gave or took a role.
 */
typedef struct Tox_Event_Group_Moderation Tox_Event_Group_Moderation;

/**
 * @return the number of the group.
 */
uint32_t tox_event_group_moderation_get_group_number(const Tox_Event_Group_Moderation *group_moderation);

/**
 * @return the id of who decided.
 */
uint32_t tox_event_group_moderation_get_source_peer_id(const Tox_Event_Group_Moderation *group_moderation);

/**
 * @return the id of whom it concerns.
 */
uint32_t tox_event_group_moderation_get_target_peer_id(const Tox_Event_Group_Moderation *group_moderation);

/**
 * @return what was decided.
 */
Tox_Group_Mod_Event tox_event_group_moderation_get_mod_type(const Tox_Event_Group_Moderation *group_moderation);

/** @} */

/**
 * @{ @name Events of how groups are set
 */

/**
 * A group got a topic.
 */
typedef struct Tox_Event_Group_Topic Tox_Event_Group_Topic;

/**
 * @return the number of the group.
 */
uint32_t tox_event_group_topic_get_group_number(const Tox_Event_Group_Topic *group_topic);

/**
 * @return the id of who set it.
 */
uint32_t tox_event_group_topic_get_peer_id(const Tox_Event_Group_Topic *group_topic);

/**
 * @return the topic; NULL if it has no bytes.
 */
const uint8_t *tox_event_group_topic_get_topic(const Tox_Event_Group_Topic *group_topic);

/**
 * @return how many bytes the topic has.
 */
uint32_t tox_event_group_topic_get_topic_length(const Tox_Event_Group_Topic *group_topic);

/**
 * A group became public or private.
 */
typedef struct Tox_Event_Group_Privacy_State Tox_Event_Group_Privacy_State;

/**
 * @return the number of the group.
 */
uint32_t tox_event_group_privacy_state_get_group_number(const Tox_Event_Group_Privacy_State *group_privacy_state);

/**
 * @return the privacy state.
 */
Tox_Group_Privacy_State tox_event_group_privacy_state_get_privacy_state(const Tox_Event_Group_Privacy_State *group_privacy_state);

/**
 * Who may speak in a group was changed.
 */
typedef struct Tox_Event_Group_Voice_State Tox_Event_Group_Voice_State;

/**
 * @return the number of the group.
 */
uint32_t tox_event_group_voice_state_get_group_number(const Tox_Event_Group_Voice_State *group_voice_state);

/**
 * @return who may speak.
 */
Tox_Group_Voice_State tox_event_group_voice_state_get_voice_state(const Tox_Event_Group_Voice_State *group_voice_state);

/**
 * Who may set the topic of a group was changed.
 */
typedef struct Tox_Event_Group_Topic_Lock Tox_Event_Group_Topic_Lock;

/**
 * @return the number of the group.
 */
uint32_t tox_event_group_topic_lock_get_group_number(const Tox_Event_Group_Topic_Lock *group_topic_lock);

/**
 * @return who may set the topic.
 */
Tox_Group_Topic_Lock tox_event_group_topic_lock_get_topic_lock(const Tox_Event_Group_Topic_Lock *group_topic_lock);

/**
 * How many members a group may have was changed.
 */
typedef struct Tox_Event_Group_Peer_Limit Tox_Event_Group_Peer_Limit;

/**
 * @return the number of the group.
 */
uint32_t tox_event_group_peer_limit_get_group_number(const Tox_Event_Group_Peer_Limit *group_peer_limit);

/**
 * @return the most members that the group may have.
 */
uint32_t tox_event_group_peer_limit_get_peer_limit(const Tox_Event_Group_Peer_Limit *group_peer_limit);

/**
 * The password of a group was set or removed.
 */
typedef struct Tox_Event_Group_Password Tox_Event_Group_Password;

/**
 * @return the number of the group.
 */
uint32_t tox_event_group_password_get_group_number(const Tox_Event_Group_Password *group_password);

/**
 * @return the password; NULL if it has no bytes.
 */
const uint8_t *tox_event_group_password_get_password(const Tox_Event_Group_Password *group_password);

/**
 * @return how many bytes the password has.
 */
uint32_t tox_event_group_password_get_password_length(const Tox_Event_Group_Password *group_password);

/** @} */

/**
 * @{ @name Events of what is said in groups
 */

/**
 * A member of a group wrote to all.
 */
typedef struct Tox_Event_Group_Message Tox_Event_Group_Message;

/**
 * @return the number of the group.
 */
uint32_t tox_event_group_message_get_group_number(const Tox_Event_Group_Message *group_message);

/**
 * @return the id of the member.
 */
uint32_t tox_event_group_message_get_peer_id(const Tox_Event_Group_Message *group_message);

/**
 * @return the kind of message.
 */
Tox_Message_Type tox_event_group_message_get_message_type(const Tox_Event_Group_Message *group_message);

/**
 * @return the text; NULL if it has no bytes.
 */
const uint8_t *tox_event_group_message_get_message(const Tox_Event_Group_Message *group_message);

/**
 * @return how many bytes the text has.
 */
uint32_t tox_event_group_message_get_message_length(const Tox_Event_Group_Message *group_message);

/**
 * @return the id of the message.
 */
uint32_t tox_event_group_message_get_message_id(const Tox_Event_Group_Message *group_message);

/**
 * A member of a group wrote to us alone.
 */
typedef struct Tox_Event_Group_Private_Message Tox_Event_Group_Private_Message;

/**
 * @return the number of the group.
 */
uint32_t tox_event_group_private_message_get_group_number(const Tox_Event_Group_Private_Message *group_private_message);

/**
 * @return the id of the member.
 */
uint32_t tox_event_group_private_message_get_peer_id(const Tox_Event_Group_Private_Message *group_private_message);

/**
 * @return the kind of message.
 */
Tox_Message_Type tox_event_group_private_message_get_message_type(const Tox_Event_Group_Private_Message *group_private_message);

/**
 * @return the text; NULL if it has no bytes.
 */
const uint8_t *tox_event_group_private_message_get_message(const Tox_Event_Group_Private_Message *group_private_message);

/**
 * @return how many bytes the text has.
 */
uint32_t tox_event_group_private_message_get_message_length(const Tox_Event_Group_Private_Message *group_private_message);

/**
 * @return the id of the message.
 */
uint32_t tox_event_group_private_message_get_message_id(const Tox_Event_Group_Private_Message *group_private_message);

/**
 * A member of a group sent a custom packet to all.
 */
typedef struct Tox_Event_Group_Custom_Packet Tox_Event_Group_Custom_Packet;

/**
 * @return the number of the group.
 */
uint32_t tox_event_group_custom_packet_get_group_number(const Tox_Event_Group_Custom_Packet *group_custom_packet);

/**
 * @return the id of the member.
 */
uint32_t tox_event_group_custom_packet_get_peer_id(const Tox_Event_Group_Custom_Packet *group_custom_packet);

/**
 * @return the bytes of the packet; NULL if it has no bytes.
 */
const uint8_t *tox_event_group_custom_packet_get_data(const Tox_Event_Group_Custom_Packet *group_custom_packet);

/**
 * @return how many bytes the data has.
 */
uint32_t tox_event_group_custom_packet_get_data_length(const Tox_Event_Group_Custom_Packet *group_custom_packet);

/**
 * A member of a group sent a custom packet to us alone.
 */
typedef struct Tox_Event_Group_Custom_Private_Packet Tox_Event_Group_Custom_Private_Packet;

/**
 * @return the number of the group.
 */
uint32_t tox_event_group_custom_private_packet_get_group_number(const Tox_Event_Group_Custom_Private_Packet *group_custom_private_packet);

/**
 * @return the id of the member.
 */
uint32_t tox_event_group_custom_private_packet_get_peer_id(const Tox_Event_Group_Custom_Private_Packet *group_custom_private_packet);

/**
 * @return the bytes of the packet; NULL if it has no bytes.
 */
const uint8_t *tox_event_group_custom_private_packet_get_data(const Tox_Event_Group_Custom_Private_Packet *group_custom_private_packet);

/**
 * @return how many bytes the data has.
 */
uint32_t tox_event_group_custom_private_packet_get_data_length(const Tox_Event_Group_Custom_Private_Packet *group_custom_private_packet);

/** @} */

/**
 * @{ @name Events of us and groups
 */

/**
 * A friend invites us into a group.
 */
typedef struct Tox_Event_Group_Invite Tox_Event_Group_Invite;

/**
 * @return the number of the friend.
 */
uint32_t tox_event_group_invite_get_friend_number(const Tox_Event_Group_Invite *group_invite);

/**
 * @return what joins the group; NULL if it has no bytes.
 */
const uint8_t *tox_event_group_invite_get_invite_data(const Tox_Event_Group_Invite *group_invite);

/**
 * @return how many bytes the invitation has.
 */
uint32_t tox_event_group_invite_get_invite_data_length(const Tox_Event_Group_Invite *group_invite);

/**
 * @return the name of the group; NULL if it has no bytes.
 */
const uint8_t *tox_event_group_invite_get_group_name(const Tox_Event_Group_Invite *group_invite);

/**
 * @return how many bytes the name has.
 */
uint32_t tox_event_group_invite_get_group_name_length(const Tox_Event_Group_Invite *group_invite);

/**
 * We are connected to a group that we joined.
 */
typedef struct Tox_Event_Group_Self_Join Tox_Event_Group_Self_Join;

/**
 * @return the number of the group.
 */
uint32_t tox_event_group_self_join_get_group_number(const Tox_Event_Group_Self_Join *group_self_join);

/**
 * A group did not let us in.
 */
typedef struct Tox_Event_Group_Join_Fail Tox_Event_Group_Join_Fail;

/**
 * @return the number of the group.
 */
uint32_t tox_event_group_join_fail_get_group_number(const Tox_Event_Group_Join_Fail *group_join_fail);

/**
 * @return why it failed.
 */
Tox_Group_Join_Fail tox_event_group_join_fail_get_fail_type(const Tox_Event_Group_Join_Fail *group_join_fail);

/** @} */

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
 * @{ @name One event, whatever its kind
 */

/**
 * Something that happened. What, say its type and the function `tox_event_get_...` of that type.
 */
typedef struct Tox_Event Tox_Event;

/**
 * @return the type of an event; TOX_EVENT_INVALID for NULL.
 */
Tox_Event_Type tox_event_get_type(const Tox_Event *event);

/** @} */

/**
 * @{ @name From any event to one of a conference
 */

/**
 * @return the event itself if its type is TOX_EVENT_CONFERENCE_INVITE, else NULL.
 */
const Tox_Event_Conference_Invite *tox_event_get_conference_invite(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_CONFERENCE_CONNECTED, else NULL.
 */
const Tox_Event_Conference_Connected *tox_event_get_conference_connected(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_CONFERENCE_PEER_LIST_CHANGED, else NULL.
 */
const Tox_Event_Conference_Peer_List_Changed *tox_event_get_conference_peer_list_changed(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_CONFERENCE_PEER_NAME, else NULL.
 */
const Tox_Event_Conference_Peer_Name *tox_event_get_conference_peer_name(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_CONFERENCE_TITLE, else NULL.
 */
const Tox_Event_Conference_Title *tox_event_get_conference_title(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_CONFERENCE_MESSAGE, else NULL.
 */
const Tox_Event_Conference_Message *tox_event_get_conference_message(const Tox_Event *event);

/** @} */

/**
 * @{ @name From any event to one of a file
 */

/**
 * @return the event itself if its type is TOX_EVENT_FILE_CHUNK_REQUEST, else NULL.
 */
const Tox_Event_File_Chunk_Request *tox_event_get_file_chunk_request(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_FILE_RECV, else NULL.
 */
const Tox_Event_File_Recv *tox_event_get_file_recv(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_FILE_RECV_CHUNK, else NULL.
 */
const Tox_Event_File_Recv_Chunk *tox_event_get_file_recv_chunk(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_FILE_RECV_CONTROL, else NULL.
 */
const Tox_Event_File_Recv_Control *tox_event_get_file_recv_control(const Tox_Event *event);

/** @} */

/**
 * @{ @name From any event to one of a friend
 */

/**
 * @return the event itself if its type is TOX_EVENT_FRIEND_REQUEST, else NULL.
 */
const Tox_Event_Friend_Request *tox_event_get_friend_request(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_FRIEND_CONNECTION_STATUS, else NULL.
 */
const Tox_Event_Friend_Connection_Status *tox_event_get_friend_connection_status(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_FRIEND_LOSSY_PACKET, else NULL.
 */
const Tox_Event_Friend_Lossy_Packet *tox_event_get_friend_lossy_packet(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_FRIEND_LOSSLESS_PACKET, else NULL.
 */
const Tox_Event_Friend_Lossless_Packet *tox_event_get_friend_lossless_packet(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_FRIEND_NAME, else NULL.
 */
const Tox_Event_Friend_Name *tox_event_get_friend_name(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_FRIEND_STATUS, else NULL.
 */
const Tox_Event_Friend_Status *tox_event_get_friend_status(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_FRIEND_STATUS_MESSAGE, else NULL.
 */
const Tox_Event_Friend_Status_Message *tox_event_get_friend_status_message(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_FRIEND_MESSAGE, else NULL.
 */
const Tox_Event_Friend_Message *tox_event_get_friend_message(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_FRIEND_READ_RECEIPT, else NULL.
 */
const Tox_Event_Friend_Read_Receipt *tox_event_get_friend_read_receipt(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_FRIEND_TYPING, else NULL.
 */
const Tox_Event_Friend_Typing *tox_event_get_friend_typing(const Tox_Event *event);

/** @} */

/**
 * @{ @name From any event to one of this instance or its network
 */

/**
 * @return the event itself if its type is TOX_EVENT_SELF_CONNECTION_STATUS, else NULL.
 */
const Tox_Event_Self_Connection_Status *tox_event_get_self_connection_status(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_DHT_NODES_RESPONSE, else NULL.
 */
const Tox_Event_Dht_Nodes_Response *tox_event_get_dht_nodes_response(const Tox_Event *event);

/** @} */

/**
 * @{ @name From any event to one of a group
 */

/**
 * @return the event itself if its type is TOX_EVENT_GROUP_PEER_NAME, else NULL.
 */
const Tox_Event_Group_Peer_Name *tox_event_get_group_peer_name(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_GROUP_PEER_STATUS, else NULL.
 */
const Tox_Event_Group_Peer_Status *tox_event_get_group_peer_status(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_GROUP_TOPIC, else NULL.
 */
const Tox_Event_Group_Topic *tox_event_get_group_topic(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_GROUP_PRIVACY_STATE, else NULL.
 */
const Tox_Event_Group_Privacy_State *tox_event_get_group_privacy_state(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_GROUP_VOICE_STATE, else NULL.
 */
const Tox_Event_Group_Voice_State *tox_event_get_group_voice_state(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_GROUP_TOPIC_LOCK, else NULL.
 */
const Tox_Event_Group_Topic_Lock *tox_event_get_group_topic_lock(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_GROUP_PEER_LIMIT, else NULL.
 */
const Tox_Event_Group_Peer_Limit *tox_event_get_group_peer_limit(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_GROUP_PASSWORD, else NULL.
 */
const Tox_Event_Group_Password *tox_event_get_group_password(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_GROUP_MESSAGE, else NULL.
 */
const Tox_Event_Group_Message *tox_event_get_group_message(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_GROUP_PRIVATE_MESSAGE, else NULL.
 */
const Tox_Event_Group_Private_Message *tox_event_get_group_private_message(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_GROUP_CUSTOM_PACKET, else NULL.
 */
const Tox_Event_Group_Custom_Packet *tox_event_get_group_custom_packet(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_GROUP_CUSTOM_PRIVATE_PACKET, else NULL.
 */
const Tox_Event_Group_Custom_Private_Packet *tox_event_get_group_custom_private_packet(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_GROUP_INVITE, else NULL.
 */
const Tox_Event_Group_Invite *tox_event_get_group_invite(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_GROUP_PEER_JOIN, else NULL.
 */
const Tox_Event_Group_Peer_Join *tox_event_get_group_peer_join(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_GROUP_PEER_EXIT, else NULL.
 */
const Tox_Event_Group_Peer_Exit *tox_event_get_group_peer_exit(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_GROUP_SELF_JOIN, else NULL.
 */
const Tox_Event_Group_Self_Join *tox_event_get_group_self_join(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_GROUP_JOIN_FAIL, else NULL.
 */
const Tox_Event_Group_Join_Fail *tox_event_get_group_join_fail(const Tox_Event *event);

/**
 * @return the event itself if its type is TOX_EVENT_GROUP_MODERATION, else NULL.
 */
const Tox_Event_Group_Moderation *tox_event_get_group_moderation(const Tox_Event *event);

/** @} */

/**
 * @{ @name The list of what happened in one iteration
 */

/**
 * Events in the order in which they arose.
 */
typedef struct Tox_Events Tox_Events;

/**
 * @return how many events are in the list.
 */
uint32_t tox_events_get_size(const Tox_Events *events);

/**
 * @param index which event, from 0.
 *
 * @return the event; NULL if there are not so many.
 */
const Tox_Event *tox_events_get(const Tox_Events *events, uint32_t index);

/**
 * Frees a list, and with it all that was read from it. NULL is fine.
 */
void tox_events_free(Tox_Events *events);

/**
 * @return how many bytes the encoded list has.
 */
uint32_t tox_events_bytes_size(const Tox_Events *events);

/**
 * Encodes a list with MessagePack. Equal lists give equal bytes.
 *
 * @param bytes where the encoded list goes; has room for `tox_events_bytes_size` bytes.
 *
 * @return false if bytes is NULL.
 */
bool tox_events_get_bytes(const Tox_Events *events, uint8_t *bytes);

/**
 * Reads an encoded list. Bytes behind it are ignored.
 *
 * @param sys is not used, and may be NULL.
 * @param bytes the encoded list.
 * @param bytes_size how many bytes there are.
 *
 * @return the list, to be freed with `tox_events_free`; NULL if it is empty or the bytes are no list.
 */
Tox_Events *tox_events_load(const Tox_System *sys,
                            const uint8_t *bytes,
                            uint32_t bytes_size);

/**
 * @param sys is not used, and may be NULL.
 *
 * @return whether two lists have the same events in the same order.
 */
bool tox_events_equal(const Tox_System *sys, const Tox_Events *a, const Tox_Events *b);

/** @} */

/**
 * @{ @name Turns that give events as a list
 */

/**
 * Prepares an instance for `tox_events_iterate`: from now on, it also tells of each node that a node of the DHT names.
 *
 * @param tox the instance. NULL does nothing.
 */
void tox_events_init(Tox *tox);

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

/**
 * Does what there is to do, as `tox_iterate`, and returns what happened instead of calling callbacks. Requests for the bytes
 * of a file are answered after it.
 *
 * Calls have packets of their own, of which nothing is in the list: they go on.
 *
 * @param tox the instance.
 * @param options the options; NULL for the defaults.
 * @param error why there is no list; may be NULL.
 *
 * @return what happened, to be freed with `tox_events_free`. NULL if nothing did, or if the instance is in a turn.
 */
Tox_Events *tox_events_iterate(Tox *tox,
                               const Tox_Iterate_Options *options,
                               Tox_Err_Events_Iterate *error);

/**
 * Calls the callbacks that the instance has for the events of a list, in their order, as `tox_iterate` would have.
 *
 * @param tox the instance. NULL does nothing.
 * @param events the list, which no callback may free; NULL is the empty list.
 * @param user_data what callbacks get.
 */
void tox_events_dispatch(Tox *tox,
                         Tox_Events *events,
                         void *user_data);

/** @} */

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* C_TOXCORE_TOXCORE_TOX_EVENTS_H */
