/* The sockets of the library, which tells nobody of them. */
#ifndef PEER_SOCKETS_H
#define PEER_SOCKETS_H

#include <stdbool.h>
#include <sys/socket.h>

/* Descriptors that are looked at: a client opens its UDP socket among its first. */
enum { DESCRIPTORS = 64 };

/* Gives each UDP socket a receive buffer as systems with `net.core.rmem_max = BYTES` do, whatever the library asked for. */
static bool set_receive_buffer(int bytes)
{
    bool found = false;
    for (int descriptor = 3; descriptor < DESCRIPTORS; ++descriptor) {
        int type = 0;
        socklen_t length = sizeof type;
        if (getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && type == SOCK_DGRAM) {
            found = setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes) == 0 || found;
        }
    }
    return found;
}

#endif
