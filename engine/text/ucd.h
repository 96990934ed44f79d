/* engine/text/ucd.h: the Unicode properties that breaking and clusters need, one lookup each.
 *
 * The data are generated at build time (ucd_generate.c) into a two-stage table. */
#ifndef KJ_TEXT_UCD_H
#define KJ_TEXT_UCD_H

#include <stdbool.h>
#include <stdint.h>

/* It never comes to rest on lists like these. */
/* clang-format off */
/* UAX #14, as LineBreak.txt spells them.  XX first: what the file does not list. */
#define KJ_LB_CLASSES(X) \
    X(XX) X(AI) X(AL) X(B2) X(BA) X(BB) X(BK) X(CB) X(CJ) X(CL) X(CM) X(CP) X(CR) X(EB) X(EM) \
    X(EX) X(GL) X(H2) X(H3) X(HL) X(HY) X(ID) X(IN) X(IS) X(JL) X(JT) X(JV) X(LF) X(NL) X(NS) \
    X(NU) X(OP) X(PO) X(PR) X(QU) X(RI) X(SA) X(SG) X(SP) X(SY) X(WJ) X(ZW) X(ZWJ)

/* UAX #29, as GraphemeBreakProperty.txt spells them. */
#define KJ_GCB_CLASSES(X) \
    X(Other) X(CR) X(LF) X(Control) X(Extend) X(ZWJ) X(Regional_Indicator) X(Prepend) \
    X(SpacingMark) X(L) X(V) X(T) X(LV) X(LVT)
/* clang-format on */

#define AS_CONSTANT(name) KJ_LB_##name,
typedef enum kj_lb { KJ_LB_CLASSES(AS_CONSTANT) KJ_LB_COUNT } kj_lb;
#undef AS_CONSTANT
#define AS_CONSTANT(name) KJ_GCB_##name,
typedef enum kj_gcb { KJ_GCB_CLASSES(AS_CONSTANT) KJ_GCB_COUNT } kj_gcb;
#undef AS_CONSTANT

/* The packed properties of a code point: six bits of kj_lb, four of kj_gcb, four flags. */
enum {
    KJ_UCD_LB_MASK = 0x3F,
    KJ_UCD_GCB_SHIFT = 6,
    KJ_UCD_GCB_MASK = 0xF,
    KJ_UCD_PICTOGRAPH = 1 << 10, /* Extended_Pictographic */
    KJ_UCD_WIDE = 1 << 11,       /* East_Asian_Width F, W or H */
    KJ_UCD_MARK = 1 << 12,       /* General_Category Mn or Mc */
    KJ_UCD_UNASSIGNED = 1 << 13, /* General_Category Cn */
    KJ_UCD_BLOCK_BITS = 7
};

uint32_t kj_ucd(uint32_t code_point); /* beyond U+10FFFF: as unassigned */

static inline kj_lb kj_ucd_lb(uint32_t properties)
{
    return (kj_lb)(properties & KJ_UCD_LB_MASK);
}

static inline kj_gcb kj_ucd_gcb(uint32_t properties)
{
    return (kj_gcb)(properties >> KJ_UCD_GCB_SHIFT & KJ_UCD_GCB_MASK);
}

#endif
