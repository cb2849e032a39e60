/*
 * The functions of groups with everything that C may hand over: each length at its limit, one more, more than 16 bits hold, and
 * the largest there is; NULL; numbers that no enum has; numbers of nobody. And which error comes first where several hold.
 */
#include "support.h"

static uint8_t bytes[2000];

static const size_t beyond[] = {65536 + 3, SIZE_MAX};

/* The call works with the limit, and fails with one more, with what 16 bits would cut, and with the largest number. */
#define LIMIT(call, limit, ok, too_long) \
  do { \
    size_t length = (limit); \
    CHECK((call) && error == (ok)); \
    length = (limit) + 1; \
    CHECK(!(call) && error == (too_long)); \
    for (size_t i = 0; i < 2; i++) { \
      length = beyond[i]; \
      CHECK(!(call) && error == (too_long)); \
    } \
  } while (0)

#define FAILS(call, why) CHECK(!(call) && error == (why))

#define NONE UINT32_MAX

static void found(Tox *tox)
{
  Tox_Err_Group_New error;
  const Tox_Group_Privacy_State public = TOX_GROUP_PRIVACY_STATE_PUBLIC;
  FAILS(tox_group_new(tox, public, bytes, 49, bytes, 0, &error) != NONE, TOX_ERR_GROUP_NEW_TOO_LONG);
  FAILS(tox_group_new(tox, public, bytes, 0, bytes, 129, &error) != NONE, TOX_ERR_GROUP_NEW_TOO_LONG);
  FAILS(tox_group_new(tox, public, NULL, 65536 + 3, bytes, 1, &error) != NONE, TOX_ERR_GROUP_NEW_TOO_LONG);
  FAILS(tox_group_new(tox, public, bytes, SIZE_MAX, bytes, 1, &error) != NONE, TOX_ERR_GROUP_NEW_TOO_LONG);
  FAILS(tox_group_new(tox, public, bytes, 0, bytes, 1, &error) != NONE, TOX_ERR_GROUP_NEW_EMPTY);
  FAILS(tox_group_new(tox, public, NULL, 5, bytes, 1, &error) != NONE, TOX_ERR_GROUP_NEW_EMPTY);
  FAILS(tox_group_new(tox, public, bytes, 1, NULL, 0, &error) != NONE, TOX_ERR_GROUP_NEW_EMPTY);
  /* libtoxcore makes a group that every member takes for a public one. */
  FAILS(tox_group_new(tox, (Tox_Group_Privacy_State)7, bytes, 49, bytes, 1, &error) != NONE, TOX_ERR_GROUP_NEW_TOO_LONG);
  FAILS(tox_group_new(tox, (Tox_Group_Privacy_State)7, bytes, 1, bytes, 0, &error) != NONE, TOX_ERR_GROUP_NEW_EMPTY);
  FAILS(tox_group_new(tox, (Tox_Group_Privacy_State)7, bytes, 1, bytes, 1, &error) != NONE, TOX_ERR_GROUP_NEW_INIT);
  CHECK(tox_group_get_number_groups(tox) == 0);
  CHECK(tox_group_new(tox, public, bytes, 48, bytes, 128, &error) == 0 && error == TOX_ERR_GROUP_NEW_OK);
  CHECK(tox_group_new(tox, TOX_GROUP_PRIVACY_STATE_PRIVATE, bytes, 1, bytes, 1, NULL) == 1);
  Tox_Group_Number list[2] = {9, 9};
  CHECK(tox_group_get_number_groups(tox) == 2 && tox_group_get_group_list_size(tox) == 2);
  tox_group_get_group_list(tox, NULL);
  tox_group_get_group_list(tox, list);
  CHECK(list[0] == 0 && list[1] == 1);
}

