/* Makes save files with groups by a real libtoxcore.
 *
 *   groupsaves FOUNDER MEMBER   two friends on loopback: one founds four groups, the other is invited to one, becomes its
 *                               moderator and founds one more; then both are saved. For a network namespace of its own:
 *                               it uses the ports 34601 ff.
 *
 * Exit codes: 0, or the number of the step that did not come; 3 is joining, and worth another try.
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

/* Joining by an invite takes up to 3 s, or never comes to an end: so it does with a relay, in about one of three runs. */
enum { FIRST_PORT = 34601, RELAY_PORT = 34611, STEP_MS = 20, SECONDS = 30, JOIN_SECONDS = 8 };

#define TEXT(text) (const uint8_t *)(text), sizeof(text) - 1

static bool joined, seen;
static uint32_t seen_group, seen_peer;

static Tox *start(uint16_t port, uint16_t relay_port)
{
    struct Tox_Options *options = tox_options_new(NULL);
    tox_options_set_local_discovery_enabled(options, false);
    tox_options_set_ipv6_enabled(options, false);
    tox_options_set_start_port(options, port);
    tox_options_set_end_port(options, port);
    tox_options_set_tcp_port(options, relay_port);
    tox_options_set_experimental_groups_persistence(options, true);
    Tox *tox = tox_new(options, NULL);
    tox_options_free(options);
    if (tox == NULL) {
        exit(1);
    }
    return tox;
}

static void on_invite(Tox *tox, uint32_t number, const uint8_t *data, size_t length, const uint8_t *name, size_t name_length, void *user)
{
    (void)name; (void)name_length; (void)user;
    tox_group_invite_accept(tox, number, data, length, TEXT("member"), TEXT("open sesame"), NULL);
}

static void on_self_join(Tox *tox, uint32_t group, void *user)
{
    (void)tox; (void)group; (void)user;
    joined = true;
}

static void on_peer_join(Tox *tox, uint32_t group, uint32_t peer, void *user)
{
    (void)tox; (void)user;
    seen = true;
    seen_group = group;
    seen_peer = peer;
}

static bool friends_met(Tox *a, Tox *b)
{
    return tox_friend_get_connection_status(a, 0, NULL) != TOX_CONNECTION_NONE
        && tox_friend_get_connection_status(b, 0, NULL) != TOX_CONNECTION_NONE;
}

static bool is_member(Tox *a, Tox *b)
{
    (void)a; (void)b;
    return joined && seen;
}

static bool is_moderator(Tox *a, Tox *b)
{
    (void)a;
    return tox_group_self_get_role(b, 0, NULL) == TOX_GROUP_ROLE_MODERATOR;
}

static bool never(Tox *a, Tox *b)
{
    (void)a; (void)b;
    return false;
}

/* Lets both live until `done`, or for `seconds`. */
static bool live(Tox *a, Tox *b, int seconds, bool (*done)(Tox *, Tox *))
{
    for (int step = 0; step < seconds * 1000 / STEP_MS; ++step) {
        tox_iterate(a, NULL);
        tox_iterate(b, NULL);
        if (done(a, b)) {
            return true;
        }
        const struct timespec pause = {0, STEP_MS * 1000000L};
        nanosleep(&pause, NULL);
    }
    return false;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        return 1;
    }
    Tox *a = start(FIRST_PORT, RELAY_PORT);
    Tox *b = start(FIRST_PORT + 1, 0);
    uint8_t key[32], dht[32];
    tox_self_get_public_key(b, key);
    tox_friend_add_norequest(a, key, NULL);
    tox_self_get_public_key(a, key);
    tox_friend_add_norequest(b, key, NULL);
    tox_self_get_dht_id(a, dht);
    tox_bootstrap(b, "127.0.0.1", FIRST_PORT, dht, NULL);
    tox_add_tcp_relay(b, "127.0.0.1", RELAY_PORT, dht, NULL);
    tox_add_tcp_relay(a, "127.0.0.1", RELAY_PORT, dht, NULL);
    tox_callback_group_invite(b, on_invite);
    tox_callback_group_self_join(b, on_self_join);
    tox_callback_group_peer_join(a, on_peer_join);
    if (!live(a, b, SECONDS, friends_met)) {
        return 2;
    }

    const uint32_t shared = tox_group_new(a, TOX_GROUP_PRIVACY_STATE_PRIVATE, TEXT("shared"), TEXT("founder"), NULL);
    tox_group_set_password(a, shared, TEXT("open sesame"), NULL);
    tox_group_set_topic(a, shared, TEXT("first topic"), NULL);
    tox_group_invite_friend(a, shared, 0, NULL);
    if (!live(a, b, JOIN_SECONDS, is_member) || seen_group != shared) {
        return 3;
    }
    tox_group_set_role(a, shared, seen_peer, TOX_GROUP_ROLE_MODERATOR, NULL);
    if (!live(a, b, SECONDS, is_moderator)) {
        return 4;
    }
    tox_group_set_topic_lock(a, shared, TOX_GROUP_TOPIC_LOCK_DISABLED, NULL);
    tox_group_set_voice_state(a, shared, TOX_GROUP_VOICE_STATE_MODERATOR, NULL);
    tox_group_set_peer_limit(a, shared, 300, NULL);
    tox_group_self_set_status(b, 0, TOX_USER_STATUS_BUSY, NULL);
    live(a, b, 3, never);

    const uint32_t left = tox_group_new(a, TOX_GROUP_PRIVACY_STATE_PUBLIC, TEXT("left"), TEXT("founder"), NULL);
    tox_group_disconnect(a, left, NULL);
    uint8_t long_name[48], long_nick[128], long_topic[512];
    memset(long_name, 'g', sizeof(long_name));
    memset(long_nick, 'n', sizeof(long_nick));
    memset(long_topic, 't', sizeof(long_topic));
    const uint32_t longest = tox_group_new(a, TOX_GROUP_PRIVACY_STATE_PUBLIC, long_name, 48, long_nick, 128, NULL);
    tox_group_set_topic(a, longest, long_topic, 512, NULL);
    tox_group_new(a, TOX_GROUP_PRIVACY_STATE_PUBLIC, TEXT("s"), TEXT("s"), NULL);
    tox_group_new(b, TOX_GROUP_PRIVACY_STATE_PUBLIC, TEXT("other"), TEXT("member"), NULL);
    live(a, b, 14, never);
    save(a, argv[1]);
    save(b, argv[2]);
    tox_kill(b);
    tox_kill(a);
    return 0;
}
