package io.arcipelago.openstack;

/**
 * One quota of a project.
 *
 * @param limit the most that may be used, -1 for no limit
 * @param used in use now
 * @param reserved promised to requests under way
 * @param usageTold whether the site told the use; 0 is given otherwise
 */
public record QuotaUsage(long limit, long used, long reserved, boolean usageTold) {

    /** One with its use told. */
    public QuotaUsage(long limit, long used, long reserved) {
        this(limit, used, reserved, true);
    }

    /** What is left; {@link Long#MAX_VALUE} without a limit, never negative. */
    public long free() {
        return limit < 0 ? Long.MAX_VALUE : Math.max(0, limit - used - reserved);
    }
}