static void join(Tox *tox)
{
  uint8_t own[TOX_GROUP_CHAT_ID_SIZE];
  uint8_t other[TOX_GROUP_CHAT_ID_SIZE];
  uint8_t no_key[TOX_GROUP_CHAT_ID_SIZE];
  Tox_Err_Group_Join error;
  memset(no_key, 0xff, sizeof(no_key));
  CHECK(tox_group_get_chat_id(tox, 0, own, NULL) && tox_group_get_chat_id(tox, 0, NULL, NULL));
  FAILS(tox_group_join(tox, NULL, bytes, 129, NULL, 33, &error) != NONE, TOX_ERR_GROUP_JOIN_BAD_CHAT_ID);
  FAILS(tox_group_join(tox, no_key, bytes, 129, bytes, 33, &error) != NONE, TOX_ERR_GROUP_JOIN_TOO_LONG);
  FAILS(tox_group_join(tox, no_key, bytes, 65536 + 3, bytes, 33, &error) != NONE, TOX_ERR_GROUP_JOIN_TOO_LONG);
  FAILS(tox_group_join(tox, no_key, bytes, 0, bytes, 33, &error) != NONE, TOX_ERR_GROUP_JOIN_EMPTY);
  FAILS(tox_group_join(tox, no_key, NULL, 5, bytes, 33, &error) != NONE, TOX_ERR_GROUP_JOIN_EMPTY);
  FAILS(tox_group_join(tox, no_key, bytes, 128, bytes, 33, &error) != NONE, TOX_ERR_GROUP_JOIN_INIT);
  CHECK(tox_group_leave(tox, 1, NULL, 0, NULL) && tox_group_get_number_groups(tox) == 1);
  Tox *stranger = new_instance(NULL, 0);
  CHECK(tox_group_new(stranger, TOX_GROUP_PRIVACY_STATE_PUBLIC, bytes, 1, bytes, 1, NULL) == 0 && tox_group_get_chat_id(stranger, 0, other, NULL));
  tox_kill(stranger);
  FAILS(tox_group_join(tox, other, bytes, 128, bytes, 33, &error) != NONE, TOX_ERR_GROUP_JOIN_PASSWORD);
  FAILS(tox_group_join(tox, other, bytes, 128, bytes, SIZE_MAX, &error) != NONE, TOX_ERR_GROUP_JOIN_PASSWORD);
  const Tox_Group_Number joined = tox_group_join(tox, other, bytes, 128, bytes, 32, &error);
  CHECK(joined != NONE && joined != 0 && error == TOX_ERR_GROUP_JOIN_OK);
  /* Again it is the same group. */
  CHECK(tox_group_join(tox, other, bytes, 1, NULL, 0, &error) == joined && error == TOX_ERR_GROUP_JOIN_OK);
  CHECK(tox_group_join(tox, own, bytes, 1, NULL, 0, &error) == 0 && error == TOX_ERR_GROUP_JOIN_OK);
  CHECK(tox_group_is_connected(tox, joined, NULL) && tox_group_self_get_role(tox, joined, NULL) == TOX_GROUP_ROLE_USER);
  /* Of what is not known yet it is as it is in new groups. */
  CHECK(tox_group_get_name_size(tox, joined, NULL) == 0 && tox_group_get_topic_size(tox, joined, NULL) == 0);
  CHECK(tox_group_get_peer_limit(tox, joined, NULL) == 100 && tox_group_get_privacy_state(tox, joined, NULL) == TOX_GROUP_PRIVACY_STATE_PUBLIC);
  CHECK(tox_group_leave(tox, joined, bytes, TOX_GROUP_MAX_PART_LENGTH, NULL));

  Tox_Err_Group_By_Id by_id;
  CHECK(tox_group_by_id(tox, own, &by_id) == 0 && by_id == TOX_ERR_GROUP_BY_ID_OK);
  CHECK(tox_group_by_id(tox, other, &by_id) == NONE && by_id == TOX_ERR_GROUP_BY_ID_NOT_FOUND);
  CHECK(tox_group_by_id(tox, NULL, &by_id) == NONE && by_id == TOX_ERR_GROUP_BY_ID_NULL);
}

