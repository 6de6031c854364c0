package io.arcipelago.registry.v1;

import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.platform.service.ServiceDescriptor;
import io.arcipelago.platform.testing.RunningApp;
import io.arcipelago.platform.testing.TestTokens;
import io.arcipelago.registry.RegistryConfiguration;
import io.arcipelago.registry.RegistrySettings;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.state.SampleFederation;
import io.arcipelago.registry.state.Uids;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Version 1 on a port of its own, with an issuer, over a registry in memory. */
final class V1App implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final String BASE = "/registry/api/v1/";

    final TestTokens tokens = TestTokens.start();
    final RunningApp app;
    final MemoryRegistry registry;

    /**
     * Version 1 only, without the store. Not annotated as a configuration, so that no scan of the
     * registry's packages finds it.
     */
    @EnableAutoConfiguration(exclude = RegistryConfiguration.class)
    @EnableConfigurationProperties(RegistrySettings.class)
    @ComponentScan({"io.arcipelago.registry.v1", "io.arcipelago.registry.access"})
    static class App {

        @Bean
        ServiceDescriptor registryService() {
            return new ServiceDescriptor("registry", "io.arcipelago.registry");
        }

        @Bean
        InstantSource clock() {
            return InstantSource.system();
        }

        @Bean
        MemoryRegistry memoryRegistry() {
            return new MemoryRegistry();
        }
    }

    private V1App(String... properties) {
        List<String> all = new ArrayList<>(List.of(tokens.propertyPairs()));
        all.addAll(List.of(properties));
        app = RunningApp.start(App.class, all.toArray(String[]::new));
        registry = app.context().getBean(MemoryRegistry.class);
    }

    static V1App start(String... properties) {
        return new V1App(properties);
    }

    V1App with(ProviderState... states) {
        for (ProviderState state : states) {
            registry.put(state);
        }
        return this;
    }

    /** The two sample providers, with this issuer; its endpoint is written with a slash. */
    V1App withSample() {
        return with(
                SampleFederation.stateOf(trusting(SampleFederation.elba())),
                SampleFederation.stateOf(trusting(SampleFederation.veneto())));
    }

    String endpoint() {
        return tokens.issuer() + "/";
    }

    /** The same snapshot with this issuer in place of the sample's. */
    ProviderSnapshot trusting(ProviderSnapshot read) {
        return new ProviderSnapshot(
                read.takenAt(),
                read.provider(),
                read.identityProviders().stream()
                        .map(it ->
                                new IdentityProvider(
                                        endpoint(),
                                        it.groupClaim(),
                                        it.description(),
                                        it.name(),
                                        it.protocol(),
                                        it.audience(),
                                        it.userGroups()))
                        .toList(),
                read.regions(),
                read.projects(),
                read.facets(),
                read.flavors(),
                read.images(),
                read.networks(),
                read.quotas(),
                read.findings());
    }

    String uid(ProviderSnapshot snapshot) {
        return Uids.derived().provider(snapshot.provider());
    }

    String admin() {
        return tokens.adminToken("carla");
    }

    String member(String... groups) {
        return tokens.token("alice", List.of(groups), List.of("openid"));
    }

    /** GETs a path below version 1, with a token unless it is null. */
    HttpResponse<String> get(String path, @Nullable String token) {
        return send("GET", path, null, token);
    }

    HttpResponse<String> send(
            String method, String path, @Nullable String body, @Nullable String token) {
        List<String> headers = new ArrayList<>();
        if (token != null) {
            headers.addAll(List.of("Authorization", "Bearer " + token));
        }
        if (body != null) {
            headers.addAll(List.of("Content-Type", "application/json"));
        }
        return app.send(method, BASE + path, body, headers.toArray(String[]::new));
    }

    /** What a good answer says. */
    JsonNode read(String path, String token) {
        HttpResponse<String> answer = get(path, token);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** The texts of a member of each element. */
    static List<String> each(JsonNode array, String member) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.path(member).asString()));
        return texts;
    }

    @Override
    public void close() {
        app.close();
        tokens.close();
    }
}
