/* What a meeting is when it is a conference. */
#ifndef LOAD_CONFERENCE_H
#define LOAD_CONFERENCE_H

#include "meeting.h"

static void on_conference_invite(Tox *tox, uint32_t number, TOX_CONFERENCE_TYPE type, const uint8_t *cookie, size_t size,
                                 void *user)
{
    (void)type;
    struct member *me = member_of(user);
    if (me == NULL || me->is_in) return;
    me->group = tox_conference_join(tox, number, cookie, size, NULL);
    me->is_in = me->group != UINT32_MAX;
}

static void on_conference_message(Tox *tox, uint32_t group, uint32_t peer, TOX_MESSAGE_TYPE type, const uint8_t *text,
                                  size_t size, void *user)
{
    (void)tox; (void)group; (void)peer; (void)type;
    hear(user, text, size);
}

static void listen_to_conference(Tox *tox)
{
    tox_callback_conference_invite(tox, on_conference_invite);
    tox_callback_conference_message(tox, on_conference_message);
}

static void found_conference(struct member *founder)
{
    founder->group = tox_conference_new(founder->tox, NULL);
    founder->is_in = founder->group != UINT32_MAX;
}

static void invite_to_conference(const struct member *founder, struct member *guest, uint32_t friend_number)
{
    (void)guest;
    tox_conference_invite(founder->tox, friend_number, founder->group, NULL);
}

static uint32_t seen_in_conference(const struct member *member)
{
    return member->is_in ? tox_conference_peer_count(member->tox, member->group, NULL) : 0;
}

static void say_in_conference(const struct member *speaker, const uint8_t *text, size_t size)
{
    tox_conference_send_message(speaker->tox, speaker->group, TOX_MESSAGE_TYPE_NORMAL, text, size, NULL);
}

static const struct kind conference = {found_conference, invite_to_conference, seen_in_conference, say_in_conference};

#endif
