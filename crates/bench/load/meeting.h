/* A conference or group of the instances of a process: the first founds it and invites the others, then all speak in turn.
 *
 * What kind it is only the functions of struct kind know; see conference.h and group.h. */
#ifndef LOAD_MEETING_H
#define LOAD_MEETING_H

#include <stdbool.h>
#include <string.h>

#include <tox/tox.h>

#include "clock.h"
#include "traffic.h"

enum { MEMBERS = 100, MOST_HEARD = 100000 };

struct member {
    Tox *tox;
    uint32_t group;
    bool is_in;
};

/* A message that a member heard, and how long it took. */
struct heard {
    uint32_t message, listener;
    float seconds;
};

struct kind {
    void (*found)(struct member *founder);
    /* The guest is the founder's friend of this number; it may be asked several times. */
    void (*invite)(const struct member *founder, struct member *guest, uint32_t friend_number);
    /* Members whom it sees, itself included. */
    uint32_t (*seen_by)(const struct member *member);
    void (*say)(const struct member *speaker, const uint8_t *text, size_t size);
};

static const struct kind *kind;
static struct member members[MEMBERS];
static unsigned member_count;
static struct heard heard[MOST_HEARD];
static unsigned heard_count;

/* The member whose instance is iterated; user is its number. */
static struct member *member_of(const void *user)
{
    const uint32_t number = *(const uint32_t *)user;
    return number < member_count ? &members[number] : NULL;
}

/* Invitations: every friend one after the other, then again those who have not come. */

static unsigned next_guest;
static double next_invitation, looked;
static unsigned seen, came;

static void start_meeting(const struct kind *wanted)
{
    kind = wanted;
    kind->found(&members[0]);
    if (!members[0].is_in) fail("found");
    next_guest = 1;
    next_invitation = now();
    seen = came = 0;
}

static void invite_next(double time)
{
    static bool all_asked;
    struct member *guest = &members[next_guest];
    if (!guest->is_in) kind->invite(&members[0], guest, next_guest - 1);
    next_invitation = time + 0.1;
    if (++next_guest < member_count) return;
    if (!all_asked) printf("invited %.6f\n", time);
    all_asked = true;
    next_guest = 1;
    next_invitation = time + 4.0;
}

static void count_members(double time)
{
    unsigned now_seen = 0, now_in = 0;
    for (unsigned i = 0; i < member_count; i++) {
        const uint32_t count_here = kind->seen_by(&members[i]);
        /* Somebody who is counted twice must not stand for somebody who is missing. */
        now_seen += count_here < member_count ? count_here : member_count;
        now_in += members[i].is_in;
    }
    if (now_seen != seen) printf("seen %u %.6f\n", now_seen, time);
    seen = now_seen;
    came = now_in;
    looked = time;
}

/* Talk: 'T', the number of the message, that of the speaker, and when. Who speaks hears himself, or not. */

enum { NUMBER_AT = 1, SPEAKER_AT = 5, TIME_AT = 9, LEAST = 17 };

static uint32_t said;
static double next_word, silence;

static void hear(const void *user, const uint8_t *text, size_t size)
{
    const uint32_t me = *(const uint32_t *)user;
    if (size < LEAST || text[0] != 'T') return;
    uint32_t message, speaker;
    double then;
    memcpy(&message, text + NUMBER_AT, sizeof message);
    memcpy(&speaker, text + SPEAKER_AT, sizeof speaker);
    memcpy(&then, text + TIME_AT, sizeof then);
    if (speaker == me) return;
    if (heard_count == MOST_HEARD) fail("more heard than fits");
    heard[heard_count++] = (struct heard){.message = message, .listener = me, .seconds = (float)(now() - then)};
}

static void start_talk(unsigned milliseconds)
{
    next_word = now();
    silence = next_word + milliseconds / 1000.0;
    task = TALK;
}

static void speak(double time)
{
    uint8_t text[TEXT] = {'T'};
    const uint32_t speaker = said % member_count;
    memcpy(text + NUMBER_AT, &said, sizeof said);
    memcpy(text + SPEAKER_AT, &speaker, sizeof speaker);
    memcpy(text + TIME_AT, &time, sizeof time);
    kind->say(&members[speaker], text, sizeof text);
    said++;
    /* Never in step with anybody's iterations. */
    next_word = time + 0.030 + (double)(random() % 41) / 1000.0;
}

/* Not while it is measured: what is printed costs as much as what is heard. */
static void tell_heard(void)
{
    for (unsigned i = 0; i < heard_count; i++) {
        printf("heard %u %u %.6f\n", heard[i].message, heard[i].listener, (double)heard[i].seconds);
    }
    printf("told\n");
}

/* Does what is due; when it has to be called again. */
static double meeting_turn(double time)
{
    double next = time + 1.0;
    if (member_count == 0 || !members[0].is_in) return next;
    if (time - looked >= 0.1) count_members(time);
    if (came < member_count) {
        if (time >= next_invitation) invite_next(time);
        if (next_invitation < next) next = next_invitation;
    }
    if (task != TALK) return next;
    if (time >= silence) {
        task = NOTHING;
        printf("said %u %.6f\n", said, time);
        return next;
    }
    if (time >= next_word) speak(now());
    if (next_word < next) next = next_word;
    return silence < next ? silence : next;
}

#endif