static void invite(Tox *tox)
{
  uint8_t data[TOX_GROUP_CHAT_ID_SIZE + TOX_GROUP_PEER_PUBLIC_KEY_SIZE];
  Tox_Err_Group_Invite_Accept error;
  memset(data, 0xff, sizeof(data));
  FAILS(tox_group_invite_accept(tox, 0, NULL, 3, bytes, 129, bytes, 33, &error) != NONE, TOX_ERR_GROUP_INVITE_ACCEPT_NULL);
  FAILS(tox_group_invite_accept(tox, 0, data, 3, NULL, 129, bytes, 33, &error) != NONE, TOX_ERR_GROUP_INVITE_ACCEPT_NULL);
  FAILS(tox_group_invite_accept(tox, 9, data, sizeof(data) - 1, bytes, 129, bytes, 33, &error) != NONE, TOX_ERR_GROUP_INVITE_ACCEPT_BAD_INVITE);
  FAILS(tox_group_invite_accept(tox, 9, data, sizeof(data), bytes, 129, bytes, 33, &error) != NONE, TOX_ERR_GROUP_INVITE_ACCEPT_TOO_LONG);
  FAILS(tox_group_invite_accept(tox, 9, data, SIZE_MAX, bytes, SIZE_MAX, bytes, 33, &error) != NONE, TOX_ERR_GROUP_INVITE_ACCEPT_TOO_LONG);
  FAILS(tox_group_invite_accept(tox, 9, data, sizeof(data), bytes, 0, bytes, 33, &error) != NONE, TOX_ERR_GROUP_INVITE_ACCEPT_EMPTY);
  FAILS(tox_group_invite_accept(tox, 9, data, sizeof(data), bytes, 1, bytes, 33, &error) != NONE, TOX_ERR_GROUP_INVITE_ACCEPT_FRIEND_NOT_FOUND);
  FAILS(tox_group_invite_accept(tox, 0, data, sizeof(data), bytes, 1, bytes, 33, &error) != NONE, TOX_ERR_GROUP_INVITE_ACCEPT_INIT_FAILED);
  CHECK(tox_group_get_chat_id(tox, 0, data, NULL));
  FAILS(tox_group_invite_accept(tox, 0, data, sizeof(data), bytes, 1, bytes, 33, &error) != NONE, TOX_ERR_GROUP_INVITE_ACCEPT_PASSWORD);
  Tox_Err_Group_Invite_Friend invited;
  CHECK(!tox_group_invite_friend(tox, 7, 9, &invited) && invited == TOX_ERR_GROUP_INVITE_FRIEND_GROUP_NOT_FOUND);
  CHECK(!tox_group_invite_friend(tox, 0, 9, &invited) && invited == TOX_ERR_GROUP_INVITE_FRIEND_FRIEND_NOT_FOUND);
  CHECK(!tox_group_invite_friend(tox, 0, 0, &invited) && invited == TOX_ERR_GROUP_INVITE_FRIEND_INVITE_FAIL);
}

static void ourselves(Tox *tox)
{
  uint8_t name[TOX_MAX_NAME_LENGTH];
  Tox_Err_Group_Self_Name_Set error;
  LIMIT(tox_group_self_set_name(tox, 0, bytes, length, &error), TOX_MAX_NAME_LENGTH, TOX_ERR_GROUP_SELF_NAME_SET_OK, TOX_ERR_GROUP_SELF_NAME_SET_TOO_LONG);
  FAILS(tox_group_self_set_name(tox, 0, bytes, 0, &error), TOX_ERR_GROUP_SELF_NAME_SET_INVALID);
  FAILS(tox_group_self_set_name(tox, 0, NULL, 3, &error), TOX_ERR_GROUP_SELF_NAME_SET_INVALID);
  FAILS(tox_group_self_set_name(tox, 9, NULL, 300, &error), TOX_ERR_GROUP_SELF_NAME_SET_GROUP_NOT_FOUND);
  CHECK(tox_group_self_set_name(tox, 0, (const uint8_t *)"me", 2, NULL) && tox_group_self_get_name_size(tox, 0, NULL) == 2);
  CHECK(tox_group_self_get_name(tox, 0, name, NULL) && memcmp(name, "me", 2) == 0 && tox_group_self_get_name(tox, 0, NULL, NULL));
  CHECK(tox_group_self_set_status(tox, 0, TOX_USER_STATUS_BUSY, NULL) && tox_group_self_set_status(tox, 0, (Tox_User_Status)77, NULL));
  CHECK(tox_group_self_get_status(tox, 0, NULL) == TOX_USER_STATUS_BUSY && tox_group_peer_get_status(tox, 0, 0, NULL) == TOX_USER_STATUS_BUSY);
  CHECK(tox_group_peer_get_name_size(tox, 0, 0, NULL) == 2 && tox_group_peer_get_name(tox, 0, 0, NULL, NULL));
  CHECK(tox_group_self_get_public_key(tox, 0, NULL, NULL) && tox_group_peer_get_public_key(tox, 0, 0, NULL, NULL));
  Tox_Err_Group_Peer_Query query;
  CHECK(tox_group_peer_get_name_size(tox, 0, 1, &query) == SIZE_MAX && query == TOX_ERR_GROUP_PEER_QUERY_PEER_NOT_FOUND);
  CHECK(!tox_group_peer_get_public_key(tox, 0, UINT32_MAX, name, &query) && query == TOX_ERR_GROUP_PEER_QUERY_PEER_NOT_FOUND);
  CHECK(tox_group_peer_get_role(tox, 9, 0, &query) == (Tox_Group_Role)UINT32_MAX && query == TOX_ERR_GROUP_PEER_QUERY_GROUP_NOT_FOUND);
}

