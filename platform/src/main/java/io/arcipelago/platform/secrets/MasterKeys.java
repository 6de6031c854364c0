package io.arcipelago.platform.secrets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The key that encrypts from now on, and the former ones that still decrypt. */
final class MasterKeys {

    private final MasterKey current;
    private final Map<String, MasterKey> byId = new LinkedHashMap<>();

    MasterKeys(MasterKey current, List<MasterKey> former) {
        this.current = current;
        former.forEach(key -> byId.put(key.id(), key));
        byId.put(current.id(), current);
    }

    MasterKey current() {
        return current;
    }

    Optional<MasterKey> withId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Whether there are former keys, so that something may have to be rewrapped. */
    boolean rotating() {
        return byId.size() > 1;
    }

    @Override
    public String toString() {
        return "MasterKeys[current=" + current.id() + ", accepted=" + byId.keySet() + "]";
    }
}
