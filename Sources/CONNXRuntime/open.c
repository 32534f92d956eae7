#include "CONNXRuntime.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <stdio.h>

typedef const OrtApiBase *(*EntryPoint)(void);

const OrtApiBase *roost_onnxruntime_open(const char *path, char *message, size_t capacity) {
    // The official builds keep a device id and a database of events in the user's cache, to be sent home. Not from here.
    setenv("ORT_DISABLE_TELEMETRY", "1", 1);
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
