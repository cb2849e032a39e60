/* Save files, plain and with a password. */
#ifndef SAVES_H
#define SAVES_H

#include <tox/tox.h>
#include <tox/toxencryptsave.h>

#include "text.h"

enum { MAX_SAVE = 1 << 24 };

/* The save in `path`, opened with `password` if it is sealed; NULL when there is none that can be used. */
static uint8_t *load_save(const char *path, const char *password, size_t *length)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = file == NULL ? NULL : malloc(MAX_SAVE);
    if (data == NULL) {
        return NULL;
    }
    *length = fread(data, 1, MAX_SAVE, file);
    fclose(file);
    if (*length < TOX_PASS_ENCRYPTION_EXTRA_LENGTH || !tox_is_data_encrypted(data)) {
        return data;
    }
    uint8_t *plain = malloc(*length);
    Tox_Err_Decryption error;
    if (plain == NULL
        || !tox_pass_decrypt(data, *length, (const uint8_t *)password, strlen(password), plain, &error)) {
        fprintf(stderr, "tox_pass_decrypt: error %d\n", (int)error);
        exit(1);
    }
    *length -= TOX_PASS_ENCRYPTION_EXTRA_LENGTH;
    free(data);
    return plain;
}

/* Writes `path`; an empty password leaves the save open. Returns 0, or what went wrong. */
static int write_save(const Tox *tox, const char *path, const char *password)
{
    size_t length = tox_get_savedata_size(tox);
    uint8_t *data = malloc(length + TOX_PASS_ENCRYPTION_EXTRA_LENGTH);
    uint8_t *plain = malloc(length);
    FILE *file = fopen(path, "wb");
    if (data == NULL || plain == NULL || file == NULL) {
        return -1;
    }
    tox_get_savedata(tox, plain);
    Tox_Err_Encryption error = TOX_ERR_ENCRYPTION_OK;
    if (*password == '\0') {
        memcpy(data, plain, length);
    } else if (tox_pass_encrypt(plain, length, (const uint8_t *)password, strlen(password), data, &error)) {
        length += TOX_PASS_ENCRYPTION_EXTRA_LENGTH;
    }
    const bool written = fwrite(data, 1, length, file) == length;
    fclose(file);
    free(data);
    free(plain);
    return error != TOX_ERR_ENCRYPTION_OK ? (int)error : written ? 0 : -1;
}

#endif
