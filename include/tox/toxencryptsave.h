/* SPDX-License-Identifier: MIT OR Apache-2.0 */

/**
 * @file
 *
 * Encrypts what is stored, above all savedata, with a passphrase.
 */
/* Written by `cargo xtask header` from the library's source: changes belong there. */
#ifndef C_TOXCORE_TOXENCRYPTSAVE_TOXENCRYPTSAVE_H
#define C_TOXCORE_TOXENCRYPTSAVE_TOXENCRYPTSAVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @{ @name Sizes of `toxencryptsave.h`, as macros and as functions
 */

/**
 * Bytes by which encrypted data is longer than what it holds.
 */
#define TOX_PASS_ENCRYPTION_EXTRA_LENGTH 80

/**
 * @return `TOX_PASS_ENCRYPTION_EXTRA_LENGTH`.
 */
uint32_t tox_pass_encryption_extra_length(void);

/**
 * Bytes of a key derived from a passphrase.
 */
#define TOX_PASS_KEY_LENGTH 32

/**
 * @return `TOX_PASS_KEY_LENGTH`.
 */
uint32_t tox_pass_key_length(void);

/**
 * Bytes of the salt of a derived key.
 */
#define TOX_PASS_SALT_LENGTH 32

/**
 * @return `TOX_PASS_SALT_LENGTH`.
 */
uint32_t tox_pass_salt_length(void);

/** @} */

/**
 * @{ @name Types of encrypted data at rest
 */

/**
 * Why no key was derived.
 */
typedef enum Tox_Err_Key_Derivation {
  /**
   * It worked.
   */
  TOX_ERR_KEY_DERIVATION_OK,
  /**
   * A pointer that must not be NULL was NULL; a passphrase may be NULL if its length is 0.
   */
  TOX_ERR_KEY_DERIVATION_NULL,
  /**
   * There was no randomness, or not enough memory.
   */
  TOX_ERR_KEY_DERIVATION_FAILED,
} Tox_Err_Key_Derivation;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_key_derivation_to_string(Tox_Err_Key_Derivation value);

/**
 * Why nothing was encrypted.
 */
typedef enum Tox_Err_Encryption {
  /**
   * It worked.
   */
  TOX_ERR_ENCRYPTION_OK,
  /**
   * A pointer was NULL, or there was nothing to encrypt.
   */
  TOX_ERR_ENCRYPTION_NULL,
  /**
   * No key could be derived from the passphrase.
   */
  TOX_ERR_ENCRYPTION_KEY_DERIVATION_FAILED,
  /**
   * There was no randomness.
   */
  TOX_ERR_ENCRYPTION_FAILED,
} Tox_Err_Encryption;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_encryption_to_string(Tox_Err_Encryption value);

/**
 * Why nothing was decrypted.
 */
typedef enum Tox_Err_Decryption {
  /**
   * It worked.
   */
  TOX_ERR_DECRYPTION_OK,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_DECRYPTION_NULL,
  /**
   * It is not longer than `TOX_PASS_ENCRYPTION_EXTRA_LENGTH`.
   */
  TOX_ERR_DECRYPTION_INVALID_LENGTH,
  /**
   * It does not start as encrypted data does.
   */
  TOX_ERR_DECRYPTION_BAD_FORMAT,
  /**
   * No key could be derived from the passphrase.
   */
  TOX_ERR_DECRYPTION_KEY_DERIVATION_FAILED,
  /**
   * The passphrase or key is wrong, or the data was changed.
   */
  TOX_ERR_DECRYPTION_FAILED,
} Tox_Err_Decryption;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_decryption_to_string(Tox_Err_Decryption value);

/**
 * Why no salt was found.
 */
typedef enum Tox_Err_Get_Salt {
  /**
   * It worked.
   */
  TOX_ERR_GET_SALT_OK,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOX_ERR_GET_SALT_NULL,
  /**
   * It does not start as encrypted data does.
   */
  TOX_ERR_GET_SALT_BAD_FORMAT,
} Tox_Err_Get_Salt;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_get_salt_to_string(Tox_Err_Get_Salt value);

/** @} */

/**
 * @{ @name Files under a passphrase, for programs that write seldom
 */

/**
 * Encrypts data with a passphrase and a new random salt. Takes some 50 ms, on purpose.
 *
 * @param plaintext what to encrypt: at least one byte.
 * @param plaintext_len how many bytes it has.
 * @param passphrase the passphrase; may be NULL if it has no bytes.
 * @param passphrase_len how many bytes it has.
 * @param ciphertext where encrypted data goes; has room for `TOX_PASS_ENCRYPTION_EXTRA_LENGTH` more bytes. May be the place of
 *   the plaintext.
 * @param error why nothing was encrypted; may be NULL.
 *
 * @return whether it was encrypted.
 */
bool tox_pass_encrypt(const uint8_t *plaintext,
                      size_t plaintext_len,
                      const uint8_t *passphrase,
                      size_t passphrase_len,
                      uint8_t *ciphertext,
                      Tox_Err_Encryption *error);

