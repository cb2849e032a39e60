/* SPDX-License-Identifier: MIT OR Apache-2.0 */

/**
 * @file
 *
 * Gives events to callbacks, one for each type of event.
 *
 * This part of the interface may change with any version.
 */
/* Written by `cargo xtask header` from the library's source: changes belong there. */
#ifndef C_TOXCORE_TOXCORE_TOX_DISPATCH_H
#define C_TOXCORE_TOXCORE_TOX_DISPATCH_H

#include "tox_events.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Why no dispatch table was made.
 */
typedef enum Tox_Err_Dispatch_New {
  /**
   * It worked.
   */
  TOX_ERR_DISPATCH_NEW_OK,
  /**
   * There was not enough memory.
   */
  TOX_ERR_DISPATCH_NEW_MALLOC,
} Tox_Err_Dispatch_New;

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* C_TOXCORE_TOXCORE_TOX_DISPATCH_H */
