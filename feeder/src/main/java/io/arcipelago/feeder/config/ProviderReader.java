package io.arcipelago.feeder.config;

import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Location;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.contracts.registry.ProviderType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One element of the parts {@code openstack} and {@code kubernetes} of a file. */
final class ProviderReader {

    private final String file;
    private final ProviderType type;
    private final TrustedIssuers trusted;

    ProviderReader(String file, ProviderType type, TrustedIssuers trusted) {
        this.file = file;
        this.type = type;
        this.trusted = trusted;
    }

    /** Empty, with the reasons noted, if the provider cannot be used. */
    Optional<ProviderConfig> read(Section section) {
        Optional<String> name = section.required("name");
        String description = section.text("description").orElse("");
        ProviderStatus status = status(section);
        boolean isPublic = section.flag("is_public", false);
        List<String> mails = Values.mails(section, "support_emails");
        Optional<String> endpoint = Values.url(section, "auth_url");
        List<IdentityProvider> issuers = issuers(section);
        List<Region> regions = regions(section);
        List<ProjectConfig> projects =
                new ProjectReader(trusted, issuers, regions.stream().map(Region::name).toList())
                        .read(section);
        section.ignore("block_storage_vol_types");
        boolean openStack = type == ProviderType.OPENSTACK;
        List<String> imageTags = openStack ? section.texts("image_tags") : List.of();
        List<String> networkTags = openStack ? section.texts("network_tags") : List.of();
        Optional<String> caPath = openStack ? Optional.empty() : section.text("ca_path");
        section.end();
        if (name.isEmpty() || endpoint.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ProviderConfig(
                        file,
                        new ProviderSnapshot.Provider(
                                name.get(),
                                type,
                                description,
                                status,
                                isPublic,
                                mails,
                                endpoint.get()),
                        issuers,
                        regions,
                        projects,
                        imageTags,
                        networkTags,
                        caPath));
    }

    private static ProviderStatus status(Section section) {
        Optional<String> text = section.text("status");
        Optional<ProviderStatus> status =
                text.flatMap(word ->
                        Arrays.stream(ProviderStatus.values())
                                .filter(it -> it.wire().equals(word))
                                .findFirst());
        if (text.isPresent() && status.isEmpty()) {
            List<String> known =
                    Arrays.stream(ProviderStatus.values()).map(ProviderStatus::wire).toList();
            section.error(
                    "status",
                    "'status' is '" + text.get() + "'",
                    Spelling.nearest(text.get(), known)
                            .map(it -> "Did you mean '" + it + "'?")
                            .orElse("Write one of " + String.join(", ", known)));
        }
        return status.orElse(ProviderStatus.ACTIVE);
    }

    private List<IdentityProvider> issuers(Section provider) {
        List<IdentityProvider> issuers = new ArrayList<>();
        Set<String> endpoints = new HashSet<>();
        Set<String> names = new HashSet<>();
        List<Section> sections = provider.sections("identity_providers");
        if (sections.isEmpty()) {
            provider.error(
                    "identity_providers",
                    "the provider trusts no issuer",
                    "Add 'identity_providers' with the issuer's name in its Keystone");
        }
        for (Section section : sections) {
            Optional<String> endpoint = Values.url(section, "endpoint");
            boolean openStack = type == ProviderType.OPENSTACK;
            Optional<String> name = openStack ? section.required("name") : section.text("name");
            Optional<String> protocol =
                    openStack ? section.required("protocol") : section.text("protocol");
            Optional<String> audience = section.text("audience");
            section.end();
            if (endpoint.isPresent() && !endpoints.add(endpoint.get())) {
                section.error(
                        "endpoint",
                        "issuer '" + endpoint.get() + "' is named twice",
                        "Keep one of the two");
            }
            if (name.isPresent() && !names.add(name.get())) {
                section.error(
                        "name",
                        "two issuers have the name '" + name.get() + "'",
                        "Each has a name of its own in Keystone");
            }
            endpoint.flatMap(it -> trusted(section, it))
                    .map(it ->
                            new IdentityProvider(
                                    it.issuer(),
                                    it.groupClaim(),
                                    it.description(),
                                    name.orElse(null),
                                    protocol.orElse(null),
                                    audience.orElse(null),
                                    it.groups()))
                    .ifPresent(issuers::add);
        }
        return issuers;
    }

    private Optional<TrustedIssuers.TrustedIssuer> trusted(Section section, String endpoint) {
        Optional<TrustedIssuers.TrustedIssuer> issuer = trusted.issuer(endpoint);
        if (issuer.isEmpty()) {
            section.error(
                    "endpoint",
                    "'" + endpoint + "' is none of this file's trusted_idps",
                    Spelling.nearest(endpoint, trusted.endpoints())
                            .map(it -> "Did you mean '" + it + "'? Every letter counts")
                            .orElse("Add it there with its groups"));
        }
        return issuer;
    }

    private List<Region> regions(Section provider) {
        List<Region> regions = new ArrayList<>();
        for (Section section : provider.sections("regions")) {
            Optional<Region> region = region(section);
            if (region.isPresent()
                    && regions.stream().anyMatch(it -> it.name().equals(region.get().name()))) {
                section.error(
                        "name",
                        "region '" + region.get().name() + "' is declared twice",
                        "Keep one of the two");
            } else {
                region.ifPresent(regions::add);
            }
        }
        if (regions.isEmpty()) {
            String name = type == ProviderType.OPENSTACK ? "RegionOne" : "default";
            regions.add(new Region(name, "", 1.0, 1.0, 10.0, 10.0, null, List.of()));
        }
        return regions;
    }

    private static Optional<Region> region(Section section) {
        Optional<String> name = section.required("name");
        String description = section.text("description").orElse("");
        double cpu = section.number("overbooking_cpu", 0, Double.MAX_VALUE, 1.0);
        double ram = section.number("overbooking_ram", 0, Double.MAX_VALUE, 1.0);
        double in = section.number("bandwidth_in", 0, Double.MAX_VALUE, 10.0);
        double out = section.number("bandwidth_out", 0, Double.MAX_VALUE, 10.0);
        Optional<Location> location = section.section("location").flatMap(ProviderReader::location);
        section.end();
        return name.map(it ->
                new Region(it, description, cpu, ram, in, out, location.orElse(null), List.of()));
    }

    private static Optional<Location> location(Section section) {
        Optional<String> site = section.required("site");
        Optional<String> country = section.required("country").flatMap(it -> country(section, it));
        Optional<Double> latitude = degrees(section, "latitude", 90);
        Optional<Double> longitude = degrees(section, "longitude", 180);
        String description = section.text("description").orElse("");
        section.end();
        return site.isEmpty() || country.isEmpty() || latitude.isEmpty() || longitude.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Location(
                                site.get(),
                                country.get(),
                                latitude.get(),
                                longitude.get(),
                                description));
    }

    private static Optional<Double> degrees(Section section, String key, double most) {
        if (!section.has(key)) {
            section.missing(key);
        }
        return section.optionalNumber(key, -most, most);
    }

    private static Optional<String> country(Section section, String name) {
        if (Countries.known(name)) {
            return Optional.of(name);
        }
        section.error(
                "country",
                "'" + name + "' is no country's English short name (ISO 3166-1)",
                Countries.meant(name)
                        .map(it -> "Did you mean '" + it + "'?")
                        .orElse("Write it as in 'Italy'"));
        return Optional.empty();
    }
}
