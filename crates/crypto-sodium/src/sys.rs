use std::ffi::{c_char, c_int, c_uchar, c_ulonglong};

// libsodium's stable interface, as its manual describes it.
unsafe extern "C" {
    pub(crate) fn sodium_init() -> c_int;
    pub(crate) fn crypto_scalarmult_base(q: *mut c_uchar, n: *const c_uchar) -> c_int;
    pub(crate) fn crypto_scalarmult(q: *mut c_uchar, n: *const c_uchar, p: *const c_uchar) -> c_int;
    pub(crate) fn crypto_core_hsalsa20(
        out: *mut c_uchar,
        input: *const c_uchar,
        k: *const c_uchar,
        c: *const c_uchar,
    ) -> c_int;
    pub(crate) fn crypto_stream_salsa20(
        c: *mut c_uchar,
        clen: c_ulonglong,
        n: *const c_uchar,
        k: *const c_uchar,
    ) -> c_int;
    pub(crate) fn crypto_onetimeauth(
        out: *mut c_uchar,
        input: *const c_uchar,
        inlen: c_ulonglong,
        k: *const c_uchar,
    ) -> c_int;
    pub(crate) fn crypto_secretbox_detached(
        c: *mut c_uchar,
        mac: *mut c_uchar,
        m: *const c_uchar,
        mlen: c_ulonglong,
        n: *const c_uchar,
        k: *const c_uchar,
    ) -> c_int;
    pub(crate) fn crypto_secretbox_open_detached(
        m: *mut c_uchar,
        c: *const c_uchar,
        mac: *const c_uchar,
        clen: c_ulonglong,
        n: *const c_uchar,
        k: *const c_uchar,
    ) -> c_int;
    pub(crate) fn crypto_sign_detached(
        sig: *mut c_uchar,
        siglen: *mut c_ulonglong,
        m: *const c_uchar,
        mlen: c_ulonglong,
        sk: *const c_uchar,
    ) -> c_int;
    pub(crate) fn crypto_sign_verify_detached(
        sig: *const c_uchar,
        m: *const c_uchar,
        mlen: c_ulonglong,
        pk: *const c_uchar,
    ) -> c_int;
    pub(crate) fn crypto_sign_ed25519_pk_to_curve25519(x: *mut c_uchar, ed: *const c_uchar) -> c_int;
    pub(crate) fn crypto_sign_ed25519_sk_to_curve25519(x: *mut c_uchar, ed: *const c_uchar) -> c_int;
    pub(crate) fn crypto_pwhash_scryptsalsa208sha256(
        out: *mut c_uchar,
        outlen: c_ulonglong,
        passwd: *const c_char,
        passwdlen: c_ulonglong,
        salt: *const c_uchar,
        opslimit: c_ulonglong,
        memlimit: usize,
    ) -> c_int;
}
