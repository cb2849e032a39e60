/*
 * A bot that accepts everybody who asks, gives back every message, and keeps every file that it is sent.
 *
 *   cc echo_bot.c -o echo_bot $(pkg-config --cflags --libs toxcore)
 *   ./echo_bot PROFILE [HOST PORT KEY]
 *
 * The profile is made if it is not there. HOST PORT KEY is a node to begin with, from any list of Tox nodes; in a LAN
 * with other users it goes without. Files land beside the profile. Ctrl-C ends it.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <tox/tox.h>

/* Transfers at the same time; more are refused. */
#define MAX_FILES 16

struct File {
  Tox_Friend_Number friend_number;
  Tox_File_Number number;
  uint64_t size;
  FILE *content;
};

struct Bot {
  const char *profile;
  struct File files[MAX_FILES];
};

static volatile sig_atomic_t stop;

static void on_signal(int signal_number)
{
  (void)signal_number;
  stop = 1;
}

/* Writes a new file and renames it, so that a power cut leaves either the old profile or the new one. */
static void save(const Tox *tox, const struct Bot *bot)
{
  const size_t size = tox_get_savedata_size(tox);
  uint8_t *data = malloc(size);
  char path[4096];
  snprintf(path, sizeof(path), "%s.new", bot->profile);
  FILE *file = fopen(path, "wb");
  if (data != NULL && file != NULL) {
    tox_get_savedata(tox, data);
    const int whole = fwrite(data, 1, size, file) == size;
    if (fclose(file) == 0 && whole) {
      rename(path, bot->profile);
    }
  } else if (file != NULL) {
    fclose(file);
  }
  free(data);
}

/* The profile's bytes, or NULL if there is none. */
static uint8_t *load(const char *path, size_t *size)
{
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    return NULL;
  }
  uint8_t *data = NULL;
  *size = 0;
  if (fseek(file, 0, SEEK_END) == 0) {
    const long length = ftell(file);
    data = length > 0 ? malloc((size_t)length) : NULL;
    rewind(file);
    if (data != NULL) {
      *size = fread(data, 1, (size_t)length, file);
    }
  }
  fclose(file);
  return data;
}

static void on_connection(Tox *tox, Tox_Connection connection, void *user_data)
{
  (void)tox;
  (void)user_data;
  printf("%s\n", connection == TOX_CONNECTION_NONE ? "offline" : connection == TOX_CONNECTION_UDP ? "online over UDP" : "online over TCP");
}

static void on_friend_connection(Tox *tox, Tox_Friend_Number friend_number, Tox_Connection connection, void *user_data)
{
  (void)tox;
  (void)user_data;
  printf("friend %" PRIu32 " is %s\n", friend_number, connection == TOX_CONNECTION_NONE ? "away" : "here");
}

static void on_request(Tox *tox, const uint8_t *public_key, const uint8_t *message, size_t length, void *user_data)
{
  (void)length;
  printf("friend request: %s\n", (const char *)message);
  if (tox_friend_add_norequest(tox, public_key, NULL) != UINT32_MAX) {
    save(tox, user_data);
  }
}

static void on_message(Tox *tox, Tox_Friend_Number friend_number, Tox_Message_Type type, const uint8_t *message, size_t length, void *user_data)
{
  (void)user_data;
  printf("friend %" PRIu32 " says: %.*s\n", friend_number, (int)length, (const char *)message);
  tox_friend_send_message(tox, friend_number, type, message, length, NULL);
}

/* The transfer with these numbers; with UINT32_MAX twice, a free place. */
static struct File *find(struct Bot *bot, Tox_Friend_Number friend_number, Tox_File_Number number)
{
  for (size_t i = 0; i < MAX_FILES; i++) {
    struct File *file = &bot->files[i];
    if (friend_number == UINT32_MAX ? file->content == NULL : file->content != NULL && file->friend_number == friend_number && file->number == number) {
      return file;
    }
  }
  return NULL;
}

static void on_file(Tox *tox, Tox_Friend_Number friend_number, Tox_File_Number number, uint32_t kind, uint64_t size, const uint8_t *name, size_t length, void *user_data)
{
  struct Bot *bot = user_data;
  struct File *file = find(bot, UINT32_MAX, UINT32_MAX);
  char path[4096];
  /* The name comes from somebody else: only its letters and digits are used. */
  char plain[TOX_MAX_FILENAME_LENGTH + 1] = {0};
  for (size_t i = 0; i < length && i < TOX_MAX_FILENAME_LENGTH; i++) {
    const char letter = (char)name[i];
    plain[i] = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter == '.' && i > 0) ? letter : '_';
  }
  snprintf(path, sizeof(path), "%s.%" PRIu32 ".%s", bot->profile, number, plain);
  if (kind != TOX_FILE_KIND_DATA || file == NULL || (file->content = fopen(path, "wb")) == NULL) {
    tox_file_control(tox, friend_number, number, TOX_FILE_CONTROL_CANCEL, NULL);
    return;
  }
  file->friend_number = friend_number;
  file->number = number;
  file->size = size;
  printf("receiving %s, %" PRIu64 " bytes\n", path, size);
  tox_file_control(tox, friend_number, number, TOX_FILE_CONTROL_RESUME, NULL);
}

