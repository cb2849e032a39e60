//! Options as `tox_new` understands them, checked in the order of their errors.

use std::ffi::CStr;

use toxcore::{DEFAULT_PORTS, Options, Profile, Proxy};
use toxcore_net::PortRange;

use super::{Tox_Options, Visible, get};
use crate::driver::Names;
use crate::log::Log;
use crate::pointer::{Unreadable, UserData, bytes, text};
use crate::types::c_enum::from_raw;
use crate::types::{TOX_MAX_HOSTNAME_LENGTH, Tox_Err_New, Tox_Proxy_Type, Tox_Savedata_Type};

/// A copy of what C chose.
pub(crate) struct Settings(Visible);

impl Settings {
    /// Copies the options; the defaults for NULL.
    ///
    /// # Safety
    /// `options` is NULL or as `tox_new` asks for, and its pointers are good as long as this lives.
    pub(crate) unsafe fn new(options: *const Tox_Options) -> Self {
        // SAFETY: the caller's promise.
        Self(unsafe { get(options, Visible::DEFAULT, |visible| *visible) })
    }

    /// Where lines go.
    pub(crate) fn log(&self) -> Option<Log> {
        Log::new(self.0.log_callback, UserData(self.0.log_user_data))
    }

    /// Whether names of other hosts may be looked up.
    pub(crate) fn names(&self) -> Names {
        if self.0.experimental_disable_dns != 0 || self.0.proxy_type != Tox_Proxy_Type::None as u32 {
            Names::Refused
        } else {
            Names::Allowed
        }
    }

    /// Whether the name of the proxy may be looked up.
    pub(crate) fn proxy_names(&self) -> Names {
        if self.0.experimental_disable_dns != 0 { Names::Refused } else { Names::Allowed }
    }

    /// The options in our words. Everything is checked but whether the save file can be read and the proxy exists.
    pub(crate) fn options(&self) -> Result<Options, Tox_Err_New> {
        let Visible { tcp_port, start_port, end_port, .. } = self.0;
        let ports = match PortRange::new(start_port, end_port) {
            range if (start_port, end_port) != (0, 0) => range.first()..=range.last(),
            _ => DEFAULT_PORTS,
        };
        // In this order: a bad save file is told before a bad proxy.
        let profile = self.profile()?;
        let proxy = self.proxy()?;
        Ok(Options {
            ipv6_enabled: self.0.ipv6_enabled != 0,
            udp_enabled: self.0.udp_enabled != 0,
            local_discovery_enabled: self.0.local_discovery_enabled != 0,
            dht_announcements_enabled: self.0.dht_announcements_enabled != 0,
            hole_punching_enabled: self.0.hole_punching_enabled != 0,
            groups_persistence_enabled: self.0.experimental_groups_persistence != 0,
            proxy,
            ports,
            tcp_port: (tcp_port != 0).then_some(tcp_port),
            profile,
        })
    }

    fn profile(&self) -> Result<Profile, Tox_Err_New> {
        if self.0.savedata_type == Tox_Savedata_Type::None as u32 {
            return Ok(Profile::New);
        }
        let savedata =
            self.savedata().ok().filter(|savedata| !savedata.is_empty()).ok_or(Tox_Err_New::LoadBadFormat)?;
        match from_raw(self.0.savedata_type) {
            Some(Tox_Savedata_Type::ToxSave) if savedata.len() < MIN_SAVEDATA_LEN => Err(Tox_Err_New::LoadBadFormat),
            Some(Tox_Savedata_Type::ToxSave) if toxcore_crypto::encryptsave::is_encrypted(savedata) => {
                Err(Tox_Err_New::LoadEncrypted)
            }
            Some(Tox_Savedata_Type::ToxSave) => Ok(Profile::Savedata(savedata.to_vec())),
            Some(Tox_Savedata_Type::SecretKey) => {
                savedata.try_into().map(Profile::SecretKey).map_err(|_| Tox_Err_New::LoadBadFormat)
            }
            Some(Tox_Savedata_Type::None) | None => Err(Tox_Err_New::LoadBadFormat),
        }
    }

    fn savedata(&self) -> Result<&[u8], Unreadable> {
        // SAFETY: `new` was promised that the pointers are good.
        unsafe { bytes(self.0.savedata_data, self.0.savedata_length, usize::MAX) }
    }

    fn proxy(&self) -> Result<Proxy, Tox_Err_New> {
        let proxy = match from_raw(self.0.proxy_type).ok_or(Tox_Err_New::ProxyBadType)? {
            Tox_Proxy_Type::None => return Ok(Proxy::None),
            Tox_Proxy_Type::Http => |host, port| Proxy::Http { host, port, login: None },
            Tox_Proxy_Type::Socks5 => |host, port| Proxy::Socks5 { host, port, login: None },
        };
        let port = Some(self.0.proxy_port).filter(|port| *port != 0).ok_or(Tox_Err_New::ProxyBadPort)?;
        Ok(proxy(self.proxy_host().ok_or(Tox_Err_New::ProxyBadHost)?, port))
    }

    fn proxy_host(&self) -> Option<String> {
        // SAFETY: `new` was promised that the pointers are good.
        let host = unsafe { text(self.0.proxy_host) }.map(CStr::to_str)?.ok()?;
        (1..=TOX_MAX_HOSTNAME_LENGTH as usize).contains(&host.len()).then(|| host.to_owned())
    }
}

/// A save file is no shorter than the mark of an encrypted one.
const MIN_SAVEDATA_LEN: usize = 8;
