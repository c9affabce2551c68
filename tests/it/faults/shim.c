/* A layer over the system calls that change files, for LD_PRELOAD: it numbers those that touch one
 * of the directories in FAULT_ROOT (separated by ':'), breaks the FAULT_AT-th of them, and writes
 * down what was done.
 *
 *   FAULT_MODE   kill     die before the call
 *                torn     do the first half of a write, then die
 *                eio      fail once with EIO          eio-ever     this one and all behind it
 *                eio-kill fail with EIO, and die before the next
 *                enospc   fail once with ENOSPC       enospc-ever  this one and all behind it
 *   FAULT_TRACE  file that gets a record for each call; see struct record
 *
 * SQLite's shared memory (-shm) is left out: it is a cache that is rebuilt. One mutex is held over
 * each call, so that numbers, effects and the trace have one order also with several threads. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { WRITE = 'w', SYNC = 's', CUT = 't', CREATE = 'c', NAMELESS = 'n', LINK = 'l',
            RENAME = 'r', EXCHANGE = 'x', UNLINK = 'u', MKDIR = 'm', RMDIR = 'd' };

/* What stands in the trace, native byte order, then both paths and the bytes written. */
struct record {
    uint32_t kind, failed;
    uint64_t inode, offset;
    uint32_t path, path2, bytes, zero;
};

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static const char *roots, *mode;
static long at = -1, number;
static int trace = -1;

#define REAL(name) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    const char *text;
    roots = getenv("FAULT_ROOT");
    mode = getenv("FAULT_MODE");
    if (!mode) mode = "";
    if ((text = getenv("FAULT_AT"))) at = atol(text);
    if ((text = getenv("FAULT_TRACE")))
        trace = (int)syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void die(void) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}

/* The absolute path of an open file; 0 when it cannot be told. */
static int path_of(int fd, char path[4096]) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, 4095);
    if (length < 0) return 0;
    path[length] = 0;
    return 1;
}

/* Makes a path absolute without looking at the file system: the name may not exist yet. */
static int absolute(int dir, const char *name, char path[4096]) {
    size_t length = 0;
    if (!name) return 0;
    if (name[0] != '/') {
        if (dir == AT_FDCWD ? !getcwd(path, 4000) : !path_of(dir, path)) return 0;
        length = strlen(path);
        path[length++] = '/';
    }
    while (!strncmp(name, "./", 2)) name += 2;
    return (size_t)snprintf(path + length, 4096 - length, "%s", name) < 4096 - length;
}

static int is_ours(const char *path) {
    size_t length = strlen(path);
    if (!roots || (length > 4 && !strcmp(path + length - 4, "-shm"))) return 0;
    for (const char *root = roots; *root;) {
        size_t end = strcspn(root, ":");
        if (end && !strncmp(path, root, end) && (path[end] == '/' || !path[end])) return 1;
        root += end + (root[end] == ':');
    }
    return 0;
}

static int fills(enum kind kind) {
    return kind != UNLINK && kind != RMDIR;
}

/* Numbers a call; it must end with done(). The errno it is to fail with, or 0. */
static int numbered(enum kind kind) {
    pthread_mutex_lock(&turn);
    number++;
    if (at < 0 || number < at) return 0;
    int ever = number > at;
    if (!strcmp(mode, "kill") || (!strcmp(mode, "torn") && kind != WRITE)) die();
    if (!strcmp(mode, "eio-kill")) {
        if (ever) die();
        return EIO;
    }
    if (!strcmp(mode, ever ? "eio-ever" : "eio") || !strcmp(mode, "eio-ever")) return EIO;
    if (fills(kind) && (!strcmp(mode, ever ? "enospc-ever" : "enospc") || !strcmp(mode, "enospc-ever")))
        return ENOSPC;
    return 0;
}

static int is_torn(void) {
    return number == at && !strcmp(mode, "torn");
}

static void note(struct record record, const char *path, const char *path2, const void *bytes) {
    if (trace < 0) return;
    record.path = (uint32_t)strlen(path);
    record.path2 = (uint32_t)strlen(path2);
    struct iovec pieces[] = { { &record, sizeof record },
                              { (void *)path, record.path },
                              { (void *)path2, record.path2 },
                              { (void *)bytes, record.bytes } };
    syscall(SYS_writev, trace, pieces, 4);
}

static void done(void) {
    int kept = errno;
    pthread_mutex_unlock(&turn);
    errno = kept;
}

