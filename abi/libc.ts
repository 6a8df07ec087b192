/** Musl's number of the error "function not implemented". */
const enosys = 52

/**
 * The functions of the module `env` that Emscripten's C library imports for files, sockets, programs and threads. The host
 * has none of these: a call returns the value of its group and does nothing else.
 */
export const libcFunctions = [
  {
    /** System calls return a negative error number. */
    result: -enosys,
    names: [
      '__syscall__newselect',
      '__syscall_accept4',
      '__syscall_bind',
      '__syscall_chdir',
      '__syscall_chmod',
      '__syscall_connect',
      '__syscall_dup',
      '__syscall_dup3',
      '__syscall_faccessat',
      '__syscall_fadvise64',
      '__syscall_fallocate',
      '__syscall_fchdir',
      '__syscall_fchmod',
      '__syscall_fchmodat2',
      '__syscall_fchown32',
      '__syscall_fchownat',
      '__syscall_fcntl64',
      '__syscall_fdatasync',
      '__syscall_fstat64',
      '__syscall_fstatfs64',
      '__syscall_ftruncate64',
      '__syscall_getcwd',
      '__syscall_getdents64',
      '__syscall_getpeername',
      '__syscall_getsockname',
      '__syscall_getsockopt',
      '__syscall_ioctl',
      '__syscall_listen',
      '__syscall_lstat64',
      '__syscall_mkdirat',
      '__syscall_mknodat',
      '__syscall_newfstatat',
      '__syscall_openat',
      '__syscall_pipe',
      '__syscall_poll',
      '__syscall_readlinkat',
      '__syscall_recvfrom',
      '__syscall_recvmsg',
      '__syscall_renameat',
      '__syscall_rmdir',
      '__syscall_sendmsg',
      '__syscall_sendto',
      '__syscall_shutdown',
      '__syscall_socket',
      '__syscall_stat64',
      '__syscall_statfs64',
      '__syscall_symlink',
      '__syscall_symlinkat',
      '__syscall_truncate64',
      '__syscall_unlinkat',
      '__syscall_utimensat',
      '_emscripten_system',
      '_mmap_js',
      '_msync_js',
      '_munmap_js',
      '_setitimer_js',
    ],
  },
  {
    /** Threads return a positive one. */
    result: enosys,
    names: ['__pthread_create_js'],
  },
  {
    /** Name lookups return `EAI_SYSTEM`. */
    result: -11,
    names: ['getaddrinfo', 'getnameinfo'],
  },
  {
    /** Libraries return NULL. */
    result: 0,
    names: ['_dlopen_js', '_dlsym_js'],
  },
] as const
