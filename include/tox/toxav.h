/* SPDX-License-Identifier: MIT OR Apache-2.0 */

/**
 * @file
 *
 * Calls, with sound and pictures.
 *
 * One ToxAV belongs to one Tox, and must be killed before it.
 */
/* Written by `cargo xtask header` from the library's source: changes belong there. */
#ifndef C_TOXCORE_TOXAV_TOXAV_H
#define C_TOXCORE_TOXAV_TOXAV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "tox.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @{ @name The object behind `ToxAV *`
 */

/**
 * The calls of one instance.
 */
typedef struct ToxAV ToxAV;

/**
 * Why no A/V session was made.
 */
typedef enum Toxav_Err_New {
  /**
   * It worked.
   */
  TOXAV_ERR_NEW_OK,
  /**
   * A pointer that must not be NULL was NULL.
   */
  TOXAV_ERR_NEW_NULL,
  /**
   * There was not enough memory.
   */
  TOXAV_ERR_NEW_MALLOC,
  /**
   * There is a session for this instance already.
   */
  TOXAV_ERR_NEW_MULTIPLE,
} Toxav_Err_New;

/**
 * Makes a session for the calls of an instance. There can be one at a time.
 *
 * @param tox the instance.
 * @param error why not. NULL if that does not matter.
 *
 * @return the session, or NULL. `toxav_kill` ends it, before `tox_kill` ends the instance.
 */
ToxAV *toxav_new(Tox *tox, Toxav_Err_New *error);

/**
 * Ends a session.
 *
 * @param av the session. NULL does nothing.
 */
void toxav_kill(ToxAV *av);

/**
 * @param av the session.
 *
 * @return the instance that it belongs to; NULL for NULL.
 */
Tox *toxav_get_tox(const ToxAV *av);

/** @} */

/**
 * @{ @name The work of a session. Without calls there is none
 */

/**
 * @param av the session.
 *
 * @return in how many milliseconds `toxav_iterate` should be called again.
 */
uint32_t toxav_iteration_interval(const ToxAV *av);

/**
 * Does what there is to do for sound and pictures. It may run beside `tox_iterate`, in another thread.
 *
 * @param av the session. NULL does nothing.
 */
void toxav_iterate(ToxAV *av);

/**
 * @param av the session.
 *
 * @return in how many milliseconds `toxav_audio_iterate` should be called again.
 */
uint32_t toxav_audio_iteration_interval(const ToxAV *av);

/**
 * Does what there is to do for sound. It may run beside all others, in another thread.
 *
 * @param av the session. NULL does nothing.
 */
void toxav_audio_iterate(ToxAV *av);

/**
 * @param av the session.
 *
 * @return in how many milliseconds `toxav_video_iterate` should be called again.
 */
uint32_t toxav_video_iteration_interval(const ToxAV *av);

/**
 * Does what there is to do for pictures. It may run beside all others, in another thread.
 *
 * @param av the session. NULL does nothing.
 */
void toxav_video_iterate(ToxAV *av);

/** @} */

/**
 * @{ @name Calling, answering, hanging up
 */

/**
 * Why nobody was called.
 */
typedef enum Toxav_Err_Call {
  /**
   * It worked.
   */
  TOXAV_ERR_CALL_OK,
  /**
   * There was not enough memory.
   */
  TOXAV_ERR_CALL_MALLOC,
  /**
   * The call could not be signalled.
   */
  TOXAV_ERR_CALL_SYNC,
  /**
   * There is no friend of this number.
   */
  TOXAV_ERR_CALL_FRIEND_NOT_FOUND,
  /**
   * The friend is not online.
   */
  TOXAV_ERR_CALL_FRIEND_NOT_CONNECTED,
  /**
   * There is a call with this friend already.
   */
  TOXAV_ERR_CALL_FRIEND_ALREADY_IN_CALL,
  /**
   * A bit rate is out of range.
   */
  TOXAV_ERR_CALL_INVALID_BIT_RATE,
} Toxav_Err_Call;

