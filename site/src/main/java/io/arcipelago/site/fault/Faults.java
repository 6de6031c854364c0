package io.arcipelago.site.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The faults in force, in the order in which they were added. */
public final class Faults {

    private static final Set<Fault.Kind> ON_REQUESTS =
            EnumSet.complementOf(EnumSet.of(Fault.Kind.BUILD_ERROR, Fault.Kind.UNREACHABLE));

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Fault> faults = new ArrayList<>();
    private int clearings;

    public void add(Fault fault) {
        lock.lock();
        try {
            faults.add(fault);
        } finally {
            lock.unlock();
        }
    }

    public List<Fault> all() {
        lock.lock();
        try {
            return List.copyOf(faults);
        } finally {
            lock.unlock();
        }
    }

    /** Removes all faults of a site, or of all sites if empty; requests that hang are let go. */
    public void clear(String site) {
        lock.lock();
        try {
            faults.removeIf(it -> site.isEmpty() || it.site().equals(site));
            clearings++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the first fault that strikes this request, counting it down. */
    public Optional<Fault> strike(String site, String service, String method, String path) {
        return strike(ON_REQUESTS, site, service, method, path);
    }

    /** Takes the first fault that strikes the building of a server. */
    public Optional<Fault> strikeBuild(String site) {
        return strike(
                EnumSet.of(Fault.Kind.BUILD_ERROR, Fault.Kind.UNREACHABLE),
                site,
                "compute",
                "POST",
                "/servers");
    }

    private Optional<Fault> strike(
            Set<Fault.Kind> kinds, String site, String service, String method, String path) {
        lock.lock();
        try {
            for (int i = 0; i < faults.size(); i++) {
                Fault fault = faults.get(i);
                if (kinds.contains(fault.kind()) && fault.matches(site, service, method, path)) {
                    Fault left = fault.struckOnce();
                    if (left.count() == 0) {
                        faults.remove(i);
                    } else {
                        faults.set(i, left);
                    }
                    return Optional.of(fault);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the time, or until faults are cleared. */
    public void pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            int before = clearings;
            long left = time.toNanos();
            while (left > 0 && clearings == before) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
