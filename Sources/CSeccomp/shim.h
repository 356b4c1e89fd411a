#pragma once
#include <linux/sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Swift hides fork, since most programs have threads; the one that calls this has a single one. */
static inline pid_t fork_single_threaded(void) { return fork(); }

/* Swift calls no function with a variable number of arguments. */
static inline int die_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL); }
static inline int open_process(pid_t process) { return (int)syscall(SYS_pidfd_open, process, 0); }

/* A network with nothing in it: by right, or as a user of one's own where the system allows that. */
static inline int leave_network(void) {
  if (syscall(SYS_unshare, CLONE_NEWNET) == 0) return 0;
  return (int)syscall(SYS_unshare, CLONE_NEWUSER | CLONE_NEWNET);
}