/**
 * Calls a friend.
 *
 * @param av the session.
 * @param friend_number the friend.
 * @param audio_bit_rate kilobits of sound a second, 6 to 510; 0 for none.
 * @param video_bit_rate kilobits of pictures a second, at most 1,000,000; 0 for none.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it rings.
 */
bool toxav_call(ToxAV *av,
                Tox_Friend_Number friend_number,
                uint32_t audio_bit_rate,
                uint32_t video_bit_rate,
                Toxav_Err_Call *error);

/**
 * Why a call was not answered.
 */
typedef enum Toxav_Err_Answer {
  /**
   * It worked.
   */
  TOXAV_ERR_ANSWER_OK,
  /**
   * The answer could not be signalled.
   */
  TOXAV_ERR_ANSWER_SYNC,
  /**
   * The codecs could not be set up; the call goes on to ring.
   */
  TOXAV_ERR_ANSWER_CODEC_INITIALIZATION,
  /**
   * There is no friend of this number.
   */
  TOXAV_ERR_ANSWER_FRIEND_NOT_FOUND,
  /**
   * The friend does not call.
   */
  TOXAV_ERR_ANSWER_FRIEND_NOT_CALLING,
  /**
   * A bit rate is out of range.
   */
  TOXAV_ERR_ANSWER_INVALID_BIT_RATE,
} Toxav_Err_Answer;

/**
 * Answers a call.
 *
 * @param av the session.
 * @param friend_number the friend who calls.
 * @param audio_bit_rate kilobits of sound a second, 6 to 510; 0 for none.
 * @param video_bit_rate kilobits of pictures a second, at most 1,000,000; 0 for none.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was answered.
 */
bool toxav_answer(ToxAV *av,
                  Tox_Friend_Number friend_number,
                  uint32_t audio_bit_rate,
                  uint32_t video_bit_rate,
                  Toxav_Err_Answer *error);

/**
 * What to do with a call.
 */
typedef enum Toxav_Call_Control {
  /**
   * Go on after a pause of ours.
   */
  TOXAV_CALL_CONTROL_RESUME,
  /**
   * Pause it.
   */
  TOXAV_CALL_CONTROL_PAUSE,
  /**
   * Refuse it, or hang up.
   */
  TOXAV_CALL_CONTROL_CANCEL,
  /**
   * Ask the friend to send no sound.
   */
  TOXAV_CALL_CONTROL_MUTE_AUDIO,
  /**
   * Ask him to send sound again.
   */
  TOXAV_CALL_CONTROL_UNMUTE_AUDIO,
  /**
   * Ask him to send no pictures.
   */
  TOXAV_CALL_CONTROL_HIDE_VIDEO,
  /**
   * Ask him to send pictures again.
   */
  TOXAV_CALL_CONTROL_SHOW_VIDEO,
} Toxav_Call_Control;

/**
 * Why a call was not controlled.
 */
typedef enum Toxav_Err_Call_Control {
  /**
   * It worked.
   */
  TOXAV_ERR_CALL_CONTROL_OK,
  /**
   * It could not be signalled.
   */
  TOXAV_ERR_CALL_CONTROL_SYNC,
  /**
   * There is no friend of this number.
   */
  TOXAV_ERR_CALL_CONTROL_FRIEND_NOT_FOUND,
  /**
   * There is no call with this friend.
   */
  TOXAV_ERR_CALL_CONTROL_FRIEND_NOT_IN_CALL,
  /**
   * The call is in no state for this, or the value is none of `Toxav_Call_Control`.
   */
  TOXAV_ERR_CALL_CONTROL_INVALID_TRANSITION,
} Toxav_Err_Call_Control;

/**
 * Does something to a call.
 *
 * @param av the session.
 * @param friend_number the friend in the call.
 * @param control what to do.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was done.
 */
