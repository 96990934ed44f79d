#include "prose.h"

/* clang-format off */
static const char *const sentences[] = {
    "关系建立不是请客吃饭，而是让对方相信：把难题交给你，比交给自己人更省心。",
    "用SPIN四类问题推进谈话：背景问题要少，难点问题要准，影响问题要深，价值问题要客户自己说出。",
    "销售周期通常为90～180天，平均有6～8位决策人参与，立项要等3个月。",
    "采购总监反问：“你们和上一家有什么不同？”（停顿了很久。）他在等一个具体的例子。",
    "年采购额超过100万元的客户才进入名单，单笔合同约￥1,200,000，是普通客户的4倍。",
    "真正的决策人——分管生产的副总——往往不会在第一次会议上出现。",
    "先读《顾问式销售》和《提问的艺术》（任选一本），再写下“我最想问客户的三个问题”。",
    "客户沉默了……不要急着填补空白，数到五……再开口。",
};
/* clang-format on */

size_t kj_prose(kj_arena *arena, kj_span paragraphs[KJ_PROSE_PARAGRAPHS])
{
    size_t characters = 0;
    for (size_t i = 0; i < KJ_PROSE_PARAGRAPHS; i++) {
        kj_text_buffer out = {.arena = arena};
        kj_putf(&out, "第%zu段：", i + 1);
        for (size_t k = 0; k < 2 + i % 5; k++)
            kj_put(&out, kj_span_of(sentences[(i * 3 + k * 5) % KJ_COUNT(sentences)]));
        paragraphs[i] = kj_put_span(&out);
        characters += kj_utf8_count(paragraphs[i]);
    }
    return characters;
}
