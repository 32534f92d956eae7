#include "CONNXRuntime.h"

#include <dlfcn.h>
#include <stdio.h>

typedef const OrtApiBase *(*EntryPoint)(void);

const OrtApiBase *roost_onnxruntime_open(const char *path, char *message, size_t capacity) {
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        snprintf(message, capacity, "%s", dlerror());
        return NULL;
    }
    EntryPoint entry = (EntryPoint)dlsym(library, "OrtGetApiBase");
    if (!entry) {
        snprintf(message, capacity, "%s", dlerror());
        dlclose(library);
        return NULL;
    }
    return entry();
}