static void on_chunk(Tox *tox, Tox_Friend_Number friend_number, Tox_File_Number number, uint64_t position, const uint8_t *data, size_t length, void *user_data)
{
  struct File *file = find(user_data, friend_number, number);
  if (file == NULL) {
    return;
  }
  if (length == 0) {
    /* The end: one more call, without data. */
    printf("received %" PRIu64 " bytes\n", position);
    fclose(file->content);
    file->content = NULL;
  } else if (fwrite(data, 1, length, file->content) != length) {
    tox_file_control(tox, friend_number, number, TOX_FILE_CONTROL_CANCEL, NULL);
    fclose(file->content);
    file->content = NULL;
  }
}

static void on_file_control(Tox *tox, Tox_Friend_Number friend_number, Tox_File_Number number, Tox_File_Control control, void *user_data)
{
  (void)tox;
  struct File *file = find(user_data, friend_number, number);
  if (file != NULL && control == TOX_FILE_CONTROL_CANCEL) {
    fclose(file->content);
    file->content = NULL;
  }
}

/* 64 digits as 32 bytes. */
static int read_key(const char *text, uint8_t key[TOX_PUBLIC_KEY_SIZE])
{
  for (size_t i = 0; i < TOX_PUBLIC_KEY_SIZE; i++) {
    unsigned int byte;
    if (sscanf(text + 2 * i, "%2x", &byte) != 1) {
      return 0;
    }
    key[i] = (uint8_t)byte;
  }
  return strlen(text) == 2 * TOX_PUBLIC_KEY_SIZE;
}

int main(int argc, char *argv[])
{
  if (argc != 2 && argc != 5) {
    fprintf(stderr, "usage: %s PROFILE [HOST PORT KEY]\n", argv[0]);
    return 1;
  }
  struct Bot bot = {argv[1], {{0, 0, 0, NULL}}};
  setvbuf(stdout, NULL, _IOLBF, 0);

  Tox_Options *options = tox_options_new(NULL);
  size_t size = 0;
  uint8_t *data = load(bot.profile, &size);
  if (data != NULL) {
    tox_options_set_savedata_type(options, TOX_SAVEDATA_TYPE_TOX_SAVE);
    tox_options_set_savedata_data(options, data, size);
  }
  Tox_Err_New error;
  Tox *tox = tox_new(options, &error);
  tox_options_free(options);
  free(data);
  if (tox == NULL) {
    fprintf(stderr, "no instance: %s\n", tox_err_new_to_string(error));
    return 1;
  }

  uint8_t key[TOX_PUBLIC_KEY_SIZE];
  if (argc == 5) {
    const uint16_t port = (uint16_t)atoi(argv[3]);
    if (!read_key(argv[4], key) || !tox_bootstrap(tox, argv[2], port, key, NULL)) {
      fprintf(stderr, "not a node: %s %s %s\n", argv[2], argv[3], argv[4]);
    }
    tox_add_tcp_relay(tox, argv[2], port, key, NULL);
  }

  tox_self_set_name(tox, (const uint8_t *)"Echo", 4, NULL);
  tox_callback_self_connection_status(tox, on_connection);
  tox_callback_friend_connection_status(tox, on_friend_connection);
  tox_callback_friend_request(tox, on_request);
  tox_callback_friend_message(tox, on_message);
  tox_callback_file_recv(tox, on_file);
  tox_callback_file_recv_chunk(tox, on_chunk);
  tox_callback_file_recv_control(tox, on_file_control);
  save(tox, &bot);

  uint8_t address[TOX_ADDRESS_SIZE];
  tox_self_get_address(tox, address);
  printf("Tox ID: ");
  for (size_t i = 0; i < sizeof(address); i++) {
    printf("%02X", address[i]);
  }
  printf("\n");

  signal(SIGINT, on_signal);
  signal(SIGTERM, on_signal);
  while (!stop) {
    tox_iterate(tox, &bot);
    const uint32_t milliseconds = tox_iteration_interval(tox);
    const struct timespec pause = {milliseconds / 1000, (long)(milliseconds % 1000) * 1000000};
    nanosleep(&pause, NULL);
  }
  save(tox, &bot);
  tox_kill(tox);
  for (size_t i = 0; i < MAX_FILES; i++) {
    if (bot.files[i].content != NULL) {
      fclose(bot.files[i].content);
    }
  }
  return 0;
}
