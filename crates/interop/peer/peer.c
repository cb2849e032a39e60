/* A Tox client without a face, for tests: reads one command a line, prints one event a line, and ends with its input.
 *
 * It uses nothing but the public functions of tox.h that 0.2.18 has, and those of the new group chats where the header
 * declares them. Options: udp=0|1 ipv6=0|1 lan=0|1 port=N name=TEXT log=0|1.
 *
 * commands                        answers and events
 *   bootstrap HOST PORT KEY         ready VERSION TOXID DHTKEY PORT
 *   relay HOST PORT KEY             ok COMMAND [NUMBER …]  |  error COMMAND CODE
 *   add TOXID TEXT                  self none|tcp|udp
 *   accept KEY                      request KEY TEXT
 *   send FRIEND TEXT                friend FRIEND none|tcp|udp
 *   group-new NAME                  message FRIEND TEXT      receipt FRIEND ID
 *   group-join CHATID               group-joined GROUP       group-peer GROUP PEER     group-gone GROUP PEER
 *   group-send GROUP TEXT           group-message GROUP PEER TEXT                      group-failed GROUP CODE
 */
#define _POSIX_C_SOURCE 200809L

#include <tox/tox.h>

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if TOX_VERSION_MINOR > 2 || TOX_VERSION_PATCH >= 20
#define WITH_GROUPS 1
#else
#define WITH_GROUPS 0
#endif

enum { LINE_SIZE = 8192, KEY_SIZE = 32 };

static const char *const CONNECTIONS[] = {"none", "tcp", "udp"};

static const char *connection_name(TOX_CONNECTION status)
{
    return (unsigned)status < 3 ? CONNECTIONS[status] : "unknown";
}

static void print_hex(const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length; ++i) {
        printf("%02X", bytes[i]);
    }
}

/* Returns false when `text` is not exactly `length` bytes in hexadecimal. */
static bool parse_hex(const char *text, uint8_t *bytes, size_t length)
{
    if (text == NULL || strlen(text) != 2 * length) {
        return false;
    }
    for (size_t i = 0; i < length; ++i) {
        unsigned value;
        if (sscanf(text + 2 * i, "%2x", &value) != 1) {
            return false;
        }
        bytes[i] = (uint8_t)value;
    }
    return true;
}

static void print_text(const uint8_t *text, size_t length)
{
    printf(" %.*s\n", (int)length, (const char *)text);
}

static void on_self(Tox *tox, TOX_CONNECTION status, void *user)
{
    (void)tox; (void)user;
    printf("self %s\n", connection_name(status));
}

static void on_request(Tox *tox, const uint8_t *key, const uint8_t *text, size_t length, void *user)
{
    (void)tox; (void)user;
    printf("request ");
    print_hex(key, KEY_SIZE);
    print_text(text, length);
}

static void on_friend(Tox *tox, uint32_t number, TOX_CONNECTION status, void *user)
{
    (void)tox; (void)user;
    printf("friend %u %s\n", number, connection_name(status));
}

static void on_message(Tox *tox, uint32_t number, TOX_MESSAGE_TYPE type, const uint8_t *text, size_t length, void *user)
{
    (void)tox; (void)type; (void)user;
    printf("message %u", number);
    print_text(text, length);
}

static void on_receipt(Tox *tox, uint32_t number, uint32_t id, void *user)
{
    (void)tox; (void)user;
    printf("receipt %u %u\n", number, id);
}

static void on_log(Tox *tox, TOX_LOG_LEVEL level, const char *file, uint32_t line, const char *function, const char *text, void *user)
{
    (void)tox; (void)user;
    fprintf(stderr, "%d %s:%u %s: %s\n", (int)level, file, line, function, text);
}

/* One answer for every command: `code` 0 is success. */
static void answer(const char *command, int code)
{
    if (code == 0) {
        printf("ok %s\n", command);
    } else {
        printf("error %s %d\n", command, code);
    }
}

static void answer_number(const char *command, int code, uint32_t number)
{
    if (code == 0) {
        printf("ok %s %u\n", command, number);
    } else {
        printf("error %s %d\n", command, code);
    }
}

#if WITH_GROUPS
static void on_group_joined(Tox *tox, uint32_t group, void *user)
{
    (void)tox; (void)user;
    printf("group-joined %u\n", group);
}

static void on_group_peer(Tox *tox, uint32_t group, uint32_t peer, void *user)
{
    (void)tox; (void)user;
    printf("group-peer %u %u\n", group, peer);
}

