package io.arcipelago.registry.access;

import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.StandardFailures;
import io.arcipelago.registry.RegistrySettings;
import io.arcipelago.registry.RegistrySettings.Visibility;
import io.arcipelago.registry.state.Federation;
import io.arcipelago.registry.state.Federations;
import io.arcipelago.registry.state.GroupKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows everybody their part of the federation. */
@Component
public class RegistryViews {

    private static final int REMEMBERED = 1000;

    private final Federations federations;
    private final RegistrySettings settings;
    private final RegistryRights rights;
    private volatile Remembered remembered = new Remembered("", new ConcurrentHashMap<>());

    /** Parts of one edition that were asked for before. */
    private record Remembered(String edition, Map<Set<GroupKey>, Federation> parts) {}

    public RegistryViews(
            Federations federations, RegistrySettings settings, RegistryRights rights) {
        this.federations = federations;
        this.settings = settings;
        this.rights = rights;
    }

    /**
     * What the caller sees.
     *
     * @param caller empty for people without a token
     * @param at a time in the past; absent for now
     * @throws io.arcipelago.platform.web.ApiFailure 401 without a token, unless everybody may read
     */
    public View of(Optional<Caller> caller, @Nullable Instant at) {
        if (caller.isEmpty() && !settings.anonymousRead()) {
            throw StandardFailures.tokenRequired();
        }
        Federation federation = at == null ? federations.current() : federations.at(at);
        if (caller.isEmpty()) {
            return view(federation, federation, true, false, "public");
        }
        if (rights.admin(caller.get())) {
            return view(federation, federation, false, true, "admin");
        }
        if (settings.visibility() == Visibility.ALL) {
            return view(federation, federation, false, false, "all");
        }
        Set<GroupKey> groups = groups(caller.get());
        String scope =
                groups.stream()
                        .map(group -> group.issuer() + '\n' + group.name())
                        .sorted()
                        .collect(Collectors.joining("\n\n"));
        // The past is asked for too rarely to push what is remembered of the present away.
        Federation seen = at == null ? part(federation, groups) : federation.seenBy(groups);
        return view(federation, seen, false, false, scope);
    }

    private static View view(
            Federation whole, Federation seen, boolean anonymous, boolean admin, String scope) {
        return new View(seen, anonymous, admin, tag(seen, scope), tag(whole, scope));
    }

    /** The caller's groups, as their own issuer says. */
    public static Set<GroupKey> groups(Caller caller) {
        return caller.groups().stream()
                .map(name -> new GroupKey(caller.issuer(), name))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Federation part(Federation federation, Set<GroupKey> groups) {
        Remembered now = remembered;
        if (!now.edition().equals(federation.edition()) || now.parts().size() >= REMEMBERED) {
            now = new Remembered(federation.edition(), new ConcurrentHashMap<>());
            remembered = now;
        }
        return now.parts().computeIfAbsent(groups, federation::seenBy);
    }

    private static String tag(Federation federation, String scope) {
        String text = federation.edition() + '\n' + scope;
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
