package io.arcipelago.feeder.feed;

import io.arcipelago.contracts.registry.FeedResult;
import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.RegistryFeed;
import io.arcipelago.feeder.FeederProperties;
import io.arcipelago.feeder.scan.NoTokenException;
import io.arcipelago.feeder.token.ConfiguredTokens;
import io.arcipelago.openstack.Sleeper;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** Hands snapshots to the registry, again if that may help. */
@Component
class RegistryDoor {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LONGEST_REASON = 500;

    private final FeederProperties.Registry settings;
    private final ConfiguredTokens tokens;

    RegistryDoor(FeederProperties properties, ConfiguredTokens tokens) {
        this.settings = properties.registry();
        this.tokens = tokens;
    }

    /** The registry did not take a snapshot; the message says why and what to do. */
    static final class NotTakenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotTakenException(String message) {
            super(message);
        }
    }

    /**
     * Sends a snapshot. It is the same whether it arrives once or twice, so an unclear outcome is
     * repeated.
     */
    FeedResult send(ProviderSnapshot snapshot) throws InterruptedException {
        URI url = settings.url();
        if (url == null) {
            throw new NotTakenException(
                    "There is no registry to feed. Set arcipelago.feeder.registry.url");
        }
        boolean renewed = false;
        for (int attempt = 1; ; attempt++) {
            String token = token();
            try {
                return door(url, token).feed(snapshot);
            } catch (RestClientResponseException e) {
                HttpStatusCode status = e.getStatusCode();
                if (status.value() == 401 && !renewed) {
                    tokens.registryRefused(token);
                    renewed = true;
                } else if (attempt >= settings.attempts() || !mayPass(status)) {
                    throw refused(e);
                }
            } catch (ResourceAccessException e) {
                if (attempt >= settings.attempts()) {
                    throw new NotTakenException(
                            "The registry does not answer at %s. Check that it runs; the next"
                                            .formatted(url)
                                    + " feed tries again");
                }
            } catch (RestClientException e) {
                throw new NotTakenException(
                        "The registry's answer was not understood: " + e.getMessage());
            }
            pause(attempt);
        }
    }

    private String token() {
        try {
            return tokens.registryToken();
        } catch (NoTokenException e) {
            throw new NotTakenException("For the registry, " + e.getMessage());
        }
    }

    private RegistryFeed door(URI url, String token) {
        JdkClientHttpRequestFactory requests =
                new JdkClientHttpRequestFactory(
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .connectTimeout(CONNECT)
                                .build());
        requests.setReadTimeout(settings.timeout());
        RestClient client =
                RestClient.builder()
                        .baseUrl(url)
                        .requestFactory(requests)
                        .defaultHeader("Authorization", "Bearer " + token)
                        .build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
                .build()
                .createClient(RegistryFeed.class);
    }

    private static boolean mayPass(HttpStatusCode status) {
        return status.is5xxServerError() || status.value() == 429 || status.value() == 408;
    }

    private static NotTakenException refused(RestClientResponseException e) {
        String said = e.getResponseBodyAsString();
        String reason = said.length() > LONGEST_REASON ? said.substring(0, LONGEST_REASON) : said;
        String remedy =
                switch (e.getStatusCode().value()) {
                    case 401 ->
                            "Check the feeder's client and the issuers that the registry trusts";
                    case 403 -> "Give the feeder's client the scope registry:feed";
                    case 409 ->
                            "It has a later snapshot of this provider; the next feed settles it";
                    case 413 -> "Raise arcipelago.registry.max-snapshot there";
                    default -> "The next feed tries again";
                };
        return new NotTakenException(
                "The registry refused the snapshot with %d: %s. %s"
                        .formatted(e.getStatusCode().value(), reason, remedy));
    }

    private void pause(int attempt) throws InterruptedException {
        long full = settings.firstBackoff().toMillis() << Math.min(attempt - 1, 10);
        Sleeper.system()
                .sleep(
                        Duration.ofMillis(
                                full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1)));
    }
}
