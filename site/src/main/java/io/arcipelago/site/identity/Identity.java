package io.arcipelago.site.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import io.arcipelago.site.config.SiteConfig;
import io.arcipelago.site.config.SiteConfig.ApplicationCredential;
import io.arcipelago.site.config.SiteConfig.IdentityProvider;
import io.arcipelago.site.config.SiteConfig.Project;
import io.arcipelago.site.config.SiteConfig.User;
import io.arcipelago.site.web.Caller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Who a user is and which projects are theirs. */
final class Identity {

    private final SiteConfig config;
    private final Tokens tokens;
    private final InstantSource clock;
    private final Map<String, AccessTokenVerifier> verifiers = new HashMap<>();

    Identity(SiteConfig config, Path dataDir, InstantSource clock) {
        this.config = config;
        this.tokens = Tokens.open(dataDir.resolve("token-key"), clock);
        this.clock = clock;
        for (IdentityProvider provider : config.identityProviders()) {
            verifiers.put(provider.name(), new AccessTokenVerifier(provider, clock));
        }
    }

    /** What came of an access token. */
    sealed interface Federated {
        record Accepted(TokenContent content) implements Federated {}

        /** Not a token, expired, forged, or of an issuer that this site does not trust. */
        record Invalid() implements Federated {}

        /** Valid, but of an issuer that is not this provider's. */
        record OtherProvider() implements Federated {}

        record UnknownProvider() implements Federated {}

        /** Valid, but its groups belong to no project here. */
        record Unmapped() implements Federated {}
    }

    /** Raises IOException if the issuer's keys cannot be fetched. */
    Federated federated(String providerName, String protocol, String accessToken)
            throws IOException {
        Optional<String> issuer = issuer(accessToken);
        Optional<IdentityProvider> trusted =
                config.identityProviders().stream()
                        .filter(it -> issuer.filter(it.issuer()::equals).isPresent())
                        .findFirst();
        if (trusted.isEmpty()) {
            return new Federated.Invalid();
        }
        AccessTokenVerifier verifier = verifier(trusted.get());
        Optional<JWTClaimsSet> claims = verifier.verify(accessToken);
        if (claims.isEmpty()) {
            return new Federated.Invalid();
        }
        Optional<IdentityProvider> asked =
                config.identityProviders().stream()
                        .filter(it -> it.name().equals(providerName))
                        .filter(it -> it.protocol().equals(protocol))
                        .findFirst();
        if (asked.isEmpty()) {
            return new Federated.UnknownProvider();
        }
        if (!asked.get().issuer().equals(trusted.get().issuer())) {
            return new Federated.OtherProvider();
        }
        return mapped(asked.get(), verifier(asked.get()), claims.get());
    }

    private AccessTokenVerifier verifier(IdentityProvider provider) {
        AccessTokenVerifier verifier = verifiers.get(provider.name());
        if (verifier == null) {
            throw new IllegalStateException("no verifier for " + provider.name());
        }
        return verifier;
    }

    private Federated mapped(
            IdentityProvider provider, AccessTokenVerifier verifier, JWTClaimsSet claims) {
        List<String> groups = verifier.groups(claims);
        boolean member =
                config.projects().stream().anyMatch(it -> listsAny(it, provider.name(), groups));
        if (!member) {
            return new Federated.Unmapped();
        }
        Instant now = clock.instant();
        String subject = claims.getSubject();
        return new Federated.Accepted(
                new TokenContent(
                        userId(provider.name(), subject),
                        subject,
                        List.of(provider.protocol()),
                        Optional.of(provider.name()),
                        Optional.of(provider.protocol()),
                        groups,
                        Optional.empty(),
                        false,
                        auditId(),
                        now,
                        now.plus(config.tokenLifetime())));
    }

    private static boolean listsAny(Project project, String provider, List<String> groups) {
        return project.groups().getOrDefault(provider, List.of()).stream()
                .anyMatch(groups::contains);
    }

    private static Optional<String> issuer(String accessToken) {
        try {
            return Optional.ofNullable(JWTParser.parse(accessToken).getJWTClaimsSet().getIssuer());
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /** Unscoped; empty if user or password is wrong. */
    Optional<TokenContent> password(String name, String password) {
        Optional<User> user =
                config.users().stream().filter(it -> it.name().equals(name)).findFirst();
        // An unknown user costs the same comparison as a wrong password.
        boolean same = same(password, user.map(User::password).orElse("\0"));
        return user.filter(_ -> same).map(it -> local(it, "password"));
    }

    /** Scoped to the credential's project; empty if id or secret is wrong. */
    Optional<TokenContent> applicationCredential(String id, String secret) {
        Optional<ApplicationCredential> found =
                config.applicationCredentials().stream()
                        .filter(it -> it.id().equals(id))
                        .findFirst();
        boolean same = same(secret, found.map(ApplicationCredential::secret).orElse("\0"));
        return found.filter(_ -> same)
                .flatMap(credential ->
                        config.users().stream()
                                .filter(it -> it.name().equals(credential.user()))
                                .findFirst()
                                .map(it -> local(it, "application_credential"))
                                .flatMap(it -> scoped(it, byName(credential.project()))));
    }

    private TokenContent local(User user, String method) {
        Instant now = clock.instant();
        return new TokenContent(
                user.id(),
                user.name(),
                List.of(method),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                user.admin(),
                auditId(),
                now,
                now.plus(config.tokenLifetime()));
    }

    Optional<Project> byName(String name) {
        return config.projects().stream().filter(it -> it.name().equals(name)).findFirst();
    }

    /** Empty if there is no such project or the user is none of its members. */
    Optional<TokenContent> scoped(TokenContent content, Optional<Project> project) {
        return project.filter(it -> projects(content).contains(it))
                .map(it -> content.scopedTo(it.id(), auditId(), clock.instant()));
    }

    List<Project> projects(TokenContent content) {
        if (content.identityProvider().isPresent()) {
            return config.projects().stream()
                    .filter(it -> listsAny(it, content.identityProvider().get(), content.groups()))
                    .toList();
        }
        List<String> names =
                config.users().stream()
                        .filter(it -> it.id().equals(content.userId()))
                        .flatMap(it -> it.projects().stream())
                        .toList();
        return config.projects().stream().filter(it -> names.contains(it.name())).toList();
    }

    String issue(TokenContent content) {
        return tokens.issue(content);
    }

    Optional<TokenContent> read(String token) {
        return tokens.read(token);
    }

    /** The caller of a service; empty if the token is not valid or not scoped to a project. */
    Optional<Caller> caller(String token) {
        return tokens.read(token)
                .flatMap(content ->
                        content.projectId()
                                .flatMap(config::project)
                                .filter(it -> projects(content).contains(it))
                                .map(it ->
                                        new Caller(
                                                content.userId(),
                                                content.userName(),
                                                it.id(),
                                                it.name(),
                                                content.admin())));
    }

    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(digest(given), digest(expected));
    }

    private static String userId(String provider, String subject) {
        return HexFormat.of().formatHex(digest(provider + "\n" + subject));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String auditId() {
        UUID id = UUID.randomUUID();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(id.toString().replace("-", "").getBytes(StandardCharsets.US_ASCII))
                .substring(0, 22);
    }
}
