/*
 * Each length at its limit, one more, more than 16 bits hold, and the largest there is; numbers that no enum has. The limit
 * works, and everything beyond it is the documented error, whatever lies at the pointer.
 */
#include "support.h"

static uint8_t bytes[2000];

static const size_t beyond[] = {65536 + 3, SIZE_MAX};

/* The call works with the limit, and fails with one more, with what 16 bits would cut, and with the largest number. */
#define LIMIT(call, limit, ok, too_long) \
  do { \
    size_t length = (limit); \
    CHECK((call) && error == (ok)); \
    length = (limit) + 1; \
    CHECK(!(call) && error == (too_long)); \
    for (size_t i = 0; i < 2; i++) { \
      length = beyond[i]; \
      CHECK(!(call) && error == (too_long)); \
    } \
  } while (0)

static void own_profile(Tox *tox)
{
  Tox_Err_Set_Info error;
  LIMIT(tox_self_set_name(tox, bytes, length, &error), TOX_MAX_NAME_LENGTH, TOX_ERR_SET_INFO_OK, TOX_ERR_SET_INFO_TOO_LONG);
  LIMIT(tox_self_set_status_message(tox, bytes, length, &error), TOX_MAX_STATUS_MESSAGE_LENGTH, TOX_ERR_SET_INFO_OK, TOX_ERR_SET_INFO_TOO_LONG);
  CHECK(!tox_self_set_name(tox, NULL, 1, &error) && error == TOX_ERR_SET_INFO_NULL);
  CHECK(tox_self_set_name(tox, NULL, 0, &error) && error == TOX_ERR_SET_INFO_OK);
  const Tox_User_Status before = tox_self_get_status(tox);
  tox_self_set_status(tox, (Tox_User_Status)77);
  CHECK(tox_self_get_status(tox) == before);
}

static void requests(Tox *tox)
{
  Tox *stranger = new_instance(NULL, 0);
  uint8_t address[TOX_ADDRESS_SIZE];
  tox_self_get_address(stranger, address);
  Tox_Err_Friend_Add error;
  CHECK(tox_friend_add(tox, address, bytes, 0, &error) == UINT32_MAX && error == TOX_ERR_FRIEND_ADD_NO_MESSAGE);
  CHECK(tox_friend_add(tox, address, bytes, TOX_MAX_FRIEND_REQUEST_LENGTH + 1, &error) == UINT32_MAX && error == TOX_ERR_FRIEND_ADD_TOO_LONG);
  for (size_t i = 0; i < 2; i++) {
    CHECK(tox_friend_add(tox, address, bytes, beyond[i], &error) == UINT32_MAX && error == TOX_ERR_FRIEND_ADD_TOO_LONG);
  }
  const Tox_Friend_Number number = tox_friend_add(tox, address, bytes, TOX_MAX_FRIEND_REQUEST_LENGTH, &error);
  CHECK(number == 1 && error == TOX_ERR_FRIEND_ADD_OK);
  CHECK(tox_friend_delete(tox, number, NULL));
  tox_kill(stranger);
}

static void talk(Tox *tox)
{
  Tox_Err_Friend_Send_Message error;
  LIMIT(tox_friend_send_message(tox, 0, TOX_MESSAGE_TYPE_NORMAL, bytes, length, &error) != 0, TOX_MAX_MESSAGE_LENGTH, TOX_ERR_FRIEND_SEND_MESSAGE_OK, TOX_ERR_FRIEND_SEND_MESSAGE_TOO_LONG);
  CHECK(tox_friend_send_message(tox, 0, TOX_MESSAGE_TYPE_NORMAL, bytes, 0, &error) == 0 && error == TOX_ERR_FRIEND_SEND_MESSAGE_EMPTY);
  CHECK(tox_friend_send_message(tox, 0, TOX_MESSAGE_TYPE_NORMAL, NULL, 1, &error) == 0 && error == TOX_ERR_FRIEND_SEND_MESSAGE_NULL);
  /* libtoxcore ends the program here. */
  CHECK(tox_friend_send_message(tox, 0, (Tox_Message_Type)9, bytes, 1, &error) == 0 && error != TOX_ERR_FRIEND_SEND_MESSAGE_OK);
  CHECK(tox_friend_send_message(tox, 9, TOX_MESSAGE_TYPE_NORMAL, bytes, 1, &error) == 0 && error == TOX_ERR_FRIEND_SEND_MESSAGE_FRIEND_NOT_FOUND);
}

