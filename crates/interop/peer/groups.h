/* The new group chats, where the header declares them. */
#ifndef GROUPS_H
#define GROUPS_H

#include <tox/tox.h>

#include "text.h"

#if TOX_VERSION_MINOR > 2 || TOX_VERSION_PATCH >= 20
#include "group_events.h"

enum { INVITE_SIZE = 2 * KEY_SIZE, PEERS_MAX = 64 };

static void accept_group(Tox *tox, const char *command, uint32_t number, char *rest, const char *name)
{
    uint8_t invite[INVITE_SIZE];
    if (!parse_hex(take_word(&rest), invite, sizeof invite)) {
        answer(command, -1);
        return;
    }
    Tox_Err_Group_Invite_Accept error;
    const uint32_t group = tox_group_invite_accept(tox, number, invite, sizeof invite, (const uint8_t *)name, strlen(name),
                                                   (const uint8_t *)rest, strlen(rest), &error);
    answer_number(command, (int)error, group);
}

/* Number, role and nick of each member, ourselves included. */
static void print_group_members(const Tox *tox, const char *command, uint32_t group)
{
    Tox_Err_Group_Is_Connected error;
    tox_group_is_connected(tox, group, &error);
    if (error != TOX_ERR_GROUP_IS_CONNECTED_OK) {
        answer(command, (int)error);
        return;
    }
    printf("ok %s", command);
    for (uint32_t peer = 0; peer < PEERS_MAX; ++peer) {
        uint8_t nick[TOX_MAX_NAME_LENGTH];
        const size_t length = tox_group_peer_get_name_size(tox, group, peer, NULL);
        /* Those who have not told their nick are none yet. */
        if (length > 0 && length <= sizeof nick && tox_group_peer_get_name(tox, group, peer, nick, NULL)) {
            printf(" %u:%d:%.*s", peer, (int)tox_group_peer_get_role(tox, group, peer, NULL), (int)length, (const char *)nick);
        }
    }
    printf("\n");
}

static void send_group_packet(Tox *tox, const char *command, uint32_t group, char *rest)
{
    const char *to = take_word(&rest);
    const bool lossless = strcmp(take_word(&rest), "lossless") == 0;
    uint8_t data[TOX_GROUP_MAX_CUSTOM_LOSSLESS_PACKET_LENGTH + 1];
    const size_t length = strlen(rest) / 2;
    if (length > sizeof data || !parse_hex(rest, data, length)) {
        answer(command, -1);
    } else if (strcmp(to, "all") == 0) {
        Tox_Err_Group_Send_Custom_Packet error;
        tox_group_send_custom_packet(tox, group, lossless, data, length, &error);
        answer(command, (int)error);
    } else {
        Tox_Err_Group_Send_Custom_Private_Packet error;
        tox_group_send_custom_private_packet(tox, group, (uint32_t)strtoul(to, NULL, 10), lossless, data, length, &error);
        answer(command, (int)error);
    }
}

static void say_to_member(Tox *tox, const char *command, uint32_t group, TOX_MESSAGE_TYPE type, char *rest)
{
    const uint32_t peer = (uint32_t)take_number(&rest);
    Tox_Err_Group_Send_Private_Message error;
    tox_group_send_private_message(tox, group, peer, type, (const uint8_t *)rest, strlen(rest), &error);
    answer(command, (int)error);
}

/* What the group is: how private, who has a voice, the lock of its topic, the most members, the password. */
static void print_group_rules(const Tox *tox, const char *command, uint32_t group)
{
    uint8_t password[TOX_GROUP_MAX_PASSWORD_SIZE];
    Tox_Err_Group_State_Query error;
    const size_t length = tox_group_get_password_size(tox, group, &error);
    if (error != TOX_ERR_GROUP_STATE_QUERY_OK || length > sizeof password) {
        answer(command, (int)error);
        return;
    }
    tox_group_get_password(tox, group, password, NULL);
    printf("ok %s %d %d %d %u", command, (int)tox_group_get_privacy_state(tox, group, NULL),
           (int)tox_group_get_voice_state(tox, group, NULL), (int)tox_group_get_topic_lock(tox, group, NULL),
           (unsigned)tox_group_get_peer_limit(tox, group, NULL));
    print_text(password, length);
}

