/*
 * rustc's compiler calls these, and the runtime of older versions of gcc has them under their common names only, where it watches
 * them just as well.
 */
#include <string.h>

void *__tsan_memset(void *to, int byte, size_t length)
{
  return memset(to, byte, length);
}

void *__tsan_memcpy(void *to, const void *from, size_t length)
{
  return memcpy(to, from, length);
}

void *__tsan_memmove(void *to, const void *from, size_t length)
{
  return memmove(to, from, length);
}
