/* Time and waiting, for the load programs. */
#ifndef LOAD_CLOCK_H
#define LOAD_CLOCK_H

#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Seconds of the clock that all processes of a machine share. */
static inline double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Ends the program with a reason that the caller prints. */
static inline void fail(const char *reason)
{
    printf("failed %s\n", reason);
    fflush(stdout);
    exit(1);
}

#endif
