/* engine/live/address.c */
#include "live/address.h"

#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#define NETWORKS_MAX 64

static bool within(uint32_t address, uint32_t network, int bits)
{
    return (address ^ network) >> (32 - bits) == 0;
}

static bool is_private(uint32_t a)
{
    return within(a, 0x0A000000, 8) || within(a, 0xAC100000, 12) || within(a, 0xC0A80000, 16);
}

/* By how systemd and the kernel name interfaces. */
static const struct {
    kj_span prefix;
    int rank;
} kinds[] = {
    {{KJ_SPAN("wl")}, 5},     {{KJ_SPAN("en")}, 4},     {{KJ_SPAN("eth")}, 4},
    {{KJ_SPAN("docker")}, 1}, {{KJ_SPAN("br-")}, 1},    {{KJ_SPAN("virbr")}, 1},
    {{KJ_SPAN("veth")}, 1},   {{KJ_SPAN("vmnet")}, 1},  {{KJ_SPAN("vboxnet")}, 1},
    {{KJ_SPAN("lxc")}, 1},    {{KJ_SPAN("podman")}, 1}, {{KJ_SPAN("cni")}, 1},
};

/* 0: of no use. */
static int rank(const kj_live_network *network)
{
    if (!network->up || network->loopback || network->address == 0)
        return 0;
    int of_kind = 3;
    for (size_t i = 0; i < KJ_COUNT(kinds); i++)
        if (kj_span_starts(network->interface, kinds[i].prefix))
            of_kind = kinds[i].rank;
    if (network->point_to_point && of_kind > 2)
        of_kind = 2;
    if (within(network->address, 0xA9FE0000, 16)) /* 169.254: nobody gave it an address */
        of_kind = 1;
    return 2 * of_kind + (is_private(network->address) ? 1 : 0);
}

size_t kj_live_choose(const kj_live_network *networks, size_t count)
{
    size_t best = SIZE_MAX;
    int best_rank = 0;
    for (size_t i = 0; i < count; i++) {
        const int r = rank(&networks[i]);
        if (r > best_rank) {
            best = i;
            best_rank = r;
        }
    }
    return best;
}

/* Decimal without sign or leading zero, at most `max`, at *pos; moves past it. */
static bool number_at(kj_span text, size_t *pos, uint32_t max, uint32_t *out)
{
    const size_t from = *pos;
    uint32_t n = 0;
    while (*pos < text.len && text.ptr[*pos] >= '0' && text.ptr[*pos] <= '9') {
        n = n * 10 + (uint32_t)(text.ptr[*pos] - '0');
        if (n > max)
            return false;
        ++*pos;
    }
    *out = n;
    return *pos > from && (text.ptr[from] != '0' || *pos == from + 1);
}

static bool dot_at(kj_span text, size_t *pos)
{
    return *pos < text.len && text.ptr[(*pos)++] == '.';
}

bool kj_live_bind_read(kj_span text, uint32_t *address, uint16_t *port)
{
    size_t pos = 0;
    *address = 0;
    *port = 0;
    if (text.len > 0 && text.ptr[0] != ':') {
        for (int i = 0; i < 4; i++) {
            uint32_t part;
            if ((i > 0 && !dot_at(text, &pos)) || !number_at(text, &pos, 255, &part))
                return false;
            *address = *address << 8 | part;
        }
        if (*address >= 0xE0000000 || (*address != 0 && within(*address, 0, 8)))
            return false; /* several computers, or none */
    }
    if (pos == text.len)
        return true;
    uint32_t number;
    if (text.ptr[pos++] != ':' || !number_at(text, &pos, 65535, &number) || pos != text.len)
        return false;
    *port = (uint16_t)number;
    return true;
}

bool kj_live_find(uint32_t *address, kj_sink *sink)
{
    struct ifaddrs *all = NULL;
    if (getifaddrs(&all) != 0) {
        kj_report(sink, KJ_NOWHERE, "E0906", "the system does not say its networks: %s",
                  strerror(errno));
        return false;
    }
    kj_live_network networks[NETWORKS_MAX];
    size_t count = 0;
    for (const struct ifaddrs *a = all; a && count < NETWORKS_MAX; a = a->ifa_next) {
        if (!a->ifa_addr || a->ifa_addr->sa_family != AF_INET)
            continue;
        struct sockaddr_in in;
        memcpy(&in, a->ifa_addr, sizeof in);
        networks[count++] = (kj_live_network){
            .interface = kj_span_of(a->ifa_name),
            .address = ntohl(in.sin_addr.s_addr),
            .up = (a->ifa_flags & IFF_UP) && (a->ifa_flags & IFF_RUNNING),
            .loopback = a->ifa_flags & IFF_LOOPBACK,
            .point_to_point = a->ifa_flags & IFF_POINTOPOINT,
        };
    }
    const size_t best = kj_live_choose(networks, count);
    if (best != SIZE_MAX)
        *address = networks[best].address;
    else
        kj_report_hint(sink, KJ_NOWHERE, "E0906",
                       KJ_LIT("join the room's Wi-Fi, or say the address: --live 192.168.1.2"),
                       "this computer is in no network");
    freeifaddrs(all);
    return best != SIZE_MAX;
}
