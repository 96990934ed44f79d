/* tests/record/seal_test.c: signatures see every altered byte, numbers every wrong character. */
#include "record/kit.h"

#include "record/seal.h"

#include <string.h>

static void a_signature_sees_every_byte(void **state)
{
    kit *k = *state;
    kj_seal_key key, again;
    unsigned char by[KJ_SEAL_PUBLIC_BYTES];
    const char *folder = kit_path(k, "keys");

    assert_true(kj_seal_open(folder, &key, k->arena, &k->sink));
    assert_true(kj_seal_open(folder, &again, k->arena, &k->sink));
    assert_memory_equal(&key, &again, sizeof key); /* made once */
    const kj_span sealed =
        kj_seal_sign(KJ_LIT("{\"name\":\"刘欣\",\"score\":92.4}"), &key, k->arena);
    assert_int_equal(kj_seal_check(sealed, by), KJ_SEAL_GOOD);
    assert_memory_equal(by, key.public, sizeof by);
    assert_int_equal(kj_seal_check(KJ_LIT("{\"name\":\"刘欣\"}"), by), KJ_SEAL_NONE);
    assert_int_equal(kj_seal_check((kj_span){0}, by), KJ_SEAL_NONE);
    char *bad = KJ_NEW(k->arena, char, sealed.len);
    for (size_t i = 0; i < sealed.len; i++) {
        memcpy(bad, sealed.ptr, sealed.len);
        bad[i] ^= 1;
        if (kj_seal_check((kj_span){bad, sealed.len}, by) == KJ_SEAL_GOOD)
            fail_msg("byte %zu of %zu", i, sealed.len);
    }
    const kj_span line = kj_seal_sign_line(KJ_LIT("kejian|KJ|刘欣"), &key, k->arena);
    assert_int_equal(kj_seal_check_line(line, key.public), KJ_SEAL_GOOD);
    assert_int_equal(kj_seal_check_line(KJ_LIT("kejian|KJ"), key.public), KJ_SEAL_NONE);
    for (size_t i = 0; i < line.len; i++) {
        memcpy(bad, line.ptr, line.len);
        bad[i] ^= 2;
        if (kj_seal_check_line((kj_span){bad, line.len}, key.public) == KJ_SEAL_GOOD)
            fail_msg("byte %zu of the line", i);
    }
    kj_seal_close(&key);
    kj_seal_close(&again);
}

static void a_number_sees_every_wrong_character(void **state)
{
    static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    kit *k = *state;
    const kj_span number = kj_seal_number(KJ_LIT("KJ"), 2026, KJ_LIT("E1\nc\na"), k->arena);
    char bad[64];

    assert_int_equal(number.len, strlen("KJ-2026-XXXX-XXXX-XXXX-C"));
    assert_true(kj_span_starts(number, KJ_LIT("KJ-2026-")));
    assert_true(kj_seal_number_fits(number));
    assert_true(
        kj_span_equal(number, kj_seal_number(KJ_LIT("KJ"), 2026, KJ_LIT("E1\nc\na"), k->arena)));
    assert_false(
        kj_span_equal(number, kj_seal_number(KJ_LIT("KJ"), 2026, KJ_LIT("E1\nc\nb"), k->arena)));
    for (size_t i = 8; i < number.len; i++)
        for (size_t d = 0; d < 32 && number.ptr[i] != '-'; d++) {
            memcpy(bad, number.ptr, number.len);
            bad[i] = digits[d];
            assert_int_equal(kj_seal_number_fits((kj_span){bad, number.len}),
                             digits[d] == number.ptr[i]);
        }
    assert_false(kj_seal_number_fits(KJ_LIT("KJ-2026")));
    assert_false(kj_seal_number_fits(KJ_LIT("KJ-2026-XXXX-XXXX-XXXXXX")));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, kit_set_up, kit_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_signature_sees_every_byte),
        TEST(a_number_sees_every_wrong_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
