package io.arcipelago.identity.token;

import io.arcipelago.identity.client.Client;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/**
 * Which audience a token gets: the product's own unless the client asks for others, by {@code
 * resource} (RFC 8707) or {@code audience}, and is registered for them.
 */
public final class Audiences {

    /** The audience of every service of this product. */
    public static final String DEFAULT = "arcipelago";

    /** The audience of tokens for whoever reads them (WLCG Common JWT Profile). */
    public static final String ANY = "https://wlcg.cern.ch/jwt/v1/any";

    private static final int MOST = 20;
    private static final int LONGEST = 512;

    private Audiences() {}

    /** What a request asks for, by either parameter; several values may share one parameter. */
    public static Set<String> requested(Map<String, Object> parameters) {
        Set<String> requested = new LinkedHashSet<>();
        for (String parameter : List.of("resource", "audience")) {
            for (String value : values(parameters.get(parameter))) {
                Arrays.stream(value.split(" "))
                        .filter(part -> !part.isBlank())
                        .forEach(requested::add);
            }
        }
        return requested;
    }

    /**
     * The audience of a token for this client. Where a token is for anybody unless the client asks
     * otherwise, each audience that it asks for is less than that, so it need not be registered.
     *
     * @param standard the audience if none is asked for
     * @throws OAuth2AuthenticationException {@code invalid_target} (RFC 8707, section 2)
     */
    public static List<String> granted(Client client, Set<String> requested, String standard) {
        if (requested.isEmpty()) {
            return List.of(standard);
        }
        requireBounded(requested);
        if (standard.equals(ANY)) {
            return List.copyOf(requested);
        }
        for (String audience : requested) {
            if (!audience.equals(DEFAULT) && !client.audiences().contains(audience)) {
                throw refused(
                        "Client "
                                + client.id()
                                + " is not registered for the audience "
                                + audience);
            }
        }
        return List.copyOf(requested);
    }

    /**
     * What a person's grant is restricted to: what the sign-in asks for, and empty without that.
     *
     * @throws OAuth2AuthenticationException {@code invalid_target}
     */
    public static List<String> restriction(Client client, Set<String> requested, String standard) {
        return requested.isEmpty() ? List.of() : granted(client, requested, standard);
    }

    /**
     * The audience of a token of a grant: what the grant is restricted to, or the part that is
     * asked for. A grant without a restriction gives tokens for any audience: each is then good in
     * fewer places than the standard one.
     *
     * @param standard the audience if there is no restriction and none is asked for
     * @throws OAuth2AuthenticationException {@code invalid_target}
     */
    public static List<String> narrowed(
            List<String> original, Set<String> requested, String standard) {
        if (requested.isEmpty()) {
            return original.isEmpty() ? List.of(standard) : original;
        }
        requireBounded(requested);
        if (original.isEmpty() || original.contains(ANY)) {
            return List.copyOf(requested);
        }
        for (String audience : requested) {
            if (!original.contains(audience)) {
                throw refused("The requested resource was not originally granted: " + audience);
            }
        }
        return List.copyOf(requested);
    }

    private static void requireBounded(Set<String> requested) {
        if (requested.size() > MOST
                || requested.stream().anyMatch(audience -> audience.length() > LONGEST)) {
            throw refused(
                    "At most "
                            + MOST
                            + " audiences of at most "
                            + LONGEST
                            + " characters can be asked for");
        }
    }

    private static List<String> values(@Nullable Object parameter) {
        List<String> values = new ArrayList<>();
        switch (parameter) {
            case String value -> values.add(value);
            case String[] several -> values.addAll(Arrays.asList(several));
            case null, default -> {}
        }
        return values;
    }

    private static OAuth2AuthenticationException refused(String description) {
        return new OAuth2AuthenticationException(
                new OAuth2Error("invalid_target", description, null));
    }
}
