/* engine/class/clicker.c: what keys mean while presenting: one table, which is also the page of
 * keys; and which presses of a worn clicker count. */
#include "class/show.h"

/* What is on; of a row: where it holds.  The first row that fits counts. */
enum {
    LEAVING = 1, /* it is asked whether to end */
    FINDING = 2, /* words are typed */
    GRID = 4,    /* the overview */
    LIST = 8,
    QUESTION = 16, /* on the room's screen */
    PLAY = 32,
    COUNTDOWN = 64,
    GROUPS = 128,
    NUMBER = 256, /* one is being typed */
    SLIDE = 512,  /* none of these */

    HANDS = QUESTION | PLAY,
    ROWS = GRID | LIST,
    TEACHING = LEAVING | HANDS | COUNTDOWN | GROUPS | NUMBER | SLIDE, /* no list on the console */
    CALM = TEACHING | ROWS,                                           /* letters are keys */
    ALWAYS = CALM | FINDING
};

const kj_show_key_row kj_show_keys[] = {
    {{"Y", "Return"}, LEAVING, "quit:yes", NULL, KJ_W_NONE, KJ_KEYS_CONSOLE},
    {{"N", "Escape"}, LEAVING, "quit:no", NULL, KJ_W_NONE, KJ_KEYS_CONSOLE},
    {{"Left", "Right"}, GRID | FINDING, "left", "right", KJ_W_NONE, KJ_KEYS_FIND},
    {{"Up", "Down"}, ROWS | FINDING, "up", "down", KJ_W_NONE, KJ_KEYS_FIND},
    {{"Space"}, ROWS, "enter", NULL, KJ_W_NONE, KJ_KEYS_FIND},
    {{"Backspace"}, NUMBER | ROWS, "erase", NULL, KJ_W_NONE, KJ_KEYS_FIND},

    {{"PageDown"}, ROWS | FINDING, "next", NULL, KJ_W_NONE, KJ_KEYS_MOVE},
    {{"PageUp"}, ROWS | FINDING, "back", NULL, KJ_W_NONE, KJ_KEYS_MOVE},
    {{"Right", "Down", "PageDown", "Space"},
     TEACHING,
     "next",
     NULL,
     KJ_W_CLICKER_NEXT,
     KJ_KEYS_MOVE},
    {{"Left", "Up", "PageUp", "Backspace"},
     TEACHING,
     "back",
     NULL,
     KJ_W_CLICKER_BACK,
     KJ_KEYS_MOVE},
    {{"Home", "F5"}, CALM, "first", NULL, KJ_W_CLICKER_FIRST, KJ_KEYS_MOVE},
    {{"Shift+F5"}, CALM, "again", NULL, KJ_W_CLICKER_AGAIN, KJ_KEYS_MOVE},
    {{"End"}, CALM, "last", NULL, KJ_W_CLICKER_LAST, KJ_KEYS_MOVE},

    {{"B", "."}, CALM, "black", NULL, KJ_W_CLICKER_BLACK, KJ_KEYS_SCREEN},
    {{"W", ","}, CALM, "white", NULL, KJ_W_CLICKER_WHITE, KJ_KEYS_SCREEN},
    {{"F"}, CALM, "freeze", NULL, KJ_W_CLICKER_FREEZE, KJ_KEYS_SCREEN},
    {{"X"}, CALM, "swap", NULL, KJ_W_CLICKER_SWAP, KJ_KEYS_SCREEN},

    {{"1-9"}, HANDS, "option:N", NULL, KJ_W_CLICKER_OPTION, KJ_KEYS_ROOM},
    {{"0-9"}, CALM, "digit:N", NULL, KJ_W_CLICKER_NUMBER, KJ_KEYS_FIND},
    {{"Return"}, ALWAYS, "enter", NULL, KJ_W_CLICKER_ENTER, KJ_KEYS_FIND},
    {{"O"}, CALM, "overview", NULL, KJ_W_CLICKER_OVERVIEW, KJ_KEYS_FIND},
    {{"/"}, CALM, "find", NULL, KJ_W_CLICKER_FIND, KJ_KEYS_FIND},
    {{"M"}, CALM, "bookmark", NULL, KJ_W_CLICKER_BOOKMARK, KJ_KEYS_FIND},
    {{"R"}, CALM, "return", NULL, KJ_W_CLICKER_RETURN, KJ_KEYS_FIND},

    {{"L"}, CALM, "tool:laser", NULL, KJ_W_CLICKER_LASER, KJ_KEYS_TOOLS},
    {{"S"}, CALM, "tool:spot", NULL, KJ_W_CLICKER_SPOT, KJ_KEYS_TOOLS},
    {{"Z"}, CALM, "tool:zoom", NULL, KJ_W_CLICKER_ZOOM, KJ_KEYS_TOOLS},
    {{"D"}, CALM, "tool:pen", NULL, KJ_W_CLICKER_PEN, KJ_KEYS_TOOLS},
    {{"H"}, CALM, "tool:highlighter", NULL, KJ_W_CLICKER_HIGHLIGHTER, KJ_KEYS_TOOLS},
    {{"E"}, CALM, "tool:eraser", NULL, KJ_W_CLICKER_ERASER, KJ_KEYS_TOOLS},
    {{"U", "Ctrl+Z"}, CALM, "undo", NULL, KJ_W_CLICKER_UNDO, KJ_KEYS_TOOLS},
    {{"Shift+U"}, CALM, "clear", NULL, KJ_W_CLICKER_CLEAR, KJ_KEYS_TOOLS},

    {{"V"}, CALM, "questions", NULL, KJ_W_CLICKER_QUESTIONS, KJ_KEYS_ROOM},
    {{"+", "-"}, HANDS, "hand:+", "hand:-", KJ_W_CLICKER_HANDS, KJ_KEYS_ROOM},
    {{"T"}, HANDS, "tally", NULL, KJ_W_CLICKER_TALLY, KJ_KEYS_ROOM},
    {{"Shift+T"}, QUESTION, "compare", NULL, KJ_W_CLICKER_COMPARE, KJ_KEYS_ROOM},
    {{"N"}, QUESTION, "reveal", NULL, KJ_W_CLICKER_REVEAL, KJ_KEYS_ROOM},
    {{"P"}, CALM, "roleplays", NULL, KJ_W_CLICKER_ROLEPLAYS, KJ_KEYS_ROOM},
    {{"C"}, CALM, "countdown:300", NULL, KJ_W_CLICKER_COUNTDOWN, KJ_KEYS_ROOM},
    {{"+", "-"},
     COUNTDOWN,
     "countdown:+",
     "countdown:-",
     KJ_W_CLICKER_COUNTDOWN_CHANGE,
     KJ_KEYS_ROOM},
    {{"A"}, CALM, "roster", NULL, KJ_W_CLICKER_ROSTER, KJ_KEYS_ROOM},
    {{"K"}, CALM, "pick", NULL, KJ_W_CLICKER_PICK, KJ_KEYS_ROOM},
    {{"G"}, CALM, "groups:4", NULL, KJ_W_CLICKER_GROUPS, KJ_KEYS_ROOM},
    {{"+", "-"}, GROUPS, "groups:+", "groups:-", KJ_W_CLICKER_GROUPS_CHANGE, KJ_KEYS_ROOM},
    {{"I"}, CALM, "live", NULL, KJ_W_CLICKER_LIVE, KJ_KEYS_ROOM},
    {{"J"}, CALM, "join", NULL, KJ_W_CLICKER_JOIN, KJ_KEYS_ROOM},
    {{"Q"}, CALM, "questions-of-room", NULL, KJ_W_CLICKER_OF_ROOM, KJ_KEYS_ROOM},

    {{"+", "-"}, CALM, "notes:+", "notes:-", KJ_W_CLICKER_NOTES, KJ_KEYS_CONSOLE},
    {{"Shift+Down", "Shift+Up"},
     CALM,
     "notes:down",
     "notes:up",
     KJ_W_CLICKER_NOTES_SCROLL,
     KJ_KEYS_CONSOLE},
    {{"Ctrl+P"}, CALM, "handout", NULL, KJ_W_CLICKER_HANDOUT, KJ_KEYS_CONSOLE},
    {{"?", "F1"}, CALM, "keys", NULL, KJ_W_CLICKER_KEYS, KJ_KEYS_CONSOLE},
    {{"Escape"}, ALWAYS, "close", NULL, KJ_W_CLICKER_CLOSE, KJ_KEYS_CONSOLE},
};
const size_t kj_show_key_count = KJ_COUNT(kj_show_keys);

