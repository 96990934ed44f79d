/* tests/present/kit.h: a class of the real course without windows, with a store of its own. */
#ifndef KJ_TESTS_PRESENT_KIT_H
#define KJ_TESTS_PRESENT_KIT_H

#include "os/scratch.h"
#include "present/inner.h"

typedef struct kj_class_kit {
    scratch *scratch;
    kj_present_options options;
    kj_presenter presenter;
} kj_class_kit;

kj_present_options kj_class_kit_options(const scratch *s); /* a fixed clock and seed */
/* Opens and begins; fails the test if that cannot be. */
void kj_class_kit_open(kj_class_kit *kit, scratch *s);
void kj_class_kit_close(kj_class_kit *kit);                   /* ends the class */
void kj_class_kit_act(kj_class_kit *kit, const char *action); /* a second later */
/* How many events of a type the store holds; NULL: all. */
size_t kj_class_kit_count(kj_class_kit *kit, const char *type);

#endif
