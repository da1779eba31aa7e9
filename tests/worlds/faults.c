/* Loaded before a program (LD_PRELOAD): the n-th write or fsync below FAULT_HOME fails once faults_at() was called.
   lasts: so do all that follow, as on a full disk. faults_seen(): how many there were since. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long seen, at = -1;
static long lasts, code;
static const char *home;

__attribute__((constructor)) static void begin(void) { home = getenv("FAULT_HOME"); }

void faults_at(long number, int errno_, int and_after) {
    atomic_store(&seen, 0);
    code = errno_;
    lasts = and_after;
    atomic_store(&at, number);
}

long faults_seen(void) { return atomic_load(&seen); }

static int fails(int handle) {
    char link[64], path[4096];
    long wanted = atomic_load(&at);
    if (!home || wanted < 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size <= 0) return 0;
    path[size] = 0;
    if (strncmp(path, home, strlen(home)) != 0) return 0;
    long number = atomic_fetch_add(&seen, 1) + 1;
    if (wanted && (number == wanted || (lasts && number > wanted))) {
        errno = (int)code;
        return 1;
    }
    return 0;
}

#define NEXT(name) static __typeof__(name) *next; if (!next) next = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

ssize_t write(int h, const void *b, size_t n) { NEXT(write); return fails(h) ? -1 : next(h, b, n); }
ssize_t pwrite(int h, const void *b, size_t n, off_t o) { NEXT(pwrite); return fails(h) ? -1 : next(h, b, n, o); }
ssize_t pwrite64(int h, const void *b, size_t n, off64_t o) { NEXT(pwrite64); return fails(h) ? -1 : next(h, b, n, o); }
ssize_t writev(int h, const struct iovec *v, int n) { NEXT(writev); return fails(h) ? -1 : next(h, v, n); }
int fsync(int h) { NEXT(fsync); return fails(h) ? -1 : next(h); }
int fdatasync(int h) { NEXT(fdatasync); return fails(h) ? -1 : next(h); }
ssize_t sendfile(int o, int i, off_t *f, size_t n) { NEXT(sendfile); return fails(o) ? -1 : next(o, i, f, n); }
ssize_t sendfile64(int o, int i, off64_t *f, size_t n) { NEXT(sendfile64); return fails(o) ? -1 : next(o, i, f, n); }
ssize_t copy_file_range(int i, off64_t *a, int o, off64_t *b, size_t n, unsigned f) {
    NEXT(copy_file_range); return fails(o) ? -1 : next(i, a, o, b, n, f);
}
