/*
 * What callbacks may do: end what they are about, and the instance's work goes on. A callback deletes the friend whose message
 * it got, cancels the file whose chunk it got, iterates the instance that calls it, and sets other callbacks.
 */
#include "support.h"

struct Seen {
  unsigned messages;
  unsigned others;
  unsigned chunks;
  unsigned cancelled;
  unsigned names;
  unsigned requests;
};

static void on_other_message(Tox *tox, Tox_Friend_Number friend_number, Tox_Message_Type type, const uint8_t *message, size_t length, void *user_data)
{
  (void)tox;
  (void)friend_number;
  (void)type;
  (void)message;
  (void)length;
  ((struct Seen *)user_data)->others++;
}

static void on_message(Tox *tox, Tox_Friend_Number friend_number, Tox_Message_Type type, const uint8_t *message, size_t length, void *user_data)
{
  (void)friend_number;
  (void)type;
  struct Seen *seen = user_data;
  seen->messages++;
  /* A turn inside of a turn returns at once. */
  tox_iterate(tox, user_data);
  CHECK(message[0] == 'f' && length == 5 && message[length] == '\0');
  tox_callback_friend_message(tox, on_other_message);
}

static void on_name(Tox *tox, Tox_Friend_Number friend_number, const uint8_t *name, size_t length, void *user_data)
{
  uint8_t old[TOX_MAX_NAME_LENGTH];
  if (length == 0) {
    /* Who comes online tells his name, also an empty one. */
    return;
  }
  CHECK(length == 3 && memcmp(name, "new", 4) == 0);
  /* The friend's name is still the old one here. */
  CHECK(tox_friend_get_name_size(tox, friend_number, NULL) == 0 && tox_friend_get_name(tox, friend_number, old, NULL));
  ((struct Seen *)user_data)->names++;
}

static void on_file(Tox *tox, Tox_Friend_Number friend_number, Tox_File_Number number, uint32_t kind, uint64_t size, const uint8_t *name, size_t length, void *user_data)
{
  (void)kind;
  (void)user_data;
  CHECK(size == UINT64_MAX && name == NULL && length == 0);
  CHECK(tox_file_control(tox, friend_number, number, TOX_FILE_CONTROL_RESUME, NULL));
}

static void on_chunk(Tox *tox, Tox_Friend_Number friend_number, Tox_File_Number number, uint64_t position, const uint8_t *data, size_t length, void *user_data)
{
  (void)position;
  struct Seen *seen = user_data;
  seen->chunks++;
  CHECK(tox_file_control(tox, friend_number, number, TOX_FILE_CONTROL_CANCEL, NULL));
  Tox_Err_File_Control error;
  CHECK(!tox_file_control(tox, friend_number, number, TOX_FILE_CONTROL_CANCEL, &error) && error == TOX_ERR_FILE_CONTROL_NOT_FOUND);
  /* What was given stays until the callback returns. */
  CHECK(length > 0 && data[length - 1] == 7);
}

static void on_request(Tox *tox, Tox_Friend_Number friend_number, Tox_File_Number number, uint64_t position, size_t length, void *user_data)
{
  uint8_t chunk[TOX_MAX_CUSTOM_PACKET_SIZE];
  memset(chunk, 7, sizeof(chunk));
  CHECK(length > 0 && length <= sizeof(chunk));
  tox_file_send_chunk(tox, friend_number, number, position, chunk, length, NULL);
  ((struct Seen *)user_data)->requests++;
}

static void on_control(Tox *tox, Tox_Friend_Number friend_number, Tox_File_Number number, Tox_File_Control control, void *user_data)
{
  (void)tox;
  (void)friend_number;
  (void)number;
  if (control == TOX_FILE_CONTROL_CANCEL) {
    ((struct Seen *)user_data)->cancelled++;
  }
}

static void on_last_message(Tox *tox, Tox_Friend_Number friend_number, Tox_Message_Type type, const uint8_t *message, size_t length, void *user_data)
{
  (void)type;
  (void)length;
  CHECK(tox_friend_delete(tox, friend_number, NULL));
  CHECK(!tox_friend_exists(tox, friend_number) && message[0] == 'l');
  Tox_Err_Friend_Query error;
  tox_friend_get_connection_status(tox, friend_number, &error);
  CHECK(error == TOX_ERR_FRIEND_QUERY_FRIEND_NOT_FOUND);
  ((struct Seen *)user_data)->messages++;
}

static void say(Tox *tox, const char *text)
{
  CHECK(tox_friend_send_message(tox, 0, TOX_MESSAGE_TYPE_NORMAL, (const uint8_t *)text, strlen(text), NULL) != 0);
}

#define WAIT_FOR(condition) \
  do { \
    const double late = now() + PATIENCE; \
    while (!(condition)) { \
      turn(alice, bob, &seen); \
      CHECK(now() < late); \
    } \
  } while (0)

int main(void)
{
  struct Seen seen = {0, 0, 0, 0, 0, 0};
  Tox *alice = new_instance(NULL, 0);
  Tox *bob = new_instance(NULL, 0);
  introduce(alice, bob);
  befriend(alice, bob);
  tox_callback_friend_message(bob, on_message);
  tox_callback_friend_name(bob, on_name);
  tox_callback_file_recv(bob, on_file);
  tox_callback_file_recv_chunk(bob, on_chunk);
  tox_callback_file_chunk_request(alice, on_request);
  tox_callback_file_recv_control(alice, on_control);
  meet(alice, bob, &seen);

  say(alice, "first");
  WAIT_FOR(seen.messages == 1);
  say(alice, "other");
  WAIT_FOR(seen.others == 1);
  CHECK(tox_self_set_name(alice, (const uint8_t *)"new", 3, NULL));
  WAIT_FOR(seen.names == 1);
  CHECK(tox_friend_get_name_size(bob, 0, NULL) == 3);
  CHECK(tox_file_send(alice, 0, TOX_FILE_KIND_DATA, UINT64_MAX, NULL, NULL, 0, NULL) != UINT32_MAX);
  WAIT_FOR(seen.cancelled == 1);
  CHECK(seen.chunks == 1 && seen.requests >= 1);
  tox_callback_friend_message(bob, on_last_message);
  say(alice, "last");
  say(alice, "lost");
  WAIT_FOR(seen.messages == 2);
  WAIT_FOR(tox_friend_get_connection_status(alice, 0, NULL) == TOX_CONNECTION_NONE);
  CHECK(seen.messages == 2 && tox_self_get_friend_list_size(bob) == 0);
  tox_kill(alice);
  tox_kill(bob);
  return 0;
}
