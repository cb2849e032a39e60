/*
 * Three instances in a group: invitations, a password, texts and packets of the greatest length, everything that founder,
 * moderators and members can change, somebody who is told to leave, who goes and comes again, and who leaves out of a callback.
 */
#include "support.h"

#define MOST_IN_PRIVATE 1367u

struct Member {
  const char *name;
  const char *password;
  Tox_Group_Number joined;
  unsigned selves, joins, exits, names, statuses, topics, messages, privates, customs, custom_privates;
  unsigned privacies, voices, locks, limits, passwords, failures, kicks, roles;
  Tox_Group_Exit_Type last_exit;
  Tox_Group_Join_Fail last_failure;
  size_t last_length;
  Tox_Group_Peer_Number last_peer;
  Tox_Group_Message_Id last_id;
  char last_words[TOX_GROUP_MAX_PART_LENGTH + 1];
  bool leaves;
};

static uint8_t text[TOX_GROUP_MAX_CUSTOM_LOSSLESS_PACKET_LENGTH + 1];
static Tox *alice, *bob, *carol;
static struct Member of_alice = {.name = "alice"}, of_bob = {.name = "bob"}, of_carol = {.name = "carol"};

static void on_invite(Tox *tox, Tox_Friend_Number friend_number, const uint8_t *data, size_t length, const uint8_t *group_name, size_t group_name_length, void *user_data)
{
  struct Member *member = user_data;
  CHECK(length == TOX_GROUP_CHAT_ID_SIZE + TOX_GROUP_PEER_PUBLIC_KEY_SIZE);
  CHECK(group_name_length == 5 && memcmp(group_name, "group", 6) == 0);
  const uint8_t *name = (const uint8_t *)member->name;
  const size_t name_length = strlen(member->name);
  const uint8_t *password = (const uint8_t *)member->password;
  const size_t password_length = password == NULL ? 0 : strlen(member->password);
  Tox_Err_Group_Invite_Accept error;
  CHECK(tox_group_invite_accept(tox, friend_number, data, length - 1, name, name_length, NULL, 0, &error) == UINT32_MAX && error == TOX_ERR_GROUP_INVITE_ACCEPT_BAD_INVITE);
  CHECK(tox_group_invite_accept(tox, friend_number + 9, data, length, name, name_length, NULL, 0, &error) == UINT32_MAX && error == TOX_ERR_GROUP_INVITE_ACCEPT_FRIEND_NOT_FOUND);
  member->joined = tox_group_invite_accept(tox, friend_number, data, length, name, name_length, password, password_length, &error);
  CHECK(member->joined != UINT32_MAX && error == TOX_ERR_GROUP_INVITE_ACCEPT_OK);
  /* Again it is the same group. */
  CHECK(tox_group_invite_accept(tox, friend_number, data, length, name, name_length, password, password_length, &error) == member->joined && error == TOX_ERR_GROUP_INVITE_ACCEPT_OK);
}

static void on_self_join(Tox *tox, Tox_Group_Number group, void *user_data)
{
  struct Member *member = user_data;
  uint8_t name[TOX_GROUP_MAX_GROUP_NAME_LENGTH];
  CHECK(group == member->joined && tox_group_is_connected(tox, group, NULL));
  CHECK(tox_group_get_name_size(tox, group, NULL) == 5 && tox_group_get_name(tox, group, name, NULL) && memcmp(name, "group", 5) == 0);
  member->selves++;
}

static void on_join_fail(Tox *tox, Tox_Group_Number group, Tox_Group_Join_Fail why, void *user_data)
{
  struct Member *member = user_data;
  CHECK(!tox_group_is_connected(tox, group, NULL));
  member->last_failure = why;
  member->failures++;
}