kj_word_id kj_key_group_word(kj_key_group group)
{
    static const kj_word_id words[KJ_KEYS_GROUP_COUNT] = {
        [KJ_KEYS_MOVE] = KJ_W_CLICKER_GROUP_MOVE, [KJ_KEYS_SCREEN] = KJ_W_CLICKER_GROUP_SCREEN,
        [KJ_KEYS_FIND] = KJ_W_CLICKER_GROUP_FIND, [KJ_KEYS_TOOLS] = KJ_W_CLICKER_GROUP_TOOLS,
        [KJ_KEYS_ROOM] = KJ_W_CLICKER_GROUP_ROOM, [KJ_KEYS_CONSOLE] = KJ_W_CLICKER_GROUP_CONSOLE,
    };
    return words[group];
}

/* ---- what is on ---- */

static uint32_t state_of(const kj_show *show)
{
    const kj_room *room = &show->room;
    if (show->leaving)
        return LEAVING;
    if (show->finding)
        return FINDING;
    if (show->console == KJ_CONSOLE_OVERVIEW)
        return GRID;
    if (show->console != KJ_CONSOLE_SLIDE && show->console != KJ_CONSOLE_KEYS)
        return LIST;
    if (room->page == KJ_ROOM_QUESTION)
        return QUESTION;
    if (room->page == KJ_ROOM_PLAY)
        return PLAY;
    if (show->number > 0)
        return NUMBER;
    if (room->page == KJ_ROOM_COUNTDOWN)
        return COUNTDOWN;
    return room->page == KJ_ROOM_GROUPS ? GROUPS : SLIDE;
}

