package io.arcipelago.orchestrator.placement;

import io.arcipelago.openstack.Flavor;
import io.arcipelago.openstack.Image;
import io.arcipelago.orchestrator.federation.SiteKey;
import io.arcipelago.orchestrator.federation.SiteOffer;
import io.arcipelago.orchestrator.federation.SiteOffer.Quota;
import io.arcipelago.orchestrator.federation.SiteOffer.Resource;
import io.arcipelago.orchestrator.placement.Choices.ServerChoice;
import io.arcipelago.orchestrator.placement.Demand.ImageDemand;
import io.arcipelago.orchestrator.placement.Demand.ServerDemand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides where a deployment goes. Pure: a site is rejected with every reason that holds, the
 * others are ordered by how much of their quotas stays free, ties by name.
 */
public final class Placement {

    private Placement() {}

    /**
     * Judges every site.
     *
     * @param wanted the person's own choice; other sites are rejected with that reason
     * @param tried sites where an attempt has failed already
     */
    public static Decision decide(
            Demand demand, List<SiteOffer> offers, Optional<SiteKey> wanted, Set<SiteKey> tried) {
        List<Judgement> judgements =
                offers.stream()
                        .map(offer -> judge(demand, offer, wanted, tried))
                        .sorted(
                                Comparator.comparing((Judgement j) -> !j.candidate().accepted())
                                        .thenComparing(
                                                (Judgement j) -> j.candidate().score(),
                                                Comparator.reverseOrder())
                                        .thenComparing(j -> j.candidate().provider())
                                        .thenComparing(j -> j.candidate().region()))
                        .toList();
        return new Decision(
                judgements.stream().map(Judgement::candidate).toList(),
                judgements.stream()
                        .filter(judgement -> judgement.candidate().accepted())
                        .findFirst()
                        .map(best ->
                                new Decision.Chosen(
                                        best.offer().site(),
                                        best.offer().project(),
                                        best.choices())));
    }

    private record Judgement(SiteOffer offer, Candidate candidate, Choices choices) {}

    private static Judgement judge(
            Demand demand, SiteOffer offer, Optional<SiteKey> wanted, Set<SiteKey> tried) {
        List<String> reasons = new ArrayList<>();
        if (wanted.isPresent() && !wanted.get().equals(offer.site())) {
            reasons.add("not the chosen site, which is " + wanted.get());
        }
        if (tried.contains(offer.site())) {
            reasons.add("an attempt here has failed already");
        }
        offer.unreachable().ifPresent(why -> reasons.add("cannot be reached: " + why));
        List<ServerChoice> servers = new ArrayList<>();
        Map<Resource, Long> needs = new EnumMap<>(Resource.class);
        if (offer.unreachable().isEmpty()) {
            for (ServerDemand server : demand.servers()) {
                Optional<Flavor> flavor = flavor(server, offer.flavors());
                Optional<Image> image = image(server.image(), offer.images());
                if (flavor.isEmpty()) {
                    reasons.add(noFlavor(server));
                }
                if (image.isEmpty()) {
                    reasons.add("no image for %s".formatted(server.image().words()));
                }
                if (flavor.isPresent() && image.isPresent()) {
                    servers.add(choice(server, flavor.get(), image.get()));
                    needs.merge(
                            Resource.VCPUS,
                            (long) flavor.get().vcpus() * server.count(),
                            Long::sum);
                    needs.merge(
                            Resource.RAM_MIB,
                            (long) flavor.get().ramMib() * server.count(),
                            Long::sum);
                }
                needs.merge(Resource.SERVERS, (long) server.count(), Long::sum);
            }
            for (Demand.VolumeDemand volume : demand.volumes()) {
                needs.merge(Resource.VOLUMES, (long) volume.count(), Long::sum);
                needs.merge(
                        Resource.VOLUME_GIB, (long) volume.sizeGib() * volume.count(), Long::sum);
            }
            if (demand.floatingIps() > 0) {
                needs.merge(Resource.FLOATING_IPS, (long) demand.floatingIps(), Long::sum);
                if (offer.externalNetwork().isEmpty()) {
                    reasons.add("no external network for a public address");
                }
            }
            addNetworking(demand, offer, needs);
            reasons.addAll(quotaReasons(offer, needs));
        }
        boolean accepted = reasons.isEmpty();
        double score = accepted ? headroom(offer, needs) : 0;
        if (accepted) {
            reasons.add(
                    "%d %% of the scarcest quota stays free".formatted(Math.round(score * 100)));
        }
        return new Judgement(
                offer,
                new Candidate(
                        offer.site().provider(),
                        offer.site().region(),
                        accepted,
                        offer.simulated(),
                        score,
                        reasons),
                new Choices(
                        servers,
                        demand.floatingIps() > 0 ? offer.externalNetwork().orElse("") : "",
                        offer.privateNetwork().orElse(""),
                        offer.simulated()));
    }