/* Whoever is told of can be asked about. */
static void is_there(const Tox *tox, Tox_Group_Number group, Tox_Group_Peer_Number peer)
{
  uint8_t name[TOX_MAX_NAME_LENGTH];
  uint8_t key[TOX_GROUP_PEER_PUBLIC_KEY_SIZE];
  Tox_Err_Group_Peer_Query error;
  const size_t size = tox_group_peer_get_name_size(tox, group, peer, &error);
  CHECK(error == TOX_ERR_GROUP_PEER_QUERY_OK && size >= 1 && size <= sizeof(name));
  CHECK(tox_group_peer_get_name(tox, group, peer, name, &error) && error == TOX_ERR_GROUP_PEER_QUERY_OK);
  CHECK(tox_group_peer_get_public_key(tox, group, peer, key, &error) && error == TOX_ERR_GROUP_PEER_QUERY_OK);
  CHECK(tox_group_peer_get_role(tox, group, peer, &error) <= TOX_GROUP_ROLE_OBSERVER && error == TOX_ERR_GROUP_PEER_QUERY_OK);
  CHECK(tox_group_peer_get_status(tox, group, peer, &error) <= TOX_USER_STATUS_BUSY && error == TOX_ERR_GROUP_PEER_QUERY_OK);
  CHECK(tox_group_peer_get_connection_status(tox, group, peer, &error) <= TOX_CONNECTION_UDP && error == TOX_ERR_GROUP_PEER_QUERY_OK);
}

static void on_peer_join(Tox *tox, Tox_Group_Number group, Tox_Group_Peer_Number peer, void *user_data)
{
  struct Member *member = user_data;
  CHECK(peer != tox_group_self_get_peer_id(tox, group, NULL));
  is_there(tox, group, peer);
  member->last_peer = peer;
  member->joins++;
}

static void on_peer_exit(Tox *tox, Tox_Group_Number group, Tox_Group_Peer_Number peer, Tox_Group_Exit_Type why, const uint8_t *name, size_t name_length, const uint8_t *part_message, size_t length, void *user_data)
{
  struct Member *member = user_data;
  Tox_Err_Group_Peer_Query error;
  CHECK(tox_group_peer_get_name_size(tox, group, peer, &error) == SIZE_MAX && error == TOX_ERR_GROUP_PEER_QUERY_PEER_NOT_FOUND);
  CHECK(name_length >= 1 && name != NULL && length < sizeof(member->last_words));
  memcpy(member->last_words, part_message, length);
  member->last_words[length] = '\0';
  member->last_exit = why;
  member->last_peer = peer;
  member->exits++;
}

static void on_peer_name(Tox *tox, Tox_Group_Number group, Tox_Group_Peer_Number peer, const uint8_t *name, size_t length, void *user_data)
{
  uint8_t now_called[TOX_MAX_NAME_LENGTH];
  CHECK(tox_group_peer_get_name_size(tox, group, peer, NULL) == length && tox_group_peer_get_name(tox, group, peer, now_called, NULL));
  CHECK(memcmp(name, now_called, length) == 0);
  ((struct Member *)user_data)->names++;
}

static void on_peer_status(Tox *tox, Tox_Group_Number group, Tox_Group_Peer_Number peer, Tox_User_Status status, void *user_data)
{
  CHECK(tox_group_peer_get_status(tox, group, peer, NULL) == status);
  ((struct Member *)user_data)->statuses++;
}

static void on_topic(Tox *tox, Tox_Group_Number group, Tox_Group_Peer_Number peer, const uint8_t *topic, size_t length, void *user_data)
{
  struct Member *member = user_data;
  uint8_t now_set[TOX_GROUP_MAX_TOPIC_LENGTH];
  CHECK(topic != NULL && tox_group_get_topic_size(tox, group, NULL) == length && tox_group_get_topic(tox, group, now_set, NULL));
  CHECK(memcmp(topic, now_set, length) == 0);
  /* A newcomer may be told before it has met whoever set it. */
  if (peer != UINT32_MAX) {
    is_there(tox, group, peer);
  }
  member->last_length = length;
  member->topics++;
}

static void on_privacy(Tox *tox, Tox_Group_Number group, Tox_Group_Privacy_State state, void *user_data)
{
  CHECK(tox_group_get_privacy_state(tox, group, NULL) == state);
  ((struct Member *)user_data)->privacies++;
}

static void on_voice(Tox *tox, Tox_Group_Number group, Tox_Group_Voice_State state, void *user_data)
{
  CHECK(tox_group_get_voice_state(tox, group, NULL) == state);
  ((struct Member *)user_data)->voices++;
}

static void on_topic_lock(Tox *tox, Tox_Group_Number group, Tox_Group_Topic_Lock lock, void *user_data)
{
  CHECK(tox_group_get_topic_lock(tox, group, NULL) == lock);
  ((struct Member *)user_data)->locks++;
}

