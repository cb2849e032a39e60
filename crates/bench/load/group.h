/* What a meeting is when it is a group. 0.2.18 has none. */
#ifndef LOAD_GROUP_H
#define LOAD_GROUP_H

#include <stdbool.h>

#include <tox/tox.h>

#include "clock.h"
#include "meeting.h"

#pragma weak tox_callback_group_invite
#pragma weak tox_callback_group_message
#pragma weak tox_callback_group_peer_exit
#pragma weak tox_callback_group_peer_join
#pragma weak tox_callback_group_self_join
#pragma weak tox_group_get_chat_id
#pragma weak tox_group_invite_accept
#pragma weak tox_group_invite_friend
#pragma weak tox_group_join
#pragma weak tox_group_new
#pragma weak tox_group_send_message

/* Numbers of peers are the lowest that are free, and some are taken for a while by who never comes. */
enum { NUMBERS = 1024 };

static const uint8_t nick[] = "member";
static uint8_t chat_id[TOX_GROUP_CHAT_ID_SIZE];

/* Whom each sees, by number: the interface does not count them. */
static bool is_there[MEMBERS][NUMBERS];
static uint32_t there[MEMBERS];

static void on_group_invite(Tox *tox, uint32_t number, const uint8_t *invitation, size_t size, const uint8_t *name,
                            size_t name_size, void *user)
{
    (void)name; (void)name_size;
    struct member *me = member_of(user);
    if (me == NULL || me->is_in) return;
    me->group = tox_group_invite_accept(tox, number, invitation, size, nick, sizeof nick - 1, NULL, 0, NULL);
    me->is_in = me->group != UINT32_MAX;
}

static void on_group_message(Tox *tox, uint32_t group, uint32_t peer, TOX_MESSAGE_TYPE type, const uint8_t *text, size_t size,
                             uint32_t message, void *user)
{
    (void)tox; (void)group; (void)peer; (void)type; (void)message;
    hear(user, text, size);
}

static void note_peer(const void *user, uint32_t peer, bool is_here)
{
    const uint32_t me = *(const uint32_t *)user;
    if (me >= member_count) return;
    if (peer >= NUMBERS) fail("more peers than fit");
    if (is_there[me][peer] == is_here) return;
    is_there[me][peer] = is_here;
    if (is_here) there[me]++; else there[me]--;
    /* Who is in its process alone waits for others. */
    if (member_count == 1) printf("peers %u %.6f\n", there[me], now());
}

static void on_group_peer_join(Tox *tox, uint32_t group, uint32_t peer, void *user)
{
    (void)tox; (void)group;
    note_peer(user, peer, true);
}

static void on_group_peer_exit(Tox *tox, uint32_t group, uint32_t peer, Tox_Group_Exit_Type type, const uint8_t *name,
                               size_t name_size, const uint8_t *words, size_t words_size, void *user)
{
    (void)tox; (void)group; (void)type; (void)name; (void)name_size; (void)words; (void)words_size;
    note_peer(user, peer, false);
}

static void on_group_self_join(Tox *tox, uint32_t group, void *user)
{
    (void)tox; (void)group; (void)user;
    if (member_count == 1) printf("joined %.6f\n", now());
}

static void listen_to_group(Tox *tox)
{
    if (tox_group_new == NULL) return;
    tox_callback_group_invite(tox, on_group_invite);
    tox_callback_group_message(tox, on_group_message);
    tox_callback_group_peer_join(tox, on_group_peer_join);
    tox_callback_group_peer_exit(tox, on_group_peer_exit);
    tox_callback_group_self_join(tox, on_group_self_join);
}

static void found_group(struct member *founder, Tox_Group_Privacy_State privacy)
{
    if (tox_group_new == NULL) fail("no groups");
    static const uint8_t name[] = "load";
    founder->group = tox_group_new(founder->tox, privacy, name, sizeof name - 1, nick, sizeof nick - 1, NULL);
    founder->is_in = founder->group != UINT32_MAX;
}

static uint32_t seen_in_group(const struct member *member)
{
    return member->is_in ? 1 + there[member - members] : 0;
}

static void say_in_group(const struct member *speaker, const uint8_t *text, size_t size)
{
    tox_group_send_message(speaker->tox, speaker->group, TOX_MESSAGE_TYPE_NORMAL, text, size, NULL);
}

/* Private: by invitation. */

static void found_private_group(struct member *founder)
{
    found_group(founder, TOX_GROUP_PRIVACY_STATE_PRIVATE);
}

static void invite_to_group(const struct member *founder, struct member *guest, uint32_t friend_number)
{
    (void)guest;
    tox_group_invite_friend(founder->tox, founder->group, friend_number, NULL);
}

static const struct kind private_group = {found_private_group, invite_to_group, seen_in_group, say_in_group};

/* Public: by its chat id. */

static void found_public_group(struct member *founder)
{
    found_group(founder, TOX_GROUP_PRIVACY_STATE_PUBLIC);
    if (!founder->is_in) return;
    tox_group_get_chat_id(founder->tox, founder->group, chat_id, NULL);
    printf("chat ");
    for (unsigned i = 0; i < sizeof chat_id; i++) printf("%02X", chat_id[i]);
    printf("\n");
}

static void join_group(struct member *member)
{
    if (tox_group_join == NULL) fail("no groups");
    printf("joining %.6f\n", now());
    member->group = tox_group_join(member->tox, chat_id, nick, sizeof nick - 1, NULL, 0, NULL);
    member->is_in = member->group != UINT32_MAX;
}

static void bring_to_group(const struct member *founder, struct member *guest, uint32_t friend_number)
{
    (void)founder; (void)friend_number;
    join_group(guest);
}

static const struct kind public_group = {found_public_group, bring_to_group, seen_in_group, say_in_group};

#endif