static void print_group_topic(const Tox *tox, const char *command, uint32_t group)
{
    uint8_t topic[TOX_GROUP_MAX_TOPIC_LENGTH];
    Tox_Err_Group_State_Query error;
    const size_t length = tox_group_get_topic_size(tox, group, &error);
    if (error != TOX_ERR_GROUP_STATE_QUERY_OK || length > sizeof topic) {
        answer(command, (int)error);
        return;
    }
    tox_group_get_topic(tox, group, topic, NULL);
    printf("ok %s", command);
    print_text(topic, length);
}

/* What the founder decides, and what members are called. */
static bool group_rule(Tox *tox, const char *command, uint32_t group, char *rest)
{
    if (strcmp(command, "group-rules") == 0) {
        print_group_rules(tox, command, group);
    } else if (strcmp(command, "group-key") == 0) {
        uint8_t key[KEY_SIZE] = {0};
        Tox_Err_Group_Peer_Query error;
        tox_group_peer_get_public_key(tox, group, (uint32_t)take_number(&rest), key, &error);
        if (error == TOX_ERR_GROUP_PEER_QUERY_OK) {
            printf("ok %s ", command);
            print_hex(key, sizeof key);
            printf("\n");
        } else {
            answer(command, (int)error);
        }
    } else if (strcmp(command, "group-shows") == 0) {
        print_group_topic(tox, command, group);
    } else if (strcmp(command, "group-privacy") == 0) {
        Tox_Err_Group_Set_Privacy_State error;
        tox_group_set_privacy_state(tox, group, (Tox_Group_Privacy_State)take_number(&rest), &error);
        answer(command, (int)error);
    } else if (strcmp(command, "group-voice") == 0) {
        Tox_Err_Group_Set_Voice_State error;
        tox_group_set_voice_state(tox, group, (Tox_Group_Voice_State)take_number(&rest), &error);
        answer(command, (int)error);
    } else if (strcmp(command, "group-limit") == 0) {
        Tox_Err_Group_Set_Peer_Limit error;
        tox_group_set_peer_limit(tox, group, (uint16_t)take_number(&rest), &error);
        answer(command, (int)error);
    } else if (strcmp(command, "group-nick") == 0) {
        Tox_Err_Group_Self_Name_Set error;
        const size_t length = unescape(rest);
        tox_group_self_set_name(tox, group, (const uint8_t *)rest, length, &error);
        answer(command, (int)error);
    } else if (strcmp(command, "group-status") == 0) {
        Tox_Err_Group_Self_Status_Set error = TOX_ERR_GROUP_SELF_STATUS_SET_OK;
        for (unsigned i = 0; i < 3; ++i) {
            if (strcmp(rest, MEMBER_STATUSES[i]) == 0) {
                tox_group_self_set_status(tox, group, (TOX_USER_STATUS)i, &error);
            }
        }
        answer(command, (int)error);
    } else {
        return false;
    }
    return true;
}

/* What founder and moderators do, and what is said to one member. */
static bool group_deed(Tox *tox, const char *command, uint32_t group, char *rest)
{
    if (strcmp(command, "group-topic") == 0) {
        Tox_Err_Group_Topic_Set error;
        tox_group_set_topic(tox, group, (const uint8_t *)rest, strlen(rest), &error);
        answer(command, (int)error);
    } else if (strcmp(command, "group-lock") == 0) {
        Tox_Err_Group_Set_Topic_Lock error;
        tox_group_set_topic_lock(tox, group, (Tox_Group_Topic_Lock)take_number(&rest), &error);
        answer(command, (int)error);
    } else if (strcmp(command, "group-password") == 0) {
        Tox_Err_Group_Set_Password error;
        tox_group_set_password(tox, group, (const uint8_t *)rest, strlen(rest), &error);
        answer(command, (int)error);
    } else if (strcmp(command, "group-role") == 0) {
        Tox_Err_Group_Set_Role error;
        const uint32_t peer = (uint32_t)take_number(&rest);
        tox_group_set_role(tox, group, peer, (Tox_Group_Role)take_number(&rest), &error);
        answer(command, (int)error);
    } else if (strcmp(command, "group-kick") == 0) {
        Tox_Err_Group_Kick_Peer error;
        tox_group_kick_peer(tox, group, (uint32_t)take_number(&rest), &error);
        answer(command, (int)error);
    } else if (strcmp(command, "group-whisper") == 0) {
        say_to_member(tox, command, group, TOX_MESSAGE_TYPE_NORMAL, rest);
    } else if (strcmp(command, "group-whisper-act") == 0) {
        say_to_member(tox, command, group, TOX_MESSAGE_TYPE_ACTION, rest);
    } else {
        return group_rule(tox, command, group, rest);
    }
    return true;
}

