/*
 * Two instances in a conference: an invitation, names, title, texts of the greatest length, somebody who leaves out of a callback
 * and comes again, and a conference that comes back out of a save.
 */
#include "support.h"

#define MOST 1363u

struct Member {
  Tox_Conference_Number joined;
  unsigned connected;
  unsigned messages;
  unsigned own;
  unsigned titles;
  unsigned names;
  unsigned changes;
  bool leaves;
};

static uint8_t text[MOST + 1];

static void on_invite(Tox *tox, Tox_Friend_Number friend_number, Tox_Conference_Type type, const uint8_t *cookie, size_t length, void *user_data)
{
  struct Member *member = user_data;
  CHECK(type == TOX_CONFERENCE_TYPE_TEXT && length == 35);
  Tox_Err_Conference_Join error;
  CHECK(tox_conference_join(tox, friend_number, cookie, length - 1, &error) == UINT32_MAX && error == TOX_ERR_CONFERENCE_JOIN_INVALID_LENGTH);
  member->joined = tox_conference_join(tox, friend_number, cookie, length, &error);
  CHECK(member->joined != UINT32_MAX && error == TOX_ERR_CONFERENCE_JOIN_OK);
  CHECK(tox_conference_join(tox, friend_number, cookie, length, &error) == UINT32_MAX && error == TOX_ERR_CONFERENCE_JOIN_DUPLICATE);
}

static void on_connected(Tox *tox, Tox_Conference_Number number, void *user_data)
{
  struct Member *member = user_data;
  CHECK(number == member->joined);
  CHECK(tox_conference_get_type(tox, number, NULL) == TOX_CONFERENCE_TYPE_TEXT);
  member->connected++;
}

static void on_message(Tox *tox, Tox_Conference_Number number, Tox_Conference_Peer_Number peer, Tox_Message_Type type, const uint8_t *message, size_t length, void *user_data)
{
  struct Member *member = user_data;
  CHECK(type == TOX_MESSAGE_TYPE_NORMAL || type == TOX_MESSAGE_TYPE_ACTION);
  CHECK(length >= 1 && length <= MOST && message[0] == 'x' && message[length] == '\0');
  Tox_Err_Conference_Peer_Query error;
  if (tox_conference_peer_number_is_ours(tox, number, peer, &error)) {
    member->own++;
  } else {
    CHECK(error == TOX_ERR_CONFERENCE_PEER_QUERY_OK);
    member->messages++;
  }
  if (member->leaves) {
    member->leaves = false;
    CHECK(tox_conference_delete(tox, number, NULL));
    CHECK(tox_conference_peer_count(tox, number, &error) == UINT32_MAX && error == TOX_ERR_CONFERENCE_PEER_QUERY_CONFERENCE_NOT_FOUND);
    CHECK(message[0] == 'x');
  }
}

static void on_title(Tox *tox, Tox_Conference_Number number, Tox_Conference_Peer_Number peer, const uint8_t *title, size_t length, void *user_data)
{
  (void)peer;
  uint8_t now_set[TOX_MAX_NAME_LENGTH];
  CHECK(length <= sizeof(now_set) && title[length] == '\0');
  CHECK(tox_conference_get_title_size(tox, number, NULL) == length && tox_conference_get_title(tox, number, now_set, NULL));
  CHECK(memcmp(title, now_set, length) == 0);
  ((struct Member *)user_data)->titles++;
}

static void on_peer_name(Tox *tox, Tox_Conference_Number number, Tox_Conference_Peer_Number peer, const uint8_t *name, size_t length, void *user_data)
{
  uint8_t key[TOX_PUBLIC_KEY_SIZE];
  CHECK(name[length] == '\0' && tox_conference_peer_get_public_key(tox, number, peer, key, NULL));
  ((struct Member *)user_data)->names++;
}

static void on_peers(Tox *tox, Tox_Conference_Number number, void *user_data)
{
  uint8_t name[TOX_MAX_NAME_LENGTH];
  const uint32_t count = tox_conference_peer_count(tox, number, NULL);
  CHECK(count != UINT32_MAX);
  for (uint32_t peer = 0; peer < count; peer++) {
    CHECK(tox_conference_peer_get_name_size(tox, number, peer, NULL) <= sizeof(name) && tox_conference_peer_get_name(tox, number, peer, name, NULL));
  }
  Tox_Err_Conference_Peer_Query error;
  CHECK(tox_conference_peer_get_name_size(tox, number, count, &error) == SIZE_MAX && error == TOX_ERR_CONFERENCE_PEER_QUERY_PEER_NOT_FOUND);
  ((struct Member *)user_data)->changes++;
}

static void listen_to(Tox *tox)
{
  tox_callback_conference_invite(tox, on_invite);
  tox_callback_conference_connected(tox, on_connected);
  tox_callback_conference_message(tox, on_message);
  tox_callback_conference_title(tox, on_title);
  tox_callback_conference_peer_name(tox, on_peer_name);
  tox_callback_conference_peer_list_changed(tox, on_peers);
}

