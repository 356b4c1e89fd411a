#pragma once
#include <seccomp.h>
#include <unistd.h>

/* Swift hides fork, since most programs have threads; the one that calls this has a single one. */
static inline pid_t fork_single_threaded(void) { return fork(); }
