/* SPDX-License-Identifier: MIT OR Apache-2.0 */

/**
 * @file
 *
 * Marks for pointers: some compilers warn when NULL is given where it must not be.
 */
/* Written by `cargo xtask header` from the library's source: changes belong there. */
#ifndef C_TOXCORE_TOXCORE_TOX_ATTRIBUTES_H
#define C_TOXCORE_TOXCORE_TOX_ATTRIBUTES_H

#ifdef __cplusplus
extern "C" {
#endif

#if !defined(__clang__)
#ifndef _Nonnull
#define _Nonnull
#endif
#ifndef _Nullable
#define _Nullable
#endif
#endif

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* C_TOXCORE_TOXCORE_TOX_ATTRIBUTES_H */