bool toxav_call_control(ToxAV *av,
                        Tox_Friend_Number friend_number,
                        Toxav_Call_Control control,
                        Toxav_Err_Call_Control *error);

/** @} */

/**
 * @{ @name What C wants to be told of calls
 */

/**
 * Called when a friend calls.
 *
 * @param av the session.
 * @param friend_number the friend.
 * @param audio_enabled true if he sends sound.
 * @param video_enabled true if he sends pictures.
 * @param user_data what was given with the callback.
 */
typedef void toxav_call_cb(ToxAV *av,
                           Tox_Friend_Number friend_number,
                           bool audio_enabled,
                           bool video_enabled,
                           void *user_data);

/**
 * Sets the function that is called when a friend calls.
 *
 * @param av the session. NULL does nothing.
 * @param callback the function, or NULL for none.
 * @param user_data what it gets.
 */
void toxav_callback_call(ToxAV *av, toxav_call_cb *callback, void *user_data);

/**
 * Called when the state of a call changed.
 *
 * @param av the session.
 * @param friend_number the friend.
 * @param state see `Toxav_Friend_Call_State`.
 * @param user_data what was given with the callback.
 */
typedef void toxav_call_state_cb(ToxAV *av,
                                 Tox_Friend_Number friend_number,
                                 uint32_t state,
                                 void *user_data);

/**
 * Sets the function that is called when the state of a call changes.
 *
 * @param av the session. NULL does nothing.
 * @param callback the function, or NULL for none.
 * @param user_data what it gets.
 */
void toxav_callback_call_state(ToxAV *av, toxav_call_state_cb *callback, void *user_data);

/**
 * Called when the network does not carry our sound and another bit rate would be better.
 *
 * @param av the session.
 * @param friend_number the friend.
 * @param audio_bit_rate the proposed rate in kilobits a second.
 * @param user_data what was given with the callback.
 */
typedef void toxav_audio_bit_rate_cb(ToxAV *av,
                                    Tox_Friend_Number friend_number,
                                    uint32_t audio_bit_rate,
                                    void *user_data);

/**
 * Sets the function that is called when the network does not carry our sound.
 *
 * @param av the session. NULL does nothing.
 * @param callback the function, or NULL for none.
 * @param user_data what it gets.
 */
void toxav_callback_audio_bit_rate(ToxAV *av, toxav_audio_bit_rate_cb *callback, void *user_data);

/**
 * Called when the network does not carry our pictures and another bit rate would be better.
 *
 * @param av the session.
 * @param friend_number the friend.
 * @param video_bit_rate the proposed rate in kilobits a second.
 * @param user_data what was given with the callback.
 */
typedef void toxav_video_bit_rate_cb(ToxAV *av,
                                    Tox_Friend_Number friend_number,
                                    uint32_t video_bit_rate,
                                    void *user_data);

/**
 * Sets the function that is called when the network does not carry our pictures.
 *
 * @param av the session. NULL does nothing.
 * @param callback the function, or NULL for none.
 * @param user_data what it gets.
 */
void toxav_callback_video_bit_rate(ToxAV *av, toxav_video_bit_rate_cb *callback, void *user_data);

/**
 * Called with sound of the friend.
 *
 * @param av the session.
 * @param friend_number the friend.
 * @param pcm the samples, those of several channels interleaved.
 * @param sample_count how many for each channel.
 * @param channels how many channels.
 * @param sampling_rate samples a second.
 * @param user_data what was given with the callback.
 */
typedef void toxav_audio_receive_frame_cb(ToxAV *av,
                                         Tox_Friend_Number friend_number,
                                         const int16_t *pcm,
                                         size_t sample_count,
                                         uint8_t channels,
                                         uint32_t sampling_rate,
                                         void *user_data);

