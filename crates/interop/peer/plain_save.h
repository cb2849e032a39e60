/* The save of an instance, written as it is. */
#ifndef PLAIN_SAVE_H
#define PLAIN_SAVE_H

#include <tox/tox.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static void save(const Tox *tox, const char *path)
{
    const size_t length = tox_get_savedata_size(tox);
    uint8_t *data = calloc(length, 1);
    FILE *file = fopen(path, "wb");
    if (data == NULL || file == NULL) {
        exit(1);
    }
    tox_get_savedata(tox, data);
    fwrite(data, 1, length, file);
    fclose(file);
    free(data);
}

#endif
