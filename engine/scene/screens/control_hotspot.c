/* engine/scene/screens/control_hotspot.c: the slide's own figure, to be pressed. */
#include "scene/screens/screens.h"

#include <math.h>

double kj_control_hotspot(kj_draw *draw, const kj_asked *asked, kj_rect box)
{
    const kj_course *course = draw->scene->course;
    const uint32_t slide = kj_course_find(course, KJ_REF_SLIDE, asked->question->figure);
    if (slide == KJ_NONE)
        return 0;
    const kj_slide *s = &course->slides.ptr[slide];
    kj_span right = {NULL, 0};
    for (size_t i = 0; asked->verdict && i < asked->verdict->option_count; i++)
        if (asked->verdict->options[i].mark == KJ_OF_RIGHT ||
            asked->verdict->options[i].mark == KJ_OF_MISSED)
            right = asked->verdict->options[i].id;
    const kj_visual_frame frame = {
        .slide = s,
        .box = box,
        .step = UINT32_MAX,
        .hotspot = true,
        .answered = asked->verdict != NULL,
        .picked = asked->draft ? (kj_span){asked->draft->text, asked->draft->text_len}
                               : (kj_span){NULL, 0},
        .right = right,
    };
    kj_visual_of(s)->draw(draw, s->visual.data, &frame);
    return box.h;
}