static void on_group_gone(Tox *tox, uint32_t group, uint32_t peer, Tox_Group_Exit_Type type, const uint8_t *name,
                          size_t name_length, const uint8_t *text, size_t length, void *user)
{
    (void)tox; (void)type; (void)name; (void)name_length; (void)text; (void)length; (void)user;
    printf("group-gone %u %u\n", group, peer);
}

static void on_group_message(Tox *tox, uint32_t group, uint32_t peer, TOX_MESSAGE_TYPE type, const uint8_t *text,
                             size_t length, uint32_t id, void *user)
{
    (void)tox; (void)type; (void)id; (void)user;
    printf("group-message %u %u", group, peer);
    print_text(text, length);
}

static void on_group_failed(Tox *tox, uint32_t group, Tox_Group_Join_Fail type, void *user)
{
    (void)tox; (void)user;
    printf("group-failed %u %d\n", group, (int)type);
}

static void group_callbacks(Tox *tox)
{
    tox_callback_group_self_join(tox, on_group_joined);
    tox_callback_group_peer_join(tox, on_group_peer);
    tox_callback_group_peer_exit(tox, on_group_gone);
    tox_callback_group_message(tox, on_group_message);
    tox_callback_group_join_fail(tox, on_group_failed);
}

static bool group_command(Tox *tox, const char *command, const char *first, const char *text, const char *name)
{
    const uint8_t *self = (const uint8_t *)name;
    if (strcmp(command, "group-new") == 0) {
        Tox_Err_Group_New error;
        const uint32_t group = tox_group_new(tox, TOX_GROUP_PRIVACY_STATE_PUBLIC, (const uint8_t *)first, strlen(first),
                                             self, strlen(name), &error);
        uint8_t id[KEY_SIZE];
        if (error == TOX_ERR_GROUP_NEW_OK && tox_group_get_chat_id(tox, group, id, NULL)) {
            printf("ok %s %u ", command, group);
            print_hex(id, sizeof id);
            printf("\n");
        } else {
            answer(command, (int)error);
        }
    } else if (strcmp(command, "group-join") == 0) {
        uint8_t id[KEY_SIZE];
        Tox_Err_Group_Join error;
        if (!parse_hex(first, id, sizeof id)) {
            answer(command, -1);
            return true;
        }
        const uint32_t group = tox_group_join(tox, id, self, strlen(name), NULL, 0, &error);
        answer_number(command, (int)error, group);
    } else if (strcmp(command, "group-send") == 0) {
        Tox_Err_Group_Send_Message error;
        tox_group_send_message(tox, (uint32_t)strtoul(first, NULL, 10), TOX_MESSAGE_TYPE_NORMAL, (const uint8_t *)text,
                               strlen(text), &error);
        answer(command, (int)error);
    } else {
        return false;
    }
    return true;
}
#else
static void group_callbacks(Tox *tox)
{
    (void)tox;
}

static bool group_command(Tox *tox, const char *command, const char *first, const char *text, const char *name)
{
    (void)tox; (void)command; (void)first; (void)text; (void)name;
    return false;
}
#endif

static void node_command(Tox *tox, const char *command, const char *host, char *rest)
{
    uint8_t key[KEY_SIZE];
    char *end = NULL;
    const unsigned long port = strtoul(rest, &end, 10);
    if (end == NULL || *end != ' ' || !parse_hex(end + 1, key, sizeof key)) {
        answer(command, -1);
        return;
    }
    TOX_ERR_BOOTSTRAP error;
    if (strcmp(command, "bootstrap") == 0) {
        tox_bootstrap(tox, host, (uint16_t)port, key, &error);
    } else {
        tox_add_tcp_relay(tox, host, (uint16_t)port, key, &error);
    }
    answer(command, (int)error);
}

static void friend_command(Tox *tox, const char *command, const char *first, const char *text)
{
    uint8_t bytes[TOX_ADDRESS_SIZE];
    TOX_ERR_FRIEND_ADD error;
    uint32_t number = UINT32_MAX;
    if (strcmp(command, "add") == 0 && parse_hex(first, bytes, TOX_ADDRESS_SIZE)) {
        number = tox_friend_add(tox, bytes, (const uint8_t *)text, strlen(text), &error);
    } else if (strcmp(command, "accept") == 0 && parse_hex(first, bytes, KEY_SIZE)) {
        number = tox_friend_add_norequest(tox, bytes, &error);
    } else {
        answer(command, -1);
        return;
    }
    answer_number(command, (int)error, number);
}

