/* engine/scene/visuals/map.h: the stops of the course map, which openers show again. */
#ifndef KJ_SCENE_VISUALS_MAP_H
#define KJ_SCENE_VISUALS_MAP_H

#include "scene/visual.h"

typedef struct kj_map_stop {
    kj_at at;
    kj_span id;
    int32_t number;
    kj_span verb;
    kj_text text;
    kj_span part; /* id; empty: not in this course yet */
} kj_map_stop;

typedef struct kj_map {
    kj_at at;
    KJ_LIST(kj_map_stop) stops;
} kj_map;

/* The first map of the course; NULL: it has none. */
const kj_map *kj_map_of(const kj_course *course);

#endif
