package io.arcipelago.registry;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the registry behaves, {@code arcipelago.registry.*}.
 *
 * @param issuer whose tokens' scopes and administrators are obeyed when something is to be changed;
 *     the first trusted issuer if blank
 * @param anonymousRead whether people without a token may read the public fields
 * @param visibility what people with a token see
 * @param maxSnapshot the largest snapshot
 * @param heartbeat how old the freshness of an unchanged facet may get before it is written down
 *     again
 * @param history how long the past of items can be asked for
 * @param guard when losses are held back
 */
@ConfigurationProperties("arcipelago.registry")
public record RegistrySettings(
        @DefaultValue("") String issuer,
        @DefaultValue("false") boolean anonymousRead,
        @DefaultValue("groups") Visibility visibility,
        @DefaultValue("64MB") DataSize maxSnapshot,
        @DefaultValue("5m") Duration heartbeat,
        @DefaultValue("90d") Duration history,
        @DefaultValue Guard guard) {

    /** What people with a token see. */
    public enum Visibility {
        /** What their groups can use. */
        GROUPS,
        /** Everything, as in the registries of the past. */
        ALL
    }

    /**
     * A facet of a region whose losses are more than both, or all that was known, is held.
     *
     * @param least so many items may always go
     * @param share so much of what was known may always go, from 0 to 1
     */
    public record Guard(@DefaultValue("5") int least, @DefaultValue("0.3") double share) {

        public Guard {
            if (least < 0 || share < 0 || share > 1) {
                throw new IllegalArgumentException(
                        "arcipelago.registry.guard: least is %d and share %s; least must not be"
                                        .formatted(least, share)
                                + " negative and share lies from 0 to 1");
            }
        }

        /** Whether losing so many of so many needs a person's word. */
        public boolean holds(int known, int lost) {
            return lost > 0 && (lost == known || lost > Math.max(least, share * known));
        }
    }
}
