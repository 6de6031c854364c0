package io.arcipelago.identity.signin;

import static io.arcipelago.identity.signin.PathMatchers.matcher;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.client.ClientSecretDigest;
import io.arcipelago.identity.client.PublicClientAuthentication;
import io.arcipelago.identity.client.PublicClientConverter;
import io.arcipelago.identity.client.RegisteredClients;
import io.arcipelago.identity.client.assertion.AuthenticationFailures;
import io.arcipelago.identity.client.assertion.ClientAssertionConverter;
import io.arcipelago.identity.client.assertion.ClientAssertions;
import io.arcipelago.identity.dpop.ProvenKeyFilter;
import io.arcipelago.identity.dpop.WantedKey;
import io.arcipelago.identity.factor.SecondFactors;
import io.arcipelago.identity.grant.AuthorizationStore;
import io.arcipelago.identity.grant.DeviceAuthorization;
import io.arcipelago.identity.grant.Introspection;
import io.arcipelago.identity.grant.Revocation;
import io.arcipelago.identity.grant.TokenGrantProvider;
import io.arcipelago.identity.policy.AuthorizationPolicy;
import io.arcipelago.identity.pushed.PushedAnswers;
import io.arcipelago.identity.pushed.PushedRequestFilter;
import io.arcipelago.identity.pushed.PushedRequests;
import io.arcipelago.identity.standing.Standing;
import io.arcipelago.platform.security.dpop.DpopProofs;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2PushedAuthorizationRequestAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.PublicClientAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/**
 * The filter chains in front of the platform's own that programs meet: one for the protocol
 * endpoints, one for what anybody may read. That of the pages is {@link PageSecurity}'s. Every
 * other path below {@code /identity} needs an access token like that of any service.
 */
@Configuration(proxyBeanMethods = false)
class IdentitySecurity {

    /** Place of the first of the three chains. */
    static final int FIRST = -100;

    private final Issuer issuer;

    IdentitySecurity(Issuer issuer) {
        this.issuer = issuer;
    }

    /** Authorization, token, introspection and revocation endpoints (RFC 6749, 7662, 7009). */
    @Bean
    @Order(FIRST)
    SecurityFilterChain identityProtocol(
            HttpSecurity http,
            RegisteredClients clients,
            ClientAssertions assertions,
            PushedRequests pushed,
            AuthorizationStore authorizations,
            Consents consents,
            AuthorizationPolicy policy,
            List<TokenGrantProvider> grants,
            DeviceAuthorization devices,
            Introspection introspection,
            Revocation revocation,
            DpopProofs proofs,
            Standing standing,
            SecondFactors factors,
            InstantSource clock) {
        Redirects redirects = new Redirects(issuer);
        ClientSecretAuthenticationProvider secrets =
                new ClientSecretAuthenticationProvider(clients, authorizations);
        secrets.setPasswordEncoder(new ClientSecretDigest());
        JwtClientAssertionAuthenticationProvider signed =
                new JwtClientAssertionAuthenticationProvider(clients, authorizations);
        signed.setJwtDecoderFactory(assertions);
        PublicClientAuthenticationProvider verifiers =
                new PublicClientAuthenticationProvider(clients, authorizations);
        // Our grants sign their own tokens; Spring's generator must not offer another way.
        OAuth2TokenGenerator<?> none = context -> null;
        UnknownClient unknownClient = new UnknownClient();
        OAuth2PushedAuthorizationRequestAuthenticationProvider pushes =
                new OAuth2PushedAuthorizationRequestAuthenticationProvider(pushed.endpoint());
        pushes.setAuthenticationValidator(
                OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_REDIRECT_URI_VALIDATOR
                        .andThen(new RequestedScopeCheck())
                        .andThen(new WantedKey()));
        http.securityMatcher(
                        matcher(
                                "/authorize",
                                "/par",
                                "/token",
                                "/introspect",
                                "/revoke",
                                "/devicecode"))
                .oauth2AuthorizationServer(server ->
                        server.registeredClientRepository(clients)
                                .authorizationService(authorizations)
                                .authorizationConsentService(consents)
                                .authorizationServerSettings(settings())
                                .tokenGenerator(none)
                                .clientAuthentication(client ->
                                        client.errorResponseHandler(new AuthenticationFailures())
                                                .authenticationConverter(
                                                        new ClientAssertionConverter())
                                                .authenticationConverter(
                                                        new PublicClientConverter())
                                                .authenticationProviders(
                                                        replaceBy(
                                                                new PublicClientAuthentication(
                                                                        clients, verifiers),
                                                                secrets,
                                                                signed)))
                                .authorizationEndpoint(endpoint ->
                                        endpoint.consentPage(issuer.url("/consent"))
                                                .authenticationProviders(
                                                        replaceBy(
                                                                codeRequests(
                                                                        clients,
                                                                        authorizations,
                                                                        consents,
                                                                        new WishCheck(
                                                                                factors, clock),
                                                                        policy),
                                                                new OAuth2AuthorizationConsentAuthenticationProvider(
                                                                        clients,
                                                                        authorizations,
                                                                        consents))))
                                .pushedAuthorizationRequestEndpoint(endpoint ->
                                        endpoint.authenticationProviders(replaceBy(pushes))
                                                .pushedAuthorizationResponseHandler(
                                                        new PushedAnswers()))
                                .tokenEndpoint(endpoint ->
                                        endpoint.authenticationProviders(
                                                replaceBy(
                                                        grants.toArray(
                                                                AuthenticationProvider[]::new))))
                                .deviceAuthorizationEndpoint(endpoint ->
                                        endpoint.authenticationProviders(replaceBy(devices))
                                                .deviceAuthorizationResponseHandler(
                                                        devices::answer))
                                .tokenIntrospectionEndpoint(endpoint ->
                                        endpoint.authenticationProviders(replaceBy(introspection))
                                                .errorResponseHandler(unknownClient))
                                .tokenRevocationEndpoint(endpoint ->
                                        endpoint.authenticationProviders(replaceBy(revocation))
                                                .errorResponseHandler(unknownClient)))
                .authorizeHttpRequests(routes -> routes.anyRequest().authenticated())
                .requestCache(cache -> cache.requestCache(redirects.savedRequests()))
                .addFilterAfter(
                        new PushedRequestFilter(pushed, matcher("/authorize"), clock),
                        SecurityContextHolderFilter.class)
                .addFilterAfter(
                        new StandingFilter(standing, redirects, matcher("/authorize")),
                        PushedRequestFilter.class)
                .addFilterAfter(
                        new ProofFilter(
                                factors, redirects, matcher("/authorize"), request -> false, clock),
                        StandingFilter.class)
                // After the client has authenticated, before its request is looked at.
                .addFilterBefore(new ProvenKeyFilter(proofs, issuer), AuthorizationFilter.class)
                .cors(cors -> cors.configurationSource(anyOrigin()))
                .exceptionHandling(errors ->
                        errors.defaultAuthenticationEntryPointFor(
                                        (request, response, failure) ->
                                                redirects.toPage(response, "/login"),
                                        matcher("/authorize"))
                                .defaultAuthenticationEntryPointFor(
                                        (request, response, failure) ->
                                                UnknownClient.answer(response),
                                        matcher(
                                                "/par",
                                                "/token",
                                                "/introspect",
                                                "/revoke",
                                                "/devicecode")));
        return http.build();
    }

