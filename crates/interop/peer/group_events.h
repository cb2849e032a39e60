/* What happens in the new group chats, a line each. */
#ifndef GROUP_EVENTS_H
#define GROUP_EVENTS_H

#include <tox/tox.h>

#include "text.h"

/* In words of the line protocol. */
static const char *const MEMBER_STATUSES[] = {"none", "away", "busy"};

static void on_group_joined(Tox *tox, uint32_t group, void *user)
{
    (void)tox; (void)user;
    printf("group-joined %u\n", group);
}

static void on_group_failed(Tox *tox, uint32_t group, Tox_Group_Join_Fail type, void *user)
{
    (void)tox; (void)user;
    printf("group-failed %u %d\n", group, (int)type);
}

static void on_group_invite(Tox *tox, uint32_t number, const uint8_t *invite, size_t length, const uint8_t *name,
                            size_t name_length, void *user)
{
    (void)tox; (void)user;
    printf("group-invite %u ", number);
    print_hex(invite, length);
    print_text(name, name_length);
}

static void on_group_peer(Tox *tox, uint32_t group, uint32_t peer, void *user)
{
    (void)tox; (void)user;
    printf("group-peer %u %u\n", group, peer);
}

static void on_group_gone(Tox *tox, uint32_t group, uint32_t peer, Tox_Group_Exit_Type type, const uint8_t *name,
                          size_t name_length, const uint8_t *text, size_t length, void *user)
{
    (void)tox; (void)name; (void)name_length; (void)user;
    printf("group-gone %u %u %d", group, peer, (int)type);
    print_text(text, length);
}

static void on_group_nick(Tox *tox, uint32_t group, uint32_t peer, const uint8_t *nick, size_t length, void *user)
{
    (void)tox; (void)user;
    printf("group-nick %u %u", group, peer);
    print_text(nick, length);
}

static void on_group_status(Tox *tox, uint32_t group, uint32_t peer, TOX_USER_STATUS status, void *user)
{
    (void)tox; (void)user;
    printf("group-status %u %u %s\n", group, peer, (unsigned)status < 3 ? MEMBER_STATUSES[status] : "unknown");
}

static void on_group_message(Tox *tox, uint32_t group, uint32_t peer, TOX_MESSAGE_TYPE type, const uint8_t *text,
                             size_t length, uint32_t id, void *user)
{
    (void)tox; (void)id; (void)user;
    printf("group-%s %u %u", type == TOX_MESSAGE_TYPE_ACTION ? "action" : "message", group, peer);
    print_text(text, length);
}

static void on_group_private(Tox *tox, uint32_t group, uint32_t peer, TOX_MESSAGE_TYPE type, const uint8_t *text,
                             size_t length, uint32_t id, void *user)
{
    (void)tox; (void)id; (void)user;
    printf("group-private%s %u %u", type == TOX_MESSAGE_TYPE_ACTION ? "-action" : "", group, peer);
    print_text(text, length);
}

static void on_group_packet(Tox *tox, uint32_t group, uint32_t peer, const uint8_t *data, size_t length, void *user)
{
    (void)tox; (void)user;
    printf("group-packet %u %u ", group, peer);
    print_hex(data, length);
    printf("\n");
}

static void on_group_private_packet(Tox *tox, uint32_t group, uint32_t peer, const uint8_t *data, size_t length, void *user)
{
    (void)tox; (void)user;
    printf("group-private-packet %u %u ", group, peer);
    print_hex(data, length);
    printf("\n");
}

static void on_group_topic(Tox *tox, uint32_t group, uint32_t peer, const uint8_t *text, size_t length, void *user)
{
    (void)tox; (void)user;
    printf("group-topic %u %u", group, peer);
    print_text(text, length);
}

static void on_group_privacy(Tox *tox, uint32_t group, Tox_Group_Privacy_State state, void *user)
{
    (void)tox; (void)user;
    printf("group-privacy %u %d\n", group, (int)state);
}

static void on_group_voice(Tox *tox, uint32_t group, Tox_Group_Voice_State state, void *user)
{
    (void)tox; (void)user;
    printf("group-voice %u %d\n", group, (int)state);
}

static void on_group_lock(Tox *tox, uint32_t group, Tox_Group_Topic_Lock lock, void *user)
{
    (void)tox; (void)user;
    printf("group-lock %u %d\n", group, (int)lock);
}

static void on_group_limit(Tox *tox, uint32_t group, uint32_t limit, void *user)
{
    (void)tox; (void)user;
    printf("group-limit %u %u\n", group, limit);
}

static void on_group_password(Tox *tox, uint32_t group, const uint8_t *password, size_t length, void *user)
{
    (void)tox; (void)user;
    printf("group-password %u", group);
    print_text(password, length);
}

static void on_group_moderation(Tox *tox, uint32_t group, uint32_t by, uint32_t peer, Tox_Group_Mod_Event event, void *user)
{
    (void)tox; (void)user;
    printf("group-moderation %u %u %u %d\n", group, by, peer, (int)event);
}

static void group_callbacks(Tox *tox)
{
    tox_callback_group_self_join(tox, on_group_joined);
    tox_callback_group_join_fail(tox, on_group_failed);
    tox_callback_group_invite(tox, on_group_invite);
    tox_callback_group_peer_join(tox, on_group_peer);
    tox_callback_group_peer_exit(tox, on_group_gone);
    tox_callback_group_peer_name(tox, on_group_nick);
    tox_callback_group_peer_status(tox, on_group_status);
    tox_callback_group_message(tox, on_group_message);
    tox_callback_group_private_message(tox, on_group_private);
    tox_callback_group_custom_packet(tox, on_group_packet);
    tox_callback_group_custom_private_packet(tox, on_group_private_packet);
    tox_callback_group_topic(tox, on_group_topic);
    tox_callback_group_privacy_state(tox, on_group_privacy);
    tox_callback_group_voice_state(tox, on_group_voice);
    tox_callback_group_topic_lock(tox, on_group_lock);
    tox_callback_group_peer_limit(tox, on_group_limit);
    tox_callback_group_password(tox, on_group_password);
    tox_callback_group_moderation(tox, on_group_moderation);
}

#endif
