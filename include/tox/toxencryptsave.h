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
