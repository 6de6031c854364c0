package io.arcipelago.orchestrator.federation;

import io.arcipelago.openstack.Flavor;
import io.arcipelago.openstack.Image;
import io.arcipelago.openstack.Network;
import io.arcipelago.openstack.NetworkFilter;
import io.arcipelago.openstack.OpenStackClient;
import io.arcipelago.openstack.ProjectQuotas;
import io.arcipelago.openstack.QuotaUsage;
import io.arcipelago.orchestrator.federation.FederationProperties.SiteEntry;
import io.arcipelago.orchestrator.federation.SiteDirectory.ProjectOnSite;
import io.arcipelago.orchestrator.federation.SiteOffer.Quota;
import io.arcipelago.orchestrator.federation.SiteOffer.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Asks sites what a group finds there. Flavors, images and networks are remembered for half a
 * minute, since they change rarely and every placement needs them; quotas are always asked for.
 */
@Component
public class SiteSurvey {

    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final SiteDirectory directory;
    private final FederationProperties properties;
    private final InstantSource clock;
    private final Map<Place, Inventory> inventories = new ConcurrentHashMap<>();

    public SiteSurvey(
            SiteDirectory directory, FederationProperties properties, InstantSource clock) {
        this.directory = directory;
        this.properties = properties;
        this.clock = clock;
    }

    private record Place(SiteKey site, String project) {}

    private record Inventory(
            List<Flavor> flavors, List<Image> images, List<Network> networks, Instant readAt) {}

    /**
     * What the group finds on each of its sites, asked of all at once. A site that fails or takes
     * too long is in the answer as unreachable.
     *
     * @param accessToken a token of the person on whose behalf is asked
     */
    public List<SiteOffer> survey(String group, Supplier<String> accessToken) {
        List<ProjectOnSite> places = directory.forGroup(group);
        List<SiteOffer> offers = new ArrayList<>();
        // The executor is not closed: closing waits for a site that hangs.
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<SiteOffer>> answers =
                    places.stream()
                            .map(place -> threads.submit(() -> ask(place, accessToken)))
                            .toList();
            Instant deadline = clock.instant().plus(properties.surveyTimeout());
            for (int i = 0; i < places.size(); i++) {
                offers.add(await(places.get(i), answers.get(i), deadline));
            }
        } finally {
            threads.shutdownNow();
        }
        return offers;
    }

    private SiteOffer await(ProjectOnSite place, Future<SiteOffer> answer, Instant deadline) {
        try {
            long millis = Math.max(1, Duration.between(clock.instant(), deadline).toMillis());
            return answer.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return unreachable(
                    place,
                    "no answer within %d s".formatted(properties.surveyTimeout().toSeconds()));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String message = cause.getMessage();
            return unreachable(place, message == null ? cause.toString() : message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unreachable(place, "interrupted");
        }
    }

    private SiteOffer unreachable(ProjectOnSite place, String reason) {
        return SiteOffer.unreachable(
                place.site().key(),
                place.project(),
                Optional.ofNullable(place.site().location()),
                reason,
                clock.instant());
    }

    private SiteOffer ask(ProjectOnSite place, Supplier<String> accessToken) {
        SiteEntry site = place.site();
        OpenStackClient client = directory.open(site.key(), place.project(), accessToken);
        Map<Resource, Quota> quotas = quotas(client.quotas());
        Inventory inventory = inventory(new Place(site.key(), place.project()), client);
        return new SiteOffer(
                site.key(),
                place.project(),
                Optional.ofNullable(site.location()),
                Optional.empty(),
                inventory.flavors(),
                inventory.images(),
                quotas,
                external(site, inventory.networks()),
                Optional.ofNullable(site.privateNetwork())
                        .flatMap(name -> byName(inventory.networks(), name))
                        .map(Network::id),
                clock.instant());
    }

    private Inventory inventory(Place place, OpenStackClient client) {
        Inventory known = inventories.get(place);
        if (known != null && known.readAt().plus(REMEMBERED).isAfter(clock.instant())) {
            return known;
        }
        Inventory read =
                new Inventory(
                        client.compute().flavors(),
                        client.images().activeImages(),
                        client.network().networks(NetworkFilter.all()),
                        clock.instant());
        inventories.put(place, read);
        return read;
    }

    private static Optional<String> external(SiteEntry site, List<Network> networks) {
        String named = site.externalNetwork();
        if (named != null) {
            return byName(networks, named).map(Network::id);
        }
        return networks.stream()
                .filter(Network::external)
                .min(
                        Comparator.comparing((Network network) -> !network.isDefault())
                                .thenComparing(Network::name))
                .map(Network::id);
    }

    private static Optional<Network> byName(List<Network> networks, String name) {
        return networks.stream().filter(network -> network.name().equals(name)).findFirst();
    }

    private static Map<Resource, Quota> quotas(ProjectQuotas quotas) {
        Map<Resource, Quota> result = new EnumMap<>(Resource.class);
        add(result, Resource.VCPUS, quotas.compute().get("cores"));
        add(result, Resource.RAM_MIB, quotas.compute().get("ram"));
        add(result, Resource.SERVERS, quotas.compute().get("instances"));
        add(result, Resource.VOLUMES, quotas.volume().get("volumes"));
        add(result, Resource.VOLUME_GIB, quotas.volume().get("gigabytes"));
        add(result, Resource.FLOATING_IPS, quotas.network().get("floatingip"));
        add(result, Resource.NETWORKS, quotas.network().get("network"));
        add(result, Resource.SUBNETS, quotas.network().get("subnet"));
        add(result, Resource.ROUTERS, quotas.network().get("router"));
        add(result, Resource.PORTS, quotas.network().get("port"));
        add(result, Resource.SECURITY_GROUPS, quotas.network().get("security_group"));
        return result;
    }

    private static void add(
            Map<Resource, Quota> result,
            Resource resource,
            @org.jspecify.annotations.Nullable QuotaUsage quota) {
        if (quota != null) {
            result.put(resource, new Quota(quota.limit(), quota.used() + quota.reserved()));
        }
    }
}