static void handle_line(Tox *tox, char *line, const char *name)
{
    static char nothing[1];
    char *command = line;
    char *first = strchr(command, ' ');
    if (first != NULL) {
        *first++ = '\0';
    } else {
        first = nothing;
    }
    char *rest = strchr(first, ' ');
    if (rest != NULL) {
        *rest++ = '\0';
    } else {
        rest = nothing;
    }
    if (strcmp(command, "bootstrap") == 0 || strcmp(command, "relay") == 0) {
        node_command(tox, command, first, rest);
    } else if (strcmp(command, "add") == 0 || strcmp(command, "accept") == 0) {
        friend_command(tox, command, first, rest);
    } else if (strcmp(command, "send") == 0) {
        TOX_ERR_FRIEND_SEND_MESSAGE error;
        const uint32_t id = tox_friend_send_message(tox, (uint32_t)strtoul(first, NULL, 10), TOX_MESSAGE_TYPE_NORMAL,
                                                    (const uint8_t *)rest, strlen(rest), &error);
        answer_number(command, (int)error, id);
    } else if (!group_command(tox, command, first, rest, name)) {
        answer(command, -1);
    }
}

/* Waits for input at most `milliseconds`, and handles whole lines. Returns false at the end of the input. */
static bool handle_input(Tox *tox, int milliseconds, const char *name)
{
    static char buffer[LINE_SIZE];
    static size_t used;
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    if (poll(&in, 1, milliseconds) <= 0) {
        return true;
    }
    const ssize_t got = read(STDIN_FILENO, buffer + used, sizeof buffer - used);
    if (got <= 0) {
        return false;
    }
    used += (size_t)got;
    char *end;
    while ((end = memchr(buffer, '\n', used)) != NULL) {
        *end = '\0';
        handle_line(tox, buffer, name);
        used -= (size_t)(end + 1 - buffer);
        memmove(buffer, end + 1, used);
    }
    return used < sizeof buffer;
}

static void print_ready(const Tox *tox)
{
    uint8_t address[TOX_ADDRESS_SIZE];
    uint8_t dht[KEY_SIZE];
    tox_self_get_address(tox, address);
    tox_self_get_dht_id(tox, dht);
    printf("ready %u.%u.%u ", tox_version_major(), tox_version_minor(), tox_version_patch());
    print_hex(address, sizeof address);
    printf(" ");
    print_hex(dht, sizeof dht);
    printf(" %u\n", tox_self_get_udp_port(tox, NULL));
}

static Tox *start(int argc, char **argv, const char **name)
{
    struct Tox_Options *options = tox_options_new(NULL);
    if (options == NULL) {
        return NULL;
    }
    tox_options_set_local_discovery_enabled(options, false);
    for (int i = 1; i < argc; ++i) {
        const char *value = strchr(argv[i], '=');
        value = value == NULL ? "" : value + 1;
        const int number = atoi(value);
        if (strncmp(argv[i], "udp=", 4) == 0) {
            tox_options_set_udp_enabled(options, number != 0);
        } else if (strncmp(argv[i], "ipv6=", 5) == 0) {
            tox_options_set_ipv6_enabled(options, number != 0);
        } else if (strncmp(argv[i], "lan=", 4) == 0) {
            tox_options_set_local_discovery_enabled(options, number != 0);
        } else if (strncmp(argv[i], "port=", 5) == 0) {
            tox_options_set_start_port(options, (uint16_t)number);
            tox_options_set_end_port(options, (uint16_t)number);
        } else if (strncmp(argv[i], "name=", 5) == 0) {
            *name = value;
        } else if (strncmp(argv[i], "log=", 4) == 0) {
            tox_options_set_log_callback(options, number != 0 ? on_log : NULL);
        } else {
            fprintf(stderr, "unknown option %s\n", argv[i]);
            tox_options_free(options);
            return NULL;
        }
    }
    TOX_ERR_NEW error;
    Tox *tox = tox_new(options, &error);
    tox_options_free(options);
    if (tox == NULL) {
        fprintf(stderr, "tox_new: error %d\n", (int)error);
    }
    return tox;
}

int main(int argc, char **argv)
{
    const char *name = "peer";
    setvbuf(stdout, NULL, _IOLBF, 0);
    Tox *tox = start(argc, argv, &name);
    if (tox == NULL) {
        return 1;
    }
    tox_self_set_name(tox, (const uint8_t *)name, strlen(name), NULL);
    tox_callback_self_connection_status(tox, on_self);
    tox_callback_friend_request(tox, on_request);
    tox_callback_friend_connection_status(tox, on_friend);
    tox_callback_friend_message(tox, on_message);
    tox_callback_friend_read_receipt(tox, on_receipt);
    group_callbacks(tox);
    print_ready(tox);
    while (handle_input(tox, (int)tox_iteration_interval(tox), name)) {
        tox_iterate(tox, NULL);
    }
    tox_kill(tox);
    return 0;
}