/**
 * Sets the function that is called when sound of a friend comes.
 *
 * @param av the session. NULL does nothing.
 * @param callback the function, or NULL for none.
 * @param user_data what it gets.
 */
void toxav_callback_audio_receive_frame(ToxAV *av,
                                        toxav_audio_receive_frame_cb *callback,
                                        void *user_data);

/**
 * Called with a picture of the friend, in three planes of YUV 4:2:0. A negative stride means that the lines are upside down.
 *
 * @param av the session.
 * @param friend_number the friend.
 * @param width in pixels.
 * @param height in pixels.
 * @param y the plane of brightness.
 * @param u the first plane of colour.
 * @param v the second plane of colour.
 * @param ystride bytes from line to line of y.
 * @param ustride bytes from line to line of u.
 * @param vstride bytes from line to line of v.
 * @param user_data what was given with the callback.
 */
typedef void toxav_video_receive_frame_cb(ToxAV *av,
                                         Tox_Friend_Number friend_number,
                                         uint16_t width,
                                         uint16_t height,
                                         const uint8_t *y,
                                         const uint8_t *u,
                                         const uint8_t *v,
                                         int32_t ystride,
                                         int32_t ustride,
                                         int32_t vstride,
                                         void *user_data);

/**
 * Sets the function that is called when a picture of a friend comes.
 *
 * @param av the session. NULL does nothing.
 * @param callback the function, or NULL for none.
 * @param user_data what it gets.
 */
void toxav_callback_video_receive_frame(ToxAV *av,
                                        toxav_video_receive_frame_cb *callback,
                                        void *user_data);

/** @} */

/**
 * @{ @name Sending sound and pictures
 */

/**
 * Why a frame was not sent.
 */
typedef enum Toxav_Err_Send_Frame {
  /**
   * It worked.
   */
  TOXAV_ERR_SEND_FRAME_OK,
  /**
   * Samples or planes are NULL.
   */
  TOXAV_ERR_SEND_FRAME_NULL,
  /**
   * There is no friend of this number.
   */
  TOXAV_ERR_SEND_FRAME_FRIEND_NOT_FOUND,
  /**
   * There is no call with this friend.
   */
  TOXAV_ERR_SEND_FRAME_FRIEND_NOT_IN_CALL,
  /**
   * Another thread is at work on this call; try again.
   */
  TOXAV_ERR_SEND_FRAME_SYNC,
  /**
   * Size, channels or sampling rate cannot be encoded.
   */
  TOXAV_ERR_SEND_FRAME_INVALID,
  /**
   * We do not send this kind in this call, or the friend does not want it.
   */
  TOXAV_ERR_SEND_FRAME_PAYLOAD_TYPE_DISABLED,
  /**
   * The packets could not be sent.
   */
  TOXAV_ERR_SEND_FRAME_RTP_FAILED,
} Toxav_Err_Send_Frame;

/**
 * Sends sound.
 *
 * @param av the session.
 * @param friend_number the friend in the call.
 * @param pcm the samples, those of two channels interleaved.
 * @param sample_count how many for each channel: 2.5, 5, 10, 20, 40 or 60 ms.
 * @param channels 1 or 2.
 * @param sampling_rate samples a second: 8000, 12000, 16000, 24000 or 48000.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was sent.
 */
bool toxav_audio_send_frame(ToxAV *av,
                            Tox_Friend_Number friend_number,
                            const int16_t *pcm,
                            size_t sample_count,
                            uint8_t channels,
                            uint32_t sampling_rate,
                            Toxav_Err_Send_Frame *error);

/**
 * Sends a picture, in three planes of YUV 4:2:0.
 *
 * @param av the session.
 * @param friend_number the friend in the call.
 * @param width in pixels.
 * @param height in pixels.
 * @param y the plane of brightness, width times height bytes.
 * @param u the first plane of colour, half as wide and half as high.
 * @param v the second plane of colour, of the same size.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was sent.
 */
