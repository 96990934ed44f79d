/* engine/scene/screens/note.c: what the learner writes about a slide. */
#include "scene/screens/screens.h"

#include <math.h>

void kj_screen_note(kj_draw *draw, const kj_session *session)
{
    const kj_slide *slide = &draw->scene->course->slides.ptr[session->beside.slide];
    const double margin = kj_draw_margin(draw), width = draw->list.width - 2 * margin;
    const kj_span heading = KJ_DRAW_FILL(draw, KJ_W_NOTE_TITLE, kj_w("title", slide->menu));
    const kj_text_block head = kj_draw_measure(draw, kj_plain(heading), width, 0,
                                               (kj_text_style){.size = KJ_SIZE_HEADING,
                                                               .role = KJ_FONT_SERIF_BOLD,
                                                               .color = KJ_COLOR_INK,
                                                               .balance = true});
    double y = 48;
    kj_draw_block(draw, &head, margin, y);
    kj_draw_area(draw, KJ_ROLE_HEADING, (kj_span){NULL, 0}, heading,
                 (kj_rect){margin, y, width, head.height});
    y += head.height + 24;
    const kj_button done = {KJ_BUTTON_PRIMARY, KJ_LIT("close"), kj_draw_word(draw, KJ_W_NOTE_DONE),
                            "Escape"};
    const double button = kj_measure_buttons(draw, &done, 1, width);
    const double bottom = draw->list.height - 48 - button;
    draw->list.overfull += bottom - 24 - y < kj_field_height(draw, 3) ? 1 : 0;
    kj_draw_field(draw, &session->beside.note, (kj_rect){margin, y, width, bottom - 24 - y},
                  kj_draw_word(draw, KJ_W_NOTE_HERE));
    kj_draw_buttons(draw, &done, 1, (kj_rect){margin, bottom, width, 0}, false);
    const kj_span state =
        kj_draw_word(draw, session->beside.note_due_ms ? KJ_W_NOTE_SOON : KJ_W_NOTE_SAVED);
    const kj_text_block said = kj_draw_measure(
        draw, kj_plain(state), 0, 0, kj_style(KJ_SIZE_CAPTION, KJ_FONT_SANS, KJ_COLOR_INK2));
    if (!session->unsaved && !session->own_unsaved && session->beside.note.text_len > 0) {
        kj_draw_block(draw, &said, margin + width - said.width,
                      bottom + (button - said.height) / 2);
        kj_draw_area(draw, KJ_ROLE_STATUS, (kj_span){NULL, 0}, state,
                     (kj_rect){margin + width - said.width, bottom + (button - said.height) / 2,
                               said.width, said.height});
    }
    kj_draw_key_only(draw, "newline", KJ_W_NOTE_NEWLINE, "Return");
}