static void talk(Tox *tox)
{
  const Tox_Message_Type bad = (Tox_Message_Type)9;
  {
    Tox_Err_Group_Send_Message error;
    LIMIT(tox_group_send_message(tox, 0, TOX_MESSAGE_TYPE_ACTION, bytes, length, &error) != NONE, TOX_GROUP_MAX_MESSAGE_LENGTH, TOX_ERR_GROUP_SEND_MESSAGE_OK, TOX_ERR_GROUP_SEND_MESSAGE_TOO_LONG);
    FAILS(tox_group_send_message(tox, 0, bad, bytes, 0, &error) != NONE, TOX_ERR_GROUP_SEND_MESSAGE_EMPTY);
    FAILS(tox_group_send_message(tox, 0, bad, NULL, 5, &error) != NONE, TOX_ERR_GROUP_SEND_MESSAGE_EMPTY);
    FAILS(tox_group_send_message(tox, 0, bad, NULL, 1373, &error) != NONE, TOX_ERR_GROUP_SEND_MESSAGE_TOO_LONG);
    FAILS(tox_group_send_message(tox, 0, bad, bytes, 1, &error) != NONE, TOX_ERR_GROUP_SEND_MESSAGE_BAD_TYPE);
    FAILS(tox_group_send_message(tox, 9, bad, NULL, 0, &error) != NONE, TOX_ERR_GROUP_SEND_MESSAGE_GROUP_NOT_FOUND);
  }
  {
    Tox_Err_Group_Send_Private_Message error;
    FAILS(tox_group_send_private_message(tox, 0, 5, bad, bytes, 1373, &error) != NONE, TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_TOO_LONG);
    FAILS(tox_group_send_private_message(tox, 0, 5, bad, bytes, SIZE_MAX, &error) != NONE, TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_TOO_LONG);
    /* libtoxcore takes these lengths, and no member ever gets them. */
    FAILS(tox_group_send_private_message(tox, 0, 5, TOX_MESSAGE_TYPE_NORMAL, bytes, 1368, &error) != NONE, TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_TOO_LONG);
    FAILS(tox_group_send_private_message(tox, 0, 0, bad, bytes, 1368, &error) != NONE, TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_TOO_LONG);
    FAILS(tox_group_send_private_message(tox, 0, 5, bad, NULL, 3, &error) != NONE, TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_EMPTY);
    FAILS(tox_group_send_private_message(tox, 0, 5, bad, bytes, 1, &error) != NONE, TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_PEER_NOT_FOUND);
    FAILS(tox_group_send_private_message(tox, 0, 0, bad, bytes, 1, &error) != NONE, TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_BAD_TYPE);
    FAILS(tox_group_send_private_message(tox, 0, 0, TOX_MESSAGE_TYPE_NORMAL, bytes, 1367, &error) != NONE, TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_FAIL_SEND);
    FAILS(tox_group_send_private_message(tox, 9, 0, bad, NULL, 0, &error) != NONE, TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_GROUP_NOT_FOUND);
  }
  for (unsigned lossless = 0; lossless < 2; lossless++) {
    Tox_Err_Group_Send_Custom_Packet error;
    LIMIT(tox_group_send_custom_packet(tox, 0, lossless == 1, bytes, length, &error), TOX_GROUP_MAX_CUSTOM_LOSSY_PACKET_LENGTH, TOX_ERR_GROUP_SEND_CUSTOM_PACKET_OK, TOX_ERR_GROUP_SEND_CUSTOM_PACKET_TOO_LONG);
    FAILS(tox_group_send_custom_packet(tox, 0, lossless == 1, bytes, 0, &error), TOX_ERR_GROUP_SEND_CUSTOM_PACKET_EMPTY);
    FAILS(tox_group_send_custom_packet(tox, 0, lossless == 1, NULL, 3, &error), TOX_ERR_GROUP_SEND_CUSTOM_PACKET_EMPTY);
    FAILS(tox_group_send_custom_packet(tox, 9, lossless == 1, bytes, 1374, &error), TOX_ERR_GROUP_SEND_CUSTOM_PACKET_GROUP_NOT_FOUND);
    Tox_Err_Group_Send_Custom_Private_Packet private;
    CHECK(!tox_group_send_custom_private_packet(tox, 0, 5, lossless == 1, bytes, 1374, &private) && private == TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_TOO_LONG);
    CHECK(!tox_group_send_custom_private_packet(tox, 0, 5, lossless == 1, NULL, 3, &private) && private == TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_EMPTY);
    CHECK(!tox_group_send_custom_private_packet(tox, 0, 5, lossless == 1, bytes, 1, &private) && private == TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_PEER_NOT_FOUND);
    CHECK(!tox_group_send_custom_private_packet(tox, 0, 0, lossless == 1, bytes, 1373, &private) && private == TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_FAIL_SEND);
  }
}

