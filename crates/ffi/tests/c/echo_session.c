/*
 * Two instances talk for some seconds: messages that come back, files both ways, names, packets; then one of them is made
 * anew from its save. `echo_session [SECONDS]`.
 */
#include "support.h"

#define FILE_BYTES 300000u

struct Session {
  unsigned messages;
  unsigned echoes;
  unsigned receipts;
  unsigned files_sent;
  unsigned files_received;
  unsigned packets;
  uint64_t received;
};

static void on_message(Tox *tox, Tox_Friend_Number friend_number, Tox_Message_Type type, const uint8_t *message, size_t length, void *user_data)
{
  struct Session *session = user_data;
  CHECK(message[length] == '\0');
  if (type == TOX_MESSAGE_TYPE_NORMAL) {
    session->messages++;
    CHECK(tox_friend_send_message(tox, friend_number, TOX_MESSAGE_TYPE_ACTION, message, length, NULL) != 0);
  } else {
    session->echoes++;
  }
}

static void on_receipt(Tox *tox, Tox_Friend_Number friend_number, Tox_Friend_Message_Id id, void *user_data)
{
  (void)tox;
  (void)friend_number;
  CHECK(id != 0);
  ((struct Session *)user_data)->receipts++;
}

static void on_packet(Tox *tox, Tox_Friend_Number friend_number, const uint8_t *data, size_t length, void *user_data)
{
  (void)tox;
  (void)friend_number;
  CHECK(length == 3 && data[1] == 'a');
  ((struct Session *)user_data)->packets++;
}

static uint8_t byte_at(uint64_t position)
{
  return (uint8_t)(position * 31 + position / 251);
}

static void on_file(Tox *tox, Tox_Friend_Number friend_number, Tox_File_Number number, uint32_t kind, uint64_t size, const uint8_t *name, size_t length, void *user_data)
{
  (void)user_data;
  CHECK(kind == TOX_FILE_KIND_DATA && size == FILE_BYTES && length == 4 && strcmp((const char *)name, "file") == 0);
  CHECK(tox_file_control(tox, friend_number, number, TOX_FILE_CONTROL_RESUME, NULL));
}

static void on_chunk(Tox *tox, Tox_Friend_Number friend_number, Tox_File_Number number, uint64_t position, const uint8_t *data, size_t length, void *user_data)
{
  (void)tox;
  (void)friend_number;
  (void)number;
  struct Session *session = user_data;
  if (length == 0) {
    CHECK(data == NULL && position == FILE_BYTES);
    session->files_received++;
    return;
  }
  for (size_t i = 0; i < length; i++) {
    CHECK(data[i] == byte_at(position + i));
  }
  session->received += length;
}

static void on_request(Tox *tox, Tox_Friend_Number friend_number, Tox_File_Number number, uint64_t position, size_t length, void *user_data)
{
  if (length == 0) {
    ((struct Session *)user_data)->files_sent++;
    return;
  }
  uint8_t *chunk = malloc(length);
  CHECK(chunk != NULL);
  for (size_t i = 0; i < length; i++) {
    chunk[i] = byte_at(position + i);
  }
  tox_file_send_chunk(tox, friend_number, number, position, chunk, length, NULL);
  free(chunk);
}

static void listen_to(Tox *tox)
{
  tox_callback_friend_message(tox, on_message);
  tox_callback_friend_read_receipt(tox, on_receipt);
  tox_callback_friend_lossless_packet(tox, on_packet);
  tox_callback_file_recv(tox, on_file);
  tox_callback_file_recv_chunk(tox, on_chunk);
  tox_callback_file_chunk_request(tox, on_request);
}

int main(int argc, char *argv[])
{
  const double seconds = argc > 1 ? atof(argv[1]) : 3;
  struct Session session = {0, 0, 0, 0, 0, 0, 0};
  Tox *alice = new_instance(NULL, 0);
  Tox *bob = new_instance(NULL, 0);
  listen_to(alice);
  listen_to(bob);
  introduce(alice, bob);
  befriend(alice, bob);
  meet(alice, bob, &session);

  const double end = now() + seconds;
  unsigned rounds = 0;
  while (now() < end || rounds < 2) {
    Tox *speaker = rounds % 2 == 0 ? alice : bob;
    const struct Session before = session;
    CHECK(tox_friend_send_message(speaker, 0, TOX_MESSAGE_TYPE_NORMAL, (const uint8_t *)"hello", 5, NULL) != 0);
    CHECK(tox_self_set_name(speaker, (const uint8_t *)"speaker", rounds % 8, NULL));
    CHECK(tox_self_set_typing(speaker, 0, rounds % 4 < 2, NULL));
    CHECK(tox_friend_send_lossless_packet(speaker, 0, (const uint8_t *)"\xa0" "ab", 3, NULL));
    CHECK(tox_file_send(speaker, 0, TOX_FILE_KIND_DATA, FILE_BYTES, NULL, (const uint8_t *)"file", 4, NULL) != UINT32_MAX);
    const double late = now() + PATIENCE;
    while (session.echoes == before.echoes || session.receipts < before.receipts + 2 || session.packets == before.packets
           || session.files_received == before.files_received || session.files_sent == before.files_sent) {
      turn(alice, bob, &session);
      CHECK(now() < late);
    }
    rounds++;
  }
  CHECK(session.received == (uint64_t)session.files_received * FILE_BYTES);

  const size_t size = tox_get_savedata_size(alice);
  uint8_t *savedata = malloc(size);
  CHECK(savedata != NULL);
  tox_get_savedata(alice, savedata);
  tox_kill(alice);
  alice = new_instance(savedata, size);
  free(savedata);
  listen_to(alice);
  introduce(alice, bob);
  while (tox_friend_get_connection_status(bob, 0, NULL) != TOX_CONNECTION_NONE && now() < end + PATIENCE) {
    turn(alice, bob, &session);
  }
  meet(alice, bob, &session);
  tox_kill(alice);
  tox_kill(bob);
  printf("%u rounds, %u messages and echoes, %u files of %u bytes\n", rounds, session.messages + session.echoes, session.files_received, FILE_BYTES);
  return 0;
}
