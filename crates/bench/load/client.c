/* Clients and nodes for measurements: nothing but the public functions of tox.h; those of groups, which 0.2.18
 * has not, may be missing.
 *
 * A process holds any number of instances and sleeps between their iterations as tox_iteration_interval says. It reads
 * one command a line, prints one fact a line, and ends with its input. Times are seconds of CLOCK_MONOTONIC.
 *
 *   make udp|tcp PORT RELAYPORT COUNT   instances on ports from PORT; the first is a relay unless RELAYPORT is 0
 *   network HOST PORT                  every instance bootstraps to the first and to the one before it
 *   ring FRIENDS                       every instance befriends as many of its neighbours
 *   star                               every instance befriends the first
 *   conference, group                  the first founds one and invites its friends
 *   public                             the first founds a group, and tells its chat id; the others of the process join by it
 *   join CHATID                        the first joins
 *   talk MILLISECONDS, heard           they speak in turn; what they heard
 *   pace MICROSECONDS                  sleep so long instead; 0: as tox_iteration_interval says
 *   bootstrap HOST PORT KEY, relay HOST PORT KEY, friend KEY, strangers COUNT
 *   file SIZE, flood WINDOW LENGTH, ping, stop
 *   count                              begins or ends what callgrind counts
 */
#define _GNU_SOURCE

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include <tox/tox.h>
/* Outside of callgrind it does nothing. */
#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#else
#define CALLGRIND_TOGGLE_COLLECT do { } while (0)
#endif

#include "clock.h"
#include "conference.h"
#include "friends.h"
#include "group.h"
#include "meeting.h"
#include "traffic.h"

enum { LINE = 4096 };

static long pace;

static void print_key(const uint8_t *key)
{
    for (unsigned i = 0; i < KEY; i++) printf("%02X", key[i]);
}

static bool read_key(const char *text, uint8_t *key)
{
    for (unsigned i = 0; i < KEY; i++) {
        unsigned byte;
        if (sscanf(text + 2 * i, "%2x", &byte) != 1) return false;
        key[i] = (uint8_t)byte;
    }
    return true;
}

/* Connection of an instance with the network and with its friends. */

static void on_self(Tox *tox, TOX_CONNECTION connection, void *user)
{
    (void)tox; (void)user;
    printf("self %d %.6f\n", (int)connection, now());
}

static void on_friend(Tox *tox, uint32_t number, TOX_CONNECTION connection, void *user)
{
    (void)tox; (void)user;
    if (!among_us) {
        printf("friend %u %d %.6f\n", number, (int)connection, now());
    }
}

/* Instances. */

static void make(const char *kind, unsigned port, unsigned relay_port, unsigned wanted)
{
    const bool udp = strcmp(kind, "udp") == 0;
    while (wanted-- > 0 && count < MOST) {
        struct Tox_Options *options = tox_options_new(NULL);
        tox_options_set_ipv6_enabled(options, false);
        tox_options_set_local_discovery_enabled(options, false);
        tox_options_set_udp_enabled(options, udp);
        tox_options_set_start_port(options, (uint16_t)(port + count));
        tox_options_set_end_port(options, (uint16_t)(port + count));
        if (count == 0) tox_options_set_tcp_port(options, (uint16_t)relay_port);
        Tox *tox = tox_new(options, NULL);
        tox_options_free(options);
        if (tox == NULL) fail("tox_new");
        tox_callback_self_connection_status(tox, on_self);
        tox_callback_friend_connection_status(tox, on_friend);
        tox_callback_friend_message(tox, on_message);
        tox_callback_friend_read_receipt(tox, on_receipt);
        tox_callback_file_chunk_request(tox, on_request);
        tox_callback_file_recv(tox, on_file);
        tox_callback_file_recv_chunk(tox, on_chunk);
        listen_to_conference(tox);
        listen_to_group(tox);
        instances[count].tox = tox;
        instances[count].number = count;
        count++;
    }
    uint8_t key[KEY];
    tox_self_get_public_key(instances[0].tox, key);
    printf("here %.6f ", now());
    print_key(key);
    tox_self_get_dht_id(instances[0].tox, key);
    printf(" ");
    print_key(key);
    printf("\n");
}

static void make_network(const char *host, unsigned port)
{
    for (unsigned i = 1; i < count; i++) {
        const unsigned others[] = {0, i - 1};
        for (unsigned k = 0; k < 2; k++) {
            uint8_t key[KEY];
            tox_self_get_dht_id(instances[others[k]].tox, key);
            tox_bootstrap(instances[i].tox, host, (uint16_t)(port + others[k]), key, NULL);
        }
    }
}

static void become_members(void)
{
    if (count < 1 || count > MEMBERS) fail("members");
    member_count = count;
    for (unsigned i = 0; i < count; i++) members[i].tox = instances[i].tox;
}

/* Keys that nobody has. */
static void add_strangers(unsigned wanted)
{
    unsigned added = 0;
    while (added < wanted) {
        uint8_t key[KEY];
        for (unsigned i = 0; i < KEY; i++) key[i] = (uint8_t)random();
        key[KEY - 1] &= 0x7f;
        TOX_ERR_FRIEND_ADD error;
        tox_friend_add_norequest(instances[0].tox, key, &error);
        if (error != TOX_ERR_FRIEND_ADD_OK) fail("strangers");
        added++;
    }
    printf("strangers %u\n", added);
}

