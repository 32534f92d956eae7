// File calls that the system's Swift overlay does not show.
#pragma once

#include <errno.h>
#include <stdint.h>
#include <sys/types.h>

#if defined(__linux__)

#include <sys/ioctl.h>

int syncfs(int descriptor);
int sync_file_range(int descriptor, int64_t offset, int64_t count, unsigned int flags);

/// Makes the file `to` share the blocks of `from`. Linux: FICLONE, include/uapi/linux/fs.h.
static inline int roost_clone(int to, int from) { return ioctl(to, 0x40049409ul, from); }

/// Flushes the whole file system that `descriptor` is on.
static inline int roost_sync_file_system(int descriptor) { return syncfs(descriptor); }

/// Begins to write a range to the disk and does not wait. Linux: SYNC_FILE_RANGE_WRITE is 2.
static inline int roost_start_writing(int descriptor, int64_t offset, int64_t count) {
    return sync_file_range(descriptor, offset, count, 2);
}

#else

static inline int roost_clone(int to, int from) { errno = ENOTSUP; return -1; }
static inline int roost_sync_file_system(int descriptor) { errno = ENOTSUP; return -1; }
static inline int roost_start_writing(int descriptor, int64_t offset, int64_t count) { return 0; }

#endif