static bool group_command(Tox *tox, const char *command, const char *first, char *text, const char *name)
{
    const uint8_t *self = (const uint8_t *)name;
    if (strcmp(command, "group-new") == 0) {
        Tox_Err_Group_New error;
        const bool is_private = strcmp(text, "private") == 0;
        const uint32_t group = tox_group_new(
            tox, is_private ? TOX_GROUP_PRIVACY_STATE_PRIVATE : TOX_GROUP_PRIVACY_STATE_PUBLIC, (const uint8_t *)first,
            strlen(first), self, strlen(name), &error);
        uint8_t id[KEY_SIZE];
        if (error == TOX_ERR_GROUP_NEW_OK && tox_group_get_chat_id(tox, group, id, NULL)) {
            printf("ok %s %u ", command, group);
            print_hex(id, sizeof id);
            printf("\n");
        } else {
            answer(command, (int)error);
        }
    } else if (strcmp(command, "group-join") == 0) {
        uint8_t id[KEY_SIZE];
        Tox_Err_Group_Join error;
        if (!parse_hex(first, id, sizeof id)) {
            answer(command, -1);
            return true;
        }
        const uint32_t group = tox_group_join(tox, id, self, strlen(name), (const uint8_t *)text, strlen(text), &error);
        answer_number(command, (int)error, group);
    } else if (strcmp(command, "group-send") == 0 || strcmp(command, "group-act") == 0) {
        const bool is_action = strcmp(command, "group-act") == 0;
        Tox_Err_Group_Send_Message error;
        tox_group_send_message(tox, (uint32_t)strtoul(first, NULL, 10),
                               is_action ? TOX_MESSAGE_TYPE_ACTION : TOX_MESSAGE_TYPE_NORMAL, (const uint8_t *)text,
                               strlen(text), &error);
        answer(command, (int)error);
    } else if (strcmp(command, "group-accept") == 0) {
        accept_group(tox, command, (uint32_t)strtoul(first, NULL, 10), text, name);
    } else if (strcmp(command, "group-invite") == 0) {
        Tox_Err_Group_Invite_Friend error;
        tox_group_invite_friend(tox, (uint32_t)strtoul(first, NULL, 10), (uint32_t)take_number(&text), &error);
        answer(command, (int)error);
    } else if (strcmp(command, "group-members") == 0) {
        print_group_members(tox, command, (uint32_t)strtoul(first, NULL, 10));
    } else if (strcmp(command, "group-packet") == 0) {
        send_group_packet(tox, command, (uint32_t)strtoul(first, NULL, 10), text);
    } else if (strcmp(command, "group-reconnect") == 0) {
        Tox_Err_Group_Reconnect error;
        tox_group_reconnect(tox, (uint32_t)strtoul(first, NULL, 10), &error);
        answer(command, (int)error);
    } else if (strcmp(command, "group-disconnect") == 0) {
        Tox_Err_Group_Disconnect error;
        tox_group_disconnect(tox, (uint32_t)strtoul(first, NULL, 10), &error);
        answer(command, (int)error);
    } else if (strcmp(command, "group-leave") == 0) {
        Tox_Err_Group_Leave error;
        tox_group_leave(tox, (uint32_t)strtoul(first, NULL, 10), (const uint8_t *)text, strlen(text), &error);
        answer(command, (int)error);
    } else {
        return group_deed(tox, command, (uint32_t)strtoul(first, NULL, 10), text);
    }
    return true;
}

/* Groups are part of the profile. */
static void keep_groups(struct Tox_Options *options)
{
    tox_options_set_experimental_groups_persistence(options, true);
}
#else
static void group_callbacks(Tox *tox)
{
    (void)tox;
}

static bool group_command(Tox *tox, const char *command, const char *first, char *text, const char *name)
{
    (void)tox; (void)command; (void)first; (void)text; (void)name;
    return false;
}

static void keep_groups(struct Tox_Options *options)
{
    (void)options;
}
#endif

#endif