static void on_peer_limit(Tox *tox, Tox_Group_Number group, uint32_t limit, void *user_data)
{
  CHECK(tox_group_get_peer_limit(tox, group, NULL) == limit);
  ((struct Member *)user_data)->limits++;
}

static void on_password(Tox *tox, Tox_Group_Number group, const uint8_t *password, size_t length, void *user_data)
{
  uint8_t now_set[TOX_GROUP_MAX_PASSWORD_SIZE];
  CHECK(password != NULL && tox_group_get_password_size(tox, group, NULL) == length && tox_group_get_password(tox, group, now_set, NULL));
  CHECK(memcmp(password, now_set, length) == 0);
  ((struct Member *)user_data)->passwords++;
}

static void hear(Tox *tox, Tox_Group_Number group, Tox_Group_Peer_Number peer, const uint8_t *bytes, size_t length, struct Member *member)
{
  is_there(tox, group, peer);
  CHECK(length >= 1 && bytes[0] == 'x' && bytes[length - 1] == 'x');
  member->last_length = length;
  member->last_peer = peer;
}

static void on_message(Tox *tox, Tox_Group_Number group, Tox_Group_Peer_Number peer, Tox_Message_Type type, const uint8_t *message, size_t length, Tox_Group_Message_Id id, void *user_data)
{
  struct Member *member = user_data;
  CHECK(type == TOX_MESSAGE_TYPE_NORMAL || type == TOX_MESSAGE_TYPE_ACTION);
  hear(tox, group, peer, message, length, member);
  member->last_id = id;
  member->messages++;
  if (member->leaves) {
    member->leaves = false;
    Tox_Err_Group_Leave error;
    CHECK(tox_group_leave(tox, group, (const uint8_t *)"enough", 6, &error) && error == TOX_ERR_GROUP_LEAVE_OK);
    CHECK(message[0] == 'x');
  }
}

static void on_private(Tox *tox, Tox_Group_Number group, Tox_Group_Peer_Number peer, Tox_Message_Type type, const uint8_t *message, size_t length, Tox_Group_Message_Id id, void *user_data)
{
  struct Member *member = user_data;
  CHECK(type == TOX_MESSAGE_TYPE_ACTION);
  hear(tox, group, peer, message, length, member);
  member->last_id = id;
  member->privates++;
}

static void on_custom(Tox *tox, Tox_Group_Number group, Tox_Group_Peer_Number peer, const uint8_t *data, size_t length, void *user_data)
{
  hear(tox, group, peer, data, length, user_data);
  ((struct Member *)user_data)->customs++;
}

static void on_custom_private(Tox *tox, Tox_Group_Number group, Tox_Group_Peer_Number peer, const uint8_t *data, size_t length, void *user_data)
{
  hear(tox, group, peer, data, length, user_data);
  ((struct Member *)user_data)->custom_privates++;
}

static void on_moderation(Tox *tox, Tox_Group_Number group, Tox_Group_Peer_Number source, Tox_Group_Peer_Number target, Tox_Group_Mod_Event what, void *user_data)
{
  struct Member *member = user_data;
  CHECK(what <= TOX_GROUP_MOD_EVENT_MODERATOR && (source == UINT32_MAX) == (target == UINT32_MAX));
  if (source != UINT32_MAX) {
    is_there(tox, group, source);
    if (what == TOX_GROUP_MOD_EVENT_KICK) {
      member->kicks++;
    } else {
      member->roles++;
    }
  }
}

static void listen_to(Tox *tox)
{
  tox_callback_group_invite(tox, on_invite);
  tox_callback_group_self_join(tox, on_self_join);
  tox_callback_group_join_fail(tox, on_join_fail);
  tox_callback_group_peer_join(tox, on_peer_join);
  tox_callback_group_peer_exit(tox, on_peer_exit);
  tox_callback_group_peer_name(tox, on_peer_name);
  tox_callback_group_peer_status(tox, on_peer_status);
  tox_callback_group_topic(tox, on_topic);
  tox_callback_group_privacy_state(tox, on_privacy);
  tox_callback_group_voice_state(tox, on_voice);
  tox_callback_group_topic_lock(tox, on_topic_lock);
  tox_callback_group_peer_limit(tox, on_peer_limit);
  tox_callback_group_password(tox, on_password);
  tox_callback_group_message(tox, on_message);
  tox_callback_group_private_message(tox, on_private);
  tox_callback_group_custom_packet(tox, on_custom);
  tox_callback_group_custom_private_packet(tox, on_custom_private);
  tox_callback_group_moderation(tox, on_moderation);
}

