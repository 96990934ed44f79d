/* engine/scene/screens/screens.h: a file a screen; scene_draw.c picks one.  Each draws a whole page
 * into `draw` from (course, session) and may run again at a smaller text scale. */
#ifndef KJ_SCENE_SCREENS_SCREENS_H
#define KJ_SCENE_SCREENS_SCREENS_H

#include "scene/visual.h"

/* What the session shows, whichever screen that is. */
void kj_screen_draw(kj_draw *draw, const kj_session *session);

/* Reports questions and role-play nodes that do not fit the scene's canvas (E0605, at their place,
 * to scene->sink), and characters that no font has. */
void kj_screen_check_fit(const kj_scene *scene);

void kj_screen_home(kj_draw *draw, const kj_session *session);
void kj_screen_part(kj_draw *draw, const kj_session *session);
void kj_screen_question(kj_draw *draw, const kj_session *session);
void kj_screen_result(kj_draw *draw, const kj_session *session);
void kj_screen_final_result(kj_draw *draw, const kj_session *session);
void kj_screen_advice(kj_draw *draw, const kj_session *session);
void kj_screen_cover(kj_draw *draw, const kj_session *session);
void kj_screen_roleplay(kj_draw *draw, const kj_session *session);
void kj_screen_debrief(kj_draw *draw, const kj_session *session);
void kj_screen_list(kj_draw *draw, const kj_session *session);
void kj_screen_note(kj_draw *draw, const kj_session *session);
void kj_screen_plan(kj_draw *draw, const kj_session *session);
void kj_screen_settings(kj_draw *draw, const kj_session *session);
void kj_screen_who(kj_draw *draw, const kj_session *session);
void kj_screen_pin(kj_draw *draw, const kj_session *session); /* of that page, the PIN */
/* Over a page that is already drawn: a term's meaning, how sure the learner is of the answer, the
 * keys of its areas, or the question whether to leave. */
void kj_screen_term(kj_draw *draw, const kj_session *session);
void kj_screen_sure(kj_draw *draw);
void kj_screen_help(kj_draw *draw);
void kj_screen_leaving(kj_draw *draw);

/* What stands on a card of the home page: what to do, and why now.  today.c */
typedef struct kj_home_card {
    kj_span where, what, minutes, more; /* `minutes` may be empty */
    kj_span verb, action;
    const char *keys; /* of the action */
} kj_home_card;
/* Today's review; false: nothing is due, or the day has had its share. */
bool kj_review_card(const kj_draw *draw, const kj_session *session, kj_home_card *out);
/* The final test, while it is open and not passed. */
bool kj_final_card(const kj_draw *draw, const kj_session *session, kj_home_card *out);
/* What is missing to the course's end, in a sentence; empty: nothing is. */
kj_span kj_missing_words(const kj_draw *draw, const kj_lesson *lesson);
/* What there is to say of a part under its title: that another one is better done before, or how
 * far each of its objectives is mastered; empty before anything was answered. */
kj_span kj_part_standing(const kj_draw *draw, const kj_lesson *lesson, uint32_t part);
/* How long the rest will take, and what that makes a day up to the plan's date; empty: nothing is
 * left. */
kj_span kj_time_words(const kj_draw *draw, const kj_session *session);
/* A local day, as people write it. */
kj_span kj_day_words(const kj_draw *draw, int64_t day);
/* What lies over a page begins so: its areas are gone, as nothing below can be pressed; and the
 * panel on top. */
void kj_draw_veil(kj_draw *draw);
void kj_draw_over_panel(kj_draw *draw, kj_rect rect);

/* The pages beside the lesson that are lists. */
typedef struct kj_list_page {
    kj_screen screen;
    kj_span action;
    kj_word_id name;
    const char *key, *keys; /* everywhere; and where nothing is being typed */
} kj_list_page;
#define KJ_LIST_PAGES 5
extern const kj_list_page kj_list_pages[KJ_LIST_PAGES];
/* The keys that lead to them and to the settings, but for those that the page has taken. */
void kj_draw_ways(kj_draw *draw, const kj_session *session);
/* In the page's right margin, when the page is drawn: bookmark and note of a slide, and for the
 * mouse the ways on, back, home and to the keys, where the page has but keys for them. */
