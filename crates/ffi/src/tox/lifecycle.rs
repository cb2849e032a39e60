//! The beginning and the end of an instance.

use std::net::SocketAddr;

use toxcore::{NewError, Options, Seed};

use crate::boundary::boundary;
use crate::core::Core;
use crate::driver::{Driver, Names, Sockets, TimeSource, resolve};
use crate::handle::Tox;
use crate::log::Log;
use crate::options::{Settings, Tox_Options};
use crate::pointer::{Out, UserData};
use crate::private::{Tox_System, tox_default_system};
use crate::types::Tox_Err_New;

/// Makes an instance: an identity, its sockets, and its friends. It does nothing before `tox_iterate` is called.
///
/// If savedata was given, the instance is who the savedata says; if that cannot be read, there is none: never a new identity
/// in its place.
///
/// @param options what kind of instance; NULL for the defaults. Nothing of it is needed once this returns.
/// @param error why there is none. NULL if that does not matter.
///
/// @return the instance, which `tox_kill` ends; NULL on error, and with the error MALLOC also if the log callback killed it already.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_new(options: *const Tox_Options, error: *mut Tox_Err_New) -> *mut Tox {
    // SAFETY: the caller's promise.
    let error = unsafe { Out::new(error) };
    // SAFETY: the caller's promise.
    unsafe { new_instance(options, error, tox_default_system()) }
}

/// Makes an instance in the surroundings of `system`.
///
/// # Safety
/// `options` is NULL or as C promises, and the clock of `system` may be called as long as the instance lives.
pub(crate) unsafe fn new_instance(
    options: *const Tox_Options,
    error: Out<'_, Tox_Err_New>,
    system: Tox_System,
) -> *mut Tox {
    // SAFETY: the caller's promise.
    let settings = unsafe { Settings::new(options) };
    // SAFETY: the caller's promise.
    let time = unsafe { TimeSource::callback(system.mono_time_callback, UserData(system.mono_time_user_data)) };
    let log = settings.log();
    let made = boundary(Err(Tox_Err_New::Malloc), || Log::collect(log.as_ref(), || start(&settings, &time)));
    match made {
        Ok(core) => {
            let Some(tox) = Tox::new(core, time, log, system).deliver_first_log() else {
                error.set(Tox_Err_New::Malloc);
                return std::ptr::null_mut();
            };
            error.set_ok();
            tox
        }
        Err(why) => {
            if let Some(log) = log {
                log.deliver_failure();
            }
            error.set(why);
            std::ptr::null_mut()
        }
    }
}

/// Does what can fail, in the order in which errors are told.
fn start(settings: &Settings, time: &TimeSource) -> Result<Core, Tox_Err_New> {
    let mut options = settings.options()?;
    let proxy = proxy_addrs(&options, settings.proxy_names())?;
    options.udp_enabled &= proxy.is_empty();
    let sockets = Sockets::open(&options).map_err(|error| {
        tracing::warn!(target: "toxcore_ffi", %error, "a socket cannot be had");
        Tox_Err_New::PortAlloc
    })?;
    options.ipv6_enabled &= sockets.has_ipv6().unwrap_or(options.ipv6_enabled);
    let now = time.now();
    let tox = toxcore::Tox::new(options, &seed()?, now, time.unix_time(now)).map_err(|error| {
        tracing::warn!(target: "toxcore_ffi", %error, "no instance");
        reason(&error)
    })?;
    if tox.load_report().is_damaged() {
        let report = tox.load_report();
        tracing::warn!(target: "toxcore_ffi", %report, "the savedata is damaged, a part of it may be lost: keep a copy");
    }
    Ok(Core::new(tox, now, Driver::new(sockets, proxy), settings.names()))
}

fn proxy_addrs(options: &Options, names: Names) -> Result<Vec<SocketAddr>, Tox_Err_New> {
    let Some((host, port)) = options.proxy.server() else { return Ok(Vec::new()) };
    resolve(host, port, names).map_err(|_| Tox_Err_New::ProxyBadHost)
}

fn reason(error: &NewError) -> Tox_Err_New {
    match error {
        NewError::ProxyPort => Tox_Err_New::ProxyBadPort,
        NewError::ProxyHost | NewError::ProxyLogin(_) => Tox_Err_New::ProxyBadHost,
        _ => Tox_Err_New::LoadBadFormat,
    }
}

/// Where all randomness comes from. A system without any has no memory either, as far as C can be told.
fn seed() -> Result<Seed, Tox_Err_New> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| Tox_Err_New::Malloc)?;
    let seed = Seed::new(bytes);
    toxcore_crypto::wipe(&mut bytes);
    Ok(seed)
}

/// Ends an instance: friends are told that we go, sockets are closed, memory is freed. Nothing is saved.
///
/// In a callback it may be called, too; the `tox_iterate` around it returns after the callback. A `ToxAV` of the instance
/// must be killed before.
///
/// @param tox the instance, which must not be used any more. NULL does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tox_kill(tox: *mut Tox) {
    if tox.is_null() {
        return;
    }
    // SAFETY: not NULL; the caller promises that it came from `tox_new` and is not used any more.
    let tox = unsafe { Tox::from_c(tox) };
    tox.act(|core| {
        core.tox.shut_down(core.now);
        // A turn around this, or a session for calls, may keep the rest for a while.
        core.close();
    });
    tox.end();
    tox.let_go();
}
