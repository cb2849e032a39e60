/* File transfers of bytes that follow from their position, so that the receiver can check each without the sender's file.
 *
 * The byte at position p is byte p % 8, highest first, of (p / 8 + 1) * 0x9E3779B97F4A7C15.
 */
#ifndef FILES_H
#define FILES_H

#include <tox/tox.h>

#include "text.h"

/* Transfers at once; the reference allows 256 a friend each way. */
enum { MAX_TRANSFERS = 1024 };

/* How often a `file-at` event is printed, in bytes. */
static const uint64_t STEP = 1 << 20;

struct transfer {
    bool used;
    bool sending;
    uint32_t friend_number;
    uint32_t file;
    /* Bytes that a transfer of unknown size has; UINT64_MAX for the others. */
    uint64_t stream_length;
    /* One past the last byte sent or received in order. */
    uint64_t position;
    uint64_t bytes;
    uint64_t bad;
    /* Where it pauses itself; UINT64_MAX for never. */
    uint64_t pause_at;
};

static struct transfer transfers[MAX_TRANSFERS];

static uint8_t pattern(uint64_t position)
{
    return (uint8_t)(((position / 8 + 1) * 0x9E3779B97F4A7C15u) >> (56 - 8 * (position % 8)));
}

static struct transfer *find_transfer(uint32_t friend_number, uint32_t file)
{
    for (size_t i = 0; i < MAX_TRANSFERS; ++i) {
        if (transfers[i].used && transfers[i].friend_number == friend_number && transfers[i].file == file) {
            return &transfers[i];
        }
    }
    return NULL;
}

static struct transfer *new_transfer(uint32_t friend_number, uint32_t file, bool sending)
{
    struct transfer *transfer = find_transfer(friend_number, file);
    for (size_t i = 0; transfer == NULL && i < MAX_TRANSFERS; ++i) {
        transfer = transfers[i].used ? NULL : &transfers[i];
    }
    if (transfer != NULL) {
        const struct transfer fresh = {.used = true, .sending = sending, .friend_number = friend_number, .file = file,
                                       .stream_length = UINT64_MAX, .pause_at = UINT64_MAX};
        *transfer = fresh;
    }
    return transfer;
}

/* Counts what moved, and does what was asked for at its position. */
static void moved(Tox *tox, struct transfer *transfer, uint64_t position, size_t length)
{
    const uint64_t before = transfer->position;
    transfer->position = position + length;
    transfer->bytes += length;
    if (before / STEP != transfer->position / STEP) {
        printf("file-at %u %u %llu\n", transfer->friend_number, transfer->file, (unsigned long long)transfer->position);
    }
    if (transfer->position >= transfer->pause_at) {
        transfer->pause_at = UINT64_MAX;
        tox_file_control(tox, transfer->friend_number, transfer->file, TOX_FILE_CONTROL_PAUSE, NULL);
        printf("file-paused %u %u %llu\n", transfer->friend_number, transfer->file,
               (unsigned long long)transfer->position);
    }
}

static void finished(struct transfer *transfer)
{
    printf("file-done %u %u %llu %llu\n", transfer->friend_number, transfer->file, (unsigned long long)transfer->bytes,
           (unsigned long long)transfer->bad);
    transfer->used = false;
}

static void on_chunk_request(Tox *tox, uint32_t friend_number, uint32_t file, uint64_t position, size_t length, void *user)
{
    static uint8_t data[2048];
    struct transfer *transfer = find_transfer(friend_number, file);
    (void)user;
    if (transfer == NULL) {
        return;
    }
    if (length == 0) {
        finished(transfer);
        return;
    }
    if (length > sizeof data) {
        length = sizeof data;
    }
    if (transfer->stream_length != UINT64_MAX) {
        const uint64_t left = transfer->stream_length > position ? transfer->stream_length - position : 0;
        length = left < length ? (size_t)left : length;
    }
    for (size_t i = 0; i < length; ++i) {
        data[i] = pattern(position + i);
    }
    Tox_Err_File_Send_Chunk error;
    tox_file_send_chunk(tox, friend_number, file, position, data, length, &error);
    if (error != TOX_ERR_FILE_SEND_CHUNK_OK) {
        printf("file-error %u %u %d\n", friend_number, file, (int)error);
        return;
    }
    moved(tox, transfer, position, length);
}

static void on_file(Tox *tox, uint32_t friend_number, uint32_t file, uint32_t kind, uint64_t size, const uint8_t *name,
                    size_t length, void *user)
{
    (void)tox; (void)user;
    if (new_transfer(friend_number, file, false) == NULL) {
        printf("file-error %u %u -1\n", friend_number, file);
    }
    printf("file-offer %u %u %s ", friend_number, file, kind == TOX_FILE_KIND_AVATAR ? "avatar" : "data");
    if (size == UINT64_MAX) {
        printf("stream");
    } else {
        printf("%llu", (unsigned long long)size);
    }
    print_text(name, length);
}

