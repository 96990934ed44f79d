/* engine/player/script.h: the language in which a lesson is played without hands.  One command a
 * line, `#` begins a comment, blanks at both ends do not count.
 *
 *   key NAME              a key as SDL names it: Right, Return, A, Ctrl+A, Shift+Tab
 *   click ACTION          the area of that action that the mouse can hit: option:b, next …
 *   click text "T"        the area that shows T
 *   drag ACTION ACTION    as if with the mouse from one area to the other (or to `end`, a chain's)
 *   act ACTION            an action that needs no area: slide:p2-levels
 *   type TEXT             into the text control
 *   wait 500ms | 3s       time passes (a second passes with every input anyway)
 *   shot NAME             DIR/NAME.png, where --shots gives a folder
 *   expect [no] text T    on the screen, white space aside; quotes around T are optional
 *   expect [no] spoken T  what the voice has said since the last input (with --voice or
 *                         --voice-log, or where the learner has switched it on)
 *   expect [no] action A  an area of that action that can be pressed
 *   expect [no] focus A   it has the focus
 *   expect [no] screen S  home, part, cover, slide, question, feedback, result, roleplay, debrief,
 *                         peek, help, leaving
 *   expect [no] place W…  words that `place` begins with: slide p2-levels 2
 *   place                 prints where the learner is, as a JSON line on stdout
 *   size WxH · theme NAME · scale PERCENT · focus ACTION
 *   if COND: COMMAND      COND as behind expect, T in quotes; or a block: if COND … else … end
 *   repeat N [until COND] … end    at most N times; without `until` exactly N times
 *   stop                  the script ends here
 *
 * A line that cannot go on is reported with its place and what is on the screen (E1001). */
#ifndef KJ_PLAYER_SCRIPT_H
#define KJ_PLAYER_SCRIPT_H

#include "player/inner.h"

/* Reads and plays; false: reported. */
bool kj_script_play(kj_player *player, const kj_source *source);

/* One screen's texts as a script sees them: white space left out, one paragraph or label a line;
 * also for messages. */
kj_span kj_script_texts(const kj_list *list, kj_arena *arena);
bool kj_script_shows(const kj_list *list, kj_span text);

/* The area that shows a text: its label is the text, else its label has it, else a text within
 * it has it; -1: none. */
int kj_script_area(const kj_list *list, kj_span text);

#endif