    /**
     * A security group for each node and a port for each server; where the group has no network yet
     * also one of our own, and a router with its port if servers are to be public.
     */
    private static void addNetworking(Demand demand, SiteOffer offer, Map<Resource, Long> needs) {
        long servers = needs.getOrDefault(Resource.SERVERS, 0L);
        boolean routed = offer.privateNetwork().isEmpty() && demand.floatingIps() > 0;
        needs.put(Resource.SECURITY_GROUPS, (long) demand.servers().size());
        needs.put(Resource.PORTS, servers + (routed ? 1 : 0));
        if (offer.privateNetwork().isEmpty()) {
            needs.put(Resource.NETWORKS, 1L);
            needs.put(Resource.SUBNETS, 1L);
        }
        if (routed) {
            needs.put(Resource.ROUTERS, 1L);
        }
    }

    private static ServerChoice choice(ServerDemand server, Flavor flavor, Image image) {
        return new ServerChoice(
                server.node(),
                flavor.id(),
                flavor.name(),
                image.id(),
                image.name(),
                loginUser(image));
    }

    /** The image says its administrative user, or it is named after the distribution. */
    private static String loginUser(Image image) {
        return Optional.ofNullable(image.properties().get("os_admin_user"))
                .or(() -> Optional.ofNullable(image.properties().get("os_distro")))
                .orElse("cloud-user");
    }

    private static Optional<Flavor> flavor(ServerDemand server, List<Flavor> flavors) {
        return flavors.stream()
                .filter(flavor ->
                        server.flavor()
                                .map(flavor.name()::equals)
                                .orElseGet(() -> bigEnough(server, flavor)))
                .min(
                        Comparator.comparingInt(Flavor::vcpus)
                                .thenComparingInt(Flavor::ramMib)
                                .thenComparingInt(Flavor::diskGib)
                                .thenComparing(Flavor::name));
    }

    private static boolean bigEnough(ServerDemand server, Flavor flavor) {
        return flavor.vcpus() >= server.vcpus()
                && flavor.ramMib() * 1024L * 1024 >= server.ramBytes()
                && flavor.diskGib() * 1024L * 1024 * 1024 >= server.diskBytes();
    }

    private static String noFlavor(ServerDemand server) {
        return server.flavor()
                .map(name -> "no flavor " + name)
                .orElseGet(() ->
                        "no flavor with %d vCPU, %d MiB memory and %d GiB disk"
                                .formatted(
                                        server.vcpus(),
                                        server.ramBytes() / (1024 * 1024),
                                        server.diskBytes() / (1024L * 1024 * 1024)));
    }

    private static Optional<Image> image(ImageDemand wanted, List<Image> images) {
        return images.stream()
                .filter(image ->
                        wanted.name().map(image.name()::equals).orElseGet(() -> has(image, wanted)))
                .min(Comparator.comparing(Image::name).thenComparing(Image::id));
    }

    private static boolean has(Image image, ImageDemand wanted) {
        return same(image, "os_type", wanted.type())
                && same(image, "os_distro", wanted.distribution())
                && same(image, "os_version", wanted.version())
                && same(image, "architecture", wanted.architecture());
    }

    /** A property that an image does not tell is not held against it, except which system it is. */
    private static boolean same(Image image, String property, Optional<String> wanted) {
        String value = image.properties().get(property);
        if (wanted.isEmpty()) {
            return true;
        }
        boolean mayBeUntold = property.equals("os_type") || property.equals("architecture");
        return value == null ? mayBeUntold : value.equalsIgnoreCase(wanted.get());
    }

    private static List<String> quotaReasons(SiteOffer offer, Map<Resource, Long> needs) {
        List<String> reasons = new ArrayList<>();
        needs.forEach((resource, need) -> {
            Quota quota = offer.quotas().get(resource);
            if (quota != null && quota.free() < need) {
                reasons.add(
                        "quota: needs %d %s, %d of %d are free"
                                .formatted(need, resource.words(), quota.free(), quota.limit()));
            }
        });
        return reasons;
    }

    /** The smallest share of a quota that stays free after the deployment. */
    private static double headroom(SiteOffer offer, Map<Resource, Long> needs) {
        double least = 1;
        for (Map.Entry<Resource, Long> need : needs.entrySet()) {
            Quota quota = offer.quotas().get(need.getKey());
            if (quota != null && quota.limit() > 0) {
                least = Math.min(least, (quota.free() - need.getValue()) / (double) quota.limit());
            }
        }
        return least;
    }
}
