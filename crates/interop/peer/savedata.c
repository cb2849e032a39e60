/* Makes, shows and rewrites save files with a real libtoxcore.
 *
 *   savedata make FILE   lives through a short story on loopback and writes its save: two friends who met, one who never
 *                        came, two requests, a name that became shorter, a conference with a member, a relay, and a group
 *                        where the library can save it. For a network namespace of its own: it uses the ports 34501 ff.
 *   savedata load FILE   loads a save, prints what the public functions tell, one thing a line
 *   savedata again FILE OUT   loads a save and writes it again
 *
 * Exit codes: 0, 1 for failures of ours, 10 + the code of tox_new when it refuses the save.
 */
#define _POSIX_C_SOURCE 200809L

#include <tox/tox.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "plain_save.h"

#if TOX_VERSION_MINOR > 2 || TOX_VERSION_PATCH >= 20
#define WITH_GROUPS 1
#else
#define WITH_GROUPS 0
#endif

enum { KEY_SIZE = 32, FIRST_PORT = 34501, RELAY_PORT = 34511, MAX_FILE = 1 << 24, STEP_MS = 20 };

static void print_hex(const char *what, const uint8_t *bytes, size_t length)
{
    printf("%s", what);
    for (size_t i = 0; i < length; ++i) {
        printf("%02x", bytes[i]);
    }
    printf("\n");
}

static uint8_t *read_file(const char *path, size_t *length)
{
    uint8_t *data = malloc(MAX_FILE);
    FILE *file = fopen(path, "rb");
    if (data == NULL || file == NULL) {
        exit(1);
    }
    *length = fread(data, 1, MAX_FILE, file);
    fclose(file);
    return data;
}

/* An instance on loopback; `port` 0 is one without a network. */
static Tox *start(const uint8_t *data, size_t length, uint16_t port, uint16_t relay_port)
{
    struct Tox_Options *options = tox_options_new(NULL);
    tox_options_set_local_discovery_enabled(options, false);
    tox_options_set_ipv6_enabled(options, false);
    if (port == 0) {
        tox_options_set_udp_enabled(options, false);
    } else {
        tox_options_set_start_port(options, port);
        tox_options_set_end_port(options, port);
        tox_options_set_tcp_port(options, relay_port);
    }
#if WITH_GROUPS
    tox_options_set_experimental_groups_persistence(options, true);
#endif
    if (data != NULL) {
        tox_options_set_savedata_type(options, TOX_SAVEDATA_TYPE_TOX_SAVE);
        tox_options_set_savedata_data(options, data, length);
    }
    TOX_ERR_NEW error;
    Tox *tox = tox_new(options, &error);
    tox_options_free(options);
    /* Of a bad file 0.2.18 loads what it can, and gives an instance together with an error. */
    if (tox == NULL || error != TOX_ERR_NEW_OK) {
        fprintf(stderr, "tox_new: error %d\n", (int)error);
        exit(10 + (int)error);
    }
    return tox;
}

static void on_invite(Tox *tox, uint32_t number, TOX_CONFERENCE_TYPE type, const uint8_t *cookie, size_t length, void *user)
{
    (void)type; (void)user;
    tox_conference_join(tox, number, cookie, length, NULL);
}

/* Lets both live until `done` or for `seconds`. */
static bool live(Tox *a, Tox *b, int seconds, bool (*done)(Tox *, Tox *))
{
    const struct timespec step = {0, STEP_MS * 1000000L};
    for (int i = 0; i < seconds * 1000 / STEP_MS; ++i) {
        tox_iterate(a, NULL);
        tox_iterate(b, NULL);
        if (done(a, b)) {
            return true;
        }
        nanosleep(&step, NULL);
    }
    return false;
}

static size_t name_size(const Tox *tox)
{
    return tox_friend_get_name_size(tox, 0, NULL);
}

static bool friends(Tox *a, Tox *b)
{
    return tox_friend_get_connection_status(a, 0, NULL) != TOX_CONNECTION_NONE
           && tox_friend_get_connection_status(b, 0, NULL) != TOX_CONNECTION_NONE;
}

static bool long_name(Tox *a, Tox *b)
{
    (void)b;
    return name_size(a) == 24;
}

static bool short_name(Tox *a, Tox *b)
{
    (void)b;
    return name_size(a) == 3;
}

static bool conference(Tox *a, Tox *b)
{
    (void)b;
    return tox_conference_peer_count(a, 0, NULL) == 2;
}

static bool never(Tox *a, Tox *b)
{
    (void)a; (void)b;
    return false;
}

