/* The instances of a process, and friends among them. */
#ifndef LOAD_FRIENDS_H
#define LOAD_FRIENDS_H

#include <stdbool.h>

#include <tox/tox.h>

#include "clock.h"

enum { KEY = TOX_PUBLIC_KEY_SIZE, MOST = 512 };

struct instance {
    Tox *tox;
    double due;
    uint32_t number;
};

static struct instance instances[MOST];
static unsigned count;
/* Whether friends are in this process: their links are counted, not told one by one. */
static bool among_us;
static unsigned links;

static void count_links(void)
{
    unsigned online = 0;
    for (unsigned i = 0; i < count; i++) {
        const size_t friends = tox_self_get_friend_list_size(instances[i].tox);
        for (uint32_t number = 0; number < friends; number++) {
            online += tox_friend_get_connection_status(instances[i].tox, number, NULL) != TOX_CONNECTION_NONE;
        }
    }
    if (online != links) {
        links = online;
        printf("links %u %.6f\n", links, now());
    }
}

static void befriend(unsigned one, unsigned other)
{
    uint8_t key[KEY];
    tox_self_get_public_key(instances[other].tox, key);
    tox_friend_add_norequest(instances[one].tox, key, NULL);
    tox_self_get_public_key(instances[one].tox, key);
    tox_friend_add_norequest(instances[other].tox, key, NULL);
}

static void make_ring(unsigned friends)
{
    among_us = true;
    for (unsigned i = 0; i < count; i++) {
        for (unsigned step = 1; step <= friends / 2; step++) befriend(i, (i + step) % count);
    }
    printf("ring %.6f\n", now());
}

static void make_star(void)
{
    among_us = true;
    for (unsigned i = 1; i < count; i++) befriend(0, i);
    printf("star %.6f\n", now());
}

#endif
