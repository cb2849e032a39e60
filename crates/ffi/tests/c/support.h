/* What the C tests share: two instances in one process that know each other, and a clock that bounds every wait. */
#ifndef SUPPORT_H
#define SUPPORT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <tox/tox.h>

/* Seconds that anything may take, with valgrind underneath. */
#define PATIENCE 120

#define CHECK(condition) \
  do { \
    if (!(condition)) { \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      exit(1); \
    } \
  } while (0)

/* An instance that sees nothing but this machine. */
static inline Tox *new_instance(const uint8_t *savedata, size_t length)
{
  Tox_Options *options = tox_options_new(NULL);
  CHECK(options != NULL);
  tox_options_set_local_discovery_enabled(options, false);
  tox_options_set_ipv6_enabled(options, false);
  if (savedata != NULL) {
    tox_options_set_savedata_type(options, TOX_SAVEDATA_TYPE_TOX_SAVE);
    tox_options_set_savedata_data(options, savedata, length);
  }
  Tox_Err_New error;
  Tox *tox = tox_new(options, &error);
  CHECK(tox != NULL && error == TOX_ERR_NEW_OK);
  tox_options_free(options);
  return tox;
}

/* Tells each of the other as a node. */
static inline void introduce(Tox *one, Tox *other)
{
  uint8_t key[TOX_PUBLIC_KEY_SIZE];
  tox_self_get_dht_id(other, key);
  CHECK(tox_bootstrap(one, "127.0.0.1", tox_self_get_udp_port(other, NULL), key, NULL));
  tox_self_get_dht_id(one, key);
  CHECK(tox_bootstrap(other, "127.0.0.1", tox_self_get_udp_port(one, NULL), key, NULL));
}

/* Makes friends of two instances without a request; each is friend 0 of the other. */
static inline void befriend(Tox *one, Tox *other)
{
  uint8_t key[TOX_PUBLIC_KEY_SIZE];
  tox_self_get_public_key(other, key);
  CHECK(tox_friend_add_norequest(one, key, NULL) == 0);
  tox_self_get_public_key(one, key);
  CHECK(tox_friend_add_norequest(other, key, NULL) == 0);
}

/* Seconds since some moment. */
static inline double now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Lets two instances work once, and waits as long as they say. */
static inline void turn(Tox *one, Tox *other, void *user_data)
{
  tox_iterate(one, user_data);
  tox_iterate(other, user_data);
  const uint32_t first = tox_iteration_interval(one);
  const uint32_t second = tox_iteration_interval(other);
  const uint32_t milliseconds = first < second ? first : second;
  const struct timespec pause = {0, (long)(milliseconds % 1000) * 1000000};
  nanosleep(&pause, NULL);
}

/* Turns until two instances see each other online. */
static inline void meet(Tox *one, Tox *other, void *user_data)
{
  const double end = now() + PATIENCE;
  while (tox_friend_get_connection_status(one, 0, NULL) == TOX_CONNECTION_NONE
         || tox_friend_get_connection_status(other, 0, NULL) == TOX_CONNECTION_NONE) {
    turn(one, other, user_data);
    CHECK(now() < end);
  }
}

#endif
