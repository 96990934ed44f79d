/* engine/author/import_outline.c: an outline in Markdown.  cmark reads it (CommonMark); here its
 * tree becomes slides. */
#include "author/import.h"

#include "author/markup.h"
#include "base/json.h"

#include <cmark.h>

enum { POINTS_MAX = 6, COLUMNS_MAX = 5 };

typedef struct outline {
    const kj_source *source;
    kj_imported *out;
    kj_sink *sink;
    kj_imported_slide *slide; /* the one being filled; NULL: none yet */
    bool sound;
} outline;

static kj_loc place_of(const outline *o, cmark_node *node)
{
    int line = cmark_node_get_start_line(node);
    size_t at = 0;
    while (line > 1 && o->source->text.ptr && at < o->source->text.len)
        line -= o->source->text.ptr[at++] == '\n';
    return (kj_loc){o->source, at};
}

static void left_out(const outline *o, cmark_node *node, const char *what)
{
    kj_report(o->sink, place_of(o, node), "W0812", "left out: %s", what);
}

static void wrong(outline *o, cmark_node *node, const char *hint, const char *message)
{
    o->sound = false;
    kj_report_hint(o->sink, place_of(o, node), "E0812", kj_span_of(hint), "%s", message);
}

/* --- inlines: our markup ---------------------------------------------------------------------- */

static void put_inlines(const outline *o, cmark_node *parent, bool marked, kj_text_buffer *out);

/* Marks do not nest: within one, only the text counts. */
static void put_mark(const outline *o, cmark_node *node, const char *sign, bool marked,
                     kj_text_buffer *out)
{
    kj_put(out, kj_span_of(marked ? "" : sign));
    put_inlines(o, node, true, out);
    kj_put(out, kj_span_of(marked ? "" : sign));
}

static void put_inline(const outline *o, cmark_node *node, bool marked, kj_text_buffer *out)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        kj_put(out, kj_markup_escape(kj_span_of(cmark_node_get_literal(node)), out->arena));
        break;
    case CMARK_NODE_CODE:
        kj_put(out, kj_span_of(marked ? "" : "`"));
        kj_put(out, kj_markup_escape(kj_span_of(cmark_node_get_literal(node)), out->arena));
        kj_put(out, kj_span_of(marked ? "" : "`"));
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        kj_put_char(out, ' ');
        break;
    case CMARK_NODE_STRONG:
        put_mark(o, node, "**", marked, out);
        break;
    case CMARK_NODE_EMPH:
        put_mark(o, node, "==", marked, out);
        break;
    case CMARK_NODE_LINK:
        put_inlines(o, node, marked, out);
        break;
    case CMARK_NODE_HTML_INLINE:
        left_out(o, cmark_node_parent(node), "HTML");
        break;
    default:
        break;
    }
}

static void put_inlines(const outline *o, cmark_node *parent, bool marked, kj_text_buffer *out)
{
    for (cmark_node *n = cmark_node_first_child(parent); n; n = cmark_node_next(n))
        put_inline(o, n, marked, out);
}

/* A line feed between Han characters is no blank. */
static kj_span text_of(const outline *o, cmark_node *block)
{
    kj_text_buffer out = {.arena = o->out->arena};
    put_inlines(o, block, false, &out);
    return kj_span_trim(kj_put_span(&out));
}

static void put_string(kj_text_buffer *out, const char *key, kj_span text)
{
    kj_putf(out, ", \"%s\": ", key);
    kj_json_put_string(out, text);
}

/* --- lists ------------------------------------------------------------------------------------ */

static cmark_node *inner_list(cmark_node *item)
{
    for (cmark_node *n = cmark_node_first_child(item); n; n = cmark_node_next(n))
        if (cmark_node_get_type(n) == CMARK_NODE_LIST)
            return n;
    return NULL;
}

static kj_span item_text(const outline *o, cmark_node *item)
{
    cmark_node *first = cmark_node_first_child(item);
    return first && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH ? text_of(o, first)
                                                                       : (kj_span){NULL, 0};
}

static size_t children(cmark_node *node)
{
    size_t count = 0;
    for (cmark_node *n = cmark_node_first_child(node); n; n = cmark_node_next(n))
        count++;
    return count;
}

static kj_span points_visual(const outline *o, cmark_node *list)
{
    kj_text_buffer out = {.arena = o->out->arena};
    size_t index = 0;
    kj_put(&out, KJ_LIT("{\"type\": \"points\", "));
    if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST)
        kj_put(&out, KJ_LIT("\"numbered\": true, "));
    kj_put(&out, KJ_LIT("\"points\": ["));
    for (cmark_node *n = cmark_node_first_child(list); n; n = cmark_node_next(n), index++) {
        kj_putf(&out, "%s{\"id\": \"%c\"", index ? ", " : "", (char)('a' + index));
        put_string(&out, "lead", item_text(o, n));
        kj_put_char(&out, '}');
    }
    kj_put(&out, KJ_LIT("]}"));
    return kj_put_span(&out);
}

static void put_column(outline *o, cmark_node *item, kj_text_buffer *out)
{
    cmark_node *list = inner_list(item);
    put_string(out, "title", item_text(o, item));
    if (!list)
        return;
    if (children(list) > POINTS_MAX)
        wrong(o, list, "a column has at most 6 points: make two slides", "this list is too long");
    kj_put(out, KJ_LIT(", \"points\": ["));
    for (cmark_node *n = cmark_node_first_child(list); n; n = cmark_node_next(n)) {
        if (n != cmark_node_first_child(list))
            kj_put(out, KJ_LIT(", "));
        kj_json_put_string(out, item_text(o, n));
        if (inner_list(n))
            left_out(o, n, "a list within a list within a list");
    }
    kj_put_char(out, ']');
}

