/* Reads encoded lists of events with a real libtoxcore, or with any library that has its interface.
 *
 * Standard input has a list after the other: its length as four bytes, highest first, then its bytes. For each, standard
 * output gets two texts of the same form: the list encoded again, and what the getters tell, one event a line. A list that
 * is refused is written as the empty list.
 *
 * The nodes response is left out of the getters: its functions have another name in each release.
 */
#define _POSIX_C_SOURCE 200809L

#include <tox/tox.h>
#include <tox/tox_dispatch.h>
#include <tox/tox_events.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* 0.2.20 takes the memory of a list from its system, of which no header tells. As far as was seen from outside: the fifth
 * member of the system leads to a table of functions and what they are handed first. */
struct Memory {
    const void *const *functions;
    void *object;
};
struct Tox_System {
    const void *members[4];
    const struct Memory *memory;
};

static void *new_memory(void *object, size_t size)
{
    return object == NULL ? malloc(size) : NULL;
}

static void *new_zeros(void *object, size_t count, size_t size)
{
    return object == NULL ? calloc(count, size) : NULL;
}

static void *resize(void *object, void *memory, size_t size)
{
    return object == NULL ? realloc(memory, size) : NULL;
}

static void release(void *object, void *memory)
{
    if (object == NULL) {
        free(memory);
    }
}

enum { KEY_SIZE = 32, MAX_LIST = 1 << 24 };

static void *need(void *pointer)
{
    if (pointer == NULL) {
        exit(1);
    }
    return pointer;
}

static void show_bytes(FILE *out, const char *name, const uint8_t *bytes, uint32_t length)
{
    fprintf(out, " %s=", name);
    /* No bytes are NULL here and not there. */
    for (uint32_t i = 0; i < length; ++i) {
        fprintf(out, "%02x", bytes[i]);
    }
    fprintf(out, "/%u", length);
}

