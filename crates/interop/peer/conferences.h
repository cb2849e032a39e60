/* The old group chats. Members are called by their keys: their numbers change when somebody leaves. */
#ifndef CONFERENCES_H
#define CONFERENCES_H

#include <tox/tox.h>

#include "text.h"

enum { COOKIE_MAX = 64 };

/* The key of a member; "-" for the number that stands for nobody. */
static void print_member(const Tox *tox, uint32_t conference, uint32_t peer)
{
    uint8_t key[KEY_SIZE];
    if (tox_conference_peer_get_public_key(tox, conference, peer, key, NULL)) {
        print_hex(key, sizeof key);
    } else {
        putchar('-');
    }
}

static void on_conference_invite(Tox *tox, uint32_t number, TOX_CONFERENCE_TYPE type, const uint8_t *cookie, size_t length, void *user)
{
    (void)tox; (void)user;
    printf("conference-invite %u %s ", number, type == TOX_CONFERENCE_TYPE_TEXT ? "text" : "av");
    print_hex(cookie, length);
    printf("\n");
}

static void on_conference_connected(Tox *tox, uint32_t conference, void *user)
{
    (void)tox; (void)user;
    printf("conference-joined %u\n", conference);
}

static void on_conference_message(Tox *tox, uint32_t conference, uint32_t peer, TOX_MESSAGE_TYPE type, const uint8_t *text, size_t length, void *user)
{
    (void)user;
    printf("conference-%s %u ", type == TOX_MESSAGE_TYPE_ACTION ? "action" : "message", conference);
    print_member(tox, conference, peer);
    print_text(text, length);
}

static void on_conference_title(Tox *tox, uint32_t conference, uint32_t peer, const uint8_t *text, size_t length, void *user)
{
    (void)user;
    printf("conference-title %u ", conference);
    print_member(tox, conference, peer);
    print_text(text, length);
}

static void on_conference_name(Tox *tox, uint32_t conference, uint32_t peer, const uint8_t *text, size_t length, void *user)
{
    (void)user;
    printf("conference-name %u ", conference);
    print_member(tox, conference, peer);
    print_text(text, length);
}

static void on_conference_peers(Tox *tox, uint32_t conference, void *user)
{
    (void)user;
    printf("conference-peers %u %u\n", conference, tox_conference_peer_count(tox, conference, NULL));
}

static void conference_callbacks(Tox *tox)
{
    tox_callback_conference_invite(tox, on_conference_invite);
    tox_callback_conference_connected(tox, on_conference_connected);
    tox_callback_conference_message(tox, on_conference_message);
    tox_callback_conference_title(tox, on_conference_title);
    tox_callback_conference_peer_name(tox, on_conference_name);
    tox_callback_conference_peer_list_changed(tox, on_conference_peers);
}

static void join_conference(Tox *tox, const char *command, uint32_t number, const char *hex)
{
    uint8_t cookie[COOKIE_MAX];
    const size_t length = strlen(hex) / 2;
    if (length > sizeof cookie || !parse_hex(hex, cookie, length)) {
        answer(command, -1);
        return;
    }
    TOX_ERR_CONFERENCE_JOIN error;
    const uint32_t conference = tox_conference_join(tox, number, cookie, length, &error);
    answer_number(command, (int)error, conference);
}

/* How many are there, and their keys; how many are away, and theirs. */
static void print_members(const Tox *tox, const char *command, uint32_t conference)
{
    TOX_ERR_CONFERENCE_PEER_QUERY error;
    const uint32_t count = tox_conference_peer_count(tox, conference, &error);
    if (error != TOX_ERR_CONFERENCE_PEER_QUERY_OK) {
        answer(command, (int)error);
        return;
    }
    printf("ok %s %u", command, count);
    for (uint32_t i = 0; i < count; ++i) {
        putchar(' ');
        print_member(tox, conference, i);
    }
    const uint32_t away = tox_conference_offline_peer_count(tox, conference, NULL);
    printf(" %u", away);
    for (uint32_t i = 0; i < away; ++i) {
        uint8_t key[KEY_SIZE] = {0};
        tox_conference_offline_peer_get_public_key(tox, conference, i, key, NULL);
        putchar(' ');
        print_hex(key, sizeof key);
    }
    printf("\n");
}

