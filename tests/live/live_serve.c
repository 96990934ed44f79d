/* tests/live/live_serve.c: a shell for kj_live without windows, driven by lines on stdin, so that
 * tests can play the phones.  As the real one it saves before it settles: a line of its log per
 * event, which it reads again when it starts.
 *
 *   live_serve [--bind ADDRESS:PORT] [--token TOKEN] [--lang TAG] [--log FILE]
 *
 * says "url URL", then answers each line with lines that end in "ok":
 *   wait · countdown SECONDS · question POLL CHOICES [several] · play POLL CHOICES · over · reveal
 *   saves yes|no|never|refused     what happens to what phones send
 *   tally                          "voters N", "votes N N …"
 *   events                         "joined N voted N asked N", as they were taken
 *   figures                        "figures JOINED REQUESTS REFUSED KIB DESCRIPTORS" */
#include "live/ballot.h"
#include "live/live.h"
#include "os/clock.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

typedef struct shell {
    kj_live *live;
    kj_arena *arena, *call;
    kj_ballot *ballot;
    kj_live_state state;
    FILE *log;
    int woken;
    char saves; /* y, n, r; N: never settled */
    unsigned taken[KJ_LIVE_ASKED + 1];
} shell;

static void wake(void *ctx)
{
    const shell *s = ctx;
    const uint64_t one = 1;
    if (write(s->woken, &one, sizeof one) < 0)
        abort();
}

static void emit(void *ctx, const kj_diag *diag)
{
    (void)ctx;
    (void)fprintf(stderr, "%s: %.*s\n", diag->code, KJ_ARG(diag->message));
}

static bool save(shell *s, const kj_live_event *event)
{
    static const char *const kinds[] = {"joined", "voted", "asked"};
    return !s->log ||
           fprintf(s->log, "%s %.*s %.*s %u %.*s\n", kinds[event->kind], KJ_ARG(event->client),
                   KJ_ARG(event->poll.len > 0 ? event->poll : KJ_LIT("-")), event->chosen,
                   KJ_ARG(event->text)) > 0;
}

static kj_live_outcome settle(shell *s, const kj_live_event *event)
{
    s->taken[event->kind]++;
    if (s->saves == 'r')
        return KJ_LIVE_REFUSED;
    if (s->saves == 'n')
        return KJ_LIVE_UNSAVED;
    if (event->kind == KJ_LIVE_VOTED) {
        if (!kj_span_equal(kj_ballot_poll(s->ballot), event->poll))
            return KJ_LIVE_REFUSED;
        if (kj_ballot_of(s->ballot, event->client) == event->chosen)
            return KJ_LIVE_SAVED; /* it is on disk already */
    }
    if (!save(s, event))
        return KJ_LIVE_UNSAVED;
    return event->kind != KJ_LIVE_VOTED || kj_ballot_cast(s->ballot, event->client, event->chosen)
               ? KJ_LIVE_SAVED
               : KJ_LIVE_REFUSED;
}

static void take(shell *s)
{
    kj_live_event_list events;
    kj_arena_reset(s->call);
    kj_live_take(s->live, s->call, &events);
    kj_live_outcome *outcomes = KJ_NEW(s->call, kj_live_outcome, events.count + 1);
    for (size_t i = 0; i < events.count; i++)
        outcomes[i] = settle(s, &events.ptr[i]);
    if (s->log && (fflush(s->log) != 0 || fdatasync(fileno(s->log)) != 0))
        abort();
    for (size_t i = 0; i < events.count && s->saves != 'N'; i++)
        kj_live_settle(s->live, events.ptr[i].ticket, outcomes[i]);
}

/* What was saved before counts again. */
static void replay(shell *s)
{
    char kind[8], client[KJ_LIVE_CLIENT_LEN + 1], poll[KJ_LIVE_POLL_MAX + 1];
    unsigned chosen;
    rewind(s->log);
    while (fscanf(s->log, "%7s %32s %64s %u%*[^\n]", kind, client, poll, &chosen) == 4) {
        if (strcmp(kind, "voted") != 0)
            continue;
        kj_ballot_begin(s->ballot, kj_span_of(poll));
        (void)kj_ballot_cast(s->ballot, kj_span_of(client), chosen);
    }
}

static void ask(shell *s, kj_live_page page, const char *line)
{
    char poll[KJ_LIVE_POLL_MAX + 1] = "", several[8] = "";
    unsigned choices = 0;
    (void)sscanf(line, "%*s %64s %u %7s", poll, &choices, several);
    s->state = (kj_live_state){
        .page = page,
        .poll = kj_arena_copy(s->arena, kj_span_of(poll)),
        .number = 3,
        .stem = page == KJ_LIVE_PLAY ? KJ_LIT("")
                                     : KJ_LIT("客户说“先报个价，我们比一比”，你先做什么？"),
        .quote = page == KJ_LIVE_PLAY ? KJ_LIT("上次你们的工程师晚来了两个小时。") : KJ_LIT(""),
        .by = page == KJ_LIVE_PLAY ? KJ_LIT("焦岚，采购经理") : KJ_LIT(""),
        .several = strcmp(several, "several") == 0,
        .open = true,
    };
    static const kj_span texts[] = {{KJ_SPAN("报一个有竞争力的价格")},
                                    {KJ_SPAN("请他看产品演示")},
                                    {KJ_SPAN("问清要解决什么、谁来评估")},
                                    {KJ_SPAN("请主管争取折扣权限")}};
    for (; s->state.choice_count < choices && s->state.choice_count < KJ_OPTIONS_MAX;
         s->state.choice_count++) {
        kj_live_choice *c = &s->state.choices[s->state.choice_count];
        c->text = texts[s->state.choice_count % KJ_COUNT(texts)];
        c->right = s->state.choice_count == 2;
    }
    kj_ballot_begin(s->ballot, s->state.poll);
}

