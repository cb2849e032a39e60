/*
 * Four threads use one instance at once: one iterates it, one sends, one asks about everything, one makes calls; a fifth
 * iterates its friend. Under ThreadSanitizer a race ends the program. `hammer [SECONDS]`.
 */
#include "support.h"

#include <pthread.h>
#include <tox/tox_private.h>
#include <tox/toxav.h>

/* Neither thread may end while another could still use the instances. */
static Tox *alice;
static Tox *bob;
static ToxAV *av;
static double end;

static void on_message(Tox *tox, Tox_Friend_Number friend_number, Tox_Message_Type type, const uint8_t *message, size_t length, void *user_data)
{
  (void)type;
  ++*(unsigned *)user_data;
  uint8_t name[TOX_MAX_NAME_LENGTH];
  tox_friend_get_name(tox, friend_number, name, NULL);
  if (tox == bob) {
    tox_friend_send_message(tox, friend_number, TOX_MESSAGE_TYPE_NORMAL, message, length, NULL);
  }
}

static void *iterate(void *instance)
{
  unsigned *messages = calloc(1, sizeof(*messages));
  CHECK(messages != NULL);
  while (now() < end) {
    tox_iterate(instance, messages);
    const struct timespec pause = {0, 200000};
    nanosleep(&pause, NULL);
  }
  return messages;
}

static void *talk(void *instance)
{
  unsigned sent = 0;
  while (now() < end) {
    sent += tox_friend_send_message(instance, 0, TOX_MESSAGE_TYPE_NORMAL, (const uint8_t *)"hello", 5, NULL) != 0;
    tox_friend_send_lossless_packet(instance, 0, (const uint8_t *)"\xa0", 1, NULL);
    tox_friend_send_lossy_packet(instance, 0, (const uint8_t *)"\xc8", 1, NULL);
    tox_self_set_typing(instance, 0, sent % 2 == 0, NULL);
    tox_self_set_name(instance, (const uint8_t *)"hammer", sent % 7, NULL);
    const Tox_File_Number file = tox_file_send(instance, 0, TOX_FILE_KIND_DATA, 10, NULL, (const uint8_t *)"f", 1, NULL);
    tox_file_control(instance, 0, file, TOX_FILE_CONTROL_CANCEL, NULL);
    const struct timespec pause = {0, 500000};
    nanosleep(&pause, NULL);
  }
  CHECK(sent > 0);
  return NULL;
}

static void *ask(void *instance)
{
  uint8_t *savedata = NULL;
  unsigned rounds = 0;
  while (now() < end) {
    tox_iteration_interval(instance);
    tox_self_get_connection_status(instance);
    tox_friend_get_connection_status(instance, 0, NULL);
    tox_friend_get_last_online(instance, 0, NULL);
    tox_callback_friend_message(instance, on_message);
    tox_lock(instance);
    const size_t size = tox_get_savedata_size(instance);
    savedata = realloc(savedata, size);
    CHECK(savedata != NULL);
    tox_get_savedata(instance, savedata);
    tox_unlock(instance);
    uint8_t key[TOX_PUBLIC_KEY_SIZE] = {1};
    key[1] = (uint8_t)(rounds++ % 16);
    const Tox_Friend_Number another = tox_friend_add_norequest(instance, key, NULL);
    tox_friend_delete(instance, another, NULL);
    const struct timespec pause = {0, 300000};
    nanosleep(&pause, NULL);
  }
  free(savedata);
  return NULL;
}

static void *call(void *session)
{
  while (now() < end) {
    toxav_call(session, 0, 48, 0, NULL);
    toxav_call_control(session, 0, TOXAV_CALL_CONTROL_CANCEL, NULL);
    toxav_audio_set_bit_rate(session, 0, 32, NULL);
    toxav_audio_iterate(session);
    toxav_video_iterate(session);
    const struct timespec pause = {0, 1000000};
    nanosleep(&pause, NULL);
  }
  return NULL;
}

int main(int argc, char *argv[])
{
  const double seconds = argc > 1 ? atof(argv[1]) : 3;
  unsigned messages = 0;
  alice = new_instance(NULL, 0);
  bob = new_instance(NULL, 0);
  av = toxav_new(alice, NULL);
  CHECK(av != NULL);
  tox_callback_friend_message(alice, on_message);
  tox_callback_friend_message(bob, on_message);
  introduce(alice, bob);
  befriend(alice, bob);
  meet(alice, bob, &messages);

  end = now() + seconds;
  void *(*const works[])(void *) = {iterate, iterate, talk, ask, call};
  void *const on[] = {alice, bob, alice, alice, av};
  pthread_t threads[5];
  for (size_t i = 0; i < 5; i++) {
    CHECK(pthread_create(&threads[i], NULL, works[i], on[i]) == 0);
  }
  unsigned heard[2] = {0, 0};
  for (size_t i = 0; i < 5; i++) {
    void *result;
    CHECK(pthread_join(threads[i], &result) == 0);
    if (i < 2) {
      heard[i] = *(unsigned *)result;
      free(result);
    }
  }
  CHECK(heard[0] > 0 && heard[1] > 0);
  toxav_kill(av);
  tox_kill(alice);
  tox_kill(bob);
  printf("%u messages there, %u back\n", heard[1], heard[0]);
  return 0;
}
