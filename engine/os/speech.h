/* engine/os/speech.h: a voice: speech-dispatcher where it runs or can be started, else espeak-ng.
 *
 * Nothing here waits for speech: what cannot be handed over at once is dropped.  A voice that fails
 * falls silent; nobody's lesson depends on it. */
#ifndef KJ_OS_SPEECH_H
#define KJ_OS_SPEECH_H

#include "base/arena.h"

typedef struct kj_speech kj_speech;

typedef struct kj_utterance {
    kj_span text;
    bool english; /* else Mandarin */
} kj_utterance;

kj_speech *kj_speech_open(void); /* NULL: there is no voice on this computer */
void kj_speech_close(kj_speech *speech);
const char *kj_speech_name(const kj_speech *speech); /* "speech-dispatcher", "espeak-ng" */

/* Says them one after the other, instead of what is being said.  `percent`: of the usual speed, 50
 * … 300. */
void kj_speech_say(kj_speech *speech, const kj_utterance *utterances, size_t count, int percent);
void kj_speech_stop(kj_speech *speech);

/* What is sent, for tests: the commands of SSIP, and the text with its voices for espeak-ng. */
kj_span kj_speech_ssip(const kj_utterance *utterances, size_t count, int percent, kj_arena *arena);
kj_span kj_speech_ssml(const kj_utterance *utterances, size_t count, kj_arena *arena);

#endif