bool toxav_video_send_frame(ToxAV *av,
                            Tox_Friend_Number friend_number,
                            uint16_t width,
                            uint16_t height,
                            const uint8_t *y,
                            const uint8_t *u,
                            const uint8_t *v,
                            Toxav_Err_Send_Frame *error);

/** @} */

/**
 * @{ @name Bit rates
 */

/**
 * Why a bit rate was not set.
 */
typedef enum Toxav_Err_Bit_Rate_Set {
  /**
   * It worked.
   */
  TOXAV_ERR_BIT_RATE_SET_OK,
  /**
   * Another thread is at work on this call; try again.
   */
  TOXAV_ERR_BIT_RATE_SET_SYNC,
  /**
   * It is out of range.
   */
  TOXAV_ERR_BIT_RATE_SET_INVALID_BIT_RATE,
  /**
   * There is no friend of this number.
   */
  TOXAV_ERR_BIT_RATE_SET_FRIEND_NOT_FOUND,
  /**
   * There is no call with this friend.
   */
  TOXAV_ERR_BIT_RATE_SET_FRIEND_NOT_IN_CALL,
} Toxav_Err_Bit_Rate_Set;

/**
 * Sets how much sound is sent in a call.
 *
 * @param av the session.
 * @param friend_number the friend in the call.
 * @param bit_rate kilobits a second, 6 to 510; 0 for none.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was set.
 */
bool toxav_audio_set_bit_rate(ToxAV *av,
                              Tox_Friend_Number friend_number,
                              uint32_t bit_rate,
                              Toxav_Err_Bit_Rate_Set *error);

/**
 * Sets how much of pictures is sent in a call.
 *
 * @param av the session.
 * @param friend_number the friend in the call.
 * @param bit_rate kilobits a second, at most 1,000,000; 0 for none.
 * @param error why not. NULL if that does not matter.
 *
 * @return whether it was set.
 */
bool toxav_video_set_bit_rate(ToxAV *av,
                              Tox_Friend_Number friend_number,
                              uint32_t bit_rate,
                              Toxav_Err_Bit_Rate_Set *error);

/** @} */

/**
 * @{ @name Sound in conferences, the older kind of group. There are no conferences yet
 */

/**
 * Called with sound from a conference.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param peer_number the peer.
 * @param pcm the samples.
 * @param samples how many for each channel.
 * @param channels how many channels.
 * @param sample_rate samples a second.
 * @param user_data what was given with the callback.
 */
typedef void toxav_audio_data_cb(void *tox,
                                 Tox_Conference_Number conference_number,
                                 Tox_Conference_Peer_Number peer_number,
                                 const int16_t *pcm,
                                 uint32_t samples,
                                 uint8_t channels,
                                 uint32_t sample_rate,
                                 void *user_data);

/**
 * Makes a conference that carries sound.
 *
 * @param tox the instance.
 * @param audio_callback the function that gets the sound of the others, or NULL for none.
 * @param userdata what the function gets.
 *
 * @return the number of the conference; -1 if there is none.
 */
int32_t toxav_add_av_groupchat(Tox *tox, toxav_audio_data_cb *audio_callback, void *userdata);

/**
 * Follows an invitation to a conference that carries sound.
 *
 * @param tox the instance.
 * @param friend_number who invited us.
 * @param data the cookie that the callback got.
 * @param length its length.
 * @param audio_callback the function that gets the sound of the others, or NULL for none.
 * @param userdata what the function gets.
 *
 * @return the number of the conference; -1 if it was not joined.
 */
int32_t toxav_join_av_groupchat(Tox *tox,
                                Tox_Friend_Number friend_number,
                                const uint8_t *data,
                                uint16_t length,
                                toxav_audio_data_cb *audio_callback,
                                void *userdata);

