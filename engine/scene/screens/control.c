/* engine/scene/screens/control.c: the controls by which a question is answered: a row each. */
#include "scene/screens/screens.h"

static const struct {
    double (*draw)(kj_draw *draw, const kj_asked *asked, kj_rect box);
    const char *how;
} controls[] = {
    [KJ_CONTROL_CHOICE] = {kj_control_choice, "选一项，再提交。"},
    [KJ_CONTROL_CHOICES] = {kj_control_choice, "可以选几项，选全了再提交。"},
    [KJ_CONTROL_ORDER] = {kj_control_order, "按先后逐项点，点错了再点一次收回。"},
    [KJ_CONTROL_PAIRS] = {kj_control_sort, "先点左边一项，再点右边与它配对的一项。"},
    [KJ_CONTROL_BINS] = {kj_control_sort, "先点一句，再点它归的那一类。"},
    [KJ_CONTROL_NUMBER] = {kj_control_entry, "写数字就行，不用写单位。"},
    [KJ_CONTROL_TEXT] = {kj_control_entry, "把答案写进框里，再提交。"},
    [KJ_CONTROL_HOTSPOT] = {kj_control_hotspot, "在图上点出来，再提交。"},
    [KJ_CONTROL_CHAIN] = {kj_control_chain, "一张一张点，客户会接话；排满再提交。"},
    [KJ_CONTROL_CASE] = {NULL, "几问都答完，一起提交。"},
};

double kj_control_draw(kj_draw *draw, const kj_asked *asked, kj_rect box)
{
    return controls[asked->question->control].draw(draw, asked, box);
}

const char *kj_control_how(kj_control control)
{
    return controls[control].how;
}