static kj_span columns_visual(outline *o, cmark_node *list)
{
    kj_text_buffer out = {.arena = o->out->arena};
    size_t index = 0;
    kj_put(&out, KJ_LIT("{\"type\": \"columns\", \"columns\": ["));
    for (cmark_node *n = cmark_node_first_child(list); n; n = cmark_node_next(n), index++) {
        kj_putf(&out, "%s{\"id\": \"%c\"", index ? ", " : "", (char)('a' + index));
        put_column(o, n, &out);
        kj_put_char(&out, '}');
    }
    kj_put(&out, KJ_LIT("]}"));
    return kj_put_span(&out);
}

static void take_list(outline *o, cmark_node *list)
{
    bool nested = false;
    for (cmark_node *n = cmark_node_first_child(list); n; n = cmark_node_next(n))
        nested = nested || inner_list(n);
    const size_t count = children(list), most = nested ? COLUMNS_MAX : POINTS_MAX;
    if (o->slide->visual.len) {
        left_out(o, list, "a second list or picture of one slide");
        return;
    }
    if (count > most || (nested && count < 2)) {
        wrong(o, list, "a list has 1 to 6 points, a list of lists 2 to 5: make two slides",
              "this list does not fit a slide");
        return;
    }
    o->slide->visual = nested ? columns_visual(o, list) : points_visual(o, list);
}

/* --- other blocks ------------------------------------------------------------------------------
 */

static void take_picture(outline *o, cmark_node *image)
{
    kj_text_buffer out = {.arena = o->out->arena};
    if (o->slide->visual.len) {
        left_out(o, cmark_node_parent(image), "a second list or picture of one slide");
        return;
    }
    kj_put(&out, KJ_LIT("{\"type\": \"image\""));
    put_string(&out, "picture", kj_span_of(cmark_node_get_url(image)));
    kj_text_buffer caption = {.arena = o->out->arena};
    put_inlines(o, image, false, &caption);
    if (caption.len)
        put_string(&out, "caption", kj_put_span(&caption));
    kj_put_char(&out, '}');
    o->slide->visual = kj_put_span(&out);
}

static void take_paragraph(outline *o, cmark_node *paragraph)
{
    cmark_node *first = cmark_node_first_child(paragraph);
    if (first && cmark_node_get_type(first) == CMARK_NODE_IMAGE && !cmark_node_next(first))
        take_picture(o, first);
    else if (o->slide->lead.len == 0 && o->slide->visual.len == 0)
        o->slide->lead = text_of(o, paragraph);
    else
        left_out(o, paragraph,
                 "a second paragraph of one slide: what the presenter says goes "
                 "into a quotation (>)");
}

static void take_quotation(outline *o, cmark_node *quote)
{
    kj_text_buffer notes = {.arena = o->out->arena};
    kj_put(&notes, o->slide->notes);
    for (cmark_node *n = cmark_node_first_child(quote); n; n = cmark_node_next(n))
        if (cmark_node_get_type(n) == CMARK_NODE_PARAGRAPH)
            kj_put(&notes, text_of(o, n));
        else
            left_out(o, n, "all but paragraphs in a quotation");
    o->slide->notes = kj_put_span(&notes);
}

static void take_heading(outline *o, cmark_node *heading)
{
    const int level = cmark_node_get_heading_level(heading);
    const kj_span text = text_of(o, heading);
    if (text.len == 0) {
        wrong(o, heading, "write the title behind the #", "this heading is empty");
    } else if (level == 1 && o->out->title.len == 0) {
        o->out->title = text;
        o->slide = NULL;
    } else if (level == 2) {
        o->slide = kj_imported_add_slide(o->out, place_of(o, heading));
        o->slide->title = text;
    } else {
        left_out(o, heading,
                 level == 1 ? "a second title of the part"
                            : "a heading below ##, which begins a slide");
    }
}

static void take_block(outline *o, cmark_node *block)
{
    const cmark_node_type type = cmark_node_get_type(block);
    if (type == CMARK_NODE_HEADING) {
        take_heading(o, block);
        return;
    }
    if (type == CMARK_NODE_THEMATIC_BREAK)
        return;
    if (!o->slide) {
        left_out(o, block, "what stands before the first slide (##)");
        return;
    }
    if (type == CMARK_NODE_PARAGRAPH)
        take_paragraph(o, block);
    else if (type == CMARK_NODE_LIST)
        take_list(o, block);
    else if (type == CMARK_NODE_BLOCK_QUOTE)
        take_quotation(o, block);
    else
        left_out(o, block, type == CMARK_NODE_HTML_BLOCK ? "HTML" : "a block of code");
}

bool kj_import_outline(const kj_source *source, kj_imported *out, kj_sink *sink)
{
    outline o = {.source = source, .out = out, .sink = sink, .sound = true};
    cmark_node *document = cmark_parse_document(source->text.ptr ? source->text.ptr : "",
                                                source->text.len, CMARK_OPT_DEFAULT);
    for (cmark_node *n = cmark_node_first_child(document); n; n = cmark_node_next(n))
        take_block(&o, n);
    cmark_node_free(document);
    return o.sound;
}