static void packets(Tox *tox)
{
  Tox_Err_Friend_Custom_Packet error;
  bytes[0] = 200;
  LIMIT(tox_friend_send_lossy_packet(tox, 0, bytes, length, &error), TOX_MAX_CUSTOM_PACKET_SIZE, TOX_ERR_FRIEND_CUSTOM_PACKET_OK, TOX_ERR_FRIEND_CUSTOM_PACKET_TOO_LONG);
  bytes[0] = 160;
  LIMIT(tox_friend_send_lossless_packet(tox, 0, bytes, length, &error), TOX_MAX_CUSTOM_PACKET_SIZE, TOX_ERR_FRIEND_CUSTOM_PACKET_OK, TOX_ERR_FRIEND_CUSTOM_PACKET_TOO_LONG);
  bytes[0] = 100;
  CHECK(!tox_friend_send_lossless_packet(tox, 0, bytes, 1, &error) && error == TOX_ERR_FRIEND_CUSTOM_PACKET_INVALID);
  CHECK(!tox_friend_send_lossless_packet(tox, 0, bytes, 0, &error) && error == TOX_ERR_FRIEND_CUSTOM_PACKET_EMPTY);
  CHECK(!tox_friend_send_lossless_packet(tox, 0, NULL, 1, &error) && error == TOX_ERR_FRIEND_CUSTOM_PACKET_NULL);
  bytes[0] = 'a';
}

static void files(Tox *tox)
{
  Tox_Err_File_Send error;
  LIMIT(tox_file_send(tox, 0, TOX_FILE_KIND_DATA, 10, NULL, bytes, length, &error) != UINT32_MAX, TOX_MAX_FILENAME_LENGTH, TOX_ERR_FILE_SEND_OK, TOX_ERR_FILE_SEND_NAME_TOO_LONG);
  CHECK(tox_file_send(tox, 0, TOX_FILE_KIND_DATA, 10, NULL, NULL, 1, &error) == UINT32_MAX && error == TOX_ERR_FILE_SEND_NULL);
  Tox_Err_File_Control control;
  CHECK(!tox_file_control(tox, 0, 0, (Tox_File_Control)9, &control) && control != TOX_ERR_FILE_CONTROL_OK);
  CHECK(tox_file_control(tox, 0, 0, TOX_FILE_CONTROL_CANCEL, &control) && control == TOX_ERR_FILE_CONTROL_OK);
}

static void making(void)
{
  Tox_Err_New error;
  Tox_Options *options = tox_options_new(NULL);
  CHECK(options != NULL);
  tox_options_set_proxy_type(options, (Tox_Proxy_Type)7);
  CHECK(tox_new(options, &error) == NULL && error == TOX_ERR_NEW_PROXY_BAD_TYPE);
  tox_options_default(options);
  tox_options_set_savedata_type(options, TOX_SAVEDATA_TYPE_TOX_SAVE);
  tox_options_set_savedata_data(options, bytes, 7);
  CHECK(tox_new(options, &error) == NULL && error == TOX_ERR_NEW_LOAD_BAD_FORMAT);
  tox_options_set_savedata_type(options, TOX_SAVEDATA_TYPE_SECRET_KEY);
  CHECK(tox_new(options, &error) == NULL && error == TOX_ERR_NEW_LOAD_BAD_FORMAT);
  tox_options_free(options);
}

/* Programs made for older headers have room for 72 bytes, and what lies behind must stay; nothing of it need be defined. */
static void small_options(void)
{
  union {
    Tox_Options options;
    uint8_t memory[sizeof(Tox_Options)];
  } object;
  memset(&object, 0x41, sizeof(object));
  tox_options_default(&object.options);
  tox_options_set_start_port(&object.options, 40000);
  CHECK(tox_options_get_start_port(&object.options) == 40000 && tox_options_get_udp_enabled(&object.options));
  for (size_t i = 72; i < sizeof(object); i++) {
    CHECK(object.memory[i] == 0x41);
  }
}

static void names(void)
{
  CHECK(strcmp(tox_err_new_to_string(TOX_ERR_NEW_OK), "TOX_ERR_NEW_OK") == 0);
  CHECK(strcmp(tox_err_new_to_string((Tox_Err_New)99), "<invalid Tox_Err_New>") == 0);
}

int main(void)
{
  memset(bytes, 'a', sizeof(bytes));
  Tox *alice = new_instance(NULL, 0);
  Tox *bob = new_instance(NULL, 0);
  introduce(alice, bob);
  befriend(alice, bob);
  meet(alice, bob, NULL);
  own_profile(alice);
  requests(alice);
  talk(alice);
  packets(alice);
  files(alice);
  making();
  small_options();
  names();
  turn(alice, bob, NULL);
  tox_kill(alice);
  tox_kill(bob);
  return 0;
}
