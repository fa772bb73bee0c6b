/* Records, and makes fail, what a program does to the files of one folder. Loaded before the C library (LD_PRELOAD).

   DISK_FOLDER   the folder whose files are watched, with a / at its end
   DISK_LOG      where each change is written down, in order: a letter, the path's length and the path, an offset, a length, bytes
   DISK_FAIL_AT  the number of the change, from 1, that fails, and all after it when DISK_FAIL_ON is set
   DISK_ERRNO    how it fails: 5 (EIO) or 28 (ENOSPC)
   DISK_SHORT    a write that fails puts half of its bytes down first, and says so

   Letters: W write, T truncate, S sync of a file, D sync of a folder, R rename (bytes: the new path), U unlink, C create,
   M make a folder. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int log_fd = -1;
static long count;
static char lock;

static const char *folder(void) { return getenv("DISK_FOLDER"); }

static int watched(const char *path) {
    const char *in = folder();
    size_t length = in ? strlen(in) : 0;
    size_t end = strlen(path);
    if (length && end == length - 1 && !strncmp(path, in, end)) return 1; /* the folder itself; the name given ends with / */
    if (!length || strncmp(path, in, length)) return 0;
    return end < 4 || strcmp(path + end - 4, "-shm");
}

static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlink, link, path, 4095);
    if (length < 0) return 0;
    path[length] = 0;
    return watched(path);
}

static void put(const void *bytes, size_t length) {
    while (length) {
        ssize_t done = syscall(SYS_write, log_fd, bytes, length);
        if (done <= 0) abort();
        bytes = (const char *)bytes + done;
        length -= done;
    }
}

static void note(char letter, const char *path, uint64_t offset, const void *bytes, uint64_t length) {
    const char *to = getenv("DISK_LOG");
    if (!to) return;
    while (__atomic_test_and_set(&lock, __ATOMIC_ACQUIRE)) usleep(10);
    if (log_fd < 0) log_fd = syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    uint64_t head[3] = {strlen(path), offset, length};
    put(&letter, 1);
    put(head, sizeof head);
    put(path, head[0]);
    put(bytes, bytes ? length : 0);
    __atomic_clear(&lock, __ATOMIC_RELEASE);
}

static int fails(void) {
    const char *at = getenv("DISK_FAIL_AT");
    long number = __atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST);
    if (!at) return 0;
    if (number == atol(at) || (getenv("DISK_FAIL_ON") && number > atol(at))) {
        errno = atoi(getenv("DISK_ERRNO"));
        return 1;
    }
    return 0;
}

static ssize_t written(int fd, const void *bytes, size_t length, off64_t offset, int at) {
    char path[4096];
    if (!path_of(fd, path)) return at ? syscall(SYS_pwrite64, fd, bytes, length, offset) : syscall(SYS_write, fd, bytes, length);
    if (fails()) {
        if (!getenv("DISK_SHORT") || length < 2) return -1;
        length /= 2;
    }
    if (!at) offset = (fcntl(fd, F_GETFL) & O_APPEND) ? lseek64(fd, 0, SEEK_END) : lseek64(fd, 0, SEEK_CUR);
    ssize_t done = at ? syscall(SYS_pwrite64, fd, bytes, length, offset) : syscall(SYS_write, fd, bytes, length);
    if (done > 0) note('W', path, offset, bytes, done);
    return done;
}

ssize_t write(int fd, const void *bytes, size_t length) { return written(fd, bytes, length, 0, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return written(fd, bytes, length, offset, 1); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) { return written(fd, bytes, length, offset, 1); }

int ftruncate64(int fd, off64_t length) {
    char path[4096];
    if (!path_of(fd, path)) return syscall(SYS_ftruncate, fd, length);
    if (fails()) return -1;
    int done = syscall(SYS_ftruncate, fd, length);
    if (!done) note('T', path, length, NULL, 0);
    return done;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int synced(int fd, int kind) {
    char path[4096];
    struct stat told;
    if (!path_of(fd, path)) return syscall(kind, fd);
    if (fails()) return -1;
    note(!fstat(fd, &told) && S_ISDIR(told.st_mode) ? 'D' : 'S', path, 0, NULL, 0);
    return 0;
}
int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static int opened(int folder_fd, const char *path, int flags, mode_t mode) {
    char full[4096];
    struct stat told;
    if (path[0] == '/' || folder_fd != AT_FDCWD) snprintf(full, sizeof full, "%s", path);
    else if (getcwd(full, 2048)) { strcat(full, "/"); strncat(full, path, 2000); }
    int fresh = (flags & O_CREAT) && watched(full) && syscall(SYS_newfstatat, AT_FDCWD, full, &told, 0);
    if (fresh && fails()) return -1;
    int emptied = !fresh && (flags & O_TRUNC) && watched(full);
    int fd = syscall(SYS_openat, folder_fd, path, flags, mode);
    if (fd >= 0 && fresh) note('C', full, 0, NULL, 0);
    if (fd >= 0 && emptied) note('T', full, 0, NULL, 0);
    return fd;
}
#define MODE(flags) mode_t mode = 0; if ((flags) & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }
int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int at, const char *path, int flags, ...) { MODE(flags) return opened(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE(flags) return opened(at, path, flags | O_LARGEFILE, mode); }

int rename(const char *from, const char *to) {
    if (watched(from) && fails()) return -1;
    int done = syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
    if (!done && watched(from)) note('R', from, 0, to, strlen(to));
    return done;
}
int unlink(const char *path) {
    if (watched(path) && fails()) return -1;
    int done = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (!done && watched(path)) note('U', path, 0, NULL, 0);
    return done;
}
int mkdir(const char *path, mode_t mode) {
    if (watched(path) && fails()) return -1;
    int done = syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    if (!done && watched(path)) note('M', path, 0, NULL, 0);
    return done;
}