static void all_turn(void)
{
  uint32_t pause = 50;
  Tox *const all[] = {alice, bob, carol};
  struct Member *const members[] = {&of_alice, &of_bob, &of_carol};
  for (size_t i = 0; i < 3; i++) {
    tox_iterate(all[i], members[i]);
    const uint32_t interval = tox_iteration_interval(all[i]);
    pause = interval < pause ? interval : pause;
  }
  const struct timespec time = {0, (long)pause * 1000000};
  nanosleep(&time, NULL);
}

#define WAIT_FOR(condition) \
  do { \
    const double late = now() + PATIENCE; \
    while (!(condition)) { \
      all_turn(); \
      CHECK(now() < late); \
    } \
  } while (0)

/* The number of the member who is called so. */
static Tox_Group_Peer_Number find(const Tox *tox, Tox_Group_Number group, const char *name)
{
  uint8_t called[TOX_MAX_NAME_LENGTH];
  for (Tox_Group_Peer_Number peer = 0; peer < 16; peer++) {
    if (tox_group_peer_get_name_size(tox, group, peer, NULL) == strlen(name)) {
      CHECK(tox_group_peer_get_name(tox, group, peer, called, NULL));
      if (memcmp(called, name, strlen(name)) == 0) {
        return peer;
      }
    }
  }
  CHECK(false);
  return UINT32_MAX;
}

static void found_a_group(void)
{
  uint8_t id[TOX_GROUP_CHAT_ID_SIZE];
  uint8_t key[TOX_GROUP_PEER_PUBLIC_KEY_SIZE];
  uint8_t again[TOX_GROUP_PEER_PUBLIC_KEY_SIZE];
  Tox_Err_Group_New error;
  of_alice.joined = tox_group_new(alice, TOX_GROUP_PRIVACY_STATE_PRIVATE, (const uint8_t *)"group", 5, (const uint8_t *)"alice", 5, &error);
  CHECK(of_alice.joined == 0 && error == TOX_ERR_GROUP_NEW_OK);
  CHECK(tox_group_get_number_groups(alice) == 1 && tox_group_is_connected(alice, 0, NULL));
  CHECK(tox_group_get_chat_id(alice, 0, id, NULL) && tox_group_by_id(alice, id, NULL) == 0);
  CHECK(tox_group_self_get_role(alice, 0, NULL) == TOX_GROUP_ROLE_FOUNDER && tox_group_self_get_peer_id(alice, 0, NULL) == 0);
  CHECK(tox_group_self_get_public_key(alice, 0, key, NULL) && tox_group_peer_get_public_key(alice, 0, 0, again, NULL) && memcmp(key, again, sizeof(key)) == 0);
  CHECK(tox_group_get_privacy_state(alice, 0, NULL) == TOX_GROUP_PRIVACY_STATE_PRIVATE && tox_group_get_peer_limit(alice, 0, NULL) == 100);
  CHECK(tox_group_get_topic_lock(alice, 0, NULL) == TOX_GROUP_TOPIC_LOCK_ENABLED && tox_group_get_voice_state(alice, 0, NULL) == TOX_GROUP_VOICE_STATE_ALL);
  CHECK(tox_group_get_password_size(alice, 0, NULL) == 0 && tox_group_get_topic_size(alice, 0, NULL) == 0);
  /* Nobody hears it, which is no failure. */
  CHECK(tox_group_send_message(alice, 0, TOX_MESSAGE_TYPE_NORMAL, text, 1, NULL) != UINT32_MAX);
  CHECK(tox_group_set_topic(alice, 0, text, TOX_GROUP_MAX_TOPIC_LENGTH, NULL));
}

