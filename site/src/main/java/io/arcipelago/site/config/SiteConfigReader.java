package io.arcipelago.site.config;

import io.arcipelago.site.config.SiteConfig.ApplicationCredential;
import io.arcipelago.site.config.SiteConfig.Capacity;
import io.arcipelago.site.config.SiteConfig.Delays;
import io.arcipelago.site.config.SiteConfig.ExternalNetwork;
import io.arcipelago.site.config.SiteConfig.Flavor;
import io.arcipelago.site.config.SiteConfig.IdentityProvider;
import io.arcipelago.site.config.SiteConfig.Image;
import io.arcipelago.site.config.SiteConfig.Project;
import io.arcipelago.site.config.SiteConfig.User;
import io.arcipelago.site.fault.Fault;
import io.arcipelago.site.state.Cidr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code sites.yaml}; the whole file is refused if any part of it is wrong. */
public final class SiteConfigReader {

    private static final Pattern SITE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z0-9_]+)}");

    /** Quota names as the services spell them, with the defaults that a real site gives. */
    private static final Map<String, Integer> QUOTAS =
            Map.ofEntries(
                    Map.entry("instances", 10),
                    Map.entry("cores", 20),
                    Map.entry("ram", 51200),
                    Map.entry("key_pairs", 100),
                    Map.entry("network", 10),
                    Map.entry("subnet", 10),
                    Map.entry("port", 50),
                    Map.entry("router", 10),
                    Map.entry("floatingip", 10),
                    Map.entry("security_group", 20),
                    Map.entry("security_group_rule", 200),
                    Map.entry("volumes", 10),
                    Map.entry("gigabytes", 1000));

    private final String file;
    private final Map<String, String> environment;

    private SiteConfigReader(String file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /**
     * Reads the sites of a configuration.
     *
     * @param file named in errors
     * @param text the YAML
     * @param placeholders values for {@code ${name}}, such as {@code issuer}
     * @param environment where {@code password_env} and {@code secret_env} look
     */
    public static List<SiteConfig> read(
            String file,
            String text,
            Map<String, String> placeholders,
            Map<String, String> environment) {
        Yaml root = Yaml.parse(file, filled(file, text, placeholders));
        SiteConfigReader reader = new SiteConfigReader(file, environment);
        List<SiteConfig> sites = root.list("sites", reader::site);
        root.end();
        if (sites.isEmpty()) {
            throw new ConfigException(file + ": no site is configured; add one under 'sites'");
        }
        Set<String> names = new HashSet<>();
        for (SiteConfig site : sites) {
            if (!names.add(site.name())) {
                throw new ConfigException(file + ": two sites are named '" + site.name() + "'");
            }
        }
        return List.copyOf(sites);
    }

    private static String filled(String file, String text, Map<String, String> placeholders) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> {
                    String value = placeholders.get(found.group(1));
                    if (value == null) {
                        throw new ConfigException(
                                file
                                        + ": "
                                        + found.group()
                                        + " has no value; give "
                                        + option(found.group(1)));
                    }
                    return Matcher.quoteReplacement(value);
                });
    }

    private static String option(String placeholder) {
        return placeholder.startsWith("issuer_")
                ? "--organisations " + placeholder.substring("issuer_".length()) + "=URL"
                : "--" + placeholder;
    }

    private SiteConfig site(Yaml yaml) {
        String name = yaml.text("name");
        if (!SITE_NAME.matcher(name).matches()) {
            throw yaml.error("name", "a site's name is 1-40 letters, digits, '-' or '_'");
        }
        List<String> regions = yaml.texts("regions");
        List<IdentityProvider> providers =
                yaml.list("identity_providers", SiteConfigReader::identityProvider);
        List<Project> projects = yaml.list("projects", it -> project(name, providers, it));
        List<User> users = yaml.list("users", it -> user(name, projects, it));
        List<String> types = yaml.texts("volume_types");
        return new SiteConfig(
                name,
                regions.isEmpty() ? List.of("RegionOne") : regions,
                yaml.optionalText("driver"),
                Duration.ofSeconds(yaml.optionalInteger("token_lifetime", 1).orElse(86_400)),
                yaml.optionalInteger("page_limit", 1).orElse(1000),
                delays(yaml.optionalMap("delays")),
                yaml.optionalMap("capacity").map(SiteConfigReader::capacity),
                externalNetwork(name, yaml.map("external_network")),
                yaml.list("flavors", it -> flavor(name, it)),
                yaml.list("images", it -> image(name, it)),
                types.isEmpty() ? List.of("standard") : types,
                providers,
                projects,
                users,
                yaml.list("application_credentials", it -> credential(users, it)),
                yaml.list("faults", it -> fault(name, it)));
    }

    private static Delays delays(Optional<Yaml> given) {
        if (given.isEmpty()) {
            return new Delays(Duration.ZERO, Duration.ZERO, Duration.ZERO);
        }
        Yaml yaml = given.get();
        Delays delays =
                new Delays(
                        seconds(yaml, "server_build"),
                        seconds(yaml, "server_stop"),
                        seconds(yaml, "volume_create"));
        yaml.end();
        return delays;
    }

    private static Duration seconds(Yaml yaml, String key) {
        return Duration.ofMillis(Math.round(yaml.optionalSeconds(key).orElse(0.0) * 1000));
    }

    private static Capacity capacity(Yaml yaml) {
        Capacity capacity = new Capacity(yaml.integer("vcpus", 1), yaml.integer("ram_mib", 1));
        yaml.end();
        return capacity;
    }

    private static ExternalNetwork externalNetwork(String site, Yaml yaml) {
        String name = yaml.text("name");
        String cidr = yaml.text("cidr");
        try {
            Cidr.parse(cidr);
        } catch (IllegalArgumentException e) {
            throw yaml.error("cidr", String.valueOf(e.getMessage()));
        }
        yaml.end();
        return new ExternalNetwork(
                SiteConfig.idOf(site, "network", name),
                SiteConfig.idOf(site, "subnet", name),
                name,
                cidr);
    }

    private static Flavor flavor(String site, Yaml yaml) {
        String name = yaml.text("name");
        return new Flavor(
                SiteConfig.idOf(site, "flavor", name),
                name,
                yaml.integer("vcpus", 1),
                yaml.integer("ram_mib", 1),
                yaml.integer("disk_gib", 0));
    }

    private static Image image(String site, Yaml yaml) {
        String name = yaml.text("name");
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("os_type", "linux");
        properties.put("architecture", "x86_64");
        yaml.optionalMap("properties").ifPresent(it -> properties.putAll(it.textMap()));
        return new Image(
                SiteConfig.idOf(site, "image", name),
                name,
                yaml.optionalInteger("min_disk_gib", 0).orElse(0),
                yaml.optionalInteger("size_mib", 0).orElse(0) * 1024L * 1024L,
                properties);
    }

    private static IdentityProvider identityProvider(Yaml yaml) {
        return new IdentityProvider(
                yaml.text("name"),
                yaml.optionalText("protocol").orElse("openid"),
                yaml.text("issuer"),
                yaml.optionalText("jwks_uri"),
                yaml.optionalText("audience"),
                yaml.optionalText("groups_claim").orElse("groups"));
    }

    private static Project project(String site, List<IdentityProvider> providers, Yaml yaml) {
        String name = yaml.text("name");
        Map<String, List<String>> groups =
                yaml.optionalMap("groups").map(Yaml::textsMap).orElse(Map.of());
        for (String provider : groups.keySet()) {
            if (providers.stream().noneMatch(it -> it.name().equals(provider))) {
                throw yaml.error(
                        "groups", "'" + provider + "' is none of this site's identity_providers");
            }
        }
        Map<String, Integer> quota = new LinkedHashMap<>(QUOTAS);
        Optional<Yaml> given = yaml.optionalMap("quota");
        if (given.isPresent()) {
            for (String resource : QUOTAS.keySet()) {
                given.get()
                        .optionalInteger(resource, -1)
                        .ifPresent(limit -> quota.put(resource, limit));
            }
            given.get().end();
        }
        return new Project(SiteConfig.projectId(site, name), name, groups, quota);
    }

    private User user(String site, List<Project> projects, Yaml yaml) {
        String name = yaml.text("name");
        List<String> names = yaml.texts("projects");
        for (String project : names) {
            if (projects.stream().noneMatch(it -> it.name().equals(project))) {
                throw yaml.error("projects", "there is no project '" + project + "' on this site");
            }
        }
        return new User(
                SiteConfig.idOf(site, "user", name).replace("-", ""),
                name,
                secret(yaml, "password"),
                names,
                yaml.flag("admin"));
    }

    private ApplicationCredential credential(List<User> users, Yaml yaml) {
        String userName = yaml.text("user");
        String project = yaml.text("project");
        if (users.stream()
                .noneMatch(it -> it.name().equals(userName) && it.projects().contains(project))) {
            throw yaml.error(
                    "user", "there is no user '" + userName + "' with project '" + project + "'");
        }
        return new ApplicationCredential(
                yaml.text("id"), secret(yaml, "secret"), userName, project);
    }

    /** Secrets stand in a file or an environment variable, never in the configuration itself. */
    private String secret(Yaml yaml, String kind) {
        Optional<String> variable = yaml.optionalText(kind + "_env");
        Optional<String> path = yaml.optionalText(kind + "_file");
        String value;
        if (variable.isPresent() && path.isEmpty()) {
            value = environment.getOrDefault(variable.get(), "");
        } else if (path.isPresent() && variable.isEmpty()) {
            value = content(yaml, kind + "_file", Path.of(path.get()));
        } else {
            throw yaml.error(kind, "give either " + kind + "_env or " + kind + "_file");
        }
        if (value.isBlank()) {
            throw yaml.error(kind + "_env", "the " + kind + " named here is empty or not set");
        }
        return value;
    }

    private String content(Yaml yaml, String key, Path path) {
        try {
            Path base = Path.of(file).toAbsolutePath().getParent();
            return Files.readString(base == null ? path : base.resolve(path)).strip();
        } catch (IOException e) {
            throw yaml.error(key, "cannot read " + path);
        }
    }

    private static Fault fault(String site, Yaml yaml) {
        try {
            return Fault.create(
                    site,
                    yaml.optionalText("service").orElse(""),
                    yaml.optionalText("method").orElse(""),
                    yaml.optionalText("path").orElse(""),
                    yaml.text("kind"),
                    yaml.optionalInteger("count", 1).orElse(Integer.MAX_VALUE),
                    yaml.optionalInteger("status", 400).orElse(503),
                    Duration.ofMillis(yaml.optionalInteger("delay_millis", 0).orElse(1000)),
                    yaml.optionalText("message").orElse(""));
        } catch (IllegalArgumentException e) {
            throw yaml.error("kind", String.valueOf(e.getMessage()));
        }
    }
}