static uint64_t inode_of(int fd) {
    struct stat stat;
    return fstat(fd, &stat) ? 0 : stat.st_ino;
}

static uint64_t inode_at(const char *path) {
    struct stat stat;
    return lstat(path, &stat) ? 0 : stat.st_ino;
}

/* One write, at an offset or (offset < 0) at the position of the file. */
static ssize_t put(int fd, const char *path, const void *bytes, size_t length, off_t offset) {
    ssize_t written = -1;
    int error = numbered(WRITE);
    off_t where = offset;
    if (offset < 0) {
        int appends = fcntl(fd, F_GETFL) & O_APPEND;
        where = lseek(fd, 0, appends ? SEEK_END : SEEK_CUR);
    }
    size_t some = is_torn() ? length / 2 : length;
    if (error) errno = error;
    else if (offset < 0) written = syscall(SYS_write, fd, bytes, some);
    else written = syscall(SYS_pwrite64, fd, bytes, some, offset);
    struct record record = { WRITE, written < 0, inode_of(fd), (uint64_t)where, 0, 0, 0, 0 };
    record.bytes = written < 0 ? 0 : (uint32_t)written;
    int kept = errno;
    note(record, path, "", bytes);
    if (is_torn()) die();
    errno = kept;
    done();
    return written;
}

ssize_t write(int fd, const void *bytes, size_t length) {
    char path[4096];
    if (!path_of(fd, path) || !is_ours(path)) return REAL(write)(fd, bytes, length);
    return put(fd, path, bytes, length, -1);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset) {
    char path[4096];
    if (!path_of(fd, path) || !is_ours(path)) return REAL(pwrite64)(fd, bytes, length, offset);
    return put(fd, path, bytes, length, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    return pwrite64(fd, bytes, length, offset);
}

/* Several pieces as one write. */
static ssize_t gather(int fd, const char *path, const struct iovec *pieces, int count, off_t offset) {
    size_t length = 0, filled = 0;
    for (int i = 0; i < count; i++) length += pieces[i].iov_len;
    char *bytes = malloc(length ? length : 1);
    for (int i = 0; i < count; filled += pieces[i++].iov_len)
        memcpy(bytes + filled, pieces[i].iov_base, pieces[i].iov_len);
    ssize_t written = put(fd, path, bytes, length, offset);
    free(bytes);
    return written;
}

ssize_t writev(int fd, const struct iovec *pieces, int count) {
    char path[4096];
    if (!path_of(fd, path) || !is_ours(path)) return REAL(writev)(fd, pieces, count);
    return gather(fd, path, pieces, count, -1);
}

ssize_t pwritev64(int fd, const struct iovec *pieces, int count, off_t offset) {
    char path[4096];
    if (!path_of(fd, path) || !is_ours(path)) return REAL(pwritev64)(fd, pieces, count, offset);
    return gather(fd, path, pieces, count, offset);
}

ssize_t pwritev(int fd, const struct iovec *pieces, int count, off_t offset) {
    return pwritev64(fd, pieces, count, offset);
}

/* Sync and truncate: calls on an open file that either happen or fail. */
static int on_file(enum kind kind, int fd, const char *path, long call, off_t length) {
    int error = numbered(kind), result = -1;
    if (error) errno = error;
    else result = (int)syscall(call, fd, length);
    int kept = errno;
    struct record record = { kind, result < 0, inode_of(fd), (uint64_t)length, 0, 0, 0, 0 };
    note(record, path, "", "");
    errno = kept;
    done();
    return result;
}

int fsync(int fd) {
    char path[4096];
    if (!path_of(fd, path) || !is_ours(path)) return REAL(fsync)(fd);
    return on_file(SYNC, fd, path, SYS_fsync, 0);
}

int fdatasync(int fd) {
    char path[4096];
    if (!path_of(fd, path) || !is_ours(path)) return REAL(fdatasync)(fd);
    return on_file(SYNC, fd, path, SYS_fdatasync, 0);
}

int ftruncate64(int fd, off_t length) {
    char path[4096];
    if (!path_of(fd, path) || !is_ours(path)) return REAL(ftruncate64)(fd, length);
    return on_file(CUT, fd, path, SYS_ftruncate, length);
}

int ftruncate(int fd, off_t length) {
    return ftruncate64(fd, length);
}

/* Opening counts where it makes a file or empties one. */
static int open_at(int dir, const char *name, int flags, mode_t bits) {
    char path[4096];
    int nameless = (flags & O_TMPFILE) == O_TMPFILE;
    int changes = (flags & (O_CREAT | O_TRUNC) || nameless) && absolute(dir, name, path) && is_ours(path);
    int is_there = changes && !nameless && inode_at(path);
    if (!changes || (is_there && !(flags & O_TRUNC))) return (int)syscall(SYS_openat, dir, name, flags, bits);
    enum kind kind = nameless ? NAMELESS : is_there ? CUT : CREATE;
    int error = numbered(kind), fd = -1;
    if (error) errno = error;
    else fd = (int)syscall(SYS_openat, dir, name, flags, bits);
    int kept = errno;
    struct record record = { kind, fd < 0, fd < 0 ? 0 : inode_of(fd), 0, 0, 0, 0, 0 };
    note(record, path, "", "");
    errno = kept;
    done();
    return fd;
}

#define WITH_BITS                                                   \
    mode_t bits = 0;                                                \
    if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE) {      \
        va_list rest;                                               \
        va_start(rest, flags);                                      \
        bits = va_arg(rest, mode_t);                                \
        va_end(rest);                                               \
    }

