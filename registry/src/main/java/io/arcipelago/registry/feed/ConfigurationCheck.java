package io.arcipelago.registry.feed;

import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Location;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.Service;
import io.arcipelago.contracts.registry.ProviderSnapshot.ServiceLevelAgreement;
import io.arcipelago.contracts.registry.ProviderSnapshot.UserGroup;
import io.arcipelago.registry.state.GroupKey;
import io.arcipelago.registry.state.ItemKey;
import io.arcipelago.registry.state.ProviderItems;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks what the provider's configuration says. */
final class ConfigurationCheck {

    private final Provider provider;
    private final Refusals refusals;
    private final Set<String> documents = new HashSet<>();

    ConfigurationCheck(Provider provider, Refusals refusals) {
        this.provider = provider;
        this.refusals = refusals;
    }

    List<Region> regions(List<Region> regions) {
        return refusals
                .sound(
                        regions,
                        region -> ItemKey.region(provider, region.name()),
                        ConfigurationCheck::place,
                        region ->
                                Stream.of(
                                        Values.name("name", region.name()),
                                        positive("overbooking of CPUs", region.overbookingCpu()),
                                        positive("overbooking of RAM", region.overbookingRam()),
                                        notNegative("bandwidth in", region.bandwidthIn()),
                                        notNegative("bandwidth out", region.bandwidthOut())))
                .stream()
                .map(this::partsOf)
                .toList();
    }

    private Region partsOf(Region region) {
        Location location = region.location();
        Optional<Fault> fault = location == null ? Optional.empty() : fault(location);
        fault.ifPresent(it ->
                refusals.refuse(
                        ItemKey.region(provider, region.name()), place(region) + ", location", it));
        return new Region(
                region.name(),
                region.description(),
                region.overbookingCpu(),
                region.overbookingRam(),
                region.bandwidthIn(),
                region.bandwidthOut(),
                fault.isPresent() ? null : location,
                services(region));
    }

    private List<Service> services(Region region) {
        return refusals.sound(
                region.services(),
                service ->
                        ItemKey.service(
                                provider, region.name(), service.type(), service.endpoint()),
                service -> place(region) + ", service " + service.name(),
                service ->
                        Stream.of(
                                Values.name("name", service.name()),
                                url("endpoint", service.endpoint())));
    }

    private static Optional<Fault> fault(Location location) {
        if (!Values.country(location.country())) {
            return Optional.of(
                    new Fault(
                            "Its country is '%s'".formatted(Values.shortened(location.country())),
                            "Use the English short name of ISO 3166-1, such as Italy"));
        }
        if (!(Math.abs(location.latitude()) <= 90) || !(Math.abs(location.longitude()) <= 180)) {
            return Optional.of(
                    new Fault(
                            "Its latitude is %s and its longitude %s"
                                    .formatted(location.latitude(), location.longitude()),
                            "Use degrees north from -90 to 90 and east from -180 to 180"));
        }
        return Values.name("site", location.site());
    }

    List<IdentityProvider> issuers(
            List<IdentityProvider> issuers, Function<String, Optional<GroupKey>> owner) {
        return refusals
                .sound(
                        issuers,
                        issuer -> ItemKey.identityProvider(issuer.endpoint()),
                        issuer -> "issuer " + issuer.endpoint(),
                        issuer ->
                                Stream.of(
                                        url("endpoint", issuer.endpoint()),
                                        Values.name("group claim", issuer.groupClaim())))
                .stream()
                .map(issuer ->
                        ProviderItems.with(
                                issuer, groups(issuer.endpoint(), issuer.userGroups(), owner)))
                .toList();
    }

    private List<UserGroup> groups(
            String issuer, List<UserGroup> groups, Function<String, Optional<GroupKey>> owner) {
        return refusals
                .sound(
                        groups,
                        group -> ItemKey.userGroup(new GroupKey(issuer, group.name())),
                        group -> "group " + group.name(),
                        group -> Stream.of(Values.name("name", group.name())))
                .stream()
                .map(group ->
                        new UserGroup(
                                group.name(),
                                group.description(),
                                agreements(
                                        new GroupKey(issuer, group.name()),
                                        group.agreements(),
                                        owner)))
                .toList();
    }

    private List<ServiceLevelAgreement> agreements(
            GroupKey group,
            List<ServiceLevelAgreement> agreements,
            Function<String, Optional<GroupKey>> owner) {
        return refusals.sound(
                agreements,
                agreement -> ItemKey.agreement(agreement.documentId()),
                agreement ->
                        "group %s, agreement %s".formatted(group.name(), agreement.documentId()),
                agreement ->
                        Stream.of(
                                Values.name("document id", agreement.documentId()),
                                dates(agreement),
                                owned(agreement.documentId(), group, owner)));
    }

    private static Optional<Fault> dates(ServiceLevelAgreement agreement) {
        return agreement.startDate().isBefore(agreement.endDate())
                ? Optional.empty()
                : Optional.of(
                        new Fault(
                                "It starts on %s and ends on %s"
                                        .formatted(agreement.startDate(), agreement.endDate()),
                                "Let it end after it has started"));
    }

    private Optional<Fault> owned(
            String document, GroupKey group, Function<String, Optional<GroupKey>> owner) {
        if (!documents.add(document)) {
            return Optional.of(
                    new Fault(
                            "Its document id is another agreement's in this snapshot",
                            "Give each agreement a document of its own"));
        }
        return owner.apply(document)
                .filter(known -> !known.equals(group))
                .map(known ->
                        new Fault(
                                "Its document id is that of an agreement with another group, %s"
                                        .formatted(known.name()),
                                "Give each agreement a document of its own"));
    }

    List<Project> projects(List<Project> projects, Set<String> sound) {
        return refusals.sound(
                projects,
                project -> ItemKey.project(provider, project.id()),
                project -> "project " + project.id(),
                project ->
                        Stream.of(
                                Values.name("id", project.id()),
                                Values.name("name", project.name()),
                                agreed(project.agreement(), sound)));
    }

    private static Optional<Fault> agreed(@Nullable String document, Set<String> sound) {
        return document == null || sound.contains(document)
                ? Optional.empty()
                : Optional.of(
                        new Fault(
                                "Its agreement %s is of none of the provider's groups"
                                        .formatted(Values.shortened(Objects.toString(document))),
                                "Declare the agreement with its group, or correct the id"));
    }

    private static String place(Region region) {
        return "region " + region.name();
    }

    private static Optional<Fault> url(String what, String value) {
        return Values.url(value)
                ? Optional.empty()
                : Optional.of(
                        new Fault(
                                "Its %s is '%s'".formatted(what, Values.shortened(value)),
                                "Use a URL with http or https"));
    }

    private static Optional<Fault> positive(String what, double value) {
        return value > 0 && Double.isFinite(value)
                ? Optional.empty()
                : Optional.of(
                        new Fault("Its %s is %s".formatted(what, value), "Use a number above 0"));
    }

    private static Optional<Fault> notNegative(String what, double value) {
        return value >= 0 && Double.isFinite(value)
                ? Optional.empty()
                : Optional.of(
                        new Fault("Its %s is %s".formatted(what, value), "Use a number from 0 on"));
    }
}