/**
 * Decrypts data with a passphrase and the salt that stands in it. Takes some 50 ms, unless the data is not encrypted at all.
 *
 * @param ciphertext encrypted data.
 * @param ciphertext_len how many bytes it has: more than `TOX_PASS_ENCRYPTION_EXTRA_LENGTH`.
 * @param passphrase the passphrase; not NULL even if it has no bytes.
 * @param passphrase_len how many bytes it has.
 * @param plaintext where decrypted data goes; has room for `TOX_PASS_ENCRYPTION_EXTRA_LENGTH` fewer bytes. May be the place of
 *   the ciphertext.
 * @param error why nothing was decrypted; may be NULL.
 *
 * @return whether it was decrypted.
 */
bool tox_pass_decrypt(const uint8_t *ciphertext,
                      size_t ciphertext_len,
                      const uint8_t *passphrase,
                      size_t passphrase_len,
                      uint8_t *plaintext,
                      Tox_Err_Decryption *error);

/** @} */

/**
 * @{ @name A key that is derived once and used for many files
 */

/**
 * A key derived from a passphrase and a salt. Deriving takes some 50 ms, so a program that writes often keeps it.
 */
typedef struct Tox_Pass_Key Tox_Pass_Key;

/**
 * Derives a key with a new random salt.
 *
 * @param passphrase the passphrase; may be NULL if it has no bytes.
 * @param passphrase_len how many bytes it has.
 * @param error why there is no key; may be NULL.
 *
 * @return the key, to be freed with `tox_pass_key_free`; NULL if there is none.
 */
Tox_Pass_Key *tox_pass_key_derive(const uint8_t *passphrase,
                                  size_t passphrase_len,
                                  Tox_Err_Key_Derivation *error);

/**
 * Derives a key with a given salt, as that of a file written before: the same passphrase and salt give the same key.
 *
 * @param passphrase the passphrase; may be NULL if it has no bytes.
 * @param passphrase_len how many bytes it has.
 * @param salt the salt, of `TOX_PASS_SALT_LENGTH` bytes.
 * @param error why there is no key; may be NULL.
 *
 * @return the key, to be freed with `tox_pass_key_free`; NULL if there is none.
 */
Tox_Pass_Key *tox_pass_key_derive_with_salt(const uint8_t *passphrase,
                                            size_t passphrase_len,
                                            const uint8_t *salt,
                                            Tox_Err_Key_Derivation *error);

/**
 * Frees a key, after its bytes were overwritten. NULL does nothing.
 */
void tox_pass_key_free(Tox_Pass_Key *key);

/**
 * Encrypts data with a key that was derived before.
 *
 * @param key the key.
 * @param plaintext what to encrypt: at least one byte.
 * @param plaintext_len how many bytes it has.
 * @param ciphertext where encrypted data goes; has room for `TOX_PASS_ENCRYPTION_EXTRA_LENGTH` more bytes. May be the place of
 *   the plaintext.
 * @param error why nothing was encrypted; may be NULL.
 *
 * @return whether it was encrypted.
 */
bool tox_pass_key_encrypt(const Tox_Pass_Key *key,
                          const uint8_t *plaintext,
                          size_t plaintext_len,
                          uint8_t *ciphertext,
                          Tox_Err_Encryption *error);

/**
 * Decrypts data with a key that was derived before.
 *
 * @param key the key.
 * @param ciphertext encrypted data.
 * @param ciphertext_len how many bytes it has: more than `TOX_PASS_ENCRYPTION_EXTRA_LENGTH`.
 * @param plaintext where decrypted data goes; has room for `TOX_PASS_ENCRYPTION_EXTRA_LENGTH` fewer bytes. May be the place of
 *   the ciphertext.
 * @param error why nothing was decrypted; may be NULL.
 *
 * @return whether it was decrypted.
 */
bool tox_pass_key_decrypt(const Tox_Pass_Key *key,
                          const uint8_t *ciphertext,
                          size_t ciphertext_len,
                          uint8_t *plaintext,
                          Tox_Err_Decryption *error);

/** @} */

/**
 * @{ @name What can be told about data without its key
 */

/**
 * Reads the salt with which the key of encrypted data was derived.
 *
 * @param ciphertext encrypted data: 40 bytes at least, of which only the first 8 are read if it is not encrypted.
 * @param salt where the salt goes; has room for `TOX_PASS_SALT_LENGTH` bytes.
 * @param error why there is no salt; may be NULL.
 *
 * @return whether the salt was read.
 */
bool tox_get_salt(const uint8_t *ciphertext,
                  uint8_t *salt,
                  Tox_Err_Get_Salt *error);

/**
 * Tells whether data is encrypted, as far as its beginning says.
 *
 * @param data 8 bytes at least. NULL is not encrypted.
 *
 * @return whether it begins as encrypted data does.
 */
bool tox_is_data_encrypted(const uint8_t *data);

/** @} */

/**
 * The salt of a derived key.
 */
typedef uint8_t Tox_Pass_Salt[TOX_PASS_SALT_LENGTH];

#ifndef TOX_HIDE_DEPRECATED
/* Names of earlier versions. */
typedef Tox_Err_Key_Derivation TOX_ERR_KEY_DERIVATION;
typedef Tox_Err_Encryption TOX_ERR_ENCRYPTION;
typedef Tox_Err_Decryption TOX_ERR_DECRYPTION;
typedef Tox_Err_Get_Salt TOX_ERR_GET_SALT;
#endif /* TOX_HIDE_DEPRECATED */

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* C_TOXCORE_TOXENCRYPTSAVE_TOXENCRYPTSAVE_H */