void kj_draw_rail(kj_draw *draw, const kj_session *session);
/* Keys for an action, but for those that the page has taken. */
void kj_key_unless_taken(kj_draw *draw, kj_span action, kj_word_id label, const char *keys);

/* A text that is being typed; rect.h as kj_field_height says.  `ghost` stands in an empty one. */
void kj_draw_field(kj_draw *draw, const kj_draft *draft, kj_rect rect, kj_span ghost);
double kj_field_height(const kj_draw *draw, size_t lines);

/* What a question's screen is made of; `verdict` NULL: not answered yet. */
typedef struct kj_asked {
    const kj_session *session;
    const kj_question *question;
    const kj_verdict *verdict;
    const kj_draft *draft;
    const kj_drill *drill; /* NULL: an item of a test */
    uint32_t round;        /* of the drill */
    double size;           /* of the options' text, chosen so that all fit */
} kj_asked;

/* Draws the control of the question into `box` (its height is the room there is) and returns the
 * height that it takes; beyond box.h it does not fit. */
double kj_control_draw(kj_draw *draw, const kj_asked *asked, kj_rect box);
/* How to answer, in a sentence. */
kj_word_id kj_control_how(kj_control control);
double kj_control_choice(kj_draw *draw, const kj_asked *asked, kj_rect box);
double kj_control_order(kj_draw *draw, const kj_asked *asked, kj_rect box);
double kj_control_sort(kj_draw *draw, const kj_asked *asked, kj_rect box);  /* pairs and bins */
double kj_control_entry(kj_draw *draw, const kj_asked *asked, kj_rect box); /* number and text */
double kj_control_hotspot(kj_draw *draw, const kj_asked *asked, kj_rect box);
double kj_control_chain(kj_draw *draw, const kj_asked *asked, kj_rect box);
/* The options of a question in columns, drawn down one column after the other, as they are read and
 * as the focus goes; those that stand side by side are of one height and at least `least`. `option`
 * draws one so high and returns its height.  Returns the height of all. */
typedef double kj_draw_option(kj_draw *draw, const kj_asked *asked, size_t i, kj_rect box,
                              double least);
double kj_draw_columns(kj_draw *draw, const kj_asked *asked, kj_draw_option *option, size_t columns,
                       double gap, double least, kj_rect box);

/* Bars under the words of a judged sentence that decided, full for what helped, dashed for what
 * spoiled it; `block` is the sentence, drawn at (x, y). */
void kj_draw_signs(kj_draw *draw, const kj_text_block *block, const kj_verdict *verdict, double x,
                   double y);

/* The option's place in the verdict; NULL: not judged. */
const kj_option_verdict *kj_verdict_of(const kj_verdict *verdict, kj_span id);
/* "A", "B" … : the key of the option at `index`, and "option:ID". */
kj_span kj_option_key(kj_arena *arena, size_t index);
kj_span kj_action(kj_arena *arena, const char *verb, kj_span id);
/* Radius of the ring round that key beside text of a size: large letters have a slimmer one. */
double kj_letter_radius(const kj_draw *draw, double usual, double text_size);
/* "5" or "2.5": points without needless decimals. */
kj_span kj_points(kj_arena *arena, double points);
/* "12", in the arena. */
kj_span kj_count_text(kj_arena *arena, uint64_t count);

/* Buttons side by side, as many to a row as their words leave room for; `fill`: each row as wide as
 * the box.  Returns the height of all rows; a button that is wider than the box does not fit. */
typedef struct kj_button {
    kj_button_kind kind;
    kj_span action, label;
    const char *keys; /* "": none */
} kj_button;
double kj_draw_buttons(kj_draw *draw, const kj_button *buttons, size_t count, kj_rect box,
                       bool fill);
