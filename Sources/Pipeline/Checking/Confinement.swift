import CSeccomp
import Glibc
import Returns

/// Takes from the calling process, for good, all that checking does not need.
///
/// What stays is memory, the pipes it holds, the clock and its own end. Whatever reaches the system outside of that is
/// refused by the kernel (seccomp): opening any file or socket, and so the network and the database; new processes and
/// threads; signals to others. Code cannot be made or loaded either. Limits hold memory and time.
enum Confinement {
    private static let allowed = [
        "read", "write", "close", "lseek", "poll", "brk", "munmap", "mremap", "madvise", "futex", "exit", "exit_group",
        "rt_sigreturn", "rt_sigprocmask", "sigaltstack", "clock_gettime", "clock_nanosleep", "nanosleep", "getpid",
        "gettid", "sched_yield", "sched_getaffinity", "getrandom", "restart_syscall", "set_robust_list", "rseq",
    ]

    /// Confines this process.
    ///
    /// - Parameter limits: Its limits.
    /// - Returns: False when the kernel does not do it: nothing may be checked then.
    static func enter(_ limits: CheckLimits) -> Bool {
        closefrom(Descriptor.control.number + 1)
        guard set(RLIMIT_DATA, limits.memory),
            set(RLIMIT_CPU, limits.processorSeconds, hard: limits.processorSeconds + 5), set(RLIMIT_FSIZE, 0),
            set(RLIMIT_CORE, 0)
        else { return false }
        // Whoever wants to tell of a crash would look at files for it, in vain.
        for number in [SIGSEGV, SIGILL, SIGBUS, SIGFPE, SIGABRT, SIGTRAP, SIGQUIT] { signal(number, SIG_DFL) }
        Parts.stayOnOneThread()
        hearSignals()
        alarm(UInt32(clamping: limits.wallSeconds))
        return filter()
    }

    /// Whoever started this may have held signals back, the limits' own among them.
    private static func hearSignals() {
        for number in [SIGALRM, SIGXCPU, SIGXFSZ] { signal(number, SIG_DFL) }
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigprocmask(SIG_SETMASK, &none, nil)
    }

    private static func set(_ resource: __rlimit_resource, _ value: Int, hard: Int? = nil) -> Bool {
        var limit = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(hard ?? value))
        return unsafe setrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0
    }

    private static func filter() -> Bool {
        // Refused calls answer EPERM; SCMP_ACT_ERRNO and SCMP_ACT_ALLOW are macros that Swift does not see.
        let refuse = 0x0005_0000 | UInt32(EPERM)
        guard let context = unsafe seccomp_init(refuse) else { return false }
        defer { unsafe seccomp_release(context) }
        for name in allowed {
            guard unsafe seccomp_rule_add_array(context, allow, seccomp_syscall_resolve_name(name), 0, nil) == 0 else {
                return false
            }
        }
        for name in ["mmap", "mprotect"] {
            // The third argument says how the memory may be used; never to run code from it.
            var use = scmp_arg_cmp(arg: 2, op: SCMP_CMP_MASKED_EQ, datum_a: UInt64(PROT_EXEC), datum_b: 0)
            guard unsafe seccomp_rule_add_array(context, allow, seccomp_syscall_resolve_name(name), 1, &use) == 0 else {
                return false
            }
        }
        // A program that finds itself wrong ends itself by a signal.
        var own = scmp_arg_cmp(arg: 0, op: SCMP_CMP_EQ, datum_a: UInt64(getpid()), datum_b: 0)
        let signalling = unsafe seccomp_syscall_resolve_name("tgkill")
        guard unsafe seccomp_rule_add_array(context, allow, signalling, 1, &own) == 0 else { return false }
        return unsafe seccomp_load(context) == 0
    }

    private static let allow: UInt32 = 0x7FFF_0000
}
