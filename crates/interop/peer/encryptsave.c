/* Encrypts and decrypts with a libtoxcore: standard input to standard output, with the passphrase of the second argument.
 *
 *   encryptsave encrypt P, decrypt P           by passphrase
 *   encryptsave key-encrypt P, key-decrypt P   by a key that is derived first, from the salt of the input where it has one
 *   encryptsave errors P                       prints the codes of calls that must fail, one a line
 *
 * Exit codes: 0, 1 for failures of ours, 10 + the error code of the library.
 */
#include <tox/toxencryptsave.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_INPUT = 1 << 24, EXTRA = TOX_PASS_ENCRYPTION_EXTRA_LENGTH, FAILED = 10 };

static uint8_t input[MAX_INPUT];
static uint8_t output[MAX_INPUT + EXTRA];

static Tox_Pass_Key *derive(const uint8_t *passphrase, size_t length, const uint8_t *salt)
{
    Tox_Pass_Key *key = salt == NULL ? tox_pass_key_derive(passphrase, length, NULL)
                                     : tox_pass_key_derive_with_salt(passphrase, length, salt, NULL);
    if (key == NULL) {
        exit(1);
    }
    return key;
}

static int finish(int error, size_t length)
{
    if (error != 0) {
        return FAILED + error;
    }
    return fwrite(output, 1, length, stdout) == length ? 0 : 1;
}

static int encrypt(bool with_key, const uint8_t *passphrase, size_t passphrase_length, size_t length)
{
    Tox_Err_Encryption error = TOX_ERR_ENCRYPTION_OK;
    if (with_key) {
        Tox_Pass_Key *key = derive(passphrase, passphrase_length, NULL);
        tox_pass_key_encrypt(key, input, length, output, &error);
        tox_pass_key_free(key);
    } else {
        tox_pass_encrypt(input, length, passphrase, passphrase_length, output, &error);
    }
    return finish(error, length + EXTRA);
}

static int decrypt(bool with_key, const uint8_t *passphrase, size_t passphrase_length, size_t length)
{
    Tox_Err_Decryption error = TOX_ERR_DECRYPTION_OK;
    if (with_key) {
        uint8_t salt[TOX_PASS_SALT_LENGTH];
        const bool has_salt = length > EXTRA && tox_get_salt(input, salt, NULL);
        Tox_Pass_Key *key = derive(passphrase, passphrase_length, has_salt ? salt : NULL);
        tox_pass_key_decrypt(key, input, length, output, &error);
        tox_pass_key_free(key);
    } else {
        tox_pass_decrypt(input, length, passphrase, passphrase_length, output, &error);
    }
    return finish(error, length - EXTRA);
}

/* Each of these breaks two rules or more where that can be: which of the errors comes is the question. */
static void errors(const uint8_t *passphrase, size_t length)
{
    uint8_t salt[TOX_PASS_SALT_LENGTH] = {0};
    Tox_Pass_Key *key = derive(passphrase, length, salt);
    Tox_Err_Key_Derivation derivation;
    Tox_Err_Encryption encryption;
    Tox_Err_Decryption decryption;
    Tox_Err_Get_Salt get_salt;

#define DERIVING(call) (call, printf("derive %d\n", (int)derivation))
#define ENCRYPTING(call) (call, printf("encrypt %d\n", (int)encryption))
#define DECRYPTING(call) (call, printf("decrypt %d\n", (int)decryption))
#define READING(call) (call, printf("salt %d\n", (int)get_salt))
    memset(input, 't', sizeof(input));
    DERIVING(tox_pass_key_derive(NULL, 1, &derivation));
    DERIVING(tox_pass_key_derive_with_salt(NULL, 1, salt, &derivation));
    DERIVING(tox_pass_key_derive_with_salt(passphrase, length, NULL, &derivation));
    ENCRYPTING(tox_pass_encrypt(input, 1, NULL, 1, output, &encryption));
    ENCRYPTING(tox_pass_encrypt(input, 0, passphrase, length, output, &encryption));
    ENCRYPTING(tox_pass_encrypt(NULL, 1, passphrase, length, output, &encryption));
    ENCRYPTING(tox_pass_encrypt(input, 1, passphrase, length, NULL, &encryption));
    ENCRYPTING(tox_pass_key_encrypt(key, input, 0, output, &encryption));
    ENCRYPTING(tox_pass_key_encrypt(key, NULL, 1, output, &encryption));
    ENCRYPTING(tox_pass_key_encrypt(key, input, 1, NULL, &encryption));
    DECRYPTING(tox_pass_decrypt(NULL, EXTRA, NULL, 1, NULL, &decryption));
    DECRYPTING(tox_pass_decrypt(input, EXTRA, passphrase, length, output, &decryption));
    DECRYPTING(tox_pass_decrypt(input, EXTRA + 1, NULL, 0, output, &decryption));
    DECRYPTING(tox_pass_decrypt(input, EXTRA + 1, NULL, 1, output, &decryption));
    DECRYPTING(tox_pass_decrypt(input, EXTRA + 1, passphrase, length, NULL, &decryption));
    DECRYPTING(tox_pass_decrypt(NULL, EXTRA + 1, passphrase, length, output, &decryption));
    DECRYPTING(tox_pass_decrypt(input, EXTRA + 1, passphrase, length, output, &decryption));
    DECRYPTING(tox_pass_key_decrypt(key, NULL, EXTRA, NULL, &decryption));
    DECRYPTING(tox_pass_key_decrypt(key, NULL, EXTRA + 1, output, &decryption));
    DECRYPTING(tox_pass_key_decrypt(key, input, EXTRA + 1, NULL, &decryption));
    DECRYPTING(tox_pass_key_decrypt(key, input, EXTRA + 1, output, &decryption));
    READING(tox_get_salt(NULL, salt, &get_salt));
    READING(tox_get_salt(input, NULL, &get_salt));
    READING(tox_get_salt(input, salt, &get_salt));
    memcpy(input, "toxEsave", 8);
    DECRYPTING(tox_pass_decrypt(input, EXTRA + 1, passphrase, length, output, &decryption));
    DECRYPTING(tox_pass_key_decrypt(key, input, EXTRA + 1, output, &decryption));
    READING(tox_get_salt(input, salt, &get_salt));
    printf("encrypted %d\n", tox_is_data_encrypted(input));
    tox_pass_key_free(key);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        return 1;
    }
    const char *command = argv[1];
    const uint8_t *passphrase = (const uint8_t *)argv[2];
    const size_t length = strlen(argv[2]);
    if (strcmp(command, "errors") == 0) {
        errors(passphrase, length);
        return 0;
    }
    const size_t input_length = fread(input, 1, sizeof(input), stdin);
    const bool with_key = strncmp(command, "key-", 4) == 0;
    if (strcmp(with_key ? command + 4 : command, "encrypt") == 0) {
        return encrypt(with_key, passphrase, length, input_length);
    }
    return decrypt(with_key, passphrase, length, input_length);
}