static void invite(void)
{
  Tox_Err_Group_Invite_Friend error;
  CHECK(!tox_group_invite_friend(alice, 0, 9, &error) && error == TOX_ERR_GROUP_INVITE_FRIEND_FRIEND_NOT_FOUND);
  /* A second invitation before the first is answered makes no second member. */
  for (unsigned time = 0; time < 2; time++) {
    CHECK(tox_group_invite_friend(alice, 0, 0, &error) && error == TOX_ERR_GROUP_INVITE_FRIEND_OK);
  }
  WAIT_FOR(of_bob.selves == 1 && of_bob.joins == 1 && of_alice.joins == 1);
  CHECK(tox_group_get_topic_size(bob, of_bob.joined, NULL) == TOX_GROUP_MAX_TOPIC_LENGTH);

  /* Only as many come in as the founder says. */
  CHECK(tox_group_set_peer_limit(alice, 0, 2, NULL));
  WAIT_FOR(of_bob.limits == 1);
  CHECK(tox_group_invite_friend(alice, 0, 1, NULL));
  WAIT_FOR(of_carol.failures == 1);
  CHECK(of_carol.last_failure == TOX_GROUP_JOIN_FAIL_PEER_LIMIT && of_carol.selves == 0 && of_alice.joins == 1 && of_bob.joins == 1);
  CHECK(tox_group_leave(carol, of_carol.joined, NULL, 0, NULL));
  WAIT_FOR(tox_group_get_number_groups(carol) == 0);
  CHECK(tox_group_set_peer_limit(alice, 0, 100, NULL));
  WAIT_FOR(of_bob.limits == 2);

  /* Only who knows the password comes in. */
  CHECK(tox_group_set_password(alice, 0, (const uint8_t *)"secret", 6, NULL));
  WAIT_FOR(of_bob.passwords == 1);
  of_carol.password = "wrong";
  CHECK(tox_group_invite_friend(alice, 0, 1, NULL));
  WAIT_FOR(of_carol.failures == 2);
  CHECK(of_carol.last_failure == TOX_GROUP_JOIN_FAIL_INVALID_PASSWORD && of_carol.selves == 0);
  CHECK(tox_group_leave(carol, of_carol.joined, NULL, 0, NULL));
  WAIT_FOR(tox_group_get_number_groups(carol) == 0);
  of_carol.password = "secret";
  CHECK(tox_group_invite_friend(alice, 0, 1, NULL));
  WAIT_FOR(of_carol.selves == 1 && of_carol.joins == 2 && of_alice.joins == 2 && of_bob.joins == 2);
}

static void talk(void)
{
  const Tox_Group_Number at_bob = of_bob.joined;
  const Tox_Group_Peer_Number to_alice = find(bob, at_bob, "alice");
  const Tox_Group_Message_Id id = tox_group_send_message(bob, at_bob, TOX_MESSAGE_TYPE_NORMAL, text, TOX_GROUP_MAX_MESSAGE_LENGTH, NULL);
  WAIT_FOR(of_alice.messages == 1 && of_carol.messages == 1);
  CHECK(id != UINT32_MAX && of_alice.last_id == id && of_carol.last_id == id);
  CHECK(of_alice.last_length == TOX_GROUP_MAX_MESSAGE_LENGTH && of_alice.last_peer == find(alice, 0, "bob"));
  const Tox_Group_Message_Id alone = tox_group_send_private_message(bob, at_bob, to_alice, TOX_MESSAGE_TYPE_ACTION, text, MOST_IN_PRIVATE, NULL);
  WAIT_FOR(of_alice.privates == 1);
  CHECK(of_alice.last_id == alone && of_alice.last_length == MOST_IN_PRIVATE && of_carol.privates == 0);
  for (unsigned lossless = 0; lossless < 2; lossless++) {
    CHECK(tox_group_send_custom_packet(bob, at_bob, lossless == 1, text, TOX_GROUP_MAX_CUSTOM_LOSSY_PACKET_LENGTH, NULL));
    WAIT_FOR(of_alice.customs == lossless + 1 && of_carol.customs == lossless + 1);
    CHECK(tox_group_send_custom_private_packet(bob, at_bob, to_alice, lossless == 1, text, TOX_GROUP_MAX_CUSTOM_LOSSLESS_PACKET_LENGTH, NULL));
    WAIT_FOR(of_alice.custom_privates == lossless + 1);
    CHECK(of_alice.last_length == TOX_GROUP_MAX_CUSTOM_LOSSLESS_PACKET_LENGTH && of_carol.custom_privates == 0);
  }

  /* Alice hears nothing of Bob for a while. */
  CHECK(tox_group_set_ignore(alice, 0, find(alice, 0, "bob"), true, NULL));
  CHECK(tox_group_send_message(bob, at_bob, TOX_MESSAGE_TYPE_NORMAL, text, 1, NULL) != UINT32_MAX);
  CHECK(tox_group_send_custom_packet(bob, at_bob, true, text, 1, NULL));
  WAIT_FOR(of_carol.messages == 2 && of_alice.customs == 3);
  CHECK(of_alice.messages == 1 && tox_group_set_ignore(alice, 0, find(alice, 0, "bob"), false, NULL));
}

