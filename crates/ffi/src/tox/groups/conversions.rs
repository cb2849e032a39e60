//! C's words for what groups are made of.

use toxcore::group::{Departure, GroupPrivacy, GroupVoice, InviteReject, Role, TopicLock};

use crate::types::{
    Tox_Group_Exit_Type, Tox_Group_Join_Fail, Tox_Group_Mod_Event, Tox_Group_Privacy_State, Tox_Group_Role,
    Tox_Group_Topic_Lock, Tox_Group_Voice_State,
};

pub(crate) const fn c_privacy(privacy: GroupPrivacy) -> Tox_Group_Privacy_State {
    if privacy.is_public() { Tox_Group_Privacy_State::Public } else { Tox_Group_Privacy_State::Private }
}

pub(super) const fn privacy_from_c(privacy: Tox_Group_Privacy_State) -> GroupPrivacy {
    match privacy {
        Tox_Group_Privacy_State::Public => GroupPrivacy::Public,
        Tox_Group_Privacy_State::Private => GroupPrivacy::Private,
    }
}

pub(crate) const fn c_voice(voice: GroupVoice) -> Tox_Group_Voice_State {
    match voice {
        GroupVoice::All | GroupVoice::Other(_) => Tox_Group_Voice_State::All,
        GroupVoice::Moderators => Tox_Group_Voice_State::Moderator,
        GroupVoice::Founder => Tox_Group_Voice_State::Founder,
    }
}

pub(super) const fn voice_from_c(voice: Tox_Group_Voice_State) -> GroupVoice {
    match voice {
        Tox_Group_Voice_State::All => GroupVoice::All,
        Tox_Group_Voice_State::Moderator => GroupVoice::Moderators,
        Tox_Group_Voice_State::Founder => GroupVoice::Founder,
    }
}

pub(crate) const fn c_topic_lock(lock: TopicLock) -> Tox_Group_Topic_Lock {
    match lock {
        TopicLock::Locked => Tox_Group_Topic_Lock::Enabled,
        TopicLock::Unlocked(_) => Tox_Group_Topic_Lock::Disabled,
    }
}

pub(super) const fn c_role(role: Role) -> Tox_Group_Role {
    match role {
        Role::Founder => Tox_Group_Role::Founder,
        Role::Moderator => Tox_Group_Role::Moderator,
        Role::User => Tox_Group_Role::User,
        Role::Observer => Tox_Group_Role::Observer,
    }
}

pub(super) const fn role_from_c(role: Tox_Group_Role) -> Role {
    match role {
        Tox_Group_Role::Founder => Role::Founder,
        Tox_Group_Role::Moderator => Role::Moderator,
        Tox_Group_Role::User => Role::User,
        Tox_Group_Role::Observer => Role::Observer,
    }
}

/// What became of a member that has this role now. Nobody becomes the founder.
pub(crate) const fn c_mod_event(role: Role) -> Tox_Group_Mod_Event {
    match role {
        Role::Founder | Role::Moderator => Tox_Group_Mod_Event::Moderator,
        Role::User => Tox_Group_Mod_Event::User,
        Role::Observer => Tox_Group_Mod_Event::Observer,
    }
}

pub(crate) const fn c_departure(departure: Departure) -> Tox_Group_Exit_Type {
    match departure {
        Departure::Quit => Tox_Group_Exit_Type::Quit,
        Departure::TimedOut => Tox_Group_Exit_Type::Timeout,
        Departure::SelfDisconnected => Tox_Group_Exit_Type::SelfDisconnected,
        Departure::Kicked => Tox_Group_Exit_Type::Kick,
        Departure::SyncError => Tox_Group_Exit_Type::SyncError,
        _ => Tox_Group_Exit_Type::Disconnected,
    }
}

pub(crate) const fn c_join_fail(reason: InviteReject) -> Tox_Group_Join_Fail {
    match reason {
        InviteReject::GroupFull => Tox_Group_Join_Fail::PeerLimit,
        InviteReject::InvalidPassword => Tox_Group_Join_Fail::InvalidPassword,
        InviteReject::Other => Tox_Group_Join_Fail::Unknown,
    }
}
