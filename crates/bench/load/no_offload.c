/* Loaded before a library with LD_PRELOAD: a kernel that neither cuts nor joins datagrams, as before Linux 4.18. */
#define _GNU_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <stddef.h>
#include <sys/socket.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif
#ifndef UDP_GRO
#define UDP_GRO 104
#endif

int setsockopt(int socket, int level, int name, const void *value, socklen_t size)
{
    static int (*original)(int, int, int, const void *, socklen_t);
    if (original == NULL) {
        /* The way that POSIX names for functions. */
        *(void **)&original = dlsym(RTLD_NEXT, "setsockopt");
    }
    if (level == SOL_UDP && (name == UDP_SEGMENT || name == UDP_GRO)) {
        errno = ENOPROTOOPT;
        return -1;
    }
    return original(socket, level, name, value, size);
}