static int make(const char *path)
{
    Tox *a = start(NULL, 0, FIRST_PORT, 0);
    Tox *b = start(NULL, 0, FIRST_PORT + 1, RELAY_PORT);
    uint8_t key[KEY_SIZE];
    tox_self_get_dht_id(b, key);
    tox_bootstrap(a, "127.0.0.1", FIRST_PORT + 1, key, NULL);
    tox_add_tcp_relay(a, "127.0.0.1", RELAY_PORT, key, NULL);
    tox_self_get_public_key(b, key);
    tox_friend_add_norequest(a, key, NULL);
    tox_self_get_public_key(a, key);
    tox_friend_add_norequest(b, key, NULL);
    /* One friend who never came, two asked: ids of instances that live only for their keys. */
    for (int i = 0; i < 3; ++i) {
        Tox *other = start(NULL, 0, 0, 0);
        uint8_t address[TOX_ADDRESS_SIZE];
        tox_self_get_address(other, address);
        uint8_t text[TOX_MAX_FRIEND_REQUEST_LENGTH];
        memset(text, 'q', sizeof text);
        if (i == 0) {
            tox_friend_add_norequest(a, address, NULL);
        } else {
            tox_friend_add(a, address, text, i == 1 ? 5 : 921, NULL);
        }
        tox_kill(other);
    }
    tox_self_set_name(a, (const uint8_t *)"Al\xc3\xafs", 5, NULL);
    tox_self_set_status_message(a, (const uint8_t *)"reads old letters", 17, NULL);
    tox_self_set_status(a, TOX_USER_STATUS_AWAY);
    tox_self_set_name(b, (const uint8_t *)"a name of two dozen byte", 24, NULL);
    tox_self_set_status_message(b, (const uint8_t *)"a message that becomes shorter", 30, NULL);
    tox_self_set_status(b, TOX_USER_STATUS_BUSY);
    tox_callback_conference_invite(b, on_invite);
    if (!live(a, b, 60, friends) || !live(a, b, 20, long_name)) {
        fprintf(stderr, "the friends did not meet\n");
        return 1;
    }
    tox_self_set_name(b, (const uint8_t *)"Bob", 3, NULL);
    tox_self_set_status_message(b, (const uint8_t *)"short", 5, NULL);
    const uint32_t number = tox_conference_new(a, NULL);
    tox_conference_set_title(a, number, (const uint8_t *)"a title", 7, NULL);
    tox_conference_invite(a, 0, number, NULL);
    const uint32_t alone = tox_conference_new(a, NULL);
    tox_conference_set_title(a, alone, (const uint8_t *)"alone", 5, NULL);
    if (!live(a, b, 20, short_name) || !live(a, b, 20, conference)) {
        fprintf(stderr, "the friends have no conference\n");
        return 1;
    }
#if WITH_GROUPS
    tox_group_new(a, TOX_GROUP_PRIVACY_STATE_PRIVATE, (const uint8_t *)"a group", 7, (const uint8_t *)"founder", 7, NULL);
#endif
    live(a, b, 6, never);
    save(a, path);
    tox_kill(b);
    tox_kill(a);
    return 0;
}

static void show_friend(const Tox *tox, uint32_t number)
{
    uint8_t bytes[2048] = {0};
    tox_friend_get_public_key(tox, number, bytes, NULL);
    print_hex("friend ", bytes, KEY_SIZE);
    tox_friend_get_name(tox, number, bytes, NULL);
    print_hex(" name ", bytes, tox_friend_get_name_size(tox, number, NULL));
    tox_friend_get_status_message(tox, number, bytes, NULL);
    print_hex(" message ", bytes, tox_friend_get_status_message_size(tox, number, NULL));
    printf(" status %d\n", (int)tox_friend_get_status(tox, number, NULL));
    printf(" seen %llu\n", (unsigned long long)tox_friend_get_last_online(tox, number, NULL));
}

static void show_conference(const Tox *tox, uint32_t number)
{
    uint8_t bytes[2048] = {0};
    tox_conference_get_id(tox, number, bytes);
    print_hex("conference ", bytes, KEY_SIZE);
    tox_conference_get_title(tox, number, bytes, NULL);
    print_hex(" title ", bytes, tox_conference_get_title_size(tox, number, NULL));
    const uint32_t peers = tox_conference_offline_peer_count(tox, number, NULL);
    for (uint32_t i = 0; i < peers; ++i) {
        tox_conference_offline_peer_get_public_key(tox, number, i, bytes, NULL);
        print_hex(" peer ", bytes, KEY_SIZE);
        tox_conference_offline_peer_get_name(tox, number, i, bytes, NULL);
        print_hex("  name ", bytes, tox_conference_offline_peer_get_name_size(tox, number, i, NULL));
    }
}

static int load(const char *path)
{
    size_t length;
    uint8_t *data = read_file(path, &length);
    Tox *tox = start(data, length, 0, 0);
    uint8_t bytes[2048] = {0};
    tox_self_get_address(tox, bytes);
    print_hex("id ", bytes, TOX_ADDRESS_SIZE);
    tox_self_get_secret_key(tox, bytes);
    print_hex("secret ", bytes, KEY_SIZE);
    tox_self_get_name(tox, bytes);
    print_hex("name ", bytes, tox_self_get_name_size(tox));
    tox_self_get_status_message(tox, bytes);
    print_hex("message ", bytes, tox_self_get_status_message_size(tox));
    printf("status %d\n", (int)tox_self_get_status(tox));
    uint32_t list[4096];
    size_t count = tox_self_get_friend_list_size(tox);
    tox_self_get_friend_list(tox, list);
    for (size_t i = 0; i < count; ++i) {
        show_friend(tox, list[i]);
    }
    count = tox_conference_get_chatlist_size(tox);
    tox_conference_get_chatlist(tox, list);
    for (size_t i = 0; i < count; ++i) {
        show_conference(tox, list[i]);
    }
#if WITH_GROUPS
    printf("groups %u\n", (unsigned)tox_group_get_number_groups(tox));
#endif
    tox_kill(tox);
    free(data);
    return 0;
}

static int again(const char *path, const char *out)
{
    size_t length;
    uint8_t *data = read_file(path, &length);
    Tox *tox = start(data, length, 0, 0);
    save(tox, out);
    tox_kill(tox);
    free(data);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "make") == 0) {
        return make(argv[2]);
    }
    if (argc == 3 && strcmp(argv[1], "load") == 0) {
        return load(argv[2]);
    }
    if (argc == 4 && strcmp(argv[1], "again") == 0) {
        return again(argv[2], argv[3]);
    }
    fprintf(stderr, "usage: savedata make FILE | load FILE | again FILE OUT\n");
    return 1;
}
