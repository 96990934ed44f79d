#include "text/ucd.h"

#include "ucd_data.h"

uint32_t kj_ucd(uint32_t code_point)
{
    if (code_point > 0x10FFFF)
        return KJ_UCD_UNASSIGNED;
    const uint32_t block = ucd_index[code_point >> KJ_UCD_BLOCK_BITS];
    const uint32_t within = code_point & ((1u << KJ_UCD_BLOCK_BITS) - 1);
    return ucd_blocks[(block << KJ_UCD_BLOCK_BITS) + within];
}
