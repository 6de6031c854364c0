package io.arcipelago.site.sandbox;

/** What root in a server may not do. */
final class Capabilities {

    /**
     * The capabilities taken from a server's bounding set, in the notation of setpriv(1).
     *
     * <p>Without {@code net_admin} a server cannot change its own security groups or addresses.
     * {@code sys_admin} stays, because a server mounts its volumes itself.
     */
    static final String DROPPED =
            "-net_admin,-sys_module,-sys_boot,-sys_rawio,-sys_time,-mknod,-syslog,-mac_admin,"
                    + "-mac_override,-sys_pacct,-linux_immutable,-wake_alarm,-block_suspend,"
                    + "-sys_resource,-audit_control,-audit_read";

    private Capabilities() {}
}
