package io.arcipelago.openstack;

import java.util.Locale;

/** Nova's server states; one that is not listed here is {@link #UNKNOWN}. */
public enum ServerStatus {
    BUILD,
    ACTIVE,
    SHUTOFF,
    ERROR,
    DELETED,
    SOFT_DELETED,
    REBOOT,
    HARD_REBOOT,
    REBUILD,
    PAUSED,
    SUSPENDED,
    SHELVED,
    SHELVED_OFFLOADED,
    RESIZE,
    VERIFY_RESIZE,
    REVERT_RESIZE,
    MIGRATING,
    RESCUE,
    PASSWORD,
    UNKNOWN;

    static ServerStatus of(String wireName) {
        try {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return UNKNOWN;
        }
    }
}