#define NUMBER(event, field) \
    fprintf(out, " %s=%llu", #field, (unsigned long long)tox_event_##event##_get_##field(event))
#define BYTES(event, field) \
    show_bytes(out, #field, tox_event_##event##_get_##field(event), tox_event_##event##_get_##field##_length(event))
#define KEY(event, field) show_bytes(out, #field, tox_event_##event##_get_##field(event), KEY_SIZE)

static void show_self_connection_status(const Tox_Event_Self_Connection_Status *self_connection_status, void *out)
{
    fputs("self_connection_status", out);
    NUMBER(self_connection_status, connection_status);
    fputs("\n", out);
}

static void show_friend_request(const Tox_Event_Friend_Request *friend_request, void *out)
{
    fputs("friend_request", out);
    KEY(friend_request, public_key);
    BYTES(friend_request, message);
    fputs("\n", out);
}

static void show_friend_connection_status(const Tox_Event_Friend_Connection_Status *friend_connection_status, void *out)
{
    fputs("friend_connection_status", out);
    NUMBER(friend_connection_status, friend_number);
    NUMBER(friend_connection_status, connection_status);
    fputs("\n", out);
}

static void show_friend_lossy_packet(const Tox_Event_Friend_Lossy_Packet *friend_lossy_packet, void *out)
{
    fputs("friend_lossy_packet", out);
    NUMBER(friend_lossy_packet, friend_number);
    BYTES(friend_lossy_packet, data);
    fputs("\n", out);
}

static void show_friend_lossless_packet(const Tox_Event_Friend_Lossless_Packet *friend_lossless_packet, void *out)
{
    fputs("friend_lossless_packet", out);
    NUMBER(friend_lossless_packet, friend_number);
    BYTES(friend_lossless_packet, data);
    fputs("\n", out);
}

static void show_friend_name(const Tox_Event_Friend_Name *friend_name, void *out)
{
    fputs("friend_name", out);
    NUMBER(friend_name, friend_number);
    BYTES(friend_name, name);
    fputs("\n", out);
}

static void show_friend_status(const Tox_Event_Friend_Status *friend_status, void *out)
{
    fputs("friend_status", out);
    NUMBER(friend_status, friend_number);
    NUMBER(friend_status, status);
    fputs("\n", out);
}

static void show_friend_status_message(const Tox_Event_Friend_Status_Message *friend_status_message, void *out)
{
    fputs("friend_status_message", out);
    NUMBER(friend_status_message, friend_number);
    BYTES(friend_status_message, message);
    fputs("\n", out);
}

static void show_friend_message(const Tox_Event_Friend_Message *friend_message, void *out)
{
    fputs("friend_message", out);
    NUMBER(friend_message, friend_number);
    NUMBER(friend_message, type);
    BYTES(friend_message, message);
    fputs("\n", out);
}

static void show_friend_read_receipt(const Tox_Event_Friend_Read_Receipt *friend_read_receipt, void *out)
{
    fputs("friend_read_receipt", out);
    NUMBER(friend_read_receipt, friend_number);
    NUMBER(friend_read_receipt, message_id);
    fputs("\n", out);
}

static void show_friend_typing(const Tox_Event_Friend_Typing *friend_typing, void *out)
{
    fputs("friend_typing", out);
    NUMBER(friend_typing, friend_number);
    NUMBER(friend_typing, typing);
    fputs("\n", out);
}

static void show_file_chunk_request(const Tox_Event_File_Chunk_Request *file_chunk_request, void *out)
{
    fputs("file_chunk_request", out);
    NUMBER(file_chunk_request, friend_number);
    NUMBER(file_chunk_request, file_number);
    NUMBER(file_chunk_request, position);
    NUMBER(file_chunk_request, length);
    fputs("\n", out);
}

static void show_file_recv(const Tox_Event_File_Recv *file_recv, void *out)
{
    fputs("file_recv", out);
    NUMBER(file_recv, friend_number);
    NUMBER(file_recv, file_number);
    NUMBER(file_recv, kind);
    NUMBER(file_recv, file_size);
    BYTES(file_recv, filename);
    fputs("\n", out);
}

static void show_file_recv_chunk(const Tox_Event_File_Recv_Chunk *file_recv_chunk, void *out)
{
    fputs("file_recv_chunk", out);
    NUMBER(file_recv_chunk, friend_number);
    NUMBER(file_recv_chunk, file_number);
    NUMBER(file_recv_chunk, position);
    BYTES(file_recv_chunk, data);
    fputs("\n", out);
}

static void show_file_recv_control(const Tox_Event_File_Recv_Control *file_recv_control, void *out)
{
    fputs("file_recv_control", out);
    NUMBER(file_recv_control, friend_number);
    NUMBER(file_recv_control, file_number);
    NUMBER(file_recv_control, control);
    fputs("\n", out);
}

static void show_conference_invite(const Tox_Event_Conference_Invite *conference_invite, void *out)
{
    fputs("conference_invite", out);
    NUMBER(conference_invite, friend_number);
    NUMBER(conference_invite, type);
    BYTES(conference_invite, cookie);
    fputs("\n", out);
}

static void show_conference_connected(const Tox_Event_Conference_Connected *conference_connected, void *out)
{
    fputs("conference_connected", out);
    NUMBER(conference_connected, conference_number);
    fputs("\n", out);
}

static void show_conference_peer_list_changed(const Tox_Event_Conference_Peer_List_Changed *conference_peer_list_changed, void *out)
{
    fputs("conference_peer_list_changed", out);
    NUMBER(conference_peer_list_changed, conference_number);
    fputs("\n", out);
}

static void show_conference_peer_name(const Tox_Event_Conference_Peer_Name *conference_peer_name, void *out)
{
    fputs("conference_peer_name", out);
    NUMBER(conference_peer_name, conference_number);
    NUMBER(conference_peer_name, peer_number);
    BYTES(conference_peer_name, name);
    fputs("\n", out);
}

static void show_conference_title(const Tox_Event_Conference_Title *conference_title, void *out)
{
    fputs("conference_title", out);
    NUMBER(conference_title, conference_number);
    NUMBER(conference_title, peer_number);
    BYTES(conference_title, title);
    fputs("\n", out);
}

static void show_conference_message(const Tox_Event_Conference_Message *conference_message, void *out)
{
    fputs("conference_message", out);
    NUMBER(conference_message, conference_number);
    NUMBER(conference_message, peer_number);
    NUMBER(conference_message, type);
    BYTES(conference_message, message);
    fputs("\n", out);
}

static void show_group_peer_name(const Tox_Event_Group_Peer_Name *group_peer_name, void *out)
{
    fputs("group_peer_name", out);
    NUMBER(group_peer_name, group_number);
    NUMBER(group_peer_name, peer_id);
    BYTES(group_peer_name, name);
    fputs("\n", out);
}

static void show_group_peer_status(const Tox_Event_Group_Peer_Status *group_peer_status, void *out)
{
    fputs("group_peer_status", out);
    NUMBER(group_peer_status, group_number);
    NUMBER(group_peer_status, peer_id);
    NUMBER(group_peer_status, status);
    fputs("\n", out);
}

static void show_group_topic(const Tox_Event_Group_Topic *group_topic, void *out)
{
    fputs("group_topic", out);
    NUMBER(group_topic, group_number);
    NUMBER(group_topic, peer_id);
    BYTES(group_topic, topic);
    fputs("\n", out);
}

static void show_group_privacy_state(const Tox_Event_Group_Privacy_State *group_privacy_state, void *out)
{
    fputs("group_privacy_state", out);
    NUMBER(group_privacy_state, group_number);
    NUMBER(group_privacy_state, privacy_state);
    fputs("\n", out);
}

static void show_group_voice_state(const Tox_Event_Group_Voice_State *group_voice_state, void *out)
{
    fputs("group_voice_state", out);
    NUMBER(group_voice_state, group_number);
    NUMBER(group_voice_state, voice_state);
    fputs("\n", out);
}

static void show_group_topic_lock(const Tox_Event_Group_Topic_Lock *group_topic_lock, void *out)
{
    fputs("group_topic_lock", out);
    NUMBER(group_topic_lock, group_number);
    NUMBER(group_topic_lock, topic_lock);
    fputs("\n", out);
}

static void show_group_peer_limit(const Tox_Event_Group_Peer_Limit *group_peer_limit, void *out)
{
    fputs("group_peer_limit", out);
    NUMBER(group_peer_limit, group_number);
    NUMBER(group_peer_limit, peer_limit);
    fputs("\n", out);
}

static void show_group_password(const Tox_Event_Group_Password *group_password, void *out)
{
    fputs("group_password", out);
    NUMBER(group_password, group_number);
    BYTES(group_password, password);
    fputs("\n", out);
}

static void show_group_message(const Tox_Event_Group_Message *group_message, void *out)
{
    fputs("group_message", out);
    NUMBER(group_message, group_number);
    NUMBER(group_message, peer_id);
    NUMBER(group_message, message_type);
    BYTES(group_message, message);
    NUMBER(group_message, message_id);
    fputs("\n", out);
}

static void show_group_private_message(const Tox_Event_Group_Private_Message *group_private_message, void *out)
{
    fputs("group_private_message", out);
    NUMBER(group_private_message, group_number);
    NUMBER(group_private_message, peer_id);
    NUMBER(group_private_message, message_type);
    BYTES(group_private_message, message);
    NUMBER(group_private_message, message_id);
    fputs("\n", out);
}

static void show_group_custom_packet(const Tox_Event_Group_Custom_Packet *group_custom_packet, void *out)
{
    fputs("group_custom_packet", out);
    NUMBER(group_custom_packet, group_number);
    NUMBER(group_custom_packet, peer_id);
    BYTES(group_custom_packet, data);
    fputs("\n", out);
}

static void show_group_custom_private_packet(const Tox_Event_Group_Custom_Private_Packet *group_custom_private_packet, void *out)
{
    fputs("group_custom_private_packet", out);
    NUMBER(group_custom_private_packet, group_number);
    NUMBER(group_custom_private_packet, peer_id);
    BYTES(group_custom_private_packet, data);
    fputs("\n", out);
}

static void show_group_invite(const Tox_Event_Group_Invite *group_invite, void *out)
{
    fputs("group_invite", out);
    NUMBER(group_invite, friend_number);
    BYTES(group_invite, invite_data);
    BYTES(group_invite, group_name);
    fputs("\n", out);
}

static void show_group_peer_join(const Tox_Event_Group_Peer_Join *group_peer_join, void *out)
{
    fputs("group_peer_join", out);
    NUMBER(group_peer_join, group_number);
    NUMBER(group_peer_join, peer_id);
    fputs("\n", out);
}

static void show_group_peer_exit(const Tox_Event_Group_Peer_Exit *group_peer_exit, void *out)
{
    fputs("group_peer_exit", out);
    NUMBER(group_peer_exit, group_number);
    NUMBER(group_peer_exit, peer_id);
    NUMBER(group_peer_exit, exit_type);
    BYTES(group_peer_exit, name);
    BYTES(group_peer_exit, part_message);
    fputs("\n", out);
}

static void show_group_self_join(const Tox_Event_Group_Self_Join *group_self_join, void *out)
{
    fputs("group_self_join", out);
    NUMBER(group_self_join, group_number);
    fputs("\n", out);
}

static void show_group_join_fail(const Tox_Event_Group_Join_Fail *group_join_fail, void *out)
{
    fputs("group_join_fail", out);
    NUMBER(group_join_fail, group_number);
    NUMBER(group_join_fail, fail_type);
    fputs("\n", out);
}

static void show_group_moderation(const Tox_Event_Group_Moderation *group_moderation, void *out)
{
    fputs("group_moderation", out);
    NUMBER(group_moderation, group_number);
    NUMBER(group_moderation, source_peer_id);
    NUMBER(group_moderation, target_peer_id);
    NUMBER(group_moderation, mod_type);
    fputs("\n", out);
}

static Tox_Dispatch *make_dispatch(void)
{
    Tox_Dispatch *dispatch = need(tox_dispatch_new(NULL));
    tox_events_callback_self_connection_status(dispatch, show_self_connection_status);
    tox_events_callback_friend_request(dispatch, show_friend_request);
    tox_events_callback_friend_connection_status(dispatch, show_friend_connection_status);
    tox_events_callback_friend_lossy_packet(dispatch, show_friend_lossy_packet);
    tox_events_callback_friend_lossless_packet(dispatch, show_friend_lossless_packet);
    tox_events_callback_friend_name(dispatch, show_friend_name);
    tox_events_callback_friend_status(dispatch, show_friend_status);
    tox_events_callback_friend_status_message(dispatch, show_friend_status_message);
    tox_events_callback_friend_message(dispatch, show_friend_message);
    tox_events_callback_friend_read_receipt(dispatch, show_friend_read_receipt);
    tox_events_callback_friend_typing(dispatch, show_friend_typing);
    tox_events_callback_file_chunk_request(dispatch, show_file_chunk_request);
    tox_events_callback_file_recv(dispatch, show_file_recv);
    tox_events_callback_file_recv_chunk(dispatch, show_file_recv_chunk);
    tox_events_callback_file_recv_control(dispatch, show_file_recv_control);
    tox_events_callback_conference_invite(dispatch, show_conference_invite);
    tox_events_callback_conference_connected(dispatch, show_conference_connected);
    tox_events_callback_conference_peer_list_changed(dispatch, show_conference_peer_list_changed);
    tox_events_callback_conference_peer_name(dispatch, show_conference_peer_name);
    tox_events_callback_conference_title(dispatch, show_conference_title);
    tox_events_callback_conference_message(dispatch, show_conference_message);
    tox_events_callback_group_peer_name(dispatch, show_group_peer_name);
    tox_events_callback_group_peer_status(dispatch, show_group_peer_status);
    tox_events_callback_group_topic(dispatch, show_group_topic);
    tox_events_callback_group_privacy_state(dispatch, show_group_privacy_state);
    tox_events_callback_group_voice_state(dispatch, show_group_voice_state);
    tox_events_callback_group_topic_lock(dispatch, show_group_topic_lock);
    tox_events_callback_group_peer_limit(dispatch, show_group_peer_limit);
    tox_events_callback_group_password(dispatch, show_group_password);
    tox_events_callback_group_message(dispatch, show_group_message);
    tox_events_callback_group_private_message(dispatch, show_group_private_message);
    tox_events_callback_group_custom_packet(dispatch, show_group_custom_packet);
    tox_events_callback_group_custom_private_packet(dispatch, show_group_custom_private_packet);
    tox_events_callback_group_invite(dispatch, show_group_invite);
    tox_events_callback_group_peer_join(dispatch, show_group_peer_join);
    tox_events_callback_group_peer_exit(dispatch, show_group_peer_exit);
    tox_events_callback_group_self_join(dispatch, show_group_self_join);
    tox_events_callback_group_join_fail(dispatch, show_group_join_fail);
    tox_events_callback_group_moderation(dispatch, show_group_moderation);
    return dispatch;
}

/* Of how many types an event is. */
static unsigned types_of(const Tox_Event *event)
{
    unsigned types = 0;
    types += tox_event_get_self_connection_status(event) != NULL;
    types += tox_event_get_friend_request(event) != NULL;
    types += tox_event_get_friend_connection_status(event) != NULL;
    types += tox_event_get_friend_lossy_packet(event) != NULL;
    types += tox_event_get_friend_lossless_packet(event) != NULL;
    types += tox_event_get_friend_name(event) != NULL;
    types += tox_event_get_friend_status(event) != NULL;
    types += tox_event_get_friend_status_message(event) != NULL;
    types += tox_event_get_friend_message(event) != NULL;
    types += tox_event_get_friend_read_receipt(event) != NULL;
    types += tox_event_get_friend_typing(event) != NULL;
    types += tox_event_get_file_chunk_request(event) != NULL;
    types += tox_event_get_file_recv(event) != NULL;
    types += tox_event_get_file_recv_chunk(event) != NULL;
    types += tox_event_get_file_recv_control(event) != NULL;
    types += tox_event_get_conference_invite(event) != NULL;
    types += tox_event_get_conference_connected(event) != NULL;
    types += tox_event_get_conference_peer_list_changed(event) != NULL;
    types += tox_event_get_conference_peer_name(event) != NULL;
    types += tox_event_get_conference_title(event) != NULL;
    types += tox_event_get_conference_message(event) != NULL;
    types += tox_event_get_group_peer_name(event) != NULL;
    types += tox_event_get_group_peer_status(event) != NULL;
    types += tox_event_get_group_topic(event) != NULL;
    types += tox_event_get_group_privacy_state(event) != NULL;
    types += tox_event_get_group_voice_state(event) != NULL;
    types += tox_event_get_group_topic_lock(event) != NULL;
    types += tox_event_get_group_peer_limit(event) != NULL;
    types += tox_event_get_group_password(event) != NULL;
    types += tox_event_get_group_message(event) != NULL;
    types += tox_event_get_group_private_message(event) != NULL;
    types += tox_event_get_group_custom_packet(event) != NULL;
    types += tox_event_get_group_custom_private_packet(event) != NULL;
    types += tox_event_get_group_invite(event) != NULL;
    types += tox_event_get_group_peer_join(event) != NULL;
    types += tox_event_get_group_peer_exit(event) != NULL;
    types += tox_event_get_group_self_join(event) != NULL;
    types += tox_event_get_group_join_fail(event) != NULL;
    types += tox_event_get_group_moderation(event) != NULL;
    return types;
}

static void show(const Tox_Dispatch *dispatch, const Tox_Events *events, FILE *out)
{
    const uint32_t size = tox_events_get_size(events);
    fprintf(out, "%u events\n", size);
    for (uint32_t i = 0; i < size; ++i) {
        const Tox_Event *event = tox_events_get(events, i);
        const Tox_Event_Type type = tox_event_get_type(event);
        fprintf(out, "type %d", (int)type);
        if (type != 39) {
            fprintf(out, " of %u", types_of(event));
        }
        fputs("\n", out);
    }
    tox_dispatch_invoke(dispatch, events, out);
}

static bool read_number(uint32_t *number)
{
    uint8_t bytes[4];
    if (fread(bytes, sizeof(bytes), 1, stdin) != 1) {
        return false;
    }
    *number = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
    return true;
}

static void write_text(const void *bytes, size_t length)
{
    const uint8_t number[4] = {(uint8_t)(length >> 24), (uint8_t)(length >> 16), (uint8_t)(length >> 8), (uint8_t)length};
    fwrite(number, sizeof(number), 1, stdout);
    fwrite(bytes, 1, length, stdout);
}

static void answer(const struct Tox_System *system, const Tox_Dispatch *dispatch, const uint8_t *list, uint32_t length)
{
    Tox_Events *events = tox_events_load(system, list, length);
    const uint32_t size = tox_events_bytes_size(events);
    uint8_t *encoded = need(malloc(size));
    if (!tox_events_get_bytes(events, encoded)) {
        exit(1);
    }
    write_text(encoded, size);
    /* What was written must be read as the same. */
    Tox_Events *again = tox_events_load(system, encoded, size);
    if (!tox_events_equal(system, events, again)) {
        exit(1);
    }
    char *text = NULL;
    size_t text_length = 0;
    FILE *out = need(open_memstream(&text, &text_length));
    show(dispatch, events, out);
    fclose(out);
    write_text(text, text_length);
    free(text);
    free(encoded);
    tox_events_free(again);
    tox_events_free(events);
}

int main(void)
{
    const void *const functions[] = {
        (const void *)(uintptr_t)new_memory,
        (const void *)(uintptr_t)new_zeros,
        (const void *)(uintptr_t)resize,
        (const void *)(uintptr_t)release,
    };
    const struct Memory memory = {functions, NULL};
    const struct Tox_System system = {{NULL}, &memory};
    Tox_Dispatch *dispatch = make_dispatch();
    uint32_t length;
    while (read_number(&length)) {
        if (length > MAX_LIST) {
            return 1;
        }
        uint8_t *list = need(malloc(length + 1));
        if (fread(list, 1, length, stdin) != length) {
            return 1;
        }
        answer(&system, dispatch, list, length);
        free(list);
    }
    tox_dispatch_free(dispatch);
    return 0;
}
