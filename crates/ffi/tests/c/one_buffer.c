/*
 * What is read and what is written in one buffer: data is encrypted, decrypted and hashed in its place, or a bit beside it, and
 * nothing is touched behind the result.
 */
#include "support.h"

#include <tox/toxencryptsave.h>

#define EXTRA TOX_PASS_ENCRYPTION_EXTRA_LENGTH

static const uint8_t passphrase[] = {'w', 'o', 'r', 'd'};
static const char *const text = "a text that is longer than a block of the cipher, so that a part of it would be overwritten early";

/* A buffer of exactly the size that is needed, so that whoever watches memory sees one byte more. */
static uint8_t *room(size_t before, size_t length)
{
  uint8_t *buffer = (uint8_t *)malloc(before + length + EXTRA);
  CHECK(buffer != NULL);
  memcpy(buffer + before, text, length);
  return buffer;
}

static void with_a_passphrase(size_t before, size_t length)
{
  uint8_t *buffer = room(before, length);
  CHECK(tox_pass_encrypt(buffer + before, length, passphrase, sizeof(passphrase), buffer, NULL));
  CHECK(tox_is_data_encrypted(buffer));
  CHECK(tox_pass_decrypt(buffer, length + EXTRA, passphrase, sizeof(passphrase), buffer + before, NULL));
  CHECK(memcmp(buffer + before, text, length) == 0);
  free(buffer);
}

static void with_a_key(const Tox_Pass_Key *key, size_t before, size_t length)
{
  uint8_t *buffer = room(before, length);
  CHECK(tox_pass_key_encrypt(key, buffer + before, length, buffer, NULL));
  CHECK(tox_pass_key_decrypt(key, buffer, length + EXTRA, buffer + before, NULL));
  CHECK(memcmp(buffer + before, text, length) == 0);
  free(buffer);
}

static void hashes(size_t length)
{
  uint8_t apart[TOX_HASH_LENGTH];
  CHECK(tox_hash(apart, (const uint8_t *)text, length));
  uint8_t *buffer = room(0, length);
  CHECK(tox_hash(buffer, buffer, length));
  CHECK(memcmp(buffer, apart, TOX_HASH_LENGTH) == 0);
  free(buffer);
}

int main(void)
{
  const size_t length = strlen(text);
  Tox_Pass_Key *key = tox_pass_key_derive(passphrase, sizeof(passphrase), NULL);
  CHECK(key != NULL);
  with_a_passphrase(0, length);
  with_a_passphrase(7, length);
  for (size_t before = 0; before <= EXTRA; before++) {
    with_a_key(key, before, length);
    with_a_key(key, before, 1);
  }
  hashes(length);
  hashes(3);
  tox_pass_key_free(key);
  return 0;
}
