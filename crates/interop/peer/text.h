/* Texts, bytes and answers of the line protocol.
 *
 * A text is written as printable ASCII; a backslash and every other byte are written \xHH. Read, \xHH is that byte and
 * everything else stands for itself, so that a hand-written line may hold plain UTF-8.
 */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_SIZE = 32 };

/* Numbers at the front of `text`, and where the next word begins. */
static unsigned long long take_number(char **text)
{
    char *end = *text;
    const unsigned long long number = strtoull(*text, &end, 10);
    *text = *end == ' ' ? end + 1 : end;
    return number;
}

static char *take_word(char **text)
{
    char *word = *text;
    char *end = strchr(word, ' ');
    if (end == NULL) {
        *text = word + strlen(word);
    } else {
        *end = '\0';
        *text = end + 1;
    }
    return word;
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

/* A space, the text, the end of the line. */
static void print_text(const uint8_t *text, size_t length)
{
    putchar(' ');
    for (size_t i = 0; i < length; ++i) {
        if (text[i] < 0x20 || text[i] > 0x7e || text[i] == '\\') {
            printf("\\x%02X", text[i]);
        } else {
            putchar(text[i]);
        }
    }
    putchar('\n');
}

/* Turns \xHH into bytes, in place; returns the length. */
static size_t unescape(char *text)
{
    char *out = text;
    for (const char *in = text; *in != '\0'; ++out) {
        unsigned value;
        if (in[0] == '\\' && in[1] == 'x' && sscanf(in + 2, "%2x", &value) == 1) {
            *out = (char)value;
            in += 4;
        } else {
            *out = *in++;
        }
    }
    return (size_t)(out - text);
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

#endif
