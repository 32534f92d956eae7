// The least a program can do with ONNX Runtime: open the library, load a model, feed it ready tensors.
// It knows no images, no labels and no configuration, so it is the limit that a real program is held against.
//
//     bare_onnxruntime LIBRARY MODEL.onnx TENSORS COUNT HEIGHTxWIDTH BATCH THREADS [KEY=VALUE ...]
//
// TENSORS holds COUNT inputs of 3 planes of float32 each. KEY=VALUE are session configuration entries. Prints one line for the first prediction, then one JSON object with the seconds it took to load and to run, and the
// processor seconds of the run; the first batch is run once before these clocks start when COUNT is above one.
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

// Positions in the table of functions that OrtGetApiBase hands out; the table only ever grows.
enum {
    GET_ERROR_MESSAGE = 2,
    CREATE_ENVIRONMENT = 3,
    CREATE_SESSION = 7,
    RUN = 9,
    CREATE_SESSION_OPTIONS = 10,
    SET_INTRA_OP_THREADS = 24,
    CREATE_TENSOR_WITH_DATA = 49,
    GET_TENSOR_DATA = 51,
    CREATE_CPU_MEMORY_INFO = 69,
    RELEASE_VALUE = 96,
    ADD_SESSION_CONFIG_ENTRY = 130,
    API_VERSION = 22
};

typedef struct {
    const void *const *(*get_api)(uint32_t version);
    const char *(*get_version)(void);
} ApiBase;

static const void *const *api;

static void check(void *status) {
    if (status == NULL) return;
    fprintf(stderr, "%s\n", ((const char *(*)(void *))api[GET_ERROR_MESSAGE])(status));
    exit(1);
}

#define CALL(slot, types, ...) check(((void *(*)types)api[slot])(__VA_ARGS__))

static double seconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

// The largest of the first logits.
static int first_class(void *session, void *memory, float *pixels, int64_t batch, int64_t height, int64_t width, int classes) {
    int64_t shape[4] = {batch, 3, height, width}, values = 3 * height * width;
    const char *inputs[] = {"pixel_values"}, *outputs[] = {"logits"};
    void *input = NULL, *output = NULL;
    CALL(CREATE_TENSOR_WITH_DATA, (const void *, void *, size_t, const int64_t *, size_t, int, void **),
         memory, pixels, (size_t)(batch * values) * 4, shape, 4, 1, &input);
    CALL(RUN, (void *, const void *, const char *const *, const void *const *, size_t, const char *const *, size_t, void **),
         session, NULL, inputs, (const void *const *)&input, 1, outputs, 1, &output);
    float *logits = NULL;
    CALL(GET_TENSOR_DATA, (void *, void **), output, (void **)&logits);
    int best = 0;
    for (int i = 1; i < classes; i++)
        if (logits[i] > logits[best]) best = i;
    ((void (*)(void *))api[RELEASE_VALUE])(output);
    ((void (*)(void *))api[RELEASE_VALUE])(input);
    return best;
}

int main(int count_of_words, char **words) {
    int64_t height = 0, width = 0;
    if (count_of_words < 8 || sscanf(words[5], "%ldx%ld", &height, &width) != 2) {
        fprintf(stderr, "usage: bare_onnxruntime LIBRARY MODEL TENSORS COUNT HEIGHTxWIDTH BATCH THREADS [KEY=VALUE ...]\n");
        return 64;
    }
    double start = seconds(CLOCK_MONOTONIC);
    void *library = dlopen(words[1], RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
    }
    const ApiBase *(*get_base)(void) = (const ApiBase *(*)(void))dlsym(library, "OrtGetApiBase");
    api = get_base()->get_api(API_VERSION);
    int64_t count = atoll(words[4]), values = 3 * height * width, batch = atoll(words[6]);

    void *environment = NULL, *options = NULL, *memory = NULL, *session = NULL;
    CALL(CREATE_ENVIRONMENT, (int, const char *, void **), 3, "bare", &environment);
    CALL(CREATE_SESSION_OPTIONS, (void **), &options);
    CALL(SET_INTRA_OP_THREADS, (void *, int), options, atoi(words[7]));
    for (int i = 8; i < count_of_words; i++) {
        char *value = strchr(words[i], '=');
        if (value == NULL) return 64;
        *value++ = 0;
        CALL(ADD_SESSION_CONFIG_ENTRY, (void *, const char *, const char *), options, words[i], value);
    }
    CALL(CREATE_CPU_MEMORY_INFO, (int, int, void **), 1, 0, &memory);
    CALL(CREATE_SESSION, (void *, const char *, const void *, void **), environment, words[2], options, &session);
    double loaded = seconds(CLOCK_MONOTONIC);

    int file = open(words[3], O_RDONLY);
    size_t bytes = (size_t)(count * values) * 4;
    float *tensors = mmap(NULL, bytes, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (file < 0 || tensors == MAP_FAILED) {
        perror(words[3]);
        return 1;
    }
    int64_t warm = batch < count ? batch : count;
    printf("class %d\n", first_class(session, memory, tensors, warm, height, width, 1000));
    fflush(stdout);
    double begin = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    int64_t sum = 0;
    if (count > 1)
        for (int64_t at = 0; at < count; at += batch) {
            int64_t some = count - at < batch ? count - at : batch;
            sum += first_class(session, memory, tensors + at * values, some, height, width, 1000);
        }
    printf("{\"load\": %.6f, \"run\": %.6f, \"cpu\": %.6f, \"images\": %lld, \"check\": %lld}\n", loaded - start,
           seconds(CLOCK_MONOTONIC) - begin, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu, (long long)count, (long long)sum);
    return 0;
}
