/* engine/scene/screens/confidence.c: how sure the learner is of an answer: asked before its
 * feedback; and after a test, in plain words, how far that was right. */
#include "scene/screens/screens.h"

#include <math.h>

static const kj_word_id words[KJ_CONFIDENCE_COUNT] = {
    [KJ_CONFIDENCE_GUESS] = KJ_W_SURE_GUESS,
    [KJ_CONFIDENCE_FAIR] = KJ_W_SURE_FAIR,
    [KJ_CONFIDENCE_SURE] = KJ_W_SURE_SURE,
};

void kj_screen_sure(kj_draw *draw)
{
    kj_button buttons[KJ_CONFIDENCE_COUNT];
    size_t count = 0;
    for (uint64_t i = KJ_CONFIDENCE_GUESS; i < KJ_CONFIDENCE_COUNT; i++) {
        const kj_span key = kj_count_text(draw->scene->arena, i);
        buttons[count++] = (kj_button){KJ_BUTTON_SECOND, kj_action(draw->scene->arena, "sure", key),
                                       kj_draw_word(draw, words[i]), key.ptr};
    }
    buttons[count++] = (kj_button){KJ_BUTTON_QUIET, KJ_LIT("close"),
                                   kj_draw_word(draw, KJ_W_SURE_BACK), "Backspace"};
    kj_draw_asking(draw, KJ_W_SURE_TITLE, KJ_W_SURE_NOTE, buttons, count);
    kj_draw_key_only(draw, "close", KJ_W_SURE_BACK, "Escape");
}

size_t kj_confidence_facts(const kj_draw *draw, const kj_run *run, kj_named *out)
{
    const kj_calibration c = kj_run_calibration(run);
    size_t count = 0;
    for (size_t i = KJ_CONFIDENCE_COUNT; i-- > KJ_CONFIDENCE_GUESS;)
        if (c.said[i])
            out[count++] =
                (kj_named){words[i], KJ_DRAW_FILL(draw, KJ_W_SURE_RIGHT, kj_n("n", c.right[i]),
                                                  kj_n("all", c.said[i]))};
    return count;
}

static kj_span in_words(const kj_draw *draw, const kj_run *run)
{
    const kj_calibration c = kj_run_calibration(run);
    if (c.over_count)
        return KJ_DRAW_FILL(draw, KJ_W_SURE_OVER, kj_n("n", c.over_count));
    if (c.right[KJ_CONFIDENCE_SURE])
        return KJ_DRAW_FILL(draw, KJ_W_SURE_FIRM, kj_n("n", c.right[KJ_CONFIDENCE_SURE]));
    if (c.right[KJ_CONFIDENCE_GUESS])
        return KJ_DRAW_FILL(draw, KJ_W_SURE_LUCKY, kj_n("n", c.right[KJ_CONFIDENCE_GUESS]));
    return (kj_span){NULL, 0};
}

kj_span kj_confidence_add(const kj_draw *draw, const kj_run *run, kj_span lead)
{
    const kj_span said = in_words(draw, run);
    return said.len
               ? KJ_DRAW_FILL(draw, KJ_W_HOME_LEFT_AND_TIME, kj_w("left", lead), kj_w("time", said))
               : lead;
}

size_t kj_confidence_links(const kj_draw *draw, const kj_run *run, kj_button *out)
{
    const kj_course *course = draw->scene->course;
    const kj_calibration c = kj_run_calibration(run);
    size_t count = 0;
    for (uint32_t i = 0; i < c.over_count && count < KJ_CONFIDENCE_LINKS_MAX; i++) {
        const kj_span id = course->items.ptr[run->question[c.over[i]]].explains;
        const uint32_t slide = kj_course_find(course, KJ_REF_SLIDE, id);
        if (slide == KJ_NONE)
            continue;
        const kj_span page = KJ_DRAW_FILL(draw, KJ_W_RESULT_PAGE, kj_n("n", slide + 1));
        out[count++] = (kj_button){
            KJ_BUTTON_QUIET, kj_action(draw->scene->arena, "peek", id),
            KJ_DRAW_FILL(draw, KJ_W_SURE_LINK, kj_n("n", c.over[i] + 1), kj_w("page", page)), ""};
    }
    return count;
}

#define FACT_SIZE 26

static double fact_line(const kj_draw *draw)
{
    return fmax(44, 4 * round(kj_draw_size(draw, FACT_SIZE) * 1.55 / 4) + 10);
}

double kj_facts_height(const kj_draw *draw, size_t count)
{
    return fact_line(draw) * (double)count;
}

double kj_confidence_width(kj_draw *draw, const kj_run *run, double least)
{
    kj_named facts[3];
    const size_t count = kj_confidence_facts(draw, run, facts);
    double width = least;
    for (size_t i = 0; i < count; i++) {
        const kj_text_block name =
            kj_draw_measure(draw, kj_plain(kj_draw_word(draw, facts[i].name)), 0, 0,
                            kj_style(FACT_SIZE, KJ_FONT_SANS, KJ_COLOR_INK2));
        const kj_text_block value =
            kj_draw_measure(draw, kj_plain(facts[i].value), 0, 0,
                            kj_style(FACT_SIZE, KJ_FONT_SANS_BOLD, KJ_COLOR_INK));
        width = fmax(width, ceil(name.width + value.width + 17));
    }
    return width;
}

void kj_draw_facts(kj_draw *draw, const kj_named *facts, size_t count, kj_rect box)
{
    const double line = fact_line(draw);
    double y = box.y;
    for (size_t i = 0; i < count; i++) {
        const kj_span said = kj_draw_word(draw, facts[i].name);
        const kj_text_block name = kj_draw_measure(
            draw, kj_plain(said), 0, 0, kj_style(FACT_SIZE, KJ_FONT_SANS, KJ_COLOR_INK2));
        const kj_text_block value =
            kj_draw_measure(draw, kj_plain(facts[i].value), 0, 0,
                            kj_style(FACT_SIZE, KJ_FONT_SANS_BOLD, KJ_COLOR_INK));
        draw->list.overfull += name.width + value.width + 16 > box.w ? 1 : 0;
        if (i)
            kj_draw_line(draw, box.x, y, box.x + box.w, y, KJ_COLOR_LINE, 1.5);
        kj_draw_block(draw, &name, box.x, y + (line - name.height) / 2);
        kj_draw_block(draw, &value, box.x + box.w - value.width, y + (line - value.height) / 2);
        kj_draw_area(draw, KJ_ROLE_TEXT, (kj_span){NULL, 0},
                     KJ_DRAW_FILL(draw, KJ_W_SETTINGS_ROW, kj_w("name", said),
                                  kj_w("value", facts[i].value)),
                     (kj_rect){box.x, y, box.w, line});
        y += line;
    }
}
