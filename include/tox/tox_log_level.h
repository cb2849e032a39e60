/* SPDX-License-Identifier: MIT OR Apache-2.0 */

/**
 * @file
 *
 * How important a line of the log is.
 */
/* Written by `cargo xtask header` from the library's source: changes belong there. */
#ifndef C_TOXCORE_TOXCORE_TOX_LOG_LEVEL_H
#define C_TOXCORE_TOXCORE_TOX_LOG_LEVEL_H

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @{ @name How much a line of the log matters
 */

/**
 * How much a line of the log matters.
 */
typedef enum Tox_Log_Level {
  /**
   * Each step of the code.
   */
  TOX_LOG_LEVEL_TRACE,
  /**
   * What helps to find defects.
   */
  TOX_LOG_LEVEL_DEBUG,
  /**
   * What happens now and then in normal use.
   */
  TOX_LOG_LEVEL_INFO,
  /**
   * The program used the library wrongly, or something outside of it is odd.
   */
  TOX_LOG_LEVEL_WARNING,
  /**
   * A defect of the library or of the system below it.
   */
  TOX_LOG_LEVEL_ERROR,
} Tox_Log_Level;

/**
 * @param value the constant.
 *
 * @return its name; a text in angle brackets if there is no such constant. It lives as long as the program.
 */
const char *tox_log_level_to_string(Tox_Log_Level value);

/** @} */

#ifndef TOX_HIDE_DEPRECATED
/* Names of earlier versions. */
typedef Tox_Log_Level TOX_LOG_LEVEL;
#endif /* TOX_HIDE_DEPRECATED */

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* C_TOXCORE_TOXCORE_TOX_LOG_LEVEL_H */
