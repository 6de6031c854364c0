package io.arcipelago.registry.v1.document;

import static io.arcipelago.registry.v1.document.ValueReader.at;

import io.arcipelago.contracts.registry.ProviderSnapshot.IdentityProvider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Location;
import io.arcipelago.contracts.registry.ProviderSnapshot.Project;
import io.arcipelago.contracts.registry.ProviderSnapshot.Provider;
import io.arcipelago.contracts.registry.ProviderSnapshot.Region;
import io.arcipelago.contracts.registry.ProviderSnapshot.ServiceLevelAgreement;
import io.arcipelago.contracts.registry.ProviderSnapshot.UserGroup;
import io.arcipelago.registry.state.GroupKey;
import io.arcipelago.registry.v1.document.Records.Blank;
import io.arcipelago.registry.v1.error.Faults;
import io.arcipelago.registry.v1.graph.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a provider's document from the top: projects, issuers with groups, regions. */
final class DocumentReader {

    private static final List<Object> BODY = List.of("body");

    private final Faults faults;
    private final ValueReader values;
    private final Members members;

    /** The project of each agreement, by the agreement's document id. */
    private final Map<String, String> projectOfAgreement = new LinkedHashMap<>();

    DocumentReader(Faults faults) {
        this.faults = faults;
        this.values = new ValueReader(faults);
        this.members = new Members(faults);
    }

    ProviderDocument read(JsonNode document) {
        Provider provider =
                Records.provider(Blank.PROVIDER, values.whole(Kind.PROVIDER, document, BODY));
        List<Project> projects = projects(document);
        Set<String> ids = new HashSet<>(projects.stream().map(Project::id).toList());
        List<IdentityProvider> issuers = issuers(document, ids);
        SupplyReader supplies = new SupplyReader(faults, values, members, ids);
        List<Region> regions = regions(document, supplies);
        return new ProviderDocument(
                provider,
                issuers,
                regions,
                projects.stream().map(this::withAgreement).toList(),
                supplies.flavors(),
                supplies.images(),
                supplies.networks(),
                supplies.quotas());
    }