static void decide(Tox *tox)
{
  {
    Tox_Err_Group_Topic_Set error;
    LIMIT(tox_group_set_topic(tox, 0, bytes, length, &error), TOX_GROUP_MAX_TOPIC_LENGTH, TOX_ERR_GROUP_TOPIC_SET_OK, TOX_ERR_GROUP_TOPIC_SET_TOO_LONG);
    CHECK(tox_group_get_topic(tox, 0, NULL, NULL) && tox_group_set_topic(tox, 0, NULL, 5, NULL) && tox_group_get_topic_size(tox, 0, NULL) == 0);
    FAILS(tox_group_set_topic(tox, 9, bytes, 999, &error), TOX_ERR_GROUP_TOPIC_SET_GROUP_NOT_FOUND);
  }
  {
    Tox_Err_Group_Set_Password error;
    LIMIT(tox_group_set_password(tox, 0, bytes, length, &error), TOX_GROUP_MAX_PASSWORD_SIZE, TOX_ERR_GROUP_SET_PASSWORD_OK, TOX_ERR_GROUP_SET_PASSWORD_TOO_LONG);
    CHECK(tox_group_get_password_size(tox, 0, NULL) == 32 && tox_group_get_password(tox, 0, NULL, NULL));
    CHECK(tox_group_set_password(tox, 0, NULL, 5, NULL) && tox_group_get_password_size(tox, 0, NULL) == 0);
  }
  {
    Tox_Err_Group_Set_Topic_Lock error;
    FAILS(tox_group_set_topic_lock(tox, 9, (Tox_Group_Topic_Lock)2, &error), TOX_ERR_GROUP_SET_TOPIC_LOCK_GROUP_NOT_FOUND);
    FAILS(tox_group_set_topic_lock(tox, 0, (Tox_Group_Topic_Lock)2, &error), TOX_ERR_GROUP_SET_TOPIC_LOCK_INVALID);
    CHECK(tox_group_set_topic_lock(tox, 0, TOX_GROUP_TOPIC_LOCK_DISABLED, NULL) && tox_group_set_topic_lock(tox, 0, TOX_GROUP_TOPIC_LOCK_DISABLED, NULL));
    CHECK(tox_group_get_topic_lock(tox, 0, NULL) == TOX_GROUP_TOPIC_LOCK_DISABLED && tox_group_set_topic_lock(tox, 0, TOX_GROUP_TOPIC_LOCK_ENABLED, NULL));
  }
  {
    Tox_Err_Group_Set_Voice_State error;
    FAILS(tox_group_set_voice_state(tox, 0, (Tox_Group_Voice_State)3, &error), TOX_ERR_GROUP_SET_VOICE_STATE_FAIL_SET);
    CHECK(tox_group_set_voice_state(tox, 0, TOX_GROUP_VOICE_STATE_MODERATOR, NULL) && tox_group_get_voice_state(tox, 0, NULL) == TOX_GROUP_VOICE_STATE_MODERATOR);
  }
  {
    Tox_Err_Group_Set_Privacy_State error;
    FAILS(tox_group_set_privacy_state(tox, 0, (Tox_Group_Privacy_State)2, &error), TOX_ERR_GROUP_SET_PRIVACY_STATE_FAIL_SET);
    CHECK(tox_group_set_privacy_state(tox, 0, TOX_GROUP_PRIVACY_STATE_PRIVATE, NULL) && tox_group_get_privacy_state(tox, 0, NULL) == TOX_GROUP_PRIVACY_STATE_PRIVATE);
  }
  {
    Tox_Err_Group_Set_Peer_Limit error;
    /* libtoxcore takes it, and no member ever takes what the founder decides after it. */
    FAILS(tox_group_set_peer_limit(tox, 0, 0, &error), TOX_ERR_GROUP_SET_PEER_LIMIT_FAIL_SET);
    CHECK(tox_group_set_peer_limit(tox, 0, UINT16_MAX, NULL) && tox_group_get_peer_limit(tox, 0, NULL) == UINT16_MAX);
    CHECK(tox_group_get_peer_limit(tox, 9, NULL) == UINT16_MAX);
  }
  {
    Tox_Err_Group_Set_Role error;
    FAILS(tox_group_set_role(tox, 0, 5, TOX_GROUP_ROLE_FOUNDER, &error), TOX_ERR_GROUP_SET_ROLE_PEER_NOT_FOUND);
    FAILS(tox_group_set_role(tox, 0, 0, TOX_GROUP_ROLE_FOUNDER, &error), TOX_ERR_GROUP_SET_ROLE_ASSIGNMENT);
    FAILS(tox_group_set_role(tox, 0, 0, (Tox_Group_Role)4, &error), TOX_ERR_GROUP_SET_ROLE_ASSIGNMENT);
    FAILS(tox_group_set_role(tox, 0, 0, TOX_GROUP_ROLE_USER, &error), TOX_ERR_GROUP_SET_ROLE_SELF);
  }
  {
    Tox_Err_Group_Kick_Peer error;
    FAILS(tox_group_kick_peer(tox, 0, 0, &error), TOX_ERR_GROUP_KICK_PEER_SELF);
    FAILS(tox_group_kick_peer(tox, 0, 5, &error), TOX_ERR_GROUP_KICK_PEER_PEER_NOT_FOUND);
    FAILS(tox_group_kick_peer(tox, 9, 0, &error), TOX_ERR_GROUP_KICK_PEER_GROUP_NOT_FOUND);
  }
  {
    Tox_Err_Group_Set_Ignore error;
    FAILS(tox_group_set_ignore(tox, 0, 0, true, &error), TOX_ERR_GROUP_SET_IGNORE_SELF);
    FAILS(tox_group_set_ignore(tox, 0, 5, true, &error), TOX_ERR_GROUP_SET_IGNORE_PEER_NOT_FOUND);
    FAILS(tox_group_set_ignore(tox, 9, 5, true, &error), TOX_ERR_GROUP_SET_IGNORE_GROUP_NOT_FOUND);
  }
}

