/* Loaded before a program (LD_PRELOAD): what it does to the files below FAULT_HOME is counted once it is asked for, and
   - the n-th write, fsync, creation or renaming fails (faults_at; lasts: so do all that follow, as on a full disk), or
   - the process is killed before the n-th step, a write after a part of it (steps_watch), or
   - every step is written into a log from which the disk of any moment can be made again (steps_watch).
   A step is a write, fsync, truncation, creation, renaming, linking or removal. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long seen, at = -1;
static long lasts, code;
static const char *home, *failed = "";

__attribute__((constructor)) static void begin(void) { home = getenv("FAULT_HOME"); }

void faults_at(long number, int errno_, int and_after) {
    atomic_store(&seen, 0);
    code = errno_;
    lasts = and_after;
    failed = "";
    atomic_store(&at, number);
}

long faults_seen(void) { return atomic_load(&seen); }

/* The first call that failed: what "sendfile" or "rename" does not do, whoever copies tries in another way. */
const char *faults_call(void) { return failed; }

static int is_below(const char *path) { return home && strncmp(path, home, strlen(home)) == 0; }

static int path_of(int handle, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t size = readlink(link, path, 4095);
    if (size <= 0) return 0;
    path[size] = 0;
    return is_below(path);
}

static int fails_at(const char *call, const char *path) {
    long wanted = atomic_load(&at);
    if (wanted < 0 || !is_below(path)) return 0;
    long number = atomic_fetch_add(&seen, 1) + 1;
    if (wanted && (number == wanted || (lasts && number > wanted))) {
        if (!*failed) failed = call;
        errno = (int)code;
        return 1;
    }
    return 0;
}

static int fails_in(const char *call, int handle) {
    char path[4096];
    return atomic_load(&at) >= 0 && path_of(handle, path) && fails_at(call, path);
}
#define fails(handle) fails_in(__func__, handle)

/* ---- steps */

struct shared { long steps, kill_at, percent; }; /* in memory that the parent reads after the kill */
struct record { int kind, first, second, data; long offset; };
enum { WRITE = 1, SYNC, TRUNCATE, CREATE, RENAME, REMOVE, FOLDER, LINK, HOLE, MARK };

static struct shared *steps;
static int log_handle = -1;
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

void steps_watch(struct shared *where, int handle) {
    log_handle = handle;
    steps = where;
}

static void put(const void *what, size_t size) {
    for (ssize_t done; size; size -= done, what = (const char *)what + done)
        if ((done = syscall(SYS_write, log_handle, what, size)) <= 0) abort();
}

static void note(int kind, const char *first, const char *second, const void *data, size_t size, long offset) {
    if (log_handle < 0) return;
    struct record one = {kind, (int)strlen(first), (int)strlen(second), (int)size, offset};
    put(&one, sizeof one);
    put(first, one.first);
    put(second, one.second);
    put(data, size);
}

void steps_mark(void) { note(MARK, "", "", "", 0, 0); }

/* Counts a step and holds the lock until end(); answers whether the process dies in it. */
static int start(void) {
    pthread_mutex_lock(&order);
    return ++steps->steps == steps->kill_at;
}

static void die(void) { for (;;) { syscall(SYS_kill, syscall(SYS_getpid), SIGKILL); pause(); } }
static void end(void) { pthread_mutex_unlock(&order); }

#define NEXT(name) static __typeof__(name) *next; if (!next) next = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
#define ON_PATH(kind, path, other, call) \
    if (!steps || !is_below(path)) return call; \
    if (start()) die(); \
    int done = call, why = errno; \
    if (done >= 0) note(kind, path, other, "", 0, 0); \
    end(); errno = why; \
    return done
#define ON_HANDLE(kind, handle, offset, call) \
    char path[4096]; \
    if (!steps || !path_of(handle, path)) return call; \
    if (start()) die(); \
    int done = call, why = errno; \
    if (done == 0) note(kind, path, "", "", 0, offset); \
    end(); errno = why; \
    return done

/* What was written, read back: some calls do not say it. */
static void note_written(int handle, const char *path, long offset, ssize_t size) {
    if (log_handle < 0 || size <= 0) return;
    char name[64], *text = malloc(size);
    snprintf(name, sizeof name, "/proc/self/fd/%d", handle);
    int again = (int)syscall(SYS_openat, AT_FDCWD, name, O_RDONLY | O_CLOEXEC, 0);
    if (again < 0 || syscall(SYS_pread64, again, text, size, offset) != size) abort();
    syscall(SYS_close, again);
    note(WRITE, path, "", text, size, offset);
    free(text);
}

#define WRITTEN(handle, part, offset_after, call) \
    char path[4096]; \
    if (fails(handle)) return -1; \
    if (!steps || !path_of(handle, path)) return call; \
    if (start()) { part; die(); } \
    ssize_t done = call; \
    int why = errno; \
    if (done > 0) note_written(handle, path, offset_after, done); \
    end(); errno = why; \
    return done
#define HERE(handle) ((long)lseek(handle, 0, SEEK_CUR) - done)

