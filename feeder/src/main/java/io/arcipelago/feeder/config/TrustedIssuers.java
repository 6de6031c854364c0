package io.arcipelago.feeder.config;

import io.arcipelago.contracts.registry.ProviderSnapshot.ServiceLevelAgreement;
import io.arcipelago.contracts.registry.ProviderSnapshot.UserGroup;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The part {@code trusted_idps} of a file: issuers, their groups, and the groups' agreements. */
final class TrustedIssuers {

    /** An issuer with its groups. */
    record TrustedIssuer(
            String issuer, String groupClaim, String description, List<UserGroup> groups) {}

    /** Who an agreement is with. */
    record Party(String issuer, String group) {}

    private final Map<String, TrustedIssuer> issuers = new LinkedHashMap<>();
    private final Map<String, Party> agreements = new LinkedHashMap<>();

    static TrustedIssuers read(Section root) {
        TrustedIssuers trusted = new TrustedIssuers();
        List<Section> sections = root.sections("trusted_idps");
        if (sections.isEmpty()) {
            root.error(
                    "trusted_idps",
                    "no trusted issuer is declared",
                    "Add 'trusted_idps' with the issuer of the groups' tokens");
        }
        sections.forEach(trusted::issuer);
        return trusted;
    }

    Optional<TrustedIssuer> issuer(String endpoint) {
        return Optional.ofNullable(issuers.get(endpoint));
    }

    Set<String> endpoints() {
        return issuers.keySet();
    }

    Optional<Party> party(String agreement) {
        return Optional.ofNullable(agreements.get(agreement));
    }

    Set<String> agreements() {
        return agreements.keySet();
    }

    private void issuer(Section section) {
        Optional<String> issuer = Values.url(section, "issuer");
        Optional<String> claim = section.required("group_claim");
        String description = section.text("description").orElse("");
        if (section.text("token").isPresent()) {
            section.error(
                    "token",
                    "a token stands in the file",
                    "Remove it: anybody who reads the file could use it. Name the issuer's client"
                            + " under arcipelago.feeder.issuers, with the secret in a file of its"
                            + " own");
        }
        List<UserGroup> groups = new ArrayList<>();
        List<Section> groupSections = section.sections("user_groups");
        if (groupSections.isEmpty()) {
            section.error(
                    "user_groups", "the issuer has no user groups", "Add 'user_groups' with one");
        }
        for (Section group : groupSections) {
            group(group, issuer.orElse(""), groups);
        }
        section.end();
        if (issuer.isEmpty()) {
            return;
        }
        // Kept without its claim too, or one slip would look like many.
        TrustedIssuer read = new TrustedIssuer(issuer.get(), claim.orElse(""), description, groups);
        if (issuers.putIfAbsent(issuer.get(), read) != null) {
            section.error(
                    "issuer",
                    "issuer '" + issuer.get() + "' is declared twice",
                    "Put all its groups under one entry");
        }
    }

    private void group(Section section, String issuer, List<UserGroup> groups) {
        Optional<String> name = section.required("name");
        String description = section.text("description").orElse("");
        if (!section.has("slas")) {
            section.missing("slas");
        }
        List<ServiceLevelAgreement> slas = new ArrayList<>();
        for (Section sla : section.sections("slas")) {
            agreement(sla, new Party(issuer, name.orElse(""))).ifPresent(slas::add);
        }
        section.end();
        if (name.isPresent() && groups.stream().anyMatch(it -> it.name().equals(name.get()))) {
            section.error(
                    "name",
                    "group '" + name.get() + "' is declared twice for this issuer",
                    "Put all its agreements under one entry");
        } else {
            name.ifPresent(it -> groups.add(new UserGroup(it, description, slas)));
        }
    }

    private Optional<ServiceLevelAgreement> agreement(Section section, Party party) {
        Optional<String> id = section.required("doc_uuid");
        Optional<LocalDate> start = section.date("start_date");
        Optional<LocalDate> end = section.date("end_date");
        String description = section.text("description").orElse("");
        section.ignore("projects");
        section.end();
        if (start.isPresent() && end.isPresent() && !start.get().isBefore(end.get())) {
            section.error(
                    "end_date",
                    "the agreement ends on " + end.get() + ", before it starts",
                    "Let it end after " + start.get());
        }
        if (id.isPresent() && agreements.putIfAbsent(id.get(), party) != null) {
            section.error(
                    "doc_uuid",
                    "document '" + id.get() + "' is declared twice in this file",
                    "An agreement is with one group; give each document its own id");
            return Optional.empty();
        }
        return id.isEmpty() || start.isEmpty() || end.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ServiceLevelAgreement(id.get(), start.get(), end.get(), description));
    }

    /** Notes issuers that differ from another only by a slash at the end. */
    void noteTwins(Section root) {
        Set<String> seen = new HashSet<>();
        for (String endpoint : issuers.keySet()) {
            String bare =
                    endpoint.endsWith("/")
                            ? endpoint.substring(0, endpoint.length() - 1)
                            : endpoint;
            if (!seen.add(bare)) {
                root.warning(
                        "trusted_idps",
                        "issuer '" + bare + "' is declared with and without '/' at the end",
                        "Tokens carry one of the two; keep that one");
            }
        }
    }
}
