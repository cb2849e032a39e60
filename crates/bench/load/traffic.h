/* What the one friend of the first instance is sent, and what becomes of it. */
#ifndef LOAD_TRAFFIC_H
#define LOAD_TRAFFIC_H

#include <stdbool.h>
#include <string.h>

#include <tox/tox.h>

#include "clock.h"

enum { TEXT = 100 };

enum task { NOTHING, FLOOD, PING, TALK };

static enum task task;
static uint64_t sent, receipts, bytes;
static unsigned window, length;
static double told, first;
static double next_ping;
static bool ping_on_way, file_open;
static uint32_t file;
static uint8_t content[65536];

/* Messages: a flood whose receipts are counted, or single ones that come back. */

static void on_message(Tox *tox, uint32_t number, TOX_MESSAGE_TYPE type, const uint8_t *text, size_t size, void *user)
{
    (void)type; (void)user;
    if (size < 1 + sizeof(double)) return;
    if (text[0] == 'P') {
        uint8_t back[TOX_MAX_MESSAGE_LENGTH];
        memcpy(back, text, size);
        back[0] = 'R';
        tox_friend_send_message(tox, number, TOX_MESSAGE_TYPE_NORMAL, back, size, NULL);
    } else if (text[0] == 'R') {
        double then;
        memcpy(&then, text + 1, sizeof then);
        const double time = now();
        printf("trip %.6f\n", time - then);
        ping_on_way = false;
        /* Never in step with anybody's iterations. */
        next_ping = time + 0.005 + (double)(random() % 60) / 1000.0;
    }
}

static void on_receipt(Tox *tox, uint32_t number, uint32_t id, void *user)
{
    (void)tox; (void)number; (void)id; (void)user;
    receipts++;
}

static void keep_window_full(Tox *tox)
{
    uint8_t text[TOX_MAX_MESSAGE_LENGTH];
    memset(text, 'a', sizeof text);
    while (sent - receipts < window) {
        TOX_ERR_FRIEND_SEND_MESSAGE error;
        tox_friend_send_message(tox, 0, TOX_MESSAGE_TYPE_NORMAL, text, length, &error);
        if (error != TOX_ERR_FRIEND_SEND_MESSAGE_OK) return;
        sent++;
    }
}

static void start_flood(unsigned most_on_way, unsigned text_length)
{
    window = most_on_way;
    length = text_length;
    sent = receipts = 0;
    task = FLOOD;
    told = first = now();
}

static void send_ping(Tox *tox)
{
    uint8_t text[TEXT] = {'P'};
    const double time = now();
    memcpy(text + 1, &time, sizeof time);
    TOX_ERR_FRIEND_SEND_MESSAGE error;
    tox_friend_send_message(tox, 0, TOX_MESSAGE_TYPE_NORMAL, text, sizeof text, &error);
    ping_on_way = error == TOX_ERR_FRIEND_SEND_MESSAGE_OK;
    if (!ping_on_way) next_ping = time + 0.01;
}

static void start_pings(void)
{
    ping_on_way = false;
    next_ping = now() + 0.05;
    task = PING;
}

/* Files. */

static void on_request(Tox *tox, uint32_t number, uint32_t id, uint64_t position, size_t size, void *user)
{
    (void)user;
    if (size == 0) {
        file_open = false;
    } else {
        tox_file_send_chunk(tox, number, id, position, content, size, NULL);
    }
}

static void on_file(Tox *tox, uint32_t number, uint32_t id, uint32_t kind, uint64_t size, const uint8_t *name,
                    size_t name_size, void *user)
{
    (void)kind; (void)size; (void)name; (void)name_size; (void)user;
    bytes = 0;
    tox_file_control(tox, number, id, TOX_FILE_CONTROL_RESUME, NULL);
}

static void tell_bytes(double time)
{
    printf("bytes %llu %.6f\n", (unsigned long long)bytes, time);
    told = time;
}

static void on_chunk(Tox *tox, uint32_t number, uint32_t id, uint64_t position, const uint8_t *data, size_t size,
                     void *user)
{
    (void)tox; (void)number; (void)id; (void)position; (void)data; (void)user;
    const uint64_t before = bytes;
    bytes += size;
    for (uint64_t mark = 1; mark <= 1000000000; mark = mark == 1 ? 1000000 : mark * 10) {
        if (before < mark && bytes >= mark) {
            printf("reached %llu %.6f\n", (unsigned long long)mark, now());
            fflush(stdout);
        }
    }
}

static void send_file(Tox *tox, uint64_t size)
{
    const uint8_t name[] = "load";
    file = tox_file_send(tox, 0, TOX_FILE_KIND_DATA, size, NULL, name, sizeof name - 1, NULL);
    file_open = file != UINT32_MAX;
    if (!file_open) fail("file");
    printf("offered %.6f\n", now());
}

static void stop(Tox *tox)
{
    if (file_open) tox_file_control(tox, 0, file, TOX_FILE_CONTROL_CANCEL, NULL);
    file_open = false;
    task = NOTHING;
}

/* Tells how far everything is, now and then. */
static void report(double time)
{
    if (bytes > 0 && time - told >= 0.05) tell_bytes(time);
    if (task == FLOOD && time - told >= 0.05) {
        printf("receipts %llu %.6f\n", (unsigned long long)receipts, time - first);
        told = time;
    }
    fflush(stdout);
}

#endif