/* The system ends a killed write at the end of a page. */
static size_t part(size_t n, long offset) {
    long stop = (offset + (long)(n * steps->percent / 100)) / 4096 * 4096;
    return stop > offset ? stop - offset : 0;
}
static long next_place(int h) { return lseek(h, 0, fcntl(h, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR); }

ssize_t write(int h, const void *b, size_t n) {
    NEXT(write); WRITTEN(h, next(h, b, part(n, next_place(h))), HERE(h), next(h, b, n));
}
ssize_t writev(int h, const struct iovec *v, int n) { NEXT(writev); WRITTEN(h, , HERE(h), next(h, v, n)); }
ssize_t pwrite(int h, const void *b, size_t n, off_t o) { NEXT(pwrite); WRITTEN(h, next(h, b, part(n, o), o), o, next(h, b, n, o)); }
ssize_t pwrite64(int h, const void *b, size_t n, off64_t o) { NEXT(pwrite64); WRITTEN(h, next(h, b, part(n, o), o), o, next(h, b, n, o)); }
ssize_t sendfile(int h, int i, off_t *f, size_t n) { NEXT(sendfile); WRITTEN(h, , HERE(h), next(h, i, f, n)); }
ssize_t sendfile64(int h, int i, off64_t *f, size_t n) { NEXT(sendfile64); WRITTEN(h, , HERE(h), next(h, i, f, n)); }
ssize_t copy_file_range(int i, off64_t *a, int h, off64_t *b, size_t n, unsigned f) {
    NEXT(copy_file_range); WRITTEN(h, , (b ? (long)*b - done : HERE(h)), next(i, a, h, b, n, f));
}

int fsync(int h) { NEXT(fsync); if (fails(h)) return -1; ON_HANDLE(SYNC, h, 0, next(h)); }
int fdatasync(int h) { NEXT(fdatasync); if (fails(h)) return -1; ON_HANDLE(SYNC, h, 0, next(h)); }
int ftruncate(int h, off_t n) { NEXT(ftruncate); ON_HANDLE(TRUNCATE, h, n, next(h, n)); }
int ftruncate64(int h, off64_t n) { NEXT(ftruncate64); ON_HANDLE(TRUNCATE, h, n, next(h, n)); }
int fallocate(int h, int mode, off_t o, off_t n) {
    NEXT(fallocate);
    char path[4096];
    if (!steps || !path_of(h, path)) return next(h, mode, o, n);
    if (start()) die();
    int done = next(h, mode, o, n), why = errno;
    if (done == 0) note(HOLE, path, "", &n, sizeof n, o);
    end(); errno = why;
    return done;
}

int truncate64(const char *p, off64_t n) {
    NEXT(truncate64);
    if (!steps || !is_below(p)) return next(p, n);
    if (start()) die();
    int done = next(p, n), why = errno;
    if (done == 0) note(TRUNCATE, p, "", "", 0, n);
    end(); errno = why;
    return done;
}
int rename(const char *p, const char *q) { NEXT(rename); if (fails_at(__func__, q)) return -1; ON_PATH(RENAME, p, q, next(p, q)); }
int link(const char *p, const char *q) { NEXT(link); ON_PATH(LINK, p, q, next(p, q)); }
int linkat(int a, const char *p, int b, const char *q, int f) { NEXT(linkat); ON_PATH(LINK, p, q, next(a, p, b, q, f)); }
int unlink(const char *p) { NEXT(unlink); ON_PATH(REMOVE, p, "", next(p)); }
int remove(const char *p) { NEXT(remove); ON_PATH(REMOVE, p, "", next(p)); }
int rmdir(const char *p) { NEXT(rmdir); ON_PATH(REMOVE, p, "", next(p)); }
int mkdir(const char *p, mode_t m) {
    NEXT(mkdir);
    struct stat there;
    if (stat(p, &there) && fails_at(__func__, p)) return -1;
    ON_PATH(FOLDER, p, "", next(p, m));
}

/* A name in an open folder, as a whole path; as it is where the folder is none of ours. */
static const char *resolved(int folder, const char *name, char *path) {
    if (name[0] == '/' || folder == AT_FDCWD || !path_of(folder, path)) return name;
    strncat(path, "/", 2);
    strncat(path, name, 4095 - strlen(path));
    return path;
}
int unlinkat(int d, const char *name, int f) {
    NEXT(unlinkat);
    char whole[8192];
    const char *p = resolved(d, name, whole);
    ON_PATH(REMOVE, p, "", next(d, name, f));
}

static int made(const char *p, int flags) { return home && is_below(p) && flags & (O_CREAT | O_TRUNC); }
#define OPENED(name_, p, flags, call) \
    NEXT(name_); \
    va_list more; va_start(more, flags); mode_t m = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; va_end(more); \
    if (!made(p, flags)) return call; \
    struct stat there; \
    int is_there = stat(p, &there) == 0; \
    if (!is_there && fails_at(__func__, p)) return -1; \
    if (!steps || (is_there && !(flags & O_TRUNC))) return call; \
    if (start()) die(); \
    int done = call, why = errno; \
    if (done >= 0) note(is_there ? TRUNCATE : CREATE, p, "", "", 0, 0); \
    end(); errno = why; \
    return done

int open(const char *p, int flags, ...) { OPENED(open, p, flags, next(p, flags, m)); }
int open64(const char *p, int flags, ...) { OPENED(open64, p, flags, next(p, flags, m)); }
int openat64(int d, const char *p, int flags, ...) { OPENED(openat64, p, flags, next(d, p, flags, m)); }
