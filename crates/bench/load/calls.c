/* What single calls of the library cost: prints a name and a value a line.
 *
 * Nothing is sent: there is no network here, or nobody in it.
 */
#define _GNU_SOURCE

#include <stdbool.h>
#include <string.h>

#include <tox/tox.h>
#include <tox/toxencryptsave.h>

#include "clock.h"

enum { KEY = TOX_PUBLIC_KEY_SIZE, FRIENDS = 1000, ROUNDS = 15, LOOKUPS = 20, SECRET = 1 << 20 };

static uint8_t keys[FRIENDS][KEY];
static double samples[ROUNDS];

static int compare(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Prints the middle of the samples. */
static void tell(const char *name, double unit)
{
    qsort(samples, ROUNDS, sizeof *samples, compare);
    printf("%s %.6g\n", name, samples[ROUNDS / 2] / unit);
    fflush(stdout);
}

static Tox *start(const uint8_t *save, size_t size)
{
    struct Tox_Options *options = tox_options_new(NULL);
    tox_options_set_ipv6_enabled(options, false);
    tox_options_set_local_discovery_enabled(options, false);
    if (save != NULL) {
        tox_options_set_savedata_type(options, TOX_SAVEDATA_TYPE_TOX_SAVE);
        tox_options_set_savedata_data(options, save, size);
    }
    Tox *tox = tox_new(options, NULL);
    tox_options_free(options);
    if (tox == NULL) fail("tox_new");
    return tox;
}

static void add_all(Tox *tox)
{
    for (unsigned i = 0; i < FRIENDS; i++) {
        if (tox_friend_add_norequest(tox, keys[i], NULL) == UINT32_MAX) fail("tox_friend_add_norequest");
    }
}

static void life(void)
{
    for (unsigned round = 0; round < ROUNDS; round++) {
        const double before = now();
        tox_kill(start(NULL, 0));
        samples[round] = now() - before;
    }
    tell("new-and-kill", 1e-6);
}

static void friends(void)
{
    Tox *tox = NULL;
    for (unsigned round = 0; round < ROUNDS; round++) {
        if (tox != NULL) tox_kill(tox);
        tox = start(NULL, 0);
        const double before = now();
        add_all(tox);
        samples[round] = now() - before;
    }
    tell("add", 1e-3);
    for (unsigned round = 0; round < ROUNDS; round++) {
        const double before = now();
        for (unsigned i = 0; i < LOOKUPS * FRIENDS; i++) {
            if (tox_friend_by_public_key(tox, keys[(i * 7) % FRIENDS], NULL) == UINT32_MAX) fail("lookup");
        }
        samples[round] = (now() - before) / (LOOKUPS * FRIENDS);
    }
    tell("lookup", 1e-6);
    const size_t size = tox_get_savedata_size(tox);
    uint8_t *save = (uint8_t *)malloc(size);
    for (unsigned round = 0; round < ROUNDS; round++) {
        const double before = now();
        if (tox_get_savedata_size(tox) != size) fail("savedata");
        tox_get_savedata(tox, save);
        samples[round] = now() - before;
    }
    tell("save", 1e-6);
    tox_kill(tox);
    for (unsigned round = 0; round < ROUNDS; round++) {
        const double before = now();
        tox = start(save, size);
        samples[round] = now() - before;
        if (tox_self_get_friend_list_size(tox) != FRIENDS) fail("load");
        tox_kill(tox);
    }
    tell("load", 1e-3);
    free(save);
}

static void secrets(void)
{
    const uint8_t word[] = "correct horse";
    Tox_Pass_Key *key = NULL;
    for (unsigned round = 0; round < ROUNDS; round++) {
        tox_pass_key_free(key);
        const double before = now();
        key = tox_pass_key_derive(word, sizeof word - 1, NULL);
        samples[round] = now() - before;
        if (key == NULL) fail("tox_pass_key_derive");
    }
    tell("derive", 1e-3);
    uint8_t *plain = (uint8_t *)calloc(1, SECRET);
    uint8_t *sealed = (uint8_t *)malloc(SECRET + TOX_PASS_ENCRYPTION_EXTRA_LENGTH);
    for (unsigned round = 0; round < ROUNDS; round++) {
        const double before = now();
        if (!tox_pass_key_encrypt(key, plain, SECRET, sealed, NULL)) fail("tox_pass_key_encrypt");
        samples[round] = now() - before;
    }
    tell("encrypt", 1e-3);
    for (unsigned round = 0; round < ROUNDS; round++) {
        const double before = now();
        if (!tox_pass_key_decrypt(key, sealed, SECRET + TOX_PASS_ENCRYPTION_EXTRA_LENGTH, plain, NULL)) fail("decrypt");
        samples[round] = now() - before;
    }
    tell("decrypt", 1e-3);
    tox_pass_key_free(key);
    free(plain);
    free(sealed);
}

int main(void)
{
    for (unsigned i = 0; i < FRIENDS; i++) {
        for (unsigned k = 0; k < KEY; k++) keys[i][k] = (uint8_t)random();
        keys[i][KEY - 1] &= 0x7f;
    }
    printf("version %u.%u.%u\n", tox_version_major(), tox_version_minor(), tox_version_patch());
    life();
    friends();
    secrets();
    printf("done 1\n");
    return 0;
}