    private Project withAgreement(Project project) {
        String agreement =
                projectOfAgreement.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(project.id()))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(null);
        return new Project(project.id(), project.name(), project.description(), agreement);
    }

    private List<Project> projects(JsonNode document) {
        List<Project> projects = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Set<String> names = new HashSet<>();
        members.each(
                document,
                "projects",
                BODY,
                (project, place) -> {
                    Project read =
                            Records.project(
                                    Blank.PROJECT, values.whole(Kind.PROJECT, project, place));
                    members.unique(ids, read.id(), at(place, "uuid"), "project");
                    members.unique(names, read.name(), at(place, "name"), "project");
                    projects.add(read);
                });
        return projects;
    }

    private List<IdentityProvider> issuers(JsonNode document, Set<String> projects) {
        List<IdentityProvider> issuers = new ArrayList<>();
        Set<String> endpoints = new HashSet<>();
        members.each(
                document,
                "identity_providers",
                BODY,
                (issuer, place) -> {
                    Values set = values.whole(Kind.IDENTITY_PROVIDER, issuer, place);
                    List<UserGroup> groups = groups(issuer, place, projects);
                    IdentityProvider read =
                            Records.identityProvider(Blank.IDENTITY_PROVIDER, set, groups);
                    members.unique(
                            endpoints,
                            GroupKey.issuerKey(read.endpoint()),
                            at(place, "endpoint"),
                            "identity provider");
                    issuers.add(
                            withNames(read, issuer.get("relationship"), at(place, "relationship")));
                });
        return issuers;
    }

    private IdentityProvider withNames(
            IdentityProvider read, @Nullable JsonNode relationship, List<Object> place) {
        if (relationship == null || !relationship.isObject()) {
            faults.add(place, "field required", "value_error.missing");
            return read;
        }
        return new IdentityProvider(
                read.endpoint(),
                read.groupClaim(),
                read.description(),
                members.note(relationship, "idp_name", place),
                members.note(relationship, "protocol", place),
                members.note(relationship, "audience", place),
                read.userGroups());
    }

    private List<UserGroup> groups(JsonNode issuer, List<Object> above, Set<String> projects) {
        List<UserGroup> groups = new ArrayList<>();
        Set<String> names = new HashSet<>();
        members.each(
                issuer,
                "user_groups",
                above,
                (group, place) -> {
                    Values set = values.whole(Kind.USER_GROUP, group, place);
                    UserGroup read =
                            Records.userGroup(
                                    Blank.USER_GROUP, set, agreements(group, place, projects));
                    members.unique(names, read.name(), at(place, "name"), "user group");
                    groups.add(read);
                });
        return groups;
    }

    /** A group may have none. */
    private List<ServiceLevelAgreement> agreements(
            JsonNode group, List<Object> above, Set<String> projects) {
        JsonNode sla = group.get("sla");
        if (sla == null || sla.isNull()) {
            return List.of();
        }
        List<Object> place = at(above, "sla");
        if (!sla.isObject()) {
            faults.add(place, "value is not a valid dict", "type_error.dict");
            return List.of();
        }
        Values set = values.whole(Kind.SLA, sla, place);
        ServiceLevelAgreement read = Records.agreement(Blank.AGREEMENT, set);
        if (set.sets("start_date") && set.sets("end_date")) {
            checkDates(faults, read, place);
        }
        String project = members.note(sla, "project", place);
        if (project == null || !projects.contains(project)) {
            faults.add(
                    at(place, "project"),
                    "project '%s' is not in this provider's list of projects".formatted(project),
                    "value_error");
        } else if (projectOfAgreement.containsValue(project)) {
            faults.add(
                    at(place, "project"),
                    "project '%s' has another SLA already".formatted(project),
                    "value_error");
        }
        if (projectOfAgreement.putIfAbsent(read.documentId(), project == null ? "" : project)
                != null) {
            faults.add(
                    at(place, "doc_uuid"),
                    "SLA '%s' is there more than once".formatted(read.documentId()),
                    "value_error");
        }
        return List.of(read);
    }

    static void checkDates(Faults faults, ServiceLevelAgreement read, List<Object> place) {
        if (!read.startDate().isBefore(read.endDate())) {
            faults.add(
                    at(place, "end_date"),
                    "start date %s must be before end date %s"
                            .formatted(read.startDate(), read.endDate()),
                    "value_error");
        }
    }

    private List<Region> regions(JsonNode document, SupplyReader supplies) {
        List<Region> regions = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Map<String, Location> sites = new HashMap<>();
        members.each(
                document,
                "regions",
                BODY,
                (region, place) -> {
                    Region read =
                            Records.region(Blank.REGION, values.whole(Kind.REGION, region, place));
                    members.unique(names, read.name(), at(place, "name"), "region");
                    Location location = location(region.get("location"), at(place, "location"));
                    if (location != null) {
                        sites.putIfAbsent(location.site(), location);
                    }
                    regions.add(
                            new Region(
                                    read.name(),
                                    read.description(),
                                    read.overbookingCpu(),
                                    read.overbookingRam(),
                                    read.bandwidthIn(),
                                    read.bandwidthOut(),
                                    location == null ? null : sites.get(location.site()),
                                    supplies.services(read.name(), region, place)));
                });
        return regions;
    }

    private @Nullable Location location(@Nullable JsonNode location, List<Object> place) {
        if (location == null || location.isNull()) {
            return null;
        }
        if (!location.isObject()) {
            faults.add(place, "value is not a valid dict", "type_error.dict");
            return null;
        }
        return Records.location(Blank.LOCATION, values.whole(Kind.LOCATION, location, place));
    }
}