/**
 * Sends sound to a conference.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param pcm the samples, those of two channels interleaved.
 * @param samples how many for each channel.
 * @param channels 1 or 2.
 * @param sample_rate samples a second: 8000, 12000, 16000, 24000 or 48000.
 *
 * @return 0 if it was sent; -1 if not.
 */
int32_t toxav_group_send_audio(Tox *tox,
                               Tox_Conference_Number conference_number,
                               const int16_t *pcm,
                               uint32_t samples,
                               uint8_t channels,
                               uint32_t sample_rate);

/**
 * Begins to take part in the sound of a conference.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param audio_callback the function that gets the sound of the others, or NULL for none.
 * @param userdata what the function gets.
 *
 * @return 0 if it worked; -1 if not.
 */
int32_t toxav_groupchat_enable_av(Tox *tox,
                                  Tox_Conference_Number conference_number,
                                  toxav_audio_data_cb *audio_callback,
                                  void *userdata);

/**
 * Stops to take part in the sound of a conference.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 *
 * @return 0 if it worked; -1 if not.
 */
int32_t toxav_groupchat_disable_av(Tox *tox, Tox_Conference_Number conference_number);

/**
 * @param tox the instance.
 * @param conference_number the conference.
 *
 * @return whether we take part in its sound.
 */
bool toxav_groupchat_av_enabled(Tox *tox, Tox_Conference_Number conference_number);

/** @} */

/**
 * What the friend in a call does: one of the first three, or a sum of the others.
 */
typedef enum Toxav_Friend_Call_State {
  /**
   * Nothing: the call was not answered yet, or is paused.
   */
  TOXAV_FRIEND_CALL_STATE_NONE,
  /**
   * The call broke down; it is over.
   */
  TOXAV_FRIEND_CALL_STATE_ERROR,
  /**
   * The call is over.
   */
  TOXAV_FRIEND_CALL_STATE_FINISHED,
  /**
   * Sends sound.
   */
  TOXAV_FRIEND_CALL_STATE_SENDING_A = 4,
  /**
   * Sends pictures.
   */
  TOXAV_FRIEND_CALL_STATE_SENDING_V = 8,
  /**
   * Accepts sound.
   */
  TOXAV_FRIEND_CALL_STATE_ACCEPTING_A = 16,
  /**
   * Accepts pictures.
   */
  TOXAV_FRIEND_CALL_STATE_ACCEPTING_V = 32,
} Toxav_Friend_Call_State;

/**
 * Called with sound from a conference.
 *
 * @param tox the instance.
 * @param conference_number the conference.
 * @param peer_number the peer.
 * @param pcm the samples.
 * @param samples how many for each channel.
 * @param channels how many channels.
 * @param sample_rate samples a second.
 * @param user_data what was given with the callback.
 */
typedef void toxav_group_audio_cb(Tox *tox,
                                  Tox_Conference_Number conference_number,
                                  Tox_Conference_Peer_Number peer_number,
                                  const int16_t *pcm,
                                  uint32_t samples,
                                  uint8_t channels,
                                  uint32_t sample_rate,
                                  void *user_data);

#ifndef TOX_HIDE_DEPRECATED
/* Names of earlier versions. */
typedef Toxav_Err_Call TOXAV_ERR_CALL;
typedef Toxav_Err_New TOXAV_ERR_NEW;
typedef Toxav_Err_Answer TOXAV_ERR_ANSWER;
typedef Toxav_Err_Call_Control TOXAV_ERR_CALL_CONTROL;
typedef Toxav_Err_Bit_Rate_Set TOXAV_ERR_BIT_RATE_SET;
typedef Toxav_Err_Send_Frame TOXAV_ERR_SEND_FRAME;
typedef Toxav_Call_Control TOXAV_CALL_CONTROL;
typedef enum Toxav_Friend_Call_State TOXAV_FRIEND_CALL_STATE;
#endif /* TOX_HIDE_DEPRECATED */

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* C_TOXCORE_TOXAV_TOXAV_H */
