/* The new group chats, where the header declares them. */
#ifndef GROUPS_H
#define GROUPS_H

#include <tox/tox.h>

#include "text.h"

#if TOX_VERSION_MINOR > 2 || TOX_VERSION_PATCH >= 20
static void on_group_joined(Tox *tox, uint32_t group, void *user)
{
    (void)tox; (void)user;
    printf("group-joined %u\n", group);
}

static void on_group_peer(Tox *tox, uint32_t group, uint32_t peer, void *user)
{
    (void)tox; (void)user;
    printf("group-peer %u %u\n", group, peer);
}

static void on_group_gone(Tox *tox, uint32_t group, uint32_t peer, Tox_Group_Exit_Type type, const uint8_t *name,
                          size_t name_length, const uint8_t *text, size_t length, void *user)
{
    (void)tox; (void)type; (void)name; (void)name_length; (void)text; (void)length; (void)user;
    printf("group-gone %u %u\n", group, peer);
}

static void on_group_message(Tox *tox, uint32_t group, uint32_t peer, TOX_MESSAGE_TYPE type, const uint8_t *text,
                             size_t length, uint32_t id, void *user)
{
    (void)tox; (void)type; (void)id; (void)user;
    printf("group-message %u %u", group, peer);
    print_text(text, length);
}

static void on_group_failed(Tox *tox, uint32_t group, Tox_Group_Join_Fail type, void *user)
{
    (void)tox; (void)user;
    printf("group-failed %u %d\n", group, (int)type);
}

static void group_callbacks(Tox *tox)
{
    tox_callback_group_self_join(tox, on_group_joined);
    tox_callback_group_peer_join(tox, on_group_peer);
    tox_callback_group_peer_exit(tox, on_group_gone);
    tox_callback_group_message(tox, on_group_message);
    tox_callback_group_join_fail(tox, on_group_failed);
}

static bool group_command(Tox *tox, const char *command, const char *first, const char *text, const char *name)
{
    const uint8_t *self = (const uint8_t *)name;
    if (strcmp(command, "group-new") == 0) {
        Tox_Err_Group_New error;
        const uint32_t group = tox_group_new(tox, TOX_GROUP_PRIVACY_STATE_PUBLIC, (const uint8_t *)first, strlen(first),
                                             self, strlen(name), &error);
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
        const uint32_t group = tox_group_join(tox, id, self, strlen(name), NULL, 0, &error);
        answer_number(command, (int)error, group);
    } else if (strcmp(command, "group-send") == 0) {
        Tox_Err_Group_Send_Message error;
        tox_group_send_message(tox, (uint32_t)strtoul(first, NULL, 10), TOX_MESSAGE_TYPE_NORMAL, (const uint8_t *)text,
                               strlen(text), &error);
        answer(command, (int)error);
    } else {
        return false;
    }
    return true;
}
#else
static void group_callbacks(Tox *tox)
{
    (void)tox;
}

static bool group_command(Tox *tox, const char *command, const char *first, const char *text, const char *name)
{
    (void)tox; (void)command; (void)first; (void)text; (void)name;
    return false;
}
#endif

#endif
