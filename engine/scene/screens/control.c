/* engine/scene/screens/control.c: the controls by which a question is answered: a row each. */
#include "scene/screens/screens.h"

static const struct {
    double (*draw)(kj_draw *draw, const kj_asked *asked, kj_rect box);
    kj_word_id how;
} controls[] = {
    [KJ_CONTROL_CHOICE] = {kj_control_choice, KJ_W_HOW_CHOICE},
    [KJ_CONTROL_CHOICES] = {kj_control_choice, KJ_W_HOW_CHOICES},
    [KJ_CONTROL_ORDER] = {kj_control_order, KJ_W_HOW_ORDER},
    [KJ_CONTROL_PAIRS] = {kj_control_sort, KJ_W_HOW_PAIRS},
    [KJ_CONTROL_BINS] = {kj_control_sort, KJ_W_HOW_BINS},
    [KJ_CONTROL_NUMBER] = {kj_control_entry, KJ_W_HOW_NUMBER},
    [KJ_CONTROL_TEXT] = {kj_control_entry, KJ_W_HOW_TEXT},
    [KJ_CONTROL_HOTSPOT] = {kj_control_hotspot, KJ_W_HOW_HOTSPOT},
    [KJ_CONTROL_CHAIN] = {kj_control_chain, KJ_W_HOW_CHAIN},
    [KJ_CONTROL_CASE] = {NULL, KJ_W_HOW_CASE},
};

double kj_control_draw(kj_draw *draw, const kj_asked *asked, kj_rect box)
{
    return controls[asked->question->control].draw(draw, asked, box);
}

kj_word_id kj_control_how(kj_control control)
{
    return controls[control].how;
}
