use std::ffi::CStr;
use std::fmt::Debug;

use super::{Constants, from_raw, name_of};
use crate::types::*;

/// A name of Rust as the headers spell it: upper case, words apart.
fn screaming(name: &str) -> String {
    let mut out = String::new();
    for (i, letter) in name.trim_end_matches('_').chars().enumerate() {
        if letter.is_ascii_uppercase() && i > 0 && !out.ends_with('_') {
            out.push('_');
        }
        out.push(letter.to_ascii_uppercase());
    }
    out
}

fn name(value: *const std::ffi::c_char) -> &'static str {
    // SAFETY: `name_of` returns texts that live as long as the program.
    unsafe { CStr::from_ptr(value) }.to_str().unwrap()
}

fn check<T: Constants + Debug + PartialEq>(type_name: &str, prefix: &str) {
    for (constant, c_name) in T::TABLE {
        assert_eq!(c_name.to_str().unwrap(), format!("{prefix}{}", screaming(&format!("{constant:?}"))));
        assert_eq!(from_raw::<T>(constant.raw()), Some(*constant), "{type_name} has a number twice");
        assert_eq!(name(name_of::<T>(constant.raw())), c_name.to_str().unwrap());
    }
    for no_constant in [200, 0xffff_ffff] {
        assert_eq!(from_raw::<T>(no_constant), None);
        assert_eq!(name(name_of::<T>(no_constant)), format!("<invalid {type_name}>"));
    }
}

/// The headers are made from the names of the variants, the texts are written out: both must be the same.
#[test]
fn constants_have_the_names_of_the_headers() {
    macro_rules! check_all {
        ($($type:ident)+) => { $(check::<$type>(stringify!($type), &format!("{}_", stringify!($type).to_uppercase()));)+ };
    }
    check_all! {
        Tox_Conference_Type Tox_Err_Conference_New Tox_Err_Conference_Delete Tox_Err_Conference_Peer_Query
        Tox_Err_Conference_Set_Max_Offline Tox_Err_Conference_Invite Tox_Err_Conference_Join
        Tox_Err_Conference_Send_Message Tox_Err_Conference_Title Tox_Err_Conference_Get_Type Tox_Err_Conference_By_Id
        Tox_Err_Conference_By_Uid Tox_Err_Key_Derivation Tox_Err_Encryption Tox_Err_Decryption Tox_Err_Get_Salt
        Tox_File_Control Tox_Err_File_Control Tox_Err_File_Seek Tox_Err_File_Get Tox_Err_File_By_Id Tox_Err_File_Send
        Tox_Err_File_Send_Chunk Tox_Err_Friend_Add Tox_Err_Friend_Delete Tox_Err_Friend_By_Public_Key
        Tox_Err_Friend_Get_Public_Key Tox_Err_Friend_Get_Last_Online Tox_Err_Friend_Query Tox_Err_Group_Invite_Friend
        Tox_Err_Group_Invite_Accept Tox_Group_Exit_Type Tox_Group_Join_Fail Tox_Err_Group_Send_Message
        Tox_Err_Group_Send_Private_Message Tox_Err_Group_Send_Custom_Packet Tox_Err_Group_Send_Custom_Private_Packet
        Tox_Err_Group_Set_Password Tox_Err_Group_Set_Topic_Lock Tox_Err_Group_Set_Voice_State
        Tox_Err_Group_Set_Privacy_State Tox_Err_Group_Set_Peer_Limit Tox_Err_Group_Set_Ignore Tox_Err_Group_Set_Role
        Tox_Err_Group_Kick_Peer Tox_Group_Mod_Event Tox_Err_Group_Self_Query Tox_Err_Group_Self_Name_Set
        Tox_Err_Group_Self_Status_Set Tox_Err_Group_Peer_Query Tox_Err_Group_State_Query Tox_Err_Group_Topic_Set
        Tox_Err_Group_By_Id Tox_Group_Privacy_State Tox_Group_Topic_Lock Tox_Group_Voice_State Tox_Group_Role
        Tox_Err_Group_New Tox_Err_Group_Join Tox_Err_Group_Is_Connected Tox_Err_Group_Disconnect
        Tox_Err_Group_Reconnect Tox_Err_Group_Leave Tox_Err_New Tox_Err_Bootstrap Tox_Connection Tox_Err_Get_Port
        Tox_Log_Level Tox_Message_Type Tox_Err_Set_Typing Tox_Err_Friend_Send_Message Tox_Err_Friend_Custom_Packet
        Tox_Netprof_Packet_Id Tox_Netprof_Packet_Type Tox_Netprof_Direction Tox_Proxy_Type Tox_Savedata_Type
        Tox_Err_Options_New Tox_User_Status Tox_Err_Set_Info Toxav_Call_Control
    }
    // The one enum whose constants do not carry its whole name.
    check::<Tox_Event_Type>("Tox_Event_Type", "");
}

#[test]
fn texts_of_strangers_are_no_names() {
    assert_eq!(super::c_str("no end"), c"");
    assert_eq!(super::c_str("two\0ends\0"), c"");
    assert_eq!(super::c_str("one\0"), c"one");
}
