// A preload library that lets one write to the disk go wrong.
//
//   FAULT_AT=k       the k-th call (from 1) of a process that changes a file fails
//   FAULT_MODE=m     "ENOSPC", "EIO": it fails with that error
//                    "KILL": the process dies there, a write after half its bytes
//   FAULT_STICKY=1   every later call fails too: the disk stays full
//   FAULT_COUNT=f    at exit, the number of such calls is written to the file f
//
// Calls counted: write, pwrite, fsync, fdatasync, ftruncate, rename, unlink;
// those on stdin, stdout and stderr are not.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long g_calls;

static void Die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

// Whether this call is to go wrong; errno is set then.
static int Fails(int* kill_here) {
  *kill_here = 0;
  const char* at_text = getenv("FAULT_AT");
  const long call = atomic_fetch_add(&g_calls, 1) + 1;
  if (!at_text) return 0;
  const long at = atol(at_text);
  const int sticky = getenv("FAULT_STICKY") != NULL;
  if (call != at && !(sticky && call > at)) return 0;
  const char* mode = getenv("FAULT_MODE");
  if (mode && strcmp(mode, "KILL") == 0) {
    *kill_here = 1;
  } else {
    errno = mode && strcmp(mode, "EIO") == 0 ? EIO : ENOSPC;
  }
  return 1;
}

#define REAL(type, name, ...)                                   \
  static type (*real)(__VA_ARGS__);                             \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void* data, size_t size) {
  REAL(ssize_t, "write", int, const void*, size_t);
  int dies;
  if (fd > 2 && Fails(&dies)) {
    if (!dies) return -1;
    (void)!real(fd, data, size / 2);
    Die();
  }
  return real(fd, data, size);
}

ssize_t pwrite(int fd, const void* data, size_t size, off_t at) {
  REAL(ssize_t, "pwrite", int, const void*, size_t, off_t);
  int dies;
  if (Fails(&dies)) {
    if (!dies) return -1;
    (void)!real(fd, data, size / 2, at);
    Die();
  }
  return real(fd, data, size, at);
}

ssize_t pwrite64(int fd, const void* data, size_t size, off64_t at) {
  REAL(ssize_t, "pwrite64", int, const void*, size_t, off64_t);
  int dies;
  if (Fails(&dies)) {
    if (!dies) return -1;
    (void)!real(fd, data, size / 2, at);
    Die();
  }
  return real(fd, data, size, at);
}

// The rest changes nothing when it goes wrong.
#define SIMPLE(name, parameters, arguments)       \
  int name parameters {                           \
    static int(*real) parameters;                 \
    if (!real) real = (int(*) parameters)dlsym(RTLD_NEXT, #name); \
    int dies;                                     \
    if (Fails(&dies)) {                           \
      if (!dies) return -1;                       \
      Die();                                      \
    }                                             \
    return real arguments;                        \
  }

SIMPLE(fsync, (int fd), (fd))
SIMPLE(fdatasync, (int fd), (fd))
SIMPLE(ftruncate, (int fd, off_t size), (fd, size))
SIMPLE(ftruncate64, (int fd, off64_t size), (fd, size))
SIMPLE(rename, (const char* from, const char* to), (from, to))
SIMPLE(unlink, (const char* path), (path))

__attribute__((destructor)) static void WriteCount(void) {
  const char* file = getenv("FAULT_COUNT");
  if (!file) return;
  char text[32];
  const int size = snprintf(text, sizeof text, "%ld\n", atomic_load(&g_calls));
  const int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (fd < 0) return;
  syscall(SYS_write, fd, text, (size_t)size);
  close(fd);
}