static void show(shell *s)
{
    for (uint32_t i = 0; i < s->state.choice_count; i++)
        s->state.choices[i].votes = kj_ballot_votes(s->ballot, i);
    kj_live_publish(s->live, &s->state);
}

static long resident_kib(void)
{
    long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f || fscanf(f, "%*d %ld", &pages) != 1)
        abort();
    (void)fclose(f);
    return pages * sysconf(_SC_PAGESIZE) / 1024;
}

static unsigned descriptors(void)
{
    unsigned count = 0;
    DIR *dir = opendir("/proc/self/fd");
    if (!dir)
        abort();
    while (readdir(dir))
        count++;
    (void)closedir(dir);
    return count;
}

static void tell_tally(const shell *s)
{
    printf("voters %u\nvotes", kj_ballot_voters(s->ballot));
    for (uint32_t i = 0; i < s->state.choice_count; i++)
        printf(" %u", kj_ballot_votes(s->ballot, i));
    printf("\n");
}

static void tell_figures(const shell *s)
{
    const kj_live_figures f = kj_live_counts(s->live);
    printf("figures %u %" PRIu64 " %" PRIu64 " %ld %u\n", f.joined, f.requests, f.refused,
           resident_kib(), descriptors());
}

static bool is(const char *line, const char *command)
{
    return strncmp(line, command, strlen(command)) == 0;
}

static void obey(shell *s, const char *line)
{
    if (is(line, "wait")) {
        s->state = (kj_live_state){.asked = KJ_LIT("报价单什么时候给最合适？")};
    } else if (is(line, "countdown ")) {
        s->state = (kj_live_state){.page = KJ_LIVE_COUNTDOWN};
        s->state.until_ms = kj_clock_now().ms + 1000 * strtol(line + 10, NULL, 10);
    } else if (is(line, "question ")) {
        ask(s, KJ_LIVE_QUESTION, line);
    } else if (is(line, "play ")) {
        ask(s, KJ_LIVE_PLAY, line);
    } else if (is(line, "over")) {
        s->state.open = false;
    } else if (is(line, "reveal")) {
        s->state.open = false;
        s->state.revealed = true;
    } else if (is(line, "saves ")) {
        s->saves = is(line, "saves never") ? 'N' : line[6];
    } else if (is(line, "tally")) {
        tell_tally(s);
    } else if (is(line, "events")) {
        printf("joined %u voted %u asked %u\n", s->taken[KJ_LIVE_JOINED], s->taken[KJ_LIVE_VOTED],
               s->taken[KJ_LIVE_ASKED]);
    } else if (is(line, "figures")) {
        tell_figures(s);
    }
    show(s);
    printf("ok\n");
}

static void run(shell *s)
{
    for (char line[256];;) {
        struct pollfd fds[] = {{.fd = STDIN_FILENO, .events = POLLIN},
                               {.fd = s->woken, .events = POLLIN}};
        if (poll(fds, 2, -1) < 0 && errno != EINTR)
            abort();
        uint64_t rings;
        if (fds[1].revents && read(s->woken, &rings, sizeof rings) == (ssize_t)sizeof rings)
            take(s);
        if (fds[0].revents) {
            if (!fgets(line, sizeof line, stdin))
                return;
            obey(s, line);
        }
    }
}

int main(int argc, char **argv)
{
    shell s = {.arena = kj_arena_new(), .call = kj_arena_new(), .saves = 'y'};
    s.ballot = kj_ballot_new(s.arena);
    kj_live_options options = {.bind = KJ_LIT("127.0.0.1"),
                               .title = KJ_LIT("大客户开发"),
                               .group = KJ_LIT("11 月 23 日班"),
                               .wake = wake,
                               .ctx = &s};
    for (int i = 1; i + 1 < argc; i += 2) {
        const kj_span value = kj_span_of(argv[i + 1]);
        if (strcmp(argv[i], "--bind") == 0)
            options.bind = value;
        else if (strcmp(argv[i], "--token") == 0)
            options.token = value;
        else if (strcmp(argv[i], "--lang") == 0)
            options.words = kj_words_for(value);
        else if (strcmp(argv[i], "--log") == 0)
            s.log = fopen(argv[i + 1], "a+");
    }
    setvbuf(stdin, NULL, _IONBF, 0); /* poll sees what is left */
    setvbuf(stdout, NULL, _IOLBF, 0);
    kj_sink sink = {.emit = emit};
    s.woken = eventfd(0, EFD_CLOEXEC);
    s.live = kj_live_open(&options, &sink);
    if (!s.live || s.woken < 0)
        return 3;
    if (s.log)
        replay(&s);
    printf("url %.*s\n", KJ_ARG(kj_live_url(s.live)));
    run(&s);
    kj_live_close(s.live);
    if (s.log)
        (void)fclose(s.log);
    close(s.woken);
    kj_arena_free(s.call);
    kj_arena_free(s.arena);
    return 0;
}