static void on_chunk(Tox *tox, uint32_t friend_number, uint32_t file, uint64_t position, const uint8_t *data, size_t length,
                     void *user)
{
    struct transfer *transfer = find_transfer(friend_number, file);
    (void)user;
    if (transfer == NULL) {
        return;
    }
    if (length == 0) {
        finished(transfer);
        return;
    }
    for (size_t i = 0; i < length; ++i) {
        transfer->bad += data[i] != pattern(position + i);
    }
    transfer->bad += transfer->bytes != 0 && transfer->position != position;
    moved(tox, transfer, position, length);
}

static const char *const CONTROLS[] = {"resume", "pause", "cancel"};

static void on_control(Tox *tox, uint32_t friend_number, uint32_t file, TOX_FILE_CONTROL control, void *user)
{
    (void)tox; (void)user;
    printf("file-control %u %u %s\n", friend_number, file, (unsigned)control < 3 ? CONTROLS[control] : "unknown");
    struct transfer *transfer = find_transfer(friend_number, file);
    if (control == TOX_FILE_CONTROL_CANCEL && transfer != NULL) {
        transfer->used = false;
    }
}

static void file_callbacks(Tox *tox)
{
    tox_callback_file_chunk_request(tox, on_chunk_request);
    tox_callback_file_recv(tox, on_file);
    tox_callback_file_recv_chunk(tox, on_chunk);
    tox_callback_file_recv_control(tox, on_control);
}

static void send_file(Tox *tox, const char *command, uint32_t friend_number, char *rest)
{
    const uint32_t kind = strcmp(take_word(&rest), "avatar") == 0 ? TOX_FILE_KIND_AVATAR : TOX_FILE_KIND_DATA;
    const char *size_word = take_word(&rest);
    const bool stream = strncmp(size_word, "stream:", 7) == 0;
    const unsigned long long size = strtoull(stream ? size_word + 7 : size_word, NULL, 10);
    uint8_t id[KEY_SIZE];
    const bool with_id = parse_hex(take_word(&rest), id, sizeof id);
    const size_t length = unescape(rest);
    Tox_Err_File_Send error;
    const uint32_t file = tox_file_send(tox, friend_number, kind, stream ? UINT64_MAX : size, with_id ? id : NULL,
                                        (const uint8_t *)rest, length, &error);
    struct transfer *transfer = error == TOX_ERR_FILE_SEND_OK ? new_transfer(friend_number, file, true) : NULL;
    if (transfer != NULL && stream) {
        transfer->stream_length = size;
    }
    answer_number(command, (int)error, file);
}

static void control_file(Tox *tox, const char *command, uint32_t friend_number, uint32_t file, const char *word)
{
    for (unsigned i = 0; i < 3; ++i) {
        if (strcmp(word, CONTROLS[i]) == 0) {
            Tox_Err_File_Control error;
            tox_file_control(tox, friend_number, file, (TOX_FILE_CONTROL)i, &error);
            struct transfer *transfer = find_transfer(friend_number, file);
            if (i == TOX_FILE_CONTROL_CANCEL && transfer != NULL && error == TOX_ERR_FILE_CONTROL_OK) {
                transfer->used = false;
            }
            answer(command, (int)error);
            return;
        }
    }
    answer(command, -1);
}

static bool file_command(Tox *tox, const char *command, uint32_t friend_number, char *rest)
{
    if (strcmp(command, "file-send") == 0) {
        send_file(tox, command, friend_number, rest);
        return true;
    }
    if (strncmp(command, "file-", 5) != 0) {
        return false;
    }
    const uint32_t file = (uint32_t)take_number(&rest);
    struct transfer *transfer = find_transfer(friend_number, file);
    if (strcmp(command, "file-control") == 0) {
        control_file(tox, command, friend_number, file, rest);
    } else if (strcmp(command, "file-seek") == 0) {
        Tox_Err_File_Seek error;
        tox_file_seek(tox, friend_number, file, take_number(&rest), &error);
        answer(command, (int)error);
    } else if (strcmp(command, "file-id") == 0) {
        uint8_t id[KEY_SIZE];
        Tox_Err_File_Get error;
        if (tox_file_get_file_id(tox, friend_number, file, id, &error)) {
            printf("ok file-id ");
            print_hex(id, sizeof id);
            printf("\n");
        } else {
            answer(command, (int)error);
        }
    } else if (strcmp(command, "file-pause-at") == 0 && transfer != NULL) {
        transfer->pause_at = take_number(&rest);
        answer(command, 0);
    } else if (strcmp(command, "file-position") == 0 && transfer != NULL) {
        printf("ok file-position %llu %llu %llu\n", (unsigned long long)transfer->position,
               (unsigned long long)transfer->bytes, (unsigned long long)transfer->bad);
    } else {
        answer(command, -1);
    }
    return true;
}

#endif