static void go(Tox *tox)
{
  CHECK(tox_group_disconnect(tox, 0, NULL) && !tox_group_is_connected(tox, 0, NULL));
  {
    Tox_Err_Group_Disconnect error;
    FAILS(tox_group_disconnect(tox, 0, &error), TOX_ERR_GROUP_DISCONNECT_ALREADY_DISCONNECTED);
    FAILS(tox_group_disconnect(tox, 9, &error), TOX_ERR_GROUP_DISCONNECT_GROUP_NOT_FOUND);
  }
  {
    Tox_Err_Group_Send_Message error;
    FAILS(tox_group_send_message(tox, 0, (Tox_Message_Type)9, bytes, 1373, &error) != NONE, TOX_ERR_GROUP_SEND_MESSAGE_DISCONNECTED);
    Tox_Err_Group_Send_Private_Message private;
    CHECK(tox_group_send_private_message(tox, 0, 5, (Tox_Message_Type)9, bytes, 1373, &private) == NONE && private == TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_DISCONNECTED);
    Tox_Err_Group_Send_Custom_Packet custom;
    CHECK(!tox_group_send_custom_packet(tox, 0, true, bytes, 1374, &custom) && custom == TOX_ERR_GROUP_SEND_CUSTOM_PACKET_DISCONNECTED);
    Tox_Err_Group_Send_Custom_Private_Packet custom_private;
    CHECK(!tox_group_send_custom_private_packet(tox, 0, 5, true, bytes, 1374, &custom_private) && custom_private == TOX_ERR_GROUP_SEND_CUSTOM_PRIVATE_PACKET_DISCONNECTED);
    Tox_Err_Group_Topic_Set topic;
    CHECK(!tox_group_set_topic(tox, 0, bytes, 999, &topic) && topic == TOX_ERR_GROUP_TOPIC_SET_DISCONNECTED);
    Tox_Err_Group_Set_Password password;
    CHECK(!tox_group_set_password(tox, 0, bytes, 99, &password) && password == TOX_ERR_GROUP_SET_PASSWORD_DISCONNECTED);
    Tox_Err_Group_Set_Peer_Limit limit;
    CHECK(!tox_group_set_peer_limit(tox, 0, 0, &limit) && limit == TOX_ERR_GROUP_SET_PEER_LIMIT_DISCONNECTED);
    Tox_Err_Group_Set_Topic_Lock lock;
    CHECK(!tox_group_set_topic_lock(tox, 0, (Tox_Group_Topic_Lock)2, &lock) && lock == TOX_ERR_GROUP_SET_TOPIC_LOCK_INVALID);
    CHECK(!tox_group_set_topic_lock(tox, 0, TOX_GROUP_TOPIC_LOCK_ENABLED, &lock) && lock == TOX_ERR_GROUP_SET_TOPIC_LOCK_DISCONNECTED);
    Tox_Err_Group_Set_Voice_State voice;
    CHECK(!tox_group_set_voice_state(tox, 0, (Tox_Group_Voice_State)3, &voice) && voice == TOX_ERR_GROUP_SET_VOICE_STATE_DISCONNECTED);
    Tox_Err_Group_Set_Privacy_State privacy;
    CHECK(!tox_group_set_privacy_state(tox, 0, (Tox_Group_Privacy_State)3, &privacy) && privacy == TOX_ERR_GROUP_SET_PRIVACY_STATE_DISCONNECTED);
    Tox_Err_Group_Invite_Friend invited;
    CHECK(!tox_group_invite_friend(tox, 0, 9, &invited) && invited == TOX_ERR_GROUP_INVITE_FRIEND_DISCONNECTED);
    CHECK(tox_group_self_set_name(tox, 0, bytes, 1, NULL) && tox_group_self_set_status(tox, 0, TOX_USER_STATUS_AWAY, NULL));
  }
  CHECK(tox_group_reconnect(tox, 0, NULL) && tox_group_is_connected(tox, 0, NULL));
  Tox_Err_Group_Reconnect reconnect;
  CHECK(!tox_group_reconnect(tox, 9, &reconnect) && reconnect == TOX_ERR_GROUP_RECONNECT_GROUP_NOT_FOUND);
  Tox_Err_Group_Leave error;
  /* libtoxcore says that it has not left, and leaves. */
  FAILS(tox_group_leave(tox, 0, bytes, TOX_GROUP_MAX_PART_LENGTH + 1, &error), TOX_ERR_GROUP_LEAVE_TOO_LONG);
  FAILS(tox_group_leave(tox, 0, NULL, 65536 + 3, &error), TOX_ERR_GROUP_LEAVE_TOO_LONG);
  FAILS(tox_group_leave(tox, 9, bytes, SIZE_MAX, &error), TOX_ERR_GROUP_LEAVE_GROUP_NOT_FOUND);
  CHECK(tox_group_get_number_groups(tox) == 1 && tox_group_leave(tox, 0, NULL, 5, &error) && error == TOX_ERR_GROUP_LEAVE_OK);
  CHECK(tox_group_get_number_groups(tox) == 0 && !tox_group_is_connected(tox, 0, NULL));
  /* The lowest number is that of the next group, once the last words of the one before have left. */
  tox_iterate(tox, NULL);
  CHECK(tox_group_new(tox, TOX_GROUP_PRIVACY_STATE_PUBLIC, bytes, 1, bytes, 1, NULL) == 0);
}

int main(void)
{
  memset(bytes, 'a', sizeof(bytes));
  Tox *tox = new_instance(NULL, 0);
  uint8_t key[TOX_PUBLIC_KEY_SIZE] = {9};
  CHECK(tox_friend_add_norequest(tox, key, NULL) == 0);
  found(tox);
  join(tox);
  invite(tox);
  ourselves(tox);
  talk(tox);
  decide(tox);
  go(tox);
  tox_kill(tox);
  return 0;
}
