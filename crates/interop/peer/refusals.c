/* Asks a libtoxcore about conferences, groups and calls that there are none of, and prints what each function returns and
 * which error it sets. Compiled against the headers of one release and run on any library, so that answers can be compared.
 */
#include <tox/tox.h>
#include <tox/toxav.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* What there is when something is asked. */
static const char *state = "";

/* Prints what an expression is worth. */
#define TELL(ask) printf("%s%s: %llx\n", state, #ask, (unsigned long long)(ask))

/* The same for a call with a place for an error, whose type is the first argument. */
#define REFUSED(type, ask)                                                                                               \
    do {                                                                                                                 \
        type why = (type)99;                                                                                             \
        type *error = &why;                                                                                              \
        const unsigned long long answer = (unsigned long long)(ask);                                                     \
        printf("%s%s: %llx, error %d\n", state, #ask, answer, (int)why);                                                        \
    } while (0)

enum { NOBODY = 9, LONG = 3000 };

static const uint8_t zeros[LONG];
static uint8_t room[LONG];

static void ask_about_conferences(Tox *tox, uint32_t friend, uint32_t number)
{
    REFUSED(Tox_Err_Conference_Delete, tox_conference_delete(tox, number, error));
    REFUSED(Tox_Err_Conference_Peer_Query, tox_conference_peer_count(tox, number, error));
    REFUSED(Tox_Err_Conference_Peer_Query, tox_conference_peer_get_name_size(tox, number, 0, error));
    REFUSED(Tox_Err_Conference_Peer_Query, tox_conference_peer_get_name(tox, number, 0, room, error));
    REFUSED(Tox_Err_Conference_Peer_Query, tox_conference_peer_get_public_key(tox, number, 0, room, error));
    REFUSED(Tox_Err_Conference_Peer_Query, tox_conference_peer_number_is_ours(tox, number, 0, error));
    REFUSED(Tox_Err_Conference_Peer_Query, tox_conference_offline_peer_count(tox, number, error));
    REFUSED(Tox_Err_Conference_Peer_Query, tox_conference_offline_peer_get_name_size(tox, number, 0, error));
    REFUSED(Tox_Err_Conference_Peer_Query, tox_conference_offline_peer_get_name(tox, number, 0, room, error));
    REFUSED(Tox_Err_Conference_Peer_Query, tox_conference_offline_peer_get_public_key(tox, number, 0, room, error));
    REFUSED(Tox_Err_Conference_Peer_Query, tox_conference_offline_peer_get_last_active(tox, number, 0, error));
    REFUSED(Tox_Err_Conference_Set_Max_Offline, tox_conference_set_max_offline(tox, number, 5, error));
    REFUSED(Tox_Err_Conference_Invite, tox_conference_invite(tox, friend, number, error));
    REFUSED(Tox_Err_Conference_Send_Message,
            tox_conference_send_message(tox, number, TOX_MESSAGE_TYPE_NORMAL, zeros, LONG, error));
    REFUSED(Tox_Err_Conference_Title, tox_conference_get_title_size(tox, number, error));
    REFUSED(Tox_Err_Conference_Title, tox_conference_get_title(tox, number, room, error));
    REFUSED(Tox_Err_Conference_Title, tox_conference_set_title(tox, number, zeros, LONG, error));
    REFUSED(Tox_Err_Conference_Get_Type, tox_conference_get_type(tox, number, error));
    TELL(tox_conference_get_id(tox, number, room));
    TELL(tox_conference_get_uid(tox, number, room));
}

static void join_conferences(Tox *tox, uint32_t friend)
{
    uint8_t sound[35] = {0};
    sound[2] = TOX_CONFERENCE_TYPE_AV;
    REFUSED(Tox_Err_Conference_Join, tox_conference_join(tox, friend, zeros, 34, error));
    REFUSED(Tox_Err_Conference_Join, tox_conference_join(tox, friend, zeros, 36, error));
    REFUSED(Tox_Err_Conference_Join, tox_conference_join(tox, NOBODY, sound, 35, error));
    REFUSED(Tox_Err_Conference_Join, tox_conference_join(tox, NOBODY, zeros, 35, error));
    REFUSED(Tox_Err_Conference_By_Id, tox_conference_by_id(tox, zeros, error));
    REFUSED(Tox_Err_Conference_By_Id, tox_conference_by_id(tox, NULL, error));
    REFUSED(Tox_Err_Conference_By_Uid, tox_conference_by_uid(tox, zeros, error));
    REFUSED(Tox_Err_Conference_By_Uid, tox_conference_by_uid(tox, NULL, error));
    TELL(tox_conference_get_chatlist_size(tox));
}

static void ask_about_ourselves(Tox *tox, uint32_t number)
{
    REFUSED(Tox_Err_Group_Self_Name_Set, tox_group_self_set_name(tox, number, zeros, LONG, error));
    REFUSED(Tox_Err_Group_Self_Query, tox_group_self_get_name_size(tox, number, error));
    REFUSED(Tox_Err_Group_Self_Query, tox_group_self_get_name(tox, number, room, error));
    REFUSED(Tox_Err_Group_Self_Status_Set, tox_group_self_set_status(tox, number, TOX_USER_STATUS_AWAY, error));
    REFUSED(Tox_Err_Group_Self_Query, tox_group_self_get_status(tox, number, error));
    REFUSED(Tox_Err_Group_Self_Query, tox_group_self_get_role(tox, number, error));
    REFUSED(Tox_Err_Group_Self_Query, tox_group_self_get_peer_id(tox, number, error));
    REFUSED(Tox_Err_Group_Self_Query, tox_group_self_get_public_key(tox, number, room, error));
}

static void ask_about_peers(Tox *tox, uint32_t number)
{
    REFUSED(Tox_Err_Group_Peer_Query, tox_group_peer_get_name_size(tox, number, 0, error));
    REFUSED(Tox_Err_Group_Peer_Query, tox_group_peer_get_name(tox, number, 0, room, error));
    REFUSED(Tox_Err_Group_Peer_Query, tox_group_peer_get_status(tox, number, 0, error));
    REFUSED(Tox_Err_Group_Peer_Query, tox_group_peer_get_role(tox, number, 0, error));
    REFUSED(Tox_Err_Group_Peer_Query, tox_group_peer_get_connection_status(tox, number, 0, error));
    REFUSED(Tox_Err_Group_Peer_Query, tox_group_peer_get_public_key(tox, number, 0, room, error));
    REFUSED(Tox_Err_Group_Set_Ignore, tox_group_set_ignore(tox, number, 0, true, error));
    REFUSED(Tox_Err_Group_Set_Role, tox_group_set_role(tox, number, 0, TOX_GROUP_ROLE_USER, error));
    REFUSED(Tox_Err_Group_Kick_Peer, tox_group_kick_peer(tox, number, 0, error));
}

static void ask_about_groups(Tox *tox, uint32_t friend, uint32_t number)
{
    REFUSED(Tox_Err_Group_Is_Connected, tox_group_is_connected(tox, number, error));
    REFUSED(Tox_Err_Group_Disconnect, tox_group_disconnect(tox, number, error));
    REFUSED(Tox_Err_Group_Reconnect, tox_group_reconnect(tox, number, error));
    REFUSED(Tox_Err_Group_Leave, tox_group_leave(tox, number, zeros, LONG, error));
    REFUSED(Tox_Err_Group_Topic_Set, tox_group_set_topic(tox, number, zeros, LONG, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_topic_size(tox, number, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_topic(tox, number, room, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_name_size(tox, number, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_name(tox, number, room, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_chat_id(tox, number, room, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_privacy_state(tox, number, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_voice_state(tox, number, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_topic_lock(tox, number, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_peer_limit(tox, number, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_password_size(tox, number, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_password(tox, number, room, error));
    REFUSED(Tox_Err_Group_Send_Message,
            tox_group_send_message(tox, number, TOX_MESSAGE_TYPE_NORMAL, zeros, LONG, error));
    REFUSED(Tox_Err_Group_Send_Private_Message,
            tox_group_send_private_message(tox, number, 0, TOX_MESSAGE_TYPE_NORMAL, zeros, LONG, error));
    REFUSED(Tox_Err_Group_Send_Custom_Packet, tox_group_send_custom_packet(tox, number, true, zeros, LONG, error));
    REFUSED(Tox_Err_Group_Send_Custom_Private_Packet,
            tox_group_send_custom_private_packet(tox, number, 0, true, zeros, LONG, error));
    REFUSED(Tox_Err_Group_Invite_Friend, tox_group_invite_friend(tox, number, friend, error));
    REFUSED(Tox_Err_Group_Set_Password, tox_group_set_password(tox, number, zeros, LONG, error));
    REFUSED(Tox_Err_Group_Set_Topic_Lock, tox_group_set_topic_lock(tox, number, TOX_GROUP_TOPIC_LOCK_ENABLED, error));
    REFUSED(Tox_Err_Group_Set_Voice_State, tox_group_set_voice_state(tox, number, TOX_GROUP_VOICE_STATE_ALL, error));
    REFUSED(Tox_Err_Group_Set_Privacy_State,
            tox_group_set_privacy_state(tox, number, TOX_GROUP_PRIVACY_STATE_PUBLIC, error));
    REFUSED(Tox_Err_Group_Set_Peer_Limit, tox_group_set_peer_limit(tox, number, 5, error));
}

static void join_groups(Tox *tox, uint32_t friend)
{
    const Tox_Group_Privacy_State privacy = TOX_GROUP_PRIVACY_STATE_PUBLIC;
    REFUSED(Tox_Err_Group_New, tox_group_new(tox, privacy, zeros, 49, zeros, 5, error));
    REFUSED(Tox_Err_Group_New, tox_group_new(tox, privacy, zeros, 0, zeros, 129, error));
    REFUSED(Tox_Err_Group_New, tox_group_new(tox, privacy, zeros, 0, zeros, 5, error));
    REFUSED(Tox_Err_Group_New, tox_group_new(tox, privacy, zeros, 5, NULL, 0, error));
    REFUSED(Tox_Err_Group_Join, tox_group_join(tox, NULL, zeros, 129, NULL, 0, error));
    REFUSED(Tox_Err_Group_Join, tox_group_join(tox, zeros, zeros, 129, NULL, 0, error));
    REFUSED(Tox_Err_Group_Join, tox_group_join(tox, zeros, NULL, 0, NULL, 0, error));
    REFUSED(Tox_Err_Group_Invite_Accept, tox_group_invite_accept(tox, friend, zeros, 63, zeros, 129, NULL, 0, error));
    REFUSED(Tox_Err_Group_Invite_Accept, tox_group_invite_accept(tox, NOBODY, zeros, 64, zeros, 129, NULL, 0, error));
    REFUSED(Tox_Err_Group_Invite_Accept, tox_group_invite_accept(tox, NOBODY, zeros, 64, zeros, 0, NULL, 0, error));
    REFUSED(Tox_Err_Group_Invite_Accept, tox_group_invite_accept(tox, NOBODY, zeros, 64, zeros, 5, NULL, 0, error));
    REFUSED(Tox_Err_Group_Invite_Accept, tox_group_invite_accept(tox, friend, NULL, 64, zeros, 5, NULL, 0, error));
    REFUSED(Tox_Err_Group_By_Id, tox_group_by_id(tox, zeros, error));
    REFUSED(Tox_Err_Group_By_Id, tox_group_by_id(tox, NULL, error));
    TELL(tox_group_get_number_groups(tox));
}

static void ask_about_calls(ToxAV *av, uint32_t friend)
{
    static const int16_t pcm[960];
    REFUSED(Toxav_Err_Call, toxav_call(av, friend, 0, 0, error));
    REFUSED(Toxav_Err_Call, toxav_call(av, friend, 64, 1000000, error));
    REFUSED(Toxav_Err_Call, toxav_call(av, friend, 5, 0, error));
    REFUSED(Toxav_Err_Call, toxav_call(av, friend, 511, 0, error));
    REFUSED(Toxav_Err_Call, toxav_call(av, friend, 64, 1000001, error));
    REFUSED(Toxav_Err_Answer, toxav_answer(av, friend, 5, 0, error));
    REFUSED(Toxav_Err_Answer, toxav_answer(av, friend, 64, 5000, error));
    REFUSED(Toxav_Err_Call_Control, toxav_call_control(av, friend, TOXAV_CALL_CONTROL_CANCEL, error));
    REFUSED(Toxav_Err_Bit_Rate_Set, toxav_audio_set_bit_rate(av, friend, 5, error));
    REFUSED(Toxav_Err_Bit_Rate_Set, toxav_audio_set_bit_rate(av, friend, 64, error));
    REFUSED(Toxav_Err_Bit_Rate_Set, toxav_video_set_bit_rate(av, friend, 1000001, error));
    REFUSED(Toxav_Err_Bit_Rate_Set, toxav_video_set_bit_rate(av, friend, 5000, error));
    REFUSED(Toxav_Err_Send_Frame, toxav_audio_send_frame(av, friend, pcm, 960, 1, 48000, error));
    REFUSED(Toxav_Err_Send_Frame, toxav_video_send_frame(av, friend, 8, 8, zeros, zeros, zeros, error));
    TELL(toxav_iteration_interval(av));
    TELL(toxav_audio_iteration_interval(av));
    TELL(toxav_video_iteration_interval(av));
}

/* What is said in a group that there is, to nobody and to ourselves. */
static void speak(Tox *tox, uint32_t group, uint32_t peer)
{
    const Tox_Message_Type strange = (Tox_Message_Type)9;
    REFUSED(Tox_Err_Group_Send_Private_Message,
            tox_group_send_private_message(tox, group, peer, strange, zeros, LONG, error));
    REFUSED(Tox_Err_Group_Send_Private_Message,
            tox_group_send_private_message(tox, group, peer, strange, zeros, 0, error));
    REFUSED(Tox_Err_Group_Send_Private_Message,
            tox_group_send_private_message(tox, group, peer, strange, zeros, 5, error));
    REFUSED(Tox_Err_Group_Send_Private_Message,
            tox_group_send_private_message(tox, group, peer, TOX_MESSAGE_TYPE_NORMAL, zeros, 5, error));
    for (int lossless = 0; lossless < 2; ++lossless) {
        REFUSED(Tox_Err_Group_Send_Custom_Private_Packet,
                tox_group_send_custom_private_packet(tox, group, peer, lossless, zeros, LONG, error));
        REFUSED(Tox_Err_Group_Send_Custom_Private_Packet,
                tox_group_send_custom_private_packet(tox, group, peer, lossless, zeros, 0, error));
        REFUSED(Tox_Err_Group_Send_Custom_Private_Packet,
                tox_group_send_custom_private_packet(tox, group, peer, lossless, zeros, 5, error));
    }
}

static void speak_to_all(Tox *tox, uint32_t group)
{
    const Tox_Message_Type strange = (Tox_Message_Type)9;
    REFUSED(Tox_Err_Group_Send_Message, tox_group_send_message(tox, group, strange, zeros, LONG, error));
    REFUSED(Tox_Err_Group_Send_Message, tox_group_send_message(tox, group, strange, zeros, 0, error));
    REFUSED(Tox_Err_Group_Send_Message, tox_group_send_message(tox, group, strange, zeros, 5, error));
    REFUSED(Tox_Err_Group_Send_Message,
            tox_group_send_message(tox, group, TOX_MESSAGE_TYPE_ACTION, zeros, 5, error) == UINT32_MAX);
    for (int lossless = 0; lossless < 2; ++lossless) {
        REFUSED(Tox_Err_Group_Send_Custom_Packet, tox_group_send_custom_packet(tox, group, lossless, zeros, LONG, error));
        REFUSED(Tox_Err_Group_Send_Custom_Packet, tox_group_send_custom_packet(tox, group, lossless, zeros, 0, error));
        REFUSED(Tox_Err_Group_Send_Custom_Packet, tox_group_send_custom_packet(tox, group, lossless, zeros, 5, error));
    }
}

/* What is decided about somebody who is there, that is ourselves, or not. */
static void decide_about(Tox *tox, uint32_t group, uint32_t peer)
{
    for (int role = TOX_GROUP_ROLE_FOUNDER; role <= TOX_GROUP_ROLE_OBSERVER; ++role) {
        REFUSED(Tox_Err_Group_Set_Role, tox_group_set_role(tox, group, peer, (Tox_Group_Role)role, error));
    }
    REFUSED(Tox_Err_Group_Kick_Peer, tox_group_kick_peer(tox, group, peer, error));
    REFUSED(Tox_Err_Group_Set_Ignore, tox_group_set_ignore(tox, group, peer, true, error));
    REFUSED(Tox_Err_Group_Peer_Query, tox_group_peer_get_name_size(tox, group, peer, error));
    REFUSED(Tox_Err_Group_Peer_Query, tox_group_peer_get_name(tox, group, peer, room, error));
    REFUSED(Tox_Err_Group_Peer_Query, tox_group_peer_get_status(tox, group, peer, error));
    REFUSED(Tox_Err_Group_Peer_Query, tox_group_peer_get_role(tox, group, peer, error));
    REFUSED(Tox_Err_Group_Peer_Query, tox_group_peer_get_connection_status(tox, group, peer, error));
    REFUSED(Tox_Err_Group_Peer_Query, tox_group_peer_get_public_key(tox, group, peer, room, error));
}

/* What is decided about a group: first what nobody may, then what the founder may. */
static void decide(Tox *tox, uint32_t friend, uint32_t group)
{
    REFUSED(Tox_Err_Group_Topic_Set, tox_group_set_topic(tox, group, zeros, LONG, error));
    REFUSED(Tox_Err_Group_Topic_Set, tox_group_set_topic(tox, group, zeros, 5, error));
    REFUSED(Tox_Err_Group_Set_Password, tox_group_set_password(tox, group, zeros, LONG, error));
    REFUSED(Tox_Err_Group_Set_Password, tox_group_set_password(tox, group, zeros, 5, error));
    REFUSED(Tox_Err_Group_Set_Topic_Lock, tox_group_set_topic_lock(tox, group, (Tox_Group_Topic_Lock)2, error));
    REFUSED(Tox_Err_Group_Set_Topic_Lock, tox_group_set_topic_lock(tox, group, TOX_GROUP_TOPIC_LOCK_DISABLED, error));
    REFUSED(Tox_Err_Group_Set_Topic_Lock, tox_group_set_topic_lock(tox, group, TOX_GROUP_TOPIC_LOCK_ENABLED, error));
    REFUSED(Tox_Err_Group_Set_Voice_State, tox_group_set_voice_state(tox, group, TOX_GROUP_VOICE_STATE_FOUNDER, error));
    REFUSED(Tox_Err_Group_Set_Privacy_State,
            tox_group_set_privacy_state(tox, group, TOX_GROUP_PRIVACY_STATE_PRIVATE, error));
    REFUSED(Tox_Err_Group_Set_Peer_Limit, tox_group_set_peer_limit(tox, group, 5, error));
    REFUSED(Tox_Err_Group_Invite_Friend, tox_group_invite_friend(tox, group, NOBODY, error));
    REFUSED(Tox_Err_Group_Invite_Friend, tox_group_invite_friend(tox, group, friend, error));
    REFUSED(Tox_Err_Group_Self_Name_Set, tox_group_self_set_name(tox, group, zeros, LONG, error));
    REFUSED(Tox_Err_Group_Self_Name_Set, tox_group_self_set_name(tox, group, zeros, 0, error));
    REFUSED(Tox_Err_Group_Self_Name_Set, tox_group_self_set_name(tox, group, (const uint8_t *)"other", 5, error));
    REFUSED(Tox_Err_Group_Self_Status_Set, tox_group_self_set_status(tox, group, TOX_USER_STATUS_BUSY, error));
}

/* What is known of a group. */
static void look_at(Tox *tox, uint32_t group)
{
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_topic_size(tox, group, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_topic(tox, group, room, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_name_size(tox, group, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_name(tox, group, room, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_chat_id(tox, group, room, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_privacy_state(tox, group, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_voice_state(tox, group, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_topic_lock(tox, group, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_peer_limit(tox, group, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_password_size(tox, group, error));
    REFUSED(Tox_Err_Group_State_Query, tox_group_get_password(tox, group, room, error));
    REFUSED(Tox_Err_Group_Self_Query, tox_group_self_get_name_size(tox, group, error));
    REFUSED(Tox_Err_Group_Self_Query, tox_group_self_get_status(tox, group, error));
    REFUSED(Tox_Err_Group_Self_Query, tox_group_self_get_role(tox, group, error));
    REFUSED(Tox_Err_Group_Self_Query, tox_group_self_get_peer_id(tox, group, error));
    REFUSED(Tox_Err_Group_Is_Connected, tox_group_is_connected(tox, group, error));
}

static void ask_in(const char *now, Tox *tox, uint32_t friend, uint32_t group)
{
    state = now;
    look_at(tox, group);
    speak_to_all(tox, group);
    for (uint32_t peer = 0; peer < 2; ++peer) {
        speak(tox, group, peer);
        decide_about(tox, group, peer);
    }
    decide(tox, friend, group);
    look_at(tox, group);
}

/* A group that we founded, alone in it, and one that we look for. */
static void ask_with_groups(Tox *tox, uint32_t friend)
{
    const uint8_t *name = (const uint8_t *)"group";
    const Tox_Group_Privacy_State privacy = TOX_GROUP_PRIVACY_STATE_PUBLIC;
    REFUSED(Tox_Err_Group_New, tox_group_new(tox, privacy, name, 5, name, 5, error));
    ask_in("founded: ", tox, friend, 0);
    REFUSED(Tox_Err_Group_Disconnect, tox_group_disconnect(tox, 0, error));
    REFUSED(Tox_Err_Group_Disconnect, tox_group_disconnect(tox, 0, error));
    ask_in("disconnected: ", tox, friend, 0);
    REFUSED(Tox_Err_Group_Leave, tox_group_leave(tox, 0, NULL, 0, error));
    tox_iterate(tox, NULL);

    state = "";
    uint8_t chat_id[TOX_GROUP_CHAT_ID_SIZE];
    /* The generator of the curve is somebody's key as well. */
    memset(chat_id, 0x66, sizeof(chat_id));
    chat_id[0] = 0x58;
    REFUSED(Tox_Err_Group_Join, tox_group_join(tox, chat_id, name, 5, zeros, LONG, error));
    REFUSED(Tox_Err_Group_Join, tox_group_join(tox, chat_id, name, 5, NULL, 0, error));
    ask_in("sought: ", tox, friend, 0);
    state = "";
}

int main(void)
{
    struct Tox_Options *options = tox_options_new(NULL);
    tox_options_set_udp_enabled(options, false);
    Tox *tox = tox_new(options, NULL);
    tox_options_free(options);
    if (tox == NULL) {
        return 1;
    }
    uint8_t key[TOX_PUBLIC_KEY_SIZE];
    memset(key, 7, sizeof(key));
    const uint32_t friend = tox_friend_add_norequest(tox, key, NULL);
    const uint32_t numbers[] = {0, NOBODY, UINT32_MAX};
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); ++i) {
        ask_about_conferences(tox, friend, numbers[i]);
        ask_about_ourselves(tox, numbers[i]);
        ask_about_peers(tox, numbers[i]);
        ask_about_groups(tox, friend, numbers[i]);
        TELL(toxav_groupchat_disable_av(tox, numbers[i]));
        TELL(toxav_groupchat_av_enabled(tox, numbers[i]));
    }
    join_conferences(tox, friend);
    join_groups(tox, friend);
    ask_with_groups(tox, friend);
    Toxav_Err_New why = TOXAV_ERR_NEW_OK;
    ToxAV *av = toxav_new(tox, &why);
    if (av == NULL) {
        return 1;
    }
    ask_about_calls(av, friend);
    ask_about_calls(av, NOBODY);
    toxav_kill(av);
    tox_kill(tox);
    return 0;
}
