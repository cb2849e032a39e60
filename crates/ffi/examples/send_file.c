/*
 * Adds a friend, says hello, sends one file with a bar that shows how far it got, and ends.
 *
 *   cc send_file.c -o send_file $(pkg-config --cflags --libs toxcore)
 *   ./send_file TOX_ID FILE [HOST PORT KEY]
 *
 * Whoever has the Tox ID must accept the request; the echo bot does. HOST PORT KEY is a node to begin with.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <tox/tox.h>

/* Seconds to wait for anything to happen. */
#define PATIENCE 120

struct Sender {
  const char *path;
  FILE *content;
  uint64_t size;
  Tox_File_Number number;
  int percent;
  int answered;
  /* 1 when the file is over, -1 when it failed. */
  int outcome;
  time_t last_step;
};

static void on_friend_connection(Tox *tox, Tox_Friend_Number friend_number, Tox_Connection connection, void *user_data)
{
  struct Sender *sender = user_data;
  sender->last_step = time(NULL);
  if (connection == TOX_CONNECTION_NONE) {
    /* Transfers end when the friend goes away. */
    printf("the friend went away\n");
    sender->outcome = -1;
    return;
  }
  printf("the friend is here, over %s\n", connection == TOX_CONNECTION_UDP ? "UDP" : "TCP");
  static const char hello[] = "Hello, here comes a file.";
  tox_friend_send_message(tox, friend_number, TOX_MESSAGE_TYPE_NORMAL, (const uint8_t *)hello, sizeof(hello) - 1, NULL);
  const char *slash = strrchr(sender->path, '/');
  const char *name = slash == NULL ? sender->path : slash + 1;
  Tox_Err_File_Send error;
  sender->number = tox_file_send(tox, friend_number, TOX_FILE_KIND_DATA, sender->size, NULL, (const uint8_t *)name, strlen(name), &error);
  if (error != TOX_ERR_FILE_SEND_OK) {
    printf("cannot send: %s\n", tox_err_file_send_to_string(error));
    sender->outcome = -1;
  }
}

static void on_message(Tox *tox, Tox_Friend_Number friend_number, Tox_Message_Type type, const uint8_t *message, size_t length, void *user_data)
{
  (void)tox;
  (void)friend_number;
  (void)type;
  struct Sender *sender = user_data;
  printf("the friend says: %.*s\n", (int)length, (const char *)message);
  sender->answered = 1;
}

static void show(struct Sender *sender, uint64_t position)
{
  int percent = sender->size == 0 ? 100 : (int)(position * 100 / sender->size);
  const int on_terminal = isatty(STDOUT_FILENO);
  if (!on_terminal) {
    percent -= percent % 10;
  }
  if (percent == sender->percent) {
    return;
  }
  sender->percent = percent;
  char bar[51];
  memset(bar, '.', sizeof(bar) - 1);
  memset(bar, '#', (size_t)percent / 2);
  bar[sizeof(bar) - 1] = '\0';
  printf(on_terminal ? "\r[%s] %3d %%" : "[%s] %3d %%\n", bar, percent);
  fflush(stdout);
}

static void on_chunk_request(Tox *tox, Tox_Friend_Number friend_number, Tox_File_Number number, uint64_t position, size_t length, void *user_data)
{
  struct Sender *sender = user_data;
  if (number != sender->number) {
    return;
  }
  sender->last_step = time(NULL);
  show(sender, position);
  if (length == 0) {
    /* Everything arrived. */
    printf("%s", isatty(STDOUT_FILENO) ? "\n" : "");
    sender->outcome = 1;
    return;
  }
  uint8_t chunk[TOX_MAX_CUSTOM_PACKET_SIZE];
  if (length > sizeof(chunk) || fseek(sender->content, (long)position, SEEK_SET) != 0 || fread(chunk, 1, length, sender->content) != length) {
    tox_file_control(tox, friend_number, number, TOX_FILE_CONTROL_CANCEL, NULL);
    sender->outcome = -1;
    return;
  }
  tox_file_send_chunk(tox, friend_number, number, position, chunk, length, NULL);
}

