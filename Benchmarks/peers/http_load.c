// Sends ready HTTP/1.1 requests over kept connections from one thread, as fast as they are answered, and notes how long
// each took. It acknowledges at once (TCP_QUICKACK), so that no server waits for delayed acknowledgements.
//
//   http_load PORT CONNECTIONS SECONDS REQUESTS LATENCIES ANSWERS
//   http_load --serve PORT                     answers everything with {}: the ceiling of the generator itself
//
// REQUESTS holds requests one after another, each behind its length (32 bits, little-endian). Sending ends with the last
// of them or after SECONDS. LATENCIES gets a double of seconds for each answer; ANSWERS, unless it is "-", the number of
// the request, the length of the body (32 bits each) and the body; with "-" bodies are thrown away as they come. One line
// of JSON says what happened.
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 1 << 16, EVENTS = 64 };

typedef struct {
    int socket;
    uint32_t request, length, sent;
    const char *bytes;
    double start;
    char *buffer;
    size_t held, capacity;
    size_t left; // of a body that is thrown away, still to come
} Connection;

static void die(const char *what) {
    fprintf(stderr, "http_load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static double processor(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

static void prompt(int socket) {
    int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(socket, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

static struct sockaddr_in loopback(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

// The value of a header in the first `length` bytes, or nothing.
static const char *header(const char *head, size_t length, const char *name) {
    size_t wide = strlen(name);
    for (const char *line = head; line + wide < head + length;) {
        if (strncasecmp(line, name, wide) == 0 && line[wide] == ':') {
            const char *value = line + wide + 1;
            while (*value == ' ') value++;
            return value;
        }
        const char *end = memchr(line, '\n', (size_t)(head + length - line));
        if (!end) return NULL;
        line = end + 1;
    }
    return NULL;
}

// The length of the whole message once all of it is there, else 0; `body` and `size` tell where its body is.
static size_t whole(const char *buffer, size_t held, const char **body, size_t *size) {
    const char *end = memmem(buffer, held, "\r\n\r\n", 4);
    if (!end) return 0;
    size_t head = (size_t)(end - buffer) + 4;
    const char *value = header(buffer, head, "content-length");
    *body = buffer + head;
    if (value) {
        *size = strtoull(value, NULL, 10);
        return held >= head + *size ? head + *size : 0;
    }
    value = header(buffer, head, "transfer-encoding");
    *size = 0;
    if (!value || strncasecmp(value, "chunked", 7) != 0) return head;
    for (size_t at = head;;) {
        const char *line = memmem(buffer + at, held - at, "\r\n", 2);
        if (!line) return 0;
        size_t chunk = strtoull(buffer + at, NULL, 16);
        at = (size_t)(line - buffer) + 2 + chunk + 2;
        if (at > held) return 0;
        if (chunk == 0) {
            *size = at - head;
            return at;
        }
    }
}

// Moves the data of a whole chunked body together; how much there is.
static size_t joined(char *body) {
    size_t size = 0;
    for (char *line = body;;) {
        char *data;
        size_t chunk = strtoull(line, &data, 16);
        if (chunk == 0) return size;
        data = strchr(data, '\n') + 1;
        memmove(body + size, data, chunk);
        size += chunk;
        line = data + chunk + 2;
    }
}

static ssize_t receive(Connection *one) {
    if (one->capacity - one->held < ROOM) {
        one->capacity = one->capacity * 2 + ROOM;
        one->buffer = realloc(one->buffer, one->capacity + 1);
        if (!one->buffer) die("memory");
    }
    ssize_t got = recv(one->socket, one->buffer + one->held, one->capacity - one->held, 0);
    if (got > 0) one->buffer[one->held += (size_t)got] = 0;
    return got;
}

// Notes how much of an answer is to come that is not kept, once its head is there.
static void forget(Connection *one) {
    const char *end = memmem(one->buffer, one->held, "\r\n\r\n", 4);
    if (!end) return;
    size_t head = (size_t)(end - one->buffer) + 4;
    const char *value = header(one->buffer, head, "content-length");
    if (value) one->left = head + strtoull(value, NULL, 10) - one->held;
}

static ssize_t discard(Connection *one) {
    static char bytes[1 << 20];
    ssize_t got = recv(one->socket, bytes, one->left < sizeof bytes ? one->left : sizeof bytes, 0);
    if (got > 0) one->left -= (size_t)got;
    return got;
}

_Noreturn static void serve(int port) {
    int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1, poll = epoll_create1(0);
    struct sockaddr_in address = loopback(port);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 128)) die("listen");
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL}, events[EVENTS];
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    for (;;) {
        int ready = epoll_wait(poll, events, EVENTS, -1);
        for (int index = 0; index < ready; index++) {
            Connection *one = events[index].data.ptr;
            if (!one) {
                one = calloc(1, sizeof *one);
                one->socket = accept(listener, NULL, NULL);
                prompt(one->socket);
                event.data.ptr = one;
                epoll_ctl(poll, EPOLL_CTL_ADD, one->socket, &event);
                continue;
            }
            if (receive(one) <= 0) {
                close(one->socket);
                free(one->buffer);
                free(one);
                continue;
            }
            const char *body;
            size_t size, length;
            while ((length = whole(one->buffer, one->held, &body, &size))) {
                if (send(one->socket, answer, sizeof answer - 1, MSG_NOSIGNAL) < 0) break;
                memmove(one->buffer, one->buffer + length, one->held -= length);
            }
        }
    }
}

static void push(Connection *one, int poll) {
    while (one->sent < one->length) {
        ssize_t put = send(one->socket, one->bytes + one->sent, one->length - one->sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (put < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) break;
        if (put < 0) die("send");
        one->sent += (uint32_t)put;
    }
    struct epoll_event event = {.events = EPOLLIN | (one->sent < one->length ? EPOLLOUT : 0), .data.ptr = one};
    epoll_ctl(poll, EPOLL_CTL_MOD, one->socket, &event);
}

int main(int count, char **words) {
    if (count == 3 && strcmp(words[1], "--serve") == 0) serve(atoi(words[2]));
    if (count != 7) {
        fprintf(stderr, "usage: http_load PORT CONNECTIONS SECONDS REQUESTS LATENCIES ANSWERS\n");
        return 64;
    }
    int connections = atoi(words[2]), poll = epoll_create1(0), file = open(words[4], O_RDONLY);
    double seconds = atof(words[3]);
    struct stat information;
    if (file < 0 || fstat(file, &information) || information.st_size == 0) die(words[4]);
    const char *next = mmap(NULL, (size_t)information.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (next == MAP_FAILED) die(words[4]);
    const char *last = next + information.st_size;
    FILE *latencies = fopen(words[5], "wb"), *answers = strcmp(words[6], "-") ? fopen(words[6], "wb") : NULL;
    if (!latencies) die(words[5]);

    struct sockaddr_in address = loopback(atoi(words[1]));
    Connection *all = calloc((size_t)connections, sizeof *all);
    for (int index = 0; index < connections; index++) {
        all[index].socket = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(all[index].socket, (struct sockaddr *)&address, sizeof address)) die("connect");
        prompt(all[index].socket);
        struct epoll_event event = {.events = 0, .data.ptr = &all[index]};
        epoll_ctl(poll, EPOLL_CTL_ADD, all[index].socket, &event);
    }
    uint32_t asked = 0, answered = 0;
    double begin = now(), used = processor();
    int open_requests = 0, most = connections;
#define ASK(one)                                                                     \
    do {                                                                             \
        uint32_t length;                                                             \
        memcpy(&length, next, 4);                                                    \
        (one)->request = asked++, (one)->length = length, (one)->sent = 0;           \
        (one)->bytes = next + 4, (one)->held = (one)->left = 0;                      \
        (one)->start = now();                                                        \
        next += 4 + length;                                                          \
        open_requests++;                                                             \
        push((one), poll);                                                           \
    } while (0)
    for (int index = 0; index < most && next < last; index++) ASK(&all[index]);
    struct epoll_event events[EVENTS];
    while (open_requests) {
        int ready = epoll_wait(poll, events, EVENTS, 120000);
        if (ready == 0) {
            errno = ETIMEDOUT;
            die("no answer");
        }
        for (int index = 0; index < ready; index++) {
            Connection *one = events[index].data.ptr;
            if (events[index].events & EPOLLOUT) push(one, poll);
            if (!(events[index].events & (EPOLLIN | EPOLLHUP | EPOLLERR))) continue;
            int is_forgotten = one->left > 0;
            if ((is_forgotten ? discard(one) : receive(one)) <= 0) {
                // A server may end a connection that is idle, when no request is left for it; not one that waits.
                if (one->length) die("the server closed a connection that waited for an answer");
                close(one->socket);
                continue;
            }
            int on = 1;
            setsockopt(one->socket, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
            const char *body = NULL;
            size_t size = 0;
            if (one->left > 0) continue;
            if (!is_forgotten && !whole(one->buffer, one->held, &body, &size)) {
                if (!answers) forget(one);
                continue;
            }
            double end = now(), took = end - one->start;
            if (one->held < 12 || memcmp(one->buffer + 9, "200", 3) != 0) {
                fprintf(stderr, "http_load: request %u: %.1500s\n", one->request, one->buffer);
                return 1;
            }
            fwrite(&took, sizeof took, 1, latencies);
            if (answers) {
                if (!header(one->buffer, (size_t)(body - one->buffer), "content-length") && size > 0)
                    size = joined(one->buffer + (body - one->buffer));
                uint32_t head[2] = {one->request, (uint32_t)size};
                fwrite(head, sizeof head, 1, answers);
                fwrite(body, 1, size, answers);
            }
            answered++, open_requests--, one->length = 0;
            if (next < last && end - begin < seconds) ASK(one);
        }
    }
    double took = now() - begin;
    if (fclose(latencies) || (answers && fclose(answers))) die("writing");
    printf("{\"seconds\": %.9f, \"answers\": %u, \"cpu\": %.6f}\n", took, answered, processor() - used);
    return 0;
}
