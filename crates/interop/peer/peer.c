/* A Tox client without a face, for tests: reads one command a line, prints one event a line, and ends with its input.
 *
 * It uses nothing but the public functions of tox.h that 0.2.18 has, and those of the new group chats where the header
 * declares them. The commands, events and options are told in ../README.md; our_peer speaks the same language.
 */
#define _POSIX_C_SOURCE 200809L

#include <tox/tox.h>

#include <poll.h>
#include <unistd.h>

#include "conferences.h"
#include "files.h"
#include "groups.h"
#include "saves.h"
#include "sockets.h"
#include "text.h"

enum { LINE_SIZE = 65536 };

static const char *const CONNECTIONS[] = {"none", "tcp", "udp"};
static const char *const STATUSES[] = {"none", "away", "busy"};

static const char *connection_name(TOX_CONNECTION status)
{
    return (unsigned)status < 3 ? CONNECTIONS[status] : "unknown";
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

static void on_name(Tox *tox, uint32_t number, const uint8_t *text, size_t length, void *user)
{
    (void)tox; (void)user;
    printf("name %u", number);
    print_text(text, length);
}

static void on_status_message(Tox *tox, uint32_t number, const uint8_t *text, size_t length, void *user)
{
    (void)tox; (void)user;
    printf("status-message %u", number);
    print_text(text, length);
}

static void on_status(Tox *tox, uint32_t number, TOX_USER_STATUS status, void *user)
{
    (void)tox; (void)user;
    printf("status %u %s\n", number, (unsigned)status < 3 ? STATUSES[status] : "unknown");
}

static void on_typing(Tox *tox, uint32_t number, bool typing, void *user)
{
    (void)tox; (void)user;
    printf("typing %u %d\n", number, typing ? 1 : 0);
}

static void on_message(Tox *tox, uint32_t number, TOX_MESSAGE_TYPE type, const uint8_t *text, size_t length, void *user)
{
    (void)tox; (void)user;
    printf("%s %u", type == TOX_MESSAGE_TYPE_ACTION ? "action" : "message", number);
    print_text(text, length);
}

static void on_receipt(Tox *tox, uint32_t number, uint32_t id, void *user)
{
    (void)tox; (void)user;
    printf("receipt %u %u\n", number, id);
}

static void on_lossless(Tox *tox, uint32_t number, const uint8_t *data, size_t length, void *user)
{
    (void)tox; (void)user;
    printf("lossless %u ", number);
    print_hex(data, length);
    printf("\n");
}

static void on_lossy(Tox *tox, uint32_t number, const uint8_t *data, size_t length, void *user)
{
    (void)tox; (void)user;
    printf("lossy %u ", number);
    print_hex(data, length);
    printf("\n");
}

static void on_log(Tox *tox, TOX_LOG_LEVEL level, const char *file, uint32_t line, const char *function, const char *text, void *user)
{
    (void)tox; (void)user;
    fprintf(stderr, "%d %s:%u %s: %s\n", (int)level, file, line, function, text);
}

static void node_command(Tox *tox, const char *command, char *rest)
{
    const char *host = take_word(&rest);
    const unsigned long long port = take_number(&rest);
    uint8_t key[KEY_SIZE];
    if (!parse_hex(rest, key, sizeof key)) {
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

static void add_command(Tox *tox, const char *command, char *rest)
{
    const char *who = take_word(&rest);
    uint8_t bytes[TOX_ADDRESS_SIZE];
    TOX_ERR_FRIEND_ADD error;
    uint32_t number = UINT32_MAX;
    if (strcmp(command, "add") == 0 && parse_hex(who, bytes, TOX_ADDRESS_SIZE)) {
        const size_t length = unescape(rest);
        number = tox_friend_add(tox, bytes, (const uint8_t *)rest, length, &error);
    } else if (strcmp(command, "accept") == 0 && parse_hex(who, bytes, KEY_SIZE)) {
        number = tox_friend_add_norequest(tox, bytes, &error);
    } else {
        answer(command, -1);
        return;
    }
    answer_number(command, (int)error, number);
}

static void print_self(const Tox *tox, const char *command)
{
    uint8_t address[TOX_ADDRESS_SIZE];
    tox_self_get_address(tox, address);
    printf("ok %s ", command);
    print_hex(address, sizeof address);
    printf("\n");
}

static void print_friends(const Tox *tox, const char *command)
{
    const size_t count = tox_self_get_friend_list_size(tox);
    uint32_t *numbers = calloc(count + 1, sizeof *numbers);
    if (numbers == NULL) {
        answer(command, -1);
        return;
    }
    tox_self_get_friend_list(tox, numbers);
    printf("ok %s", command);
    for (size_t i = 0; i < count; ++i) {
        uint8_t key[KEY_SIZE] = {0};
        tox_friend_get_public_key(tox, numbers[i], key, NULL);
        printf(" %u ", numbers[i]);
        print_hex(key, sizeof key);
    }
    printf("\n");
    free(numbers);
}

/* Commands about ourselves. */
static bool self_command(Tox *tox, const char *command, char *rest)
{
    if (strcmp(command, "name") == 0) {
        TOX_ERR_SET_INFO error;
        const size_t length = unescape(rest);
        tox_self_set_name(tox, (const uint8_t *)rest, length, &error);
        answer(command, (int)error);
    } else if (strcmp(command, "status-message") == 0) {
        TOX_ERR_SET_INFO error;
        const size_t length = unescape(rest);
        tox_self_set_status_message(tox, (const uint8_t *)rest, length, &error);
        answer(command, (int)error);
    } else if (strcmp(command, "status") == 0) {
        for (unsigned i = 0; i < 3; ++i) {
            if (strcmp(rest, STATUSES[i]) == 0) {
                tox_self_set_status(tox, (TOX_USER_STATUS)i);
            }
        }
        answer(command, 0);
    } else if (strcmp(command, "nospam") == 0) {
        tox_self_set_nospam(tox, (uint32_t)strtoul(rest, NULL, 16));
        print_self(tox, command);
    } else if (strcmp(command, "self") == 0) {
        print_self(tox, command);
    } else if (strcmp(command, "friends") == 0) {
        print_friends(tox, command);
    } else if (strcmp(command, "save") == 0) {
        const char *path = take_word(&rest);
        answer(command, write_save(tox, path, rest));
    } else {
        return false;
    }
    return true;
}

static void send_message(Tox *tox, const char *command, uint32_t number, char *rest)
{
    const TOX_MESSAGE_TYPE type = strcmp(command, "action") == 0 ? TOX_MESSAGE_TYPE_ACTION : TOX_MESSAGE_TYPE_NORMAL;
    const size_t length = unescape(rest);
    TOX_ERR_FRIEND_SEND_MESSAGE error;
    const uint32_t id = tox_friend_send_message(tox, number, type, (const uint8_t *)rest, length, &error);
    answer_number(command, (int)error, id);
}

static void send_custom(Tox *tox, const char *command, uint32_t number, const char *hex)
{
    static uint8_t data[LINE_SIZE / 2];
    const size_t length = strlen(hex) / 2;
    if (!parse_hex(hex, data, length)) {
        answer(command, -1);
        return;
    }
    TOX_ERR_FRIEND_CUSTOM_PACKET error;
    if (strcmp(command, "lossy") == 0) {
        tox_friend_send_lossy_packet(tox, number, data, length, &error);
    } else {
        tox_friend_send_lossless_packet(tox, number, data, length, &error);
    }
    answer(command, (int)error);
}

/* Commands about one friend. */
static bool friend_command(Tox *tox, const char *command, char *rest)
{
    const uint32_t number = (uint32_t)take_number(&rest);
    if (strcmp(command, "send") == 0 || strcmp(command, "action") == 0) {
        send_message(tox, command, number, rest);
    } else if (strcmp(command, "lossless") == 0 || strcmp(command, "lossy") == 0) {
        send_custom(tox, command, number, rest);
    } else if (strcmp(command, "typing") == 0) {
        TOX_ERR_SET_TYPING error;
        tox_self_set_typing(tox, number, *rest == '1', &error);
        answer(command, (int)error);
    } else if (strcmp(command, "delete") == 0) {
        TOX_ERR_FRIEND_DELETE error;
        tox_friend_delete(tox, number, &error);
        answer(command, (int)error);
    } else {
        return file_command(tox, command, number, rest);
    }
    return true;
}

/* Returns false for `quit`. */
static bool handle_line(Tox *tox, char *line, const char *name)
{
    char *rest = line;
    const char *command = take_word(&rest);
    if (strcmp(command, "quit") == 0) {
        return false;
    }
    if (strcmp(command, "bootstrap") == 0 || strcmp(command, "relay") == 0) {
        node_command(tox, command, rest);
    } else if (strcmp(command, "add") == 0 || strcmp(command, "accept") == 0) {
        add_command(tox, command, rest);
    } else if (strncmp(command, "conference-", 11) == 0) {
        if (!conference_command(tox, command, rest)) {
            answer(command, -1);
        }
    } else if (strncmp(command, "group-", 6) == 0) {
        const char *first = take_word(&rest);
        if (!group_command(tox, command, first, rest, name)) {
            answer(command, -1);
        }
    } else if (!self_command(tox, command, rest) && !friend_command(tox, command, rest)) {
        answer(command, -1);
    }
    return true;
}

/* Waits for input at most `milliseconds`, and handles whole lines. Returns false at the end. */
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
        if (!handle_line(tox, buffer, name)) {
            return false;
        }
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

struct settings {
    const char *name;
    const char *save;
    const char *password;
    /* Bytes of the UDP socket's receive buffer; 0 for what the library asks for. */
    int receive_buffer;
};

/* KIND:HOST:PORT; the host is kept by the caller's `value`. */
static bool set_proxy(struct Tox_Options *options, char *value)
{
    char *host = strchr(value, ':');
    char *port = host == NULL ? NULL : strrchr(host + 1, ':');
    if (port == NULL) {
        return false;
    }
    *host++ = '\0';
    *port++ = '\0';
    tox_options_set_proxy_type(options, strcmp(value, "http") == 0 ? TOX_PROXY_TYPE_HTTP : TOX_PROXY_TYPE_SOCKS5);
    tox_options_set_proxy_host(options, host);
    tox_options_set_proxy_port(options, (uint16_t)atoi(port));
    return true;
}

static bool set_option(struct Tox_Options *options, struct settings *settings, const char *key, char *value)
{
    const int number = atoi(value);
    if (strcmp(key, "udp") == 0) {
        tox_options_set_udp_enabled(options, number != 0);
    } else if (strcmp(key, "ipv6") == 0) {
        tox_options_set_ipv6_enabled(options, number != 0);
    } else if (strcmp(key, "lan") == 0) {
        tox_options_set_local_discovery_enabled(options, number != 0);
    } else if (strcmp(key, "port") == 0) {
        tox_options_set_start_port(options, (uint16_t)number);
        tox_options_set_end_port(options, (uint16_t)number);
    } else if (strcmp(key, "relay-port") == 0) {
        tox_options_set_tcp_port(options, (uint16_t)number);
    } else if (strcmp(key, "holes") == 0) {
        tox_options_set_hole_punching_enabled(options, number != 0);
    } else if (strcmp(key, "log") == 0) {
        tox_options_set_log_callback(options, number != 0 ? on_log : NULL);
    } else if (strcmp(key, "proxy") == 0) {
        return set_proxy(options, value);
    } else if (strcmp(key, "rcvbuf") == 0) {
        settings->receive_buffer = number;
    } else if (strcmp(key, "name") == 0) {
        settings->name = value;
    } else if (strcmp(key, "save") == 0) {
        settings->save = value;
    } else if (strcmp(key, "password") == 0) {
        settings->password = value;
    } else {
        return false;
    }
    return true;
}

static Tox *start(int argc, char **argv, struct settings *settings)
{
    struct Tox_Options *options = tox_options_new(NULL);
    if (options == NULL) {
        return NULL;
    }
    tox_options_set_local_discovery_enabled(options, false);
    keep_groups(options);
    for (int i = 1; i < argc; ++i) {
        char *value = strchr(argv[i], '=');
        if (value != NULL) {
            *value++ = '\0';
        }
        if (value == NULL || !set_option(options, settings, argv[i], value)) {
            fprintf(stderr, "unknown option %s\n", argv[i]);
            tox_options_free(options);
            return NULL;
        }
    }
    size_t length = 0;
    uint8_t *save = settings->save == NULL ? NULL : load_save(settings->save, settings->password, &length);
    if (save != NULL) {
        tox_options_set_savedata_type(options, TOX_SAVEDATA_TYPE_TOX_SAVE);
        tox_options_set_savedata_data(options, save, length);
    }
    TOX_ERR_NEW error;
    Tox *tox = tox_new(options, &error);
    tox_options_free(options);
    if (tox == NULL) {
        fprintf(stderr, "tox_new: error %d\n", (int)error);
    } else if (settings->receive_buffer > 0 && !set_receive_buffer(settings->receive_buffer)) {
        fprintf(stderr, "no UDP socket\n");
        tox_kill(tox);
        tox = NULL;
    } else if (save == NULL && settings->name != NULL) {
        tox_self_set_name(tox, (const uint8_t *)settings->name, strlen(settings->name), NULL);
    }
    free(save);
    return tox;
}

int main(int argc, char **argv)
{
    struct settings settings = {"peer", NULL, "", 0};
    setvbuf(stdout, NULL, _IOLBF, 0);
    Tox *tox = start(argc, argv, &settings);
    if (tox == NULL) {
        return 1;
    }
    tox_callback_self_connection_status(tox, on_self);
    tox_callback_friend_request(tox, on_request);
    tox_callback_friend_connection_status(tox, on_friend);
    tox_callback_friend_name(tox, on_name);
    tox_callback_friend_status_message(tox, on_status_message);
    tox_callback_friend_status(tox, on_status);
    tox_callback_friend_typing(tox, on_typing);
    tox_callback_friend_message(tox, on_message);
    tox_callback_friend_read_receipt(tox, on_receipt);
    tox_callback_friend_lossless_packet(tox, on_lossless);
    tox_callback_friend_lossy_packet(tox, on_lossy);
    file_callbacks(tox);
    conference_callbacks(tox);
    group_callbacks(tox);
    print_ready(tox);
    while (handle_input(tox, (int)tox_iteration_interval(tox), settings.name)) {
        tox_iterate(tox, NULL);
    }
    if (settings.save != NULL) {
        write_save(tox, settings.save, settings.password);
    }
    tox_kill(tox);
    return 0;
}