int open(const char *name, int flags, ...) { WITH_BITS return open_at(AT_FDCWD, name, flags, bits); }
int open64(const char *name, int flags, ...) { WITH_BITS return open_at(AT_FDCWD, name, flags, bits); }
int openat(int dir, const char *name, int flags, ...) { WITH_BITS return open_at(dir, name, flags, bits); }
int openat64(int dir, const char *name, int flags, ...) { WITH_BITS return open_at(dir, name, flags, bits); }

/* A call on names, already numbered: does it, notes it, and gives its result. */
static int on_names(enum kind kind, const char *path, const char *path2, int error, long call, const long arguments[5]) {
    int result = -1;
    uint64_t inode = kind == LINK ? 0 : inode_at(path);
    if (error) errno = error;
    else result = (int)syscall(call, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]);
    int kept = errno;
    if (kind == LINK) inode = inode_at(path2);
    if (kind == MKDIR) inode = inode_at(path);
    struct record record = { kind, result < 0, inode, 0, 0, 0, 0, 0 };
    note(record, path, path2, "");
    errno = kept;
    done();
    return result;
}

int unlinkat(int dir, const char *name, int flags) {
    char path[4096];
    const long arguments[5] = { dir, (long)name, flags, 0, 0 };
    if (!absolute(dir, name, path) || !is_ours(path)) return (int)syscall(SYS_unlinkat, dir, name, flags);
    enum kind kind = flags & AT_REMOVEDIR ? RMDIR : UNLINK;
    return on_names(kind, path, "", numbered(kind), SYS_unlinkat, arguments);
}

int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }

int mkdirat(int dir, const char *name, mode_t bits) {
    char path[4096];
    const long arguments[5] = { dir, (long)name, bits, 0, 0 };
    if (!absolute(dir, name, path) || !is_ours(path)) return (int)syscall(SYS_mkdirat, dir, name, bits);
    return on_names(MKDIR, path, "", numbered(MKDIR), SYS_mkdirat, arguments);
}

int mkdir(const char *name, mode_t bits) { return mkdirat(AT_FDCWD, name, bits); }

int renameat2(int dir, const char *from, int dir2, const char *to, unsigned flags) {
    char path[4096], path2[4096];
    const long arguments[5] = { dir, (long)from, dir2, (long)to, flags };
    if (!absolute(dir, from, path) || !absolute(dir2, to, path2) || !(is_ours(path) || is_ours(path2)))
        return (int)syscall(SYS_renameat2, dir, from, dir2, to, flags);
    enum kind kind = flags & RENAME_EXCHANGE ? EXCHANGE : RENAME;
    return on_names(kind, path, path2, numbered(kind), SYS_renameat2, arguments);
}

int renameat(int dir, const char *from, int dir2, const char *to) { return renameat2(dir, from, dir2, to, 0); }
int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

int linkat(int dir, const char *from, int dir2, const char *to, int flags) {
    char path2[4096];
    const long arguments[5] = { dir, (long)from, dir2, (long)to, flags };
    if (!absolute(dir2, to, path2) || !is_ours(path2))
        return (int)syscall(SYS_linkat, dir, from, dir2, to, flags);
    return on_names(LINK, "", path2, numbered(LINK), SYS_linkat, arguments);
}

int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }
