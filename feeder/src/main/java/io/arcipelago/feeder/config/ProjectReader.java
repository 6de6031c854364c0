package io.arcipelago.feeder.config;

import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ServiceType;
import io.arcipelago.feeder.config.ProjectSettings.Proxy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The part {@code projects} of a provider. */
final class ProjectReader {

    private static final Map<String, ServiceType> SERVICES =
            Map.of(
                    "compute", ServiceType.COMPUTE,
                    "block_storage", ServiceType.BLOCK_STORAGE,
                    "network", ServiceType.NETWORK,
                    "object_store", ServiceType.OBJECT_STORE);

    private static final Map<ServiceType, List<String>> RESOURCES =
            Map.of(
                    ServiceType.COMPUTE, List.of("cores", "instances", "ram"),
                    ServiceType.BLOCK_STORAGE,
                            List.of("gigabytes", "per_volume_gigabytes", "volumes"),
                    ServiceType.NETWORK,
                            List.of(
                                    "public_ips",
                                    "networks",
                                    "ports",
                                    "security_groups",
                                    "security_group_rules"),
                    ServiceType.OBJECT_STORE, List.of("bytes", "containers", "objects"));

    private final TrustedIssuers trusted;
    private final List<IdentityProvider> issuers;
    private final List<String> regions;
    private final Set<String> ids = new HashSet<>();
    private final Map<String, String> projectOfAgreement = new HashMap<>();

    ProjectReader(TrustedIssuers trusted, List<IdentityProvider> issuers, List<String> regions) {
        this.trusted = trusted;
        this.issuers = issuers;
        this.regions = regions;
    }

    List<ProjectConfig> read(Section provider) {
        if (!provider.has("projects")) {
            provider.missing("projects");
        }
        List<ProjectConfig> projects = new ArrayList<>();
        for (Section section : provider.sections("projects")) {
            project(section).ifPresent(projects::add);
        }
        return projects;
    }

    private Optional<ProjectConfig> project(Section section) {
        Optional<String> id = section.required("id");
        Optional<String> sla = section.required("sla");
        ProjectSettings settings = settings(section);
        Map<String, ProjectSettings> byRegion = new LinkedHashMap<>();
        for (Section region : section.sections("per_region_props")) {
            perRegion(region, byRegion);
        }
        Optional<String> displayName = section.text("x_name");
        section.end();
        if (id.isPresent() && !ids.add(id.get())) {
            section.error(
                    "id",
                    "project '" + id.get() + "' is declared twice for this provider",
                    "Keep one of the two");
        }
        if (id.isEmpty() || sla.isEmpty()) {
            return Optional.empty();
        }
        noteSharing(section, id.get(), sla.get());
        return party(section, sla.get())
                .map(party ->
                        new ProjectConfig(
                                id.get(),
                                displayName,
                                sla.get(),
                                party.issuer(),
                                party.group(),
                                settings,
                                byRegion));
    }

    private void noteSharing(Section section, String id, String sla) {
        String other = projectOfAgreement.putIfAbsent(sla, id);
        if (other != null) {
            section.warning(
                    "sla",
                    "project '" + other + "' is under the same agreement '" + sla + "'",
                    "Both are fed; give each an agreement of its own if clients of the first"
                            + " interface must tell them apart");
        }
    }

    private Optional<TrustedIssuers.Party> party(Section section, String sla) {
        Optional<TrustedIssuers.Party> party = trusted.party(sla);
        if (party.isEmpty()) {
            section.error(
                    "sla",
                    "agreement '" + sla + "' is none of this file's",
                    Spelling.nearest(sla, trusted.agreements())
                            .map(it -> "Did you mean '" + it + "'?")
                            .orElse("Add it under 'slas' of the group it is with"));
            return Optional.empty();
        }
        boolean accepted =
                issuers.stream().anyMatch(it -> it.endpoint().equals(party.get().issuer()));
        if (!accepted) {
            section.error(
                    "sla",
                    "agreement '"
                            + sla
                            + "' is with a group of '"
                            + party.get().issuer()
                            + "', which this provider does not trust",
                    "Add that issuer to the provider's 'identity_providers'");
            return Optional.empty();
        }
        return party;
    }

    private void perRegion(Section section, Map<String, ProjectSettings> byRegion) {
        Optional<String> name = section.required("region_name");
        ProjectSettings settings = settings(section);
        section.end();
        if (name.isEmpty()) {
            return;
        }
        if (!regions.contains(name.get())) {
            section.error(
                    "region_name",
                    "'" + name.get() + "' is none of this provider's regions",
                    "Its regions are " + String.join(", ", regions) + "; case matters");
        } else if (byRegion.putIfAbsent(name.get(), settings) != null) {
            section.error(
                    "region_name",
                    "region '" + name.get() + "' is given twice",
                    "Keep one of the two");
        }
    }

    private static ProjectSettings settings(Section section) {
        return new ProjectSettings(
                section.text("default_public_net"),
                section.text("default_private_net"),
                section.section("private_net_proxy").flatMap(ProjectReader::proxy),
                section.section("per_user_limits").map(ProjectReader::limits).orElse(Map.of()));
    }

    private static Optional<Proxy> proxy(Section section) {
        section.alias("ip", "host");
        Optional<String> host = Values.host(section, "host");
        Optional<String> user = section.required("user");
        section.end();
        return host.flatMap(it -> user.map(account -> new Proxy(it, account)));
    }

    private static Map<ServiceType, SortedMap<String, Long>> limits(Section section) {
        Map<ServiceType, SortedMap<String, Long>> limits = new EnumMap<>(ServiceType.class);
        SERVICES.forEach((key, service) ->
                section.section(key)
                        .ifPresent(it -> {
                            SortedMap<String, Long> values = resources(it, service);
                            if (!values.isEmpty()) {
                                limits.put(service, values);
                            }
                        }));
        section.end();
        return limits;
    }

    private static SortedMap<String, Long> resources(Section section, ServiceType service) {
        if (service == ServiceType.BLOCK_STORAGE) {
            section.alias("per_volumes_gigabytes", "per_volume_gigabytes");
        }
        SortedMap<String, Long> values = new TreeMap<>();
        for (String resource : RESOURCES.getOrDefault(service, List.of())) {
            section.limit(resource).ifPresent(limit -> values.put(resource, limit));
        }
        section.end();
        return values;
    }
}