/* What the founder alone decides, in the order in which libtoxcore looks for reasons. */
static void ask_as_a_user(Tox *tox, Tox_Group_Number group, bool is_connected)
{
  Tox_Err_Group_Set_Password password;
  CHECK(!tox_group_set_password(tox, group, text, 99, &password) && password == (is_connected ? TOX_ERR_GROUP_SET_PASSWORD_PERMISSIONS : TOX_ERR_GROUP_SET_PASSWORD_DISCONNECTED));
  Tox_Err_Group_Set_Peer_Limit limit;
  CHECK(!tox_group_set_peer_limit(tox, group, 0, &limit) && limit == (is_connected ? TOX_ERR_GROUP_SET_PEER_LIMIT_PERMISSIONS : TOX_ERR_GROUP_SET_PEER_LIMIT_DISCONNECTED));
  Tox_Err_Group_Set_Privacy_State privacy;
  CHECK(!tox_group_set_privacy_state(tox, group, (Tox_Group_Privacy_State)3, &privacy) && privacy == TOX_ERR_GROUP_SET_PRIVACY_STATE_PERMISSIONS);
  CHECK(!tox_group_set_privacy_state(tox, group, TOX_GROUP_PRIVACY_STATE_PUBLIC, &privacy) && privacy == TOX_ERR_GROUP_SET_PRIVACY_STATE_PERMISSIONS);
  Tox_Err_Group_Set_Voice_State voice;
  CHECK(!tox_group_set_voice_state(tox, group, (Tox_Group_Voice_State)3, &voice) && voice == TOX_ERR_GROUP_SET_VOICE_STATE_PERMISSIONS);
  CHECK(!tox_group_set_voice_state(tox, group, TOX_GROUP_VOICE_STATE_ALL, &voice) && voice == TOX_ERR_GROUP_SET_VOICE_STATE_PERMISSIONS);
  Tox_Err_Group_Set_Topic_Lock lock;
  CHECK(!tox_group_set_topic_lock(tox, group, (Tox_Group_Topic_Lock)2, &lock) && lock == TOX_ERR_GROUP_SET_TOPIC_LOCK_INVALID);
  CHECK(!tox_group_set_topic_lock(tox, group, TOX_GROUP_TOPIC_LOCK_ENABLED, &lock) && lock == TOX_ERR_GROUP_SET_TOPIC_LOCK_PERMISSIONS);
  Tox_Err_Group_Topic_Set topic;
  CHECK(!tox_group_set_topic(tox, group, text, TOX_GROUP_MAX_TOPIC_LENGTH + 1, &topic) && topic == (is_connected ? TOX_ERR_GROUP_TOPIC_SET_TOO_LONG : TOX_ERR_GROUP_TOPIC_SET_DISCONNECTED));
}

