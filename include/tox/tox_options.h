/* SPDX-License-Identifier: MIT OR Apache-2.0 */

/**
 * @file
 *
 * What an instance is made with.
 */
/* Written by `cargo xtask header` from the library's source: changes belong there. */
#ifndef C_TOXCORE_TOXCORE_TOX_OPTIONS_H
#define C_TOXCORE_TOXCORE_TOX_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "tox_log_level.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @{ @name Types of the options that an instance is made with
 */

/**
 * What stands between this client and the network.
 */
typedef enum Tox_Proxy_Type {
  /**
   * Nothing.
   */
  TOX_PROXY_TYPE_NONE,
  /**
   * A proxy that understands CONNECT of HTTP. Only TCP goes through it.
   */
  TOX_PROXY_TYPE_HTTP,
  /**
   * A SOCKS 5 proxy. Only TCP goes through it.
   */
  TOX_PROXY_TYPE_SOCKS5,
} Tox_Proxy_Type;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_proxy_type_to_string(Tox_Proxy_Type value);

/**
 * Bytes of a secret key.
 */
#define TOX_SECRET_KEY_SIZE 32

/**
 * What the savedata given to `tox_new` is.
 */
typedef enum Tox_Savedata_Type {
  /**
   * There is none: a new identity is made.
   */
  TOX_SAVEDATA_TYPE_NONE,
  /**
   * What `tox_get_savedata` wrote.
   */
  TOX_SAVEDATA_TYPE_TOX_SAVE,
  /**
   * A secret key of `TOX_SECRET_KEY_SIZE` bytes: the identity alone.
   */
  TOX_SAVEDATA_TYPE_SECRET_KEY,
} Tox_Savedata_Type;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_savedata_type_to_string(Tox_Savedata_Type value);

/**
 * Why no options object was made.
 */
typedef enum Tox_Err_Options_New {
  /**
   * It worked.
   */
  TOX_ERR_OPTIONS_NEW_OK,
  /**
   * There was not enough memory.
   */
  TOX_ERR_OPTIONS_NEW_MALLOC,
} Tox_Err_Options_New;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_err_options_new_to_string(Tox_Err_Options_New value);

/** @} */

/**
 * One user of Tox, with his friends and his connection to the network.
 */
typedef struct Tox Tox;

/**
 * Called with a line of the log. No function of the instance may be called from here.
 *
 * @param tox the instance.
 * @param level how much it matters.
 * @param file the name of the source file.
 * @param line the line in it.
 * @param func the function.
 * @param message the text.
 * @param user_data that of the options.
 */
typedef void tox_log_cb(Tox *tox,
                        Tox_Log_Level level,
                        const char *file,
                        uint32_t line,
                        const char *func,
                        const char *message,
                        void *user_data);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* C_TOXCORE_TOXCORE_TOX_OPTIONS_H */