/* The names of those who are away, which have no spaces. */
static void print_away(const Tox *tox, const char *command, uint32_t conference)
{
    TOX_ERR_CONFERENCE_PEER_QUERY error;
    const uint32_t away = tox_conference_offline_peer_count(tox, conference, &error);
    if (error != TOX_ERR_CONFERENCE_PEER_QUERY_OK) {
        answer(command, (int)error);
        return;
    }
    printf("ok %s", command);
    for (uint32_t i = 0; i < away; ++i) {
        uint8_t name[TOX_MAX_NAME_LENGTH];
        const size_t length = tox_conference_offline_peer_get_name_size(tox, conference, i, NULL);
        if (length <= sizeof name && tox_conference_offline_peer_get_name(tox, conference, i, name, NULL)) {
            printf(" %.*s", (int)length, (const char *)name);
        }
    }
    printf("\n");
}

static void print_title(const Tox *tox, const char *command, uint32_t conference)
{
    uint8_t title[TOX_MAX_NAME_LENGTH];
    TOX_ERR_CONFERENCE_TITLE error;
    const size_t length = tox_conference_get_title_size(tox, conference, &error);
    if (error != TOX_ERR_CONFERENCE_TITLE_OK || length > sizeof title || !tox_conference_get_title(tox, conference, title, &error)) {
        answer(command, (int)error);
        return;
    }
    printf("ok %s", command);
    print_text(title, length);
}

static bool conference_command(Tox *tox, const char *command, char *rest)
{
    if (strcmp(command, "conference-new") == 0) {
        TOX_ERR_CONFERENCE_NEW error;
        const uint32_t conference = tox_conference_new(tox, &error);
        answer_number(command, (int)error, conference);
        return true;
    }
    const uint32_t number = (uint32_t)take_number(&rest);
    if (strcmp(command, "conference-leave") == 0) {
        TOX_ERR_CONFERENCE_DELETE error;
        tox_conference_delete(tox, number, &error);
        answer(command, (int)error);
    } else if (strcmp(command, "conference-invite") == 0) {
        TOX_ERR_CONFERENCE_INVITE error;
        tox_conference_invite(tox, (uint32_t)take_number(&rest), number, &error);
        answer(command, (int)error);
    } else if (strcmp(command, "conference-join") == 0) {
        join_conference(tox, command, number, rest);
    } else if (strcmp(command, "conference-send") == 0 || strcmp(command, "conference-act") == 0) {
        const TOX_MESSAGE_TYPE type = strcmp(command, "conference-act") == 0 ? TOX_MESSAGE_TYPE_ACTION : TOX_MESSAGE_TYPE_NORMAL;
        const size_t length = unescape(rest);
        TOX_ERR_CONFERENCE_SEND_MESSAGE error;
        tox_conference_send_message(tox, number, type, (const uint8_t *)rest, length, &error);
        answer(command, (int)error);
    } else if (strcmp(command, "conference-entitle") == 0) {
        const size_t length = unescape(rest);
        TOX_ERR_CONFERENCE_TITLE error;
        tox_conference_set_title(tox, number, (const uint8_t *)rest, length, &error);
        answer(command, (int)error);
    } else if (strcmp(command, "conference-shows") == 0) {
        print_title(tox, command, number);
    } else if (strcmp(command, "conference-away") == 0) {
        print_away(tox, command, number);
    } else if (strcmp(command, "conference-remember") == 0) {
        TOX_ERR_CONFERENCE_SET_MAX_OFFLINE error;
        tox_conference_set_max_offline(tox, number, (uint32_t)take_number(&rest), &error);
        answer(command, (int)error);
    } else if (strcmp(command, "conference-members") == 0) {
        print_members(tox, command, number);
    } else {
        return false;
    }
    return true;
}

#endif
