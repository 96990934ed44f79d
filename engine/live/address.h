/* engine/live/address.h: which of the computer's addresses the phones in the room can reach.  Pure
 * but for kj_live_find. */
#ifndef KJ_LIVE_ADDRESS_H
#define KJ_LIVE_ADDRESS_H

#include "base/diag.h"

/* IPv4 addresses are numbers here: 192.168.1.2 is 0xC0A80102. */
typedef struct kj_live_network {
    kj_span interface; /* as the system names it: wlp2s0, eth0 */
    uint32_t address;
    bool up, loopback, point_to_point;
} kj_live_network;

/* The likeliest: Wi-Fi before a cable before others, these before virtual ones and tunnels; of
 * equals a private address (RFC 1918), then the first.  SIZE_MAX: none. */
size_t kj_live_choose(const kj_live_network *networks, size_t count);

/* "ADDRESS:PORT", "ADDRESS", ":PORT", "": 0 stands for what is not said, and 0.0.0.0 says nothing.
 * false: not of this form, or an address that is of no single computer. */
bool kj_live_bind_read(kj_span text, uint32_t *address, uint16_t *port);

/* Asks the system for its networks and chooses.  false: there is none, reported (E0906). */
bool kj_live_find(uint32_t *address, kj_sink *sink);

#endif
