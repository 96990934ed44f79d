/* tools/bench/floor.c: the bare programs that kejian is measured against.
 *
 *   bench_floor line   SDL2 + SDL2_ttf: one line of Chinese, drawn anew at each key
 *   bench_floor page   the same: a whole dense page, every line rendered anew, no cache
 *
 * Both as plain as such a program can be: one window, its surface, SDL_WaitEvent. */
#include <SDL2/SDL.h>
#include <SDL2/SDL_ttf.h>

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define FONT_FILE "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
#define SIMPLIFIED 2 /* face of the collection */

static const char *const lines[] = {
    "少数客户撑起多数收入，把时间花在少数人身上，不是偏心，是算账。",
    "询价单只写最下面一层，上面三层要靠你问出来，问完再停两秒。",
    "一单生意从头走到尾，每一步只做好一件事，每一步都留下凭据。",
    "先打开，再收窄，说透了问价值，谈完一段就核对，别急着报价。",
    "看到什么都先想两种解释，再用一句话去核实，沉默不等于嫌贵。",
};

static void draw_line(SDL_Surface *page, TTF_Font *font, const char *text, int x, int y)
{
    const SDL_Color ink = {0x1C, 0x25, 0x30, 0xFF};
    SDL_Surface *drawn = TTF_RenderUTF8_Blended(font, text, ink);
    if (!drawn)
        return;
    SDL_Rect at = {x, y, drawn->w, drawn->h};
    SDL_BlitSurface(drawn, NULL, page, &at);
    SDL_FreeSurface(drawn);
}

static void draw(SDL_Window *window, TTF_Font *title, TTF_Font *body, bool whole, unsigned turn)
{
    SDL_Surface *page = SDL_GetWindowSurface(window);
    SDL_FillRect(page, NULL, SDL_MapRGB(page->format, 0xFB, 0xF9, 0xF4));
    if (!whole) {
        draw_line(page, body, lines[turn % 5], 112, 200);
    } else {
        draw_line(page, title, lines[turn % 5], 112, 84);
        for (int column = 0; column < 2; column++)
            for (int row = 0; row < 15; row++)
                draw_line(page, body, lines[(turn + (unsigned)(row + column)) % 5],
                          112 + column * 900, 200 + row * 52);
    }
    SDL_UpdateWindowSurface(window);
}

int main(int argc, char **argv)
{
    const bool whole = argc > 1 && strcmp(argv[1], "page") == 0;

    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0 || TTF_Init() != 0) {
        fprintf(stderr, "bench_floor: %s\n", SDL_GetError());
        return 3;
    }
    SDL_Window *window = SDL_CreateWindow("floor", 0, 0, 1920, 1080, SDL_WINDOW_BORDERLESS);
    TTF_Font *body = TTF_OpenFontIndex(FONT_FILE, 28, SIMPLIFIED);
    TTF_Font *title = whole ? TTF_OpenFontIndex(FONT_FILE, 60, SIMPLIFIED) : body;
    if (!window || !body || !title) {
        fprintf(stderr, "bench_floor: %s\n", SDL_GetError());
        return 3;
    }
    draw(window, title, body, whole, 0);
    unsigned turn = 0;
    SDL_Event event;
    while (SDL_WaitEvent(&event) && event.type != SDL_QUIT) {
        if (event.type == SDL_KEYDOWN)
            draw(window, title, body, whole, ++turn);
        else if (event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_EXPOSED)
            draw(window, title, body, whole, turn);
    }
    SDL_Quit();
    return 0;
}