    /** What anybody may read, and userinfo, which checks its token itself. */
    @Bean
    @Order(FIRST + 2)
    SecurityFilterChain identityDocuments(HttpSecurity http) {
        http.securityMatcher(matcher("/jwk", "/userinfo", "/pages/**", "/.well-known/**"))
                .authorizeHttpRequests(routes -> routes.anyRequest().permitAll())
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .csrf(csrf -> csrf.disable())
                .cors(cors -> cors.configurationSource(anyOrigin()));
        return http.build();
    }

    /** Spring's check of scopes knows equality only; ours knows paths and groups. */
    private static AuthenticationProvider codeRequests(
            RegisteredClients clients,
            AuthorizationStore authorizations,
            Consents consents,
            WishCheck wishes,
            AuthorizationPolicy policy) {
        OAuth2AuthorizationCodeRequestAuthenticationProvider provider =
                new OAuth2AuthorizationCodeRequestAuthenticationProvider(
                        clients, authorizations, consents);
        provider.setAuthenticationValidator(
                OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_REDIRECT_URI_VALIDATOR
                        .andThen(new RequestedScopeCheck())
                        .andThen(new WantedKey())
                        .andThen(wishes)
                        .andThen(policy));
        provider.setAuthorizationConsentRequired(policy);
        return provider;
    }

    private AuthorizationServerSettings settings() {
        return AuthorizationServerSettings.builder()
                .issuer(issuer.value())
                .authorizationEndpoint(Issuer.PREFIX + "/authorize")
                .tokenEndpoint(Issuer.PREFIX + "/token")
                .pushedAuthorizationRequestEndpoint(Issuer.PREFIX + "/par")
                .tokenIntrospectionEndpoint(Issuer.PREFIX + "/introspect")
                .tokenRevocationEndpoint(Issuer.PREFIX + "/revoke")
                .deviceAuthorizationEndpoint(Issuer.PREFIX + "/devicecode")
                .jwkSetEndpoint(Issuer.PREFIX + "/jwk")
                .build();
    }

    private static Consumer<List<AuthenticationProvider>> replaceBy(
            AuthenticationProvider... providers) {
        return defaults -> {
            defaults.clear();
            defaults.addAll(List.of(providers));
        };
    }

    /** Browser applications of other origins may use these endpoints, without cookies. */
    private static UrlBasedCorsConfigurationSource anyOrigin() {
        CorsConfiguration open = new CorsConfiguration();
        open.addAllowedOrigin("*");
        open.setAllowedMethods(List.of("GET", "POST"));
        open.setAllowedHeaders(List.of("Authorization", "Content-Type", "DPoP"));
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        for (String path :
                List.of(
                        "/token",
                        "/revoke",
                        "/devicecode",
                        "/userinfo",
                        "/jwk",
                        "/.well-known/**")) {
            source.registerCorsConfiguration(Issuer.PREFIX + path, open);
        }
        return source;
    }
}
