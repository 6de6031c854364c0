package io.arcipelago.site;

import io.arcipelago.site.config.SiteConfig;
import io.arcipelago.site.config.SiteConfig.IdentityProvider;
import io.arcipelago.site.config.SiteConfig.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The demo's sites for more than one organisation: each trusts the issuers of all, and has the same
 * projects once more for each, so that two groups of one name never share one.
 */
final class DemoOrganisations {

    private DemoOrganisations() {}

    /**
     * The sites with these organisations added.
     *
     * @param issuers by the organisation's name, which becomes the name of the identity provider
     *     and, with a hyphen, the beginning of the projects' names
     */
    static List<SiteConfig> added(List<SiteConfig> sites, Map<String, String> issuers) {
        return sites.stream().map(site -> added(site, issuers)).toList();
    }

    private static SiteConfig added(SiteConfig site, Map<String, String> issuers) {
        IdentityProvider first = site.identityProviders().getFirst();
        List<IdentityProvider> providers = new ArrayList<>(site.identityProviders());
        List<Project> projects = new ArrayList<>(site.projects());
        issuers.forEach((name, issuer) -> {
            providers.add(
                    new IdentityProvider(
                            name,
                            first.protocol(),
                            issuer,
                            first.jwksUri(),
                            first.audience(),
                            first.groupsClaim()));
            for (Project project : site.projects()) {
                String copy = name + "-" + project.name();
                projects.add(
                        new Project(
                                SiteConfig.projectId(site.name(), copy),
                                copy,
                                Map.of(
                                        name,
                                        project.groups().getOrDefault(first.name(), List.of())),
                                project.quota()));
            }
        });
        return site.with(providers, projects);
    }
}