static void pause_as_told(const Tox *one, const Tox *other)
{
  const uint32_t first = tox_iteration_interval(one);
  const uint32_t second = tox_iteration_interval(other);
  const struct timespec pause = {0, (long)((first < second ? first : second) % 1000) * 1000000};
  nanosleep(&pause, NULL);
}

#define WAIT_FOR(condition) \
  do { \
    const double late = now() + PATIENCE; \
    while (!(condition)) { \
      tox_iterate(alice, &first); \
      tox_iterate(bob, &second); \
      pause_as_told(alice, bob); \
      CHECK(now() < late); \
    } \
  } while (0)

int main(void)
{
  struct Member first = {0};
  struct Member second = {0};
  memset(text, 'x', sizeof(text));
  Tox *alice = new_instance(NULL, 0);
  Tox *bob = new_instance(NULL, 0);
  introduce(alice, bob);
  befriend(alice, bob);
  listen_to(alice);
  listen_to(bob);
  meet(alice, bob, &first);
  CHECK(tox_self_set_name(alice, (const uint8_t *)"alice", 5, NULL) && tox_self_set_name(bob, (const uint8_t *)"bob", 3, NULL));

  const Tox_Conference_Number number = tox_conference_new(alice, NULL);
  CHECK(number == 0 && tox_conference_get_chatlist_size(alice) == 1);
  Tox_Err_Conference_Send_Message error;
  CHECK(!tox_conference_send_message(alice, number, TOX_MESSAGE_TYPE_NORMAL, text, MOST, &error) && error == TOX_ERR_CONFERENCE_SEND_MESSAGE_NO_CONNECTION);
  CHECK(tox_conference_set_title(alice, number, (const uint8_t *)"title", 5, NULL));
  CHECK(tox_conference_invite(alice, 0, number, NULL));
  WAIT_FOR(second.connected == 1 && second.titles == 1 && first.names > 0 && second.names > 0 && tox_conference_peer_count(bob, second.joined, NULL) == 2);

  CHECK(!tox_conference_send_message(alice, number, TOX_MESSAGE_TYPE_NORMAL, text, MOST + 1, &error) && error == TOX_ERR_CONFERENCE_SEND_MESSAGE_TOO_LONG);
  CHECK(!tox_conference_send_message(alice, number, TOX_MESSAGE_TYPE_NORMAL, text, SIZE_MAX, &error) && error == TOX_ERR_CONFERENCE_SEND_MESSAGE_TOO_LONG);
  CHECK(tox_conference_send_message(alice, number, TOX_MESSAGE_TYPE_NORMAL, text, MOST, &error) && error == TOX_ERR_CONFERENCE_SEND_MESSAGE_OK);
  CHECK(tox_conference_send_message(bob, second.joined, TOX_MESSAGE_TYPE_ACTION, text, 1, NULL));
  WAIT_FOR(first.messages == 1 && second.messages == 1 && first.own == 1 && second.own == 1);

  /* Bob leaves out of the callback, and is invited again. */
  second.leaves = true;
  first.changes = 0;
  CHECK(tox_conference_send_message(alice, number, TOX_MESSAGE_TYPE_NORMAL, text, 2, NULL));
  WAIT_FOR(first.changes == 1 && tox_conference_peer_count(alice, number, NULL) == 1);
  CHECK(tox_conference_get_chatlist_size(bob) == 0);
  CHECK(tox_conference_invite(alice, 0, number, NULL));
  WAIT_FOR(second.connected == 2 && tox_conference_peer_count(bob, second.joined, NULL) == 2);

  const size_t size = tox_get_savedata_size(alice);
  uint8_t *savedata = malloc(size);
  CHECK(savedata != NULL);
  tox_get_savedata(alice, savedata);
  tox_kill(alice);
  alice = new_instance(savedata, size);
  free(savedata);
  listen_to(alice);
  introduce(alice, bob);
  uint8_t id[TOX_CONFERENCE_ID_SIZE];
  CHECK(tox_conference_get_id(alice, number, id) && tox_conference_by_id(bob, id, NULL) == second.joined);
  CHECK(tox_conference_offline_peer_count(alice, number, NULL) == 1 && tox_conference_peer_count(alice, number, NULL) == 1);
  WAIT_FOR(tox_conference_peer_count(alice, number, NULL) == 2 && tox_conference_peer_count(bob, second.joined, NULL) == 2);
  first.messages = 0;
  CHECK(tox_conference_send_message(bob, second.joined, TOX_MESSAGE_TYPE_NORMAL, text, 3, NULL));
  WAIT_FOR(first.messages == 1);
  tox_kill(alice);
  tox_kill(bob);
  return 0;
}