/* ---- which key ---- */

typedef struct press {
    kj_span name;
    bool shift, ctrl;
    int digit; /* -1: none */
} press;

/* The block of digits has the keys of the main block; what a mark needs of Shift is no Shift. */
static press read_press(kj_span name, bool shift, bool ctrl)
{
    static const struct {
        kj_span name;
        bool shift;
        kj_span is;
    } same[] = {
        {{KJ_SPAN("Enter")}, false, {KJ_SPAN("Return")}}, {{KJ_SPAN("/")}, true, {KJ_SPAN("?")}},
        {{KJ_SPAN("?")}, true, {KJ_SPAN("?")}},           {{KJ_SPAN("=")}, true, {KJ_SPAN("+")}},
        {{KJ_SPAN("=")}, false, {KJ_SPAN("+")}},          {{KJ_SPAN("+")}, true, {KJ_SPAN("+")}},
    };
    press p = {.name = name, .shift = shift, .ctrl = ctrl, .digit = -1};
    if (kj_span_starts(name, KJ_LIT("Keypad ")))
        p.name = kj_span_sub(name, 7, name.len);
    for (size_t i = 0; i < KJ_COUNT(same); i++)
        if (kj_span_equal(p.name, same[i].name) && p.shift == same[i].shift) {
            p.name = same[i].is;
            p.shift = false;
            break;
        }
    if (p.name.len == 1 && p.name.ptr[0] >= '0' && p.name.ptr[0] <= '9')
        p.digit = p.name.ptr[0] - '0';
    return p;
}

static bool same_letter(char a, char b)
{
    const char lower = a >= 'A' && a <= 'Z' ? (char)(a - 'A' + 'a') : a;
    return lower == (b >= 'A' && b <= 'Z' ? (char)(b - 'A' + 'a') : b);
}

static bool same_name(kj_span a, kj_span b)
{
    return kj_span_equal(a, b) || (a.len == 1 && b.len == 1 && same_letter(a.ptr[0], b.ptr[0]));
}

static bool is_key(const press *p, const char *key)
{
    kj_span name = kj_span_of(key);
    const bool shift = kj_span_starts(name, KJ_LIT("Shift+"));
    const bool ctrl = kj_span_starts(name, KJ_LIT("Ctrl+"));
    if (shift || ctrl)
        name = kj_span_sub(name, shift ? 6 : 5, name.len);
    if (p->shift != shift || p->ctrl != ctrl)
        return false;
    if (p->digit >= 0)
        return kj_span_is(name, "0-9") || (kj_span_is(name, "1-9") && p->digit > 0);
    return same_name(p->name, name);
}

/* The action of the row that the key stands in; NULL: it does not. */
static const char *action_of(const kj_show_key_row *row, const press *p)
{
    static const char *const digits[] = {"digit:0", "digit:1", "digit:2", "digit:3", "digit:4",
                                         "digit:5", "digit:6", "digit:7", "digit:8", "digit:9"};
    static const char *const options[] = {NULL,       "option:1", "option:2", "option:3",
                                          "option:4", "option:5", "option:6", "option:7",
                                          "option:8", "option:9"};
    for (size_t k = 0; k < KJ_COUNT(row->keys) && row->keys[k]; k++) {
        if (!is_key(p, row->keys[k]))
            continue;
        if (p->digit >= 0)
            return row->action[0] == 'd' ? digits[p->digit] : options[p->digit];
        const bool last = k + 1 == KJ_COUNT(row->keys) || !row->keys[k + 1];
        return row->last && last ? row->last : row->action;
    }
    return NULL;
}

const char *kj_show_key(const kj_show *show, kj_span name, bool shift, bool ctrl)
{
    const press p = read_press(name, shift, ctrl);
    const uint32_t state = state_of(show);
    for (size_t i = 0; i < kj_show_key_count; i++) {
        const char *action = kj_show_keys[i].when & state ? action_of(&kj_show_keys[i], &p) : NULL;
        if (action)
            return action;
    }
    return NULL;
}

/* ---- bounce ---- */

bool kj_bounce_counts(kj_bounce *bounce, kj_span name, bool repeat, int64_t now_ms)
{
    const size_t len = name.len < sizeof bounce->last ? name.len : sizeof bounce->last - 1;
    const kj_span cut = kj_span_sub(name, 0, len);
    const kj_span last = {bounce->last, strlen(bounce->last)};
    if (repeat || cut.len == 0)
        return false;
    if (kj_span_equal(cut, last) && now_ms >= bounce->last_ms &&
        now_ms - bounce->last_ms < KJ_BOUNCE_MS)
        return false;
    memset(bounce->last, 0, sizeof bounce->last);
    memcpy(bounce->last, cut.ptr, cut.len);
    bounce->last_ms = now_ms;
    return true;
}
