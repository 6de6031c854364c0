package io.arcipelago.orchestrator.federation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The sites of the federation, while no registry tells them.
 *
 * @param sites one entry for each region of each provider
 * @param surveyTimeout how long a site may take to say what it offers
 * @param maxConcurrentRequests requests in flight to one site at a time
 * @param requestTimeout the longest wait for one answer of a site
 */
@Validated
@ConfigurationProperties("arcipelago.federation")
public record FederationProperties(
        @DefaultValue List<@Valid SiteEntry> sites,
        @DefaultValue("10s") Duration surveyTimeout,
        @DefaultValue("16") int maxConcurrentRequests,
        @DefaultValue("20s") Duration requestTimeout) {

    public FederationProperties {
        sites = List.copyOf(sites);
    }

    /**
     * A region of an OpenStack provider.
     *
     * @param keystone the identity endpoint
     * @param identityProvider our issuer's name in the site's Keystone
     * @param protocol the federation protocol's name there
     * @param projects the project for each group
     * @param slas the id of each group's service level agreement with the provider, where it has
     *     one
     * @param location a place for people, such as a town
     * @param externalNetwork the network that floating addresses come from; the site's default
     *     external network if absent
     * @param privateNetwork an existing network for servers, which must be routed to the external
     *     one; each deployment makes its own if absent
     */
    public record SiteEntry(
            @NotBlank String provider,
            @NotBlank String region,
            URI keystone,
            @NotBlank String identityProvider,
            @DefaultValue("openid") String protocol,
            @NotEmpty Map<String, String> projects,
            @DefaultValue Map<String, String> slas,
            @Nullable String location,
            @Nullable String externalNetwork,
            @Nullable String privateNetwork) {

        public SiteEntry {
            projects = Map.copyOf(projects);
            slas = Map.copyOf(slas);
        }

        public SiteKey key() {
            return new SiteKey(provider, region);
        }
    }
}