static void on_file_control(Tox *tox, Tox_Friend_Number friend_number, Tox_File_Number number, Tox_File_Control control, void *user_data)
{
  (void)tox;
  (void)friend_number;
  struct Sender *sender = user_data;
  if (number == sender->number && control == TOX_FILE_CONTROL_CANCEL) {
    printf("\nthe friend does not want it\n");
    sender->outcome = -1;
  }
}

/* Twice as many digits as bytes. */
static int read_bytes(const char *text, uint8_t *bytes, size_t length)
{
  for (size_t i = 0; i < length; i++) {
    unsigned int byte;
    if (sscanf(text + 2 * i, "%2x", &byte) != 1) {
      return 0;
    }
    bytes[i] = (uint8_t)byte;
  }
  return strlen(text) == 2 * length;
}

int main(int argc, char *argv[])
{
  if (argc != 3 && argc != 6) {
    fprintf(stderr, "usage: %s TOX_ID FILE [HOST PORT KEY]\n", argv[0]);
    return 1;
  }
  struct Sender sender = {argv[2], fopen(argv[2], "rb"), 0, UINT32_MAX, -1, 0, 0, time(NULL)};
  uint8_t address[TOX_ADDRESS_SIZE];
  if (sender.content == NULL || fseek(sender.content, 0, SEEK_END) != 0 || !read_bytes(argv[1], address, sizeof(address))) {
    fprintf(stderr, "not a file, or not a Tox ID\n");
    return 1;
  }
  sender.size = (uint64_t)ftell(sender.content);
  setvbuf(stdout, NULL, _IOLBF, 0);

  Tox_Err_New error;
  Tox *tox = tox_new(NULL, &error);
  if (tox == NULL) {
    fprintf(stderr, "no instance: %s\n", tox_err_new_to_string(error));
    fclose(sender.content);
    return 1;
  }
  uint8_t key[TOX_PUBLIC_KEY_SIZE];
  if (argc == 6) {
    const uint16_t port = (uint16_t)atoi(argv[4]);
    if (!read_bytes(argv[5], key, sizeof(key)) || !tox_bootstrap(tox, argv[3], port, key, NULL)) {
      fprintf(stderr, "not a node: %s %s %s\n", argv[3], argv[4], argv[5]);
    }
    tox_add_tcp_relay(tox, argv[3], port, key, NULL);
  }
  tox_callback_friend_connection_status(tox, on_friend_connection);
  tox_callback_friend_message(tox, on_message);
  tox_callback_file_chunk_request(tox, on_chunk_request);
  tox_callback_file_recv_control(tox, on_file_control);

  static const char request[] = "May I send you a file?";
  Tox_Err_Friend_Add added;
  tox_friend_add(tox, address, (const uint8_t *)request, sizeof(request) - 1, &added);
  if (added != TOX_ERR_FRIEND_ADD_OK) {
    fprintf(stderr, "not added: %s\n", tox_err_friend_add_to_string(added));
    sender.outcome = -1;
  } else {
    printf("asked; waiting for the friend\n");
  }

  while (sender.outcome == 0 && time(NULL) - sender.last_step < PATIENCE) {
    tox_iterate(tox, &sender);
    const uint32_t milliseconds = tox_iteration_interval(tox);
    const struct timespec pause = {milliseconds / 1000, (long)(milliseconds % 1000) * 1000000};
    nanosleep(&pause, NULL);
  }
  if (sender.outcome == 0) {
    printf("nothing happened for %d seconds\n", PATIENCE);
  } else if (sender.outcome == 1) {
    printf("sent %" PRIu64 " bytes\n", sender.size);
  }
  tox_kill(tox);
  fclose(sender.content);
  return sender.outcome == 1 ? 0 : 1;
}
