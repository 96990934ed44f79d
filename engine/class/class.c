/* engine/class/class.c: the fold of a class. */
#include "class/show.h"

void kj_class_init(kj_class *class, const kj_course *course, kj_arena *arena)
{
    *class = (kj_class){.arena = arena};
    class->times = KJ_NEW(arena, kj_slide_time, course->slides.count + 1);
    for (uint32_t i = 0; i < course->slides.count; i++)
        class->times[i].slide = i;
}