static void command(char *line)
{
    char word[32] = "", host[64] = "", key_text[2 * KEY + 1] = "";
    unsigned a = 0, b = 0, c = 0;
    uint8_t key[KEY];
    Tox *tox = instances[0].tox;
    sscanf(line, "%31s", word);
    if (strcmp(word, "make") == 0 && sscanf(line, "%*s %63s %u %u %u", host, &a, &b, &c) == 4) {
        make(host, a, b, c);
    } else if (strcmp(word, "network") == 0 && sscanf(line, "%*s %63s %u", host, &a) == 2) {
        make_network(host, a);
    } else if (strcmp(word, "ring") == 0 && sscanf(line, "%*s %u", &a) == 1) {
        make_ring(a);
    } else if (strcmp(word, "star") == 0) {
        make_star();
    } else if (strcmp(word, "conference") == 0) {
        become_members();
        start_meeting(&conference);
    } else if (strcmp(word, "group") == 0 || strcmp(word, "public") == 0) {
        become_members();
        start_meeting(word[0] == 'g' ? &private_group : &public_group);
    } else if (strcmp(word, "join") == 0 && sscanf(line, "%*s %64s", key_text) == 1 && read_key(key_text, chat_id)) {
        become_members();
        kind = &public_group;
        join_group(&members[0]);
    } else if (strcmp(word, "talk") == 0 && sscanf(line, "%*s %u", &a) == 1) {
        start_talk(a);
    } else if (strcmp(word, "heard") == 0) {
        tell_heard();
    } else if (strcmp(word, "pace") == 0 && sscanf(line, "%*s %u", &a) == 1) {
        pace = (long)a;
    } else if ((strcmp(word, "bootstrap") == 0 || strcmp(word, "relay") == 0) &&
               sscanf(line, "%*s %63s %u %64s", host, &a, key_text) == 3 && read_key(key_text, key)) {
        for (unsigned i = 0; i < count; i++) {
            (word[0] == 'b' ? tox_bootstrap : tox_add_tcp_relay)(instances[i].tox, host, (uint16_t)a, key, NULL);
        }
    } else if (strcmp(word, "friend") == 0 && sscanf(line, "%*s %64s", key_text) == 1 && read_key(key_text, key)) {
        if (tox_friend_add_norequest(tox, key, NULL) == UINT32_MAX) fail("friend");
    } else if (strcmp(word, "strangers") == 0 && sscanf(line, "%*s %u", &a) == 1) {
        add_strangers(a);
    } else if (strcmp(word, "file") == 0) {
        send_file(tox, strtoull(line + 4, NULL, 10));
    } else if (strcmp(word, "flood") == 0 && sscanf(line, "%*s %u %u", &a, &b) == 2) {
        start_flood(a, b);
    } else if (strcmp(word, "ping") == 0) {
        start_pings();
    } else if (strcmp(word, "count") == 0) {
        CALLGRIND_TOGGLE_COLLECT;
        printf("counting %llu %llu\n", (unsigned long long)bytes, (unsigned long long)receipts);
    } else if (strcmp(word, "stop") == 0) {
        stop(tox);
    } else {
        fail("command");
    }
}

/* Reads what is there; false at the end. */
static bool read_commands(void)
{
    static char buffer[LINE];
    static size_t filled;
    const ssize_t got = read(0, buffer + filled, sizeof buffer - 1 - filled);
    if (got <= 0) return false;
    filled += (size_t)got;
    buffer[filled] = 0;
    char *line = buffer, *end;
    while ((end = strchr(line, '\n')) != NULL) {
        *end = 0;
        command(line);
        line = end + 1;
    }
    filled -= (size_t)(line - buffer);
    memmove(buffer, line, filled);
    return true;
}

/* One turn of all instances that are due; when the next one is. */
static double iterate_due(void)
{
    double next = now() + 1.0;
    for (unsigned i = 0; i < count; i++) {
        struct instance *one = &instances[i];
        if (one->due <= now()) {
            tox_iterate(one->tox, &one->number);
            if (i == 0 && task == FLOOD) keep_window_full(one->tox);
            const double wait = pace > 0 ? (double)pace / 1e6 : tox_iteration_interval(one->tox) / 1000.0;
            one->due = now() + wait;
        }
        if (one->due < next) next = one->due;
    }
    return next;
}

/* Sleeps until then, or until a command comes; false when there will be none any more. */
static bool sleep_until(double due)
{
    struct pollfd input = {.fd = 0, .events = POLLIN};
    double wait = due - now();
    if (wait < 0) wait = 0;
    const struct timespec time = {.tv_sec = (time_t)wait, .tv_nsec = (long)((wait - (double)(time_t)wait) * 1e9)};
    return ppoll(&input, 1, &time, NULL) <= 0 || read_commands();
}

int main(void)
{
    static char output[1 << 16];
    setvbuf(stdout, output, _IOFBF, sizeof output);
    double counted = 0;
    for (;;) {
        double due = iterate_due();
        const double time = now();
        if (among_us && time - counted >= 0.1) {
            counted = time;
            count_links();
        }
        const double turn = meeting_turn(time);
        if (turn < due) due = turn;
        report(time);
        if (task == PING && count > 0) {
            /* As a person's program: the message is sent at its own time, not in step with the iterations. */
            if (!ping_on_way && time >= next_ping) send_ping(instances[0].tox);
            if (!ping_on_way && next_ping < due) due = next_ping;
        }
        if (!sleep_until(due)) break;
    }
    for (unsigned i = 0; i < count; i++) tox_kill(instances[i].tox);
    return 0;
}