static void change(void)
{
  const Tox_Group_Peer_Number to_carol = find(bob, of_bob.joined, "carol");
  Tox_Err_Group_Set_Role role;
  CHECK(!tox_group_set_role(bob, of_bob.joined, to_carol, TOX_GROUP_ROLE_USER, &role) && role == TOX_ERR_GROUP_SET_ROLE_ASSIGNMENT);
  CHECK(!tox_group_set_role(bob, of_bob.joined, to_carol, TOX_GROUP_ROLE_MODERATOR, &role) && role == TOX_ERR_GROUP_SET_ROLE_PERMISSIONS);
  ask_as_a_user(bob, of_bob.joined, true);

  /* Newcomers are told what is unlike in a new group. */
  CHECK(of_bob.privacies == 1 && of_carol.privacies == 1 && of_carol.passwords == 0);
  of_bob.privacies = of_bob.voices = of_bob.limits = of_bob.passwords = 0;
  CHECK(tox_group_self_set_name(bob, of_bob.joined, (const uint8_t *)"robert", 6, NULL));
  CHECK(tox_group_self_set_status(bob, of_bob.joined, TOX_USER_STATUS_BUSY, NULL));
  WAIT_FOR(of_alice.names == 1 && of_carol.names == 1 && of_alice.statuses == 1 && of_carol.statuses == 1);
  CHECK(tox_group_set_topic(alice, 0, NULL, 0, NULL));
  WAIT_FOR(of_bob.topics == 1 && of_carol.topics == 1 && of_bob.last_length == 0);
  Tox_Err_Group_Topic_Set error;
  CHECK(!tox_group_set_topic(bob, of_bob.joined, text, 1, &error) && error == TOX_ERR_GROUP_TOPIC_SET_PERMISSIONS);
  CHECK(tox_group_set_topic_lock(alice, 0, TOX_GROUP_TOPIC_LOCK_DISABLED, NULL));
  WAIT_FOR(of_bob.locks == 1 && of_carol.locks == 1);
  CHECK(tox_group_set_topic(bob, of_bob.joined, text, 7, NULL));
  WAIT_FOR(of_alice.topics == 1 && of_carol.topics == 2 && of_alice.last_length == 7);
  CHECK(tox_group_set_privacy_state(alice, 0, TOX_GROUP_PRIVACY_STATE_PUBLIC, NULL));
  CHECK(tox_group_set_voice_state(alice, 0, TOX_GROUP_VOICE_STATE_FOUNDER, NULL));
  CHECK(tox_group_set_peer_limit(alice, 0, 7, NULL) && tox_group_set_password(alice, 0, NULL, 0, NULL));
  WAIT_FOR(of_bob.privacies == 1 && of_bob.voices == 1 && of_bob.limits == 1 && of_bob.passwords == 1);
  Tox_Err_Group_Send_Message silenced;
  CHECK(tox_group_send_message(bob, of_bob.joined, TOX_MESSAGE_TYPE_NORMAL, text, 1, &silenced) == UINT32_MAX && silenced == TOX_ERR_GROUP_SEND_MESSAGE_PERMISSIONS);
  CHECK(tox_group_set_voice_state(alice, 0, TOX_GROUP_VOICE_STATE_ALL, NULL));
  WAIT_FOR(of_bob.voices == 2);
}

static void moderate(void)
{
  CHECK(tox_group_set_role(alice, 0, find(alice, 0, "robert"), TOX_GROUP_ROLE_MODERATOR, NULL));
  WAIT_FOR(of_bob.roles == 1 && of_carol.roles == 1);
  CHECK(tox_group_self_get_role(bob, of_bob.joined, NULL) == TOX_GROUP_ROLE_MODERATOR);
  const Tox_Group_Peer_Number to_carol = find(bob, of_bob.joined, "carol");
  Tox_Err_Group_Set_Role error;
  CHECK(!tox_group_set_role(bob, of_bob.joined, find(bob, of_bob.joined, "alice"), TOX_GROUP_ROLE_USER, &error) && error == TOX_ERR_GROUP_SET_ROLE_PERMISSIONS);
  CHECK(tox_group_set_role(bob, of_bob.joined, to_carol, TOX_GROUP_ROLE_OBSERVER, NULL));
  WAIT_FOR(of_alice.roles == 1 && of_carol.roles == 2);
  CHECK(tox_group_self_get_role(carol, of_carol.joined, NULL) == TOX_GROUP_ROLE_OBSERVER);
  Tox_Err_Group_Send_Private_Message silenced;
  CHECK(tox_group_send_private_message(carol, of_carol.joined, find(carol, of_carol.joined, "alice"), TOX_MESSAGE_TYPE_NORMAL, text, 1, &silenced) == UINT32_MAX && silenced == TOX_ERR_GROUP_SEND_PRIVATE_MESSAGE_PERMISSIONS);
  Tox_Err_Group_Kick_Peer kick;
  CHECK(!tox_group_kick_peer(carol, of_carol.joined, find(carol, of_carol.joined, "alice"), &kick) && kick == TOX_ERR_GROUP_KICK_PEER_PERMISSIONS);
  CHECK(tox_group_kick_peer(bob, of_bob.joined, to_carol, &kick) && kick == TOX_ERR_GROUP_KICK_PEER_OK);
  WAIT_FOR(of_alice.exits == 1 && of_carol.exits == 2);
  CHECK(of_alice.kicks == 1 && of_alice.last_exit == TOX_GROUP_EXIT_TYPE_KICK && of_bob.exits == 0);
  CHECK(of_carol.kicks == 1 && of_carol.last_exit == TOX_GROUP_EXIT_TYPE_SELF_DISCONNECTED);
  Tox_Err_Group_Disconnect out;
  CHECK(!tox_group_is_connected(carol, of_carol.joined, NULL));
  CHECK(!tox_group_disconnect(carol, of_carol.joined, &out) && out == TOX_ERR_GROUP_DISCONNECT_ALREADY_DISCONNECTED);
  /* She takes it, and is a newcomer then. */
  CHECK(tox_group_leave(carol, of_carol.joined, NULL, 0, NULL));
  WAIT_FOR(tox_group_get_number_groups(carol) == 0);
  of_carol.password = NULL;
  CHECK(tox_group_invite_friend(alice, 0, 1, NULL));
  WAIT_FOR(of_carol.selves == 2 && of_carol.joins == 4 && of_alice.joins == 3 && of_bob.joins == 3);
}

