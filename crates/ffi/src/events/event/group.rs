//! From any event to one of a group.

use crate::events::event::{Kind, Tox_Event, cast};
use crate::events::kinds::{
    Tox_Event_Group_Custom_Packet, Tox_Event_Group_Custom_Private_Packet, Tox_Event_Group_Invite,
    Tox_Event_Group_Join_Fail, Tox_Event_Group_Message, Tox_Event_Group_Moderation, Tox_Event_Group_Password,
    Tox_Event_Group_Peer_Exit, Tox_Event_Group_Peer_Join, Tox_Event_Group_Peer_Limit, Tox_Event_Group_Peer_Name,
    Tox_Event_Group_Peer_Status, Tox_Event_Group_Privacy_State, Tox_Event_Group_Private_Message,
    Tox_Event_Group_Self_Join, Tox_Event_Group_Topic, Tox_Event_Group_Topic_Lock, Tox_Event_Group_Voice_State,
};

/// @return the event itself if its type is TOX_EVENT_GROUP_PEER_NAME, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_group_peer_name(event: *const Tox_Event) -> *const Tox_Event_Group_Peer_Name {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::GroupPeerName(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_GROUP_PEER_STATUS, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_group_peer_status(
    event: *const Tox_Event,
) -> *const Tox_Event_Group_Peer_Status {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::GroupPeerStatus(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_GROUP_TOPIC, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_group_topic(event: *const Tox_Event) -> *const Tox_Event_Group_Topic {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::GroupTopic(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_GROUP_PRIVACY_STATE, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_group_privacy_state(
    event: *const Tox_Event,
) -> *const Tox_Event_Group_Privacy_State {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::GroupPrivacyState(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_GROUP_VOICE_STATE, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_group_voice_state(
    event: *const Tox_Event,
) -> *const Tox_Event_Group_Voice_State {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::GroupVoiceState(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_GROUP_TOPIC_LOCK, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_group_topic_lock(event: *const Tox_Event) -> *const Tox_Event_Group_Topic_Lock {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::GroupTopicLock(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_GROUP_PEER_LIMIT, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_group_peer_limit(event: *const Tox_Event) -> *const Tox_Event_Group_Peer_Limit {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::GroupPeerLimit(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_GROUP_PASSWORD, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_group_password(event: *const Tox_Event) -> *const Tox_Event_Group_Password {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::GroupPassword(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_GROUP_MESSAGE, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_group_message(event: *const Tox_Event) -> *const Tox_Event_Group_Message {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::GroupMessage(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_GROUP_PRIVATE_MESSAGE, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_group_private_message(
    event: *const Tox_Event,
) -> *const Tox_Event_Group_Private_Message {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::GroupPrivateMessage(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_GROUP_CUSTOM_PACKET, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_group_custom_packet(
    event: *const Tox_Event,
) -> *const Tox_Event_Group_Custom_Packet {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::GroupCustomPacket(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_GROUP_CUSTOM_PRIVATE_PACKET, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_group_custom_private_packet(
    event: *const Tox_Event,
) -> *const Tox_Event_Group_Custom_Private_Packet {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::GroupCustomPrivatePacket(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_GROUP_INVITE, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_group_invite(event: *const Tox_Event) -> *const Tox_Event_Group_Invite {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::GroupInvite(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_GROUP_PEER_JOIN, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_group_peer_join(event: *const Tox_Event) -> *const Tox_Event_Group_Peer_Join {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::GroupPeerJoin(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_GROUP_PEER_EXIT, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_group_peer_exit(event: *const Tox_Event) -> *const Tox_Event_Group_Peer_Exit {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::GroupPeerExit(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_GROUP_SELF_JOIN, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_group_self_join(event: *const Tox_Event) -> *const Tox_Event_Group_Self_Join {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::GroupSelfJoin(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_GROUP_JOIN_FAIL, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_group_join_fail(event: *const Tox_Event) -> *const Tox_Event_Group_Join_Fail {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::GroupJoinFail(event) => Some(event),
            _ => None,
        })
    }
}

/// @return the event itself if its type is TOX_EVENT_GROUP_MODERATION, else NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_event_get_group_moderation(event: *const Tox_Event) -> *const Tox_Event_Group_Moderation {
    // SAFETY: the caller passes NULL or an event of a list that lives.
    unsafe {
        cast(event, |kind| match kind {
            Kind::GroupModeration(event) => Some(event),
            _ => None,
        })
    }
}