double kj_measure_buttons(kj_draw *draw, const kj_button *buttons, size_t count, double width);
/* Width of a button that is as wide as its words. */
double kj_button_width(kj_draw *draw, const kj_button *button);
/* A question over the page, what it means, and its answers. */
void kj_draw_asking(kj_draw *draw, kj_word_id title, kj_word_id text, const kj_button *buttons,
                    size_t count);
/* In the footer, as key caps with their verbs, as many as there is room for left of `right`; the
 * others have their keys only.  Without an action: a cap to read. */
void kj_draw_foot_actions(kj_draw *draw, const kj_button *actions, size_t count, kj_span right);

/* A text in a room that may be too low for it: then as many whole lines as there is room for, at
 * least one, the last with an ellipsis. */
kj_text_block kj_measure_cut(kj_draw *draw, kj_span said, double width, double height,
                             kj_text_style style);

/* A box that is pressed: card ground, hairline, the accent when selected. */
typedef enum kj_row_look {
    KJ_ROW_PLAIN,
    KJ_ROW_SELECTED,
    KJ_ROW_RIGHT,
    KJ_ROW_WRONG,
    KJ_ROW_QUIET,
    KJ_ROW_FIELD /* where something can be written; empty, it is known by its frame only */
} kj_row_look;
void kj_draw_row(kj_draw *draw, kj_rect rect, kj_row_look look);

/* Whether a text or something that can be pressed is in the way. */
bool kj_list_taken(const kj_list *list, kj_rect rect);

/* The learner is told what needs telling: unsaved answers, a resumed attempt.  Drawn last, where
 * nothing is in the way. */
void kj_draw_notices(kj_draw *draw, const kj_session *session);

/* A name and its value, line under line. */
typedef struct kj_named {
    kj_word_id name;
    kj_span value;
} kj_named;
double kj_facts_height(const kj_draw *draw, size_t count);
void kj_draw_facts(kj_draw *draw, const kj_named *facts, size_t count, kj_rect box);

/* confidence.c: of a run that asked how sure the learner was: how many of each kind were right
 * (returns how many facts, none where it did not ask, at most three); the page's lead with what
 * that means added to it; the slides to what was very sure and not all right. */
#define KJ_CONFIDENCE_LINKS_MAX 6 /* more would be the page's main matter */
size_t kj_confidence_facts(const kj_draw *draw, const kj_run *run, kj_named *out);
double kj_confidence_width(kj_draw *draw, const kj_run *run, double least); /* that facts need */
kj_span kj_confidence_add(const kj_draw *draw, const kj_run *run, kj_span lead);
size_t kj_confidence_links(const kj_draw *draw, const kj_run *run, kj_button *out);

/* The ways to further rows of a list that shows `count` from `first` on, where there is room for
 * `room` and there are `all`: down, up, as far as there are any.  Returns how many, at most 2. */
size_t kj_paging(const kj_draw *draw, size_t first, size_t count, size_t room, size_t all,
                 kj_button *out);

/* Over everything: messages about a course's files, a line each. */
void kj_draw_wrong(kj_draw *draw, kj_span wrong);

/* result_times.c: whether the run was against the clock, so that times are shown; what one answer
 * took, "3.2秒"; and the slowest three with their right class, as many as there is room for in
 * box.h (returns the height). */
bool kj_run_shows_times(const kj_draw *draw, const kj_run *run);
kj_span kj_time_took(const kj_draw *draw, const kj_run *run, uint32_t i);
double kj_draw_slowest(kj_draw *draw, const kj_run *run, kj_rect box);

/* Grade as people say it, and its colour. */
kj_span kj_grade_name(const kj_draw *draw, uint32_t grade);
kj_color_name kj_grade_color(uint32_t grade);
/* "第15页　需求挖掘四阶段" of a slide. */
kj_span kj_slide_label(const kj_draw *draw, uint32_t slide);

#endif