static void go_and_come(void)
{
  of_alice.exits = of_bob.exits = of_carol.exits = of_alice.joins = of_bob.joins = 0;
  CHECK(tox_group_disconnect(bob, of_bob.joined, NULL));
  WAIT_FOR(of_alice.exits == 1 && of_carol.exits == 1 && of_bob.exits == 2);
  CHECK(of_alice.last_exit == TOX_GROUP_EXIT_TYPE_QUIT && of_bob.last_exit == TOX_GROUP_EXIT_TYPE_SELF_DISCONNECTED);
  Tox_Err_Group_Send_Message error;
  CHECK(tox_group_send_message(bob, of_bob.joined, TOX_MESSAGE_TYPE_NORMAL, text, 1, &error) == UINT32_MAX && error == TOX_ERR_GROUP_SEND_MESSAGE_DISCONNECTED);
  ask_as_a_user(bob, of_bob.joined, false);
  CHECK(tox_group_reconnect(bob, of_bob.joined, NULL));
  WAIT_FOR(of_alice.joins == 1 && of_bob.joins >= 1);
  of_alice.exits = 0;
  of_carol.leaves = true;
  CHECK(tox_group_send_message(alice, 0, TOX_MESSAGE_TYPE_ACTION, text, 2, NULL) != UINT32_MAX);
  WAIT_FOR(of_alice.exits == 1 && tox_group_get_number_groups(carol) == 0);
  CHECK(of_alice.last_exit == TOX_GROUP_EXIT_TYPE_QUIT && strcmp(of_alice.last_words, "enough") == 0);
}

int main(void)
{
  memset(text, 'x', sizeof(text));
  alice = new_instance(NULL, 0);
  bob = new_instance(NULL, 0);
  carol = new_instance(NULL, 0);
  introduce(alice, bob);
  introduce(alice, carol);
  introduce(bob, carol);
  uint8_t key[TOX_PUBLIC_KEY_SIZE];
  befriend(alice, bob);
  tox_self_get_public_key(carol, key);
  CHECK(tox_friend_add_norequest(alice, key, NULL) == 1);
  tox_self_get_public_key(alice, key);
  CHECK(tox_friend_add_norequest(carol, key, NULL) == 0);
  listen_to(alice);
  listen_to(bob);
  listen_to(carol);
  WAIT_FOR(tox_friend_get_connection_status(alice, 0, NULL) != TOX_CONNECTION_NONE && tox_friend_get_connection_status(alice, 1, NULL) != TOX_CONNECTION_NONE
           && tox_friend_get_connection_status(bob, 0, NULL) != TOX_CONNECTION_NONE && tox_friend_get_connection_status(carol, 0, NULL) != TOX_CONNECTION_NONE);
  found_a_group();
  invite();
  talk();
  change();
  moderate();
  go_and_come();
  tox_kill(carol);
  tox_kill(bob);
  tox_kill(alice);
  return 0;
}
