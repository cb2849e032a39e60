/* A slow network between hosts that are namespaces of their own: rate, delay, loss and a queue for what leaves each host.
 *
 *   link HOSTS DELAY_MS LOSS_PERMILLE MBIT QUEUE_PACKETS
 *
 * Host number K, from 1, has the address 198.51.100.K; its namespace is the descriptor that the line `host K FD` names. A
 * line on the input is answered with what passed since the last one; the end of the input ends everything.
 */
#define _GNU_SOURCE

#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <sched.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "clock.h"

/* Datagrams of 1,500 bytes; so many may be on the way from one host: 200 ms at a gigabit a second. */
enum { HOSTS = 8, MTU = 1500, ON_WAY = 1 << 15 };

struct packet {
    double arrives;
    unsigned to;
    ssize_t size;
    uint8_t bytes[MTU];
};

/* What left one host and has not arrived. */
struct way {
    int device;
    struct packet *packets;
    unsigned head, waiting;
    /* When the last byte of everything before is on the wire. */
    double free_at;
    unsigned long long packets_in, bytes_in, lost, dropped;
    double waited;
};

static struct way ways[HOSTS];
static unsigned hosts, queue;
static double delay, loss, bytes_per_second;

static void open_host(unsigned number)
{
    if (unshare(CLONE_NEWNET) != 0) fail("no namespace");
    const int namespace = open("/proc/self/ns/net", O_RDONLY);
    const int device = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    struct ifreq request = {.ifr_name = "tun0"};
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    if (namespace < 0 || device < 0 || ioctl(device, TUNSETIFF, &request) != 0) fail("no TUN device");
    char script[256];
    snprintf(script, sizeof script,
             "ip link set lo up && ip addr add 198.51.100.%u/24 dev tun0 && "
             "ip link set tun0 up mtu %d txqueuelen 10000", number, MTU);
    if (system(script) != 0) fail("no address");
    struct way *way = &ways[number - 1];
    way->device = device;
    way->packets = (struct packet *)malloc(ON_WAY * sizeof *way->packets);
    if (way->packets == NULL) fail("no memory");
    printf("host %u %d\n", number, namespace);
}

/* The host that an IPv4 packet goes to; none for anything else. */
static bool destination(const struct packet *packet, unsigned *to)
{
    static const uint8_t network[] = {198, 51, 100};
    const uint8_t *address = packet->bytes + 16;
    if (packet->size < 20 || packet->bytes[0] >> 4 != 4 || memcmp(address, network, sizeof network) != 0) return false;
    *to = address[3] - 1u;
    return *to < hosts;
}

static void take(struct way *way, double time)
{
    while (way->waiting < ON_WAY) {
        struct packet *packet = &way->packets[(way->head + way->waiting) % ON_WAY];
        packet->size = read(way->device, packet->bytes, sizeof packet->bytes);
        if (packet->size <= 0) return;
        if (!destination(packet, &packet->to)) continue;
        way->packets_in++;
        way->bytes_in += (unsigned long long)packet->size;
        const double wait = way->free_at > time ? way->free_at - time : 0;
        if (wait > queue * MTU / bytes_per_second) {
            way->dropped++;
            continue;
        }
        way->waited += wait;
        way->free_at = time + wait + (double)packet->size / bytes_per_second;
        if ((double)random() / RAND_MAX < loss) {
            way->lost++;
            continue;
        }
        packet->arrives = way->free_at + delay;
        way->waiting++;
    }
}

static void deliver(struct way *way, double time)
{
    while (way->waiting > 0 && way->packets[way->head].arrives <= time) {
        const struct packet *packet = &way->packets[way->head];
        /* A host that does not take it loses it. */
        if (write(ways[packet->to].device, packet->bytes, (size_t)packet->size) < 0) way->lost++;
        way->head = (way->head + 1) % ON_WAY;
        way->waiting--;
    }
}

static bool answer(void)
{
    char byte;
    do {
        if (read(0, &byte, 1) != 1) return false;
    } while (byte != '\n');
    for (unsigned i = 0; i < hosts; i++) {
        struct way *way = &ways[i];
        const double mean = way->packets_in > 0 ? way->waited / (double)way->packets_in : 0;
        printf("passed %u %llu %llu %llu %llu %.6f\n", i + 1, way->packets_in, way->bytes_in, way->lost, way->dropped, mean);
        way->packets_in = way->bytes_in = way->lost = way->dropped = 0;
        way->waited = 0;
    }
    printf("end\n");
    fflush(stdout);
    return true;
}

int main(int arguments, char **words)
{
    if (arguments != 6) fail("link HOSTS DELAY_MS LOSS_PERMILLE MBIT QUEUE_PACKETS");
    hosts = (unsigned)atoi(words[1]);
    delay = atof(words[2]) / 1e3;
    loss = atof(words[3]) / 1e3;
    bytes_per_second = atof(words[4]) * 1e6 / 8;
    queue = (unsigned)atoi(words[5]);
    if (hosts < 1 || hosts > HOSTS) fail("too many hosts");
    for (unsigned i = 1; i <= hosts; i++) open_host(i);
    printf("ready\n");
    fflush(stdout);
    struct pollfd wanted[HOSTS + 1] = {{.fd = 0, .events = POLLIN}};
    for (;;) {
        double next = now() + 0.5;
        for (unsigned i = 0; i < hosts; i++) {
            deliver(&ways[i], now());
            const struct way *way = &ways[i];
            if (way->waiting > 0 && way->packets[way->head].arrives < next) next = way->packets[way->head].arrives;
            wanted[i + 1] = (struct pollfd){.fd = way->device, .events = POLLIN};
        }
        const double wait = next - now();
        const struct timespec time = {.tv_nsec = wait > 0 ? (long)(wait * 1e9) : 0};
        if (ppoll(wanted, hosts + 1, &time, NULL) <= 0) continue;
        if (wanted[0].revents != 0 && !answer()) return 0;
        for (unsigned i = 0; i < hosts; i++) {
            if (wanted[i + 1].revents != 0) take(&ways[i], now());
        }
    }
}
