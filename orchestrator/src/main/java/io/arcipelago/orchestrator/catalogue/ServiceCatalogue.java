package io.arcipelago.orchestrator.catalogue;

import io.arcipelago.platform.web.ApiFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The services on offer, read once from the catalogue's files: {@code metadata.yml} names the
 * templates, each template its inputs, and its parameter file how they are shown.
 */
@Component
public class ServiceCatalogue {

    private static final String METADATA = "metadata.yml";

    private final List<Offer> offers = new ArrayList<>();

    public ServiceCatalogue(CatalogueFiles files, Blueprints blueprints) {
        ServiceFormReader reader = new ServiceFormReader(files, blueprints);
        for (Object service : Yaml.list(Yaml.read(files, METADATA).get("services"))) {
            Map<String, Object> card = Yaml.map(service);
            Map<String, Object> metadata = Yaml.map(card.get("metadata"));
            Visibility visibility = Visibility.of(Yaml.map(metadata.get("visibility")));
            for (Object template : Yaml.list(card.get("templates"))) {
                Map<String, Object> entry = Yaml.map(template);
                offers.add(new Offer(reader.read(metadata, entry), visibility));
            }
        }
    }

    private record Offer(ServiceForm form, Visibility visibility) {}

    /** Which groups see a service. */
    private record Visibility(List<String> groups, Optional<Pattern> regex) {

        static Visibility of(Map<String, Object> visibility) {
            return new Visibility(
                    Yaml.list(visibility.get("groups")).stream().map(String::valueOf).toList(),
                    Yaml.text(visibility, "groups_regex").map(Pattern::compile));
        }

        boolean includes(String group) {
            boolean everybody = groups.isEmpty() && regex.isEmpty();
            return everybody
                    || groups.contains(group)
                    || regex.map(pattern -> pattern.matcher(group).matches()).orElse(false);
        }
    }

    /** The services that a group may deploy, in the catalogue's order. */
    public List<ServiceForm> forGroup(String group) {
        return offers.stream()
                .filter(offer -> offer.visibility().includes(group))
                .map(Offer::form)
                .toList();
    }

    public Optional<ServiceForm> find(String id) {
        return offers.stream().map(Offer::form).filter(form -> form.id().equals(id)).findFirst();
    }

    /** The service, if the group may deploy it; otherwise the failure says which there are. */
    public ServiceForm require(String id, String group) {
        return forGroup(group).stream()
                .filter(form -> form.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        ApiFailure.notFound(
                                "service-unknown",
                                "There is no service '%s' for group %s; there are %s"
                                        .formatted(
                                                id,
                                                group,
                                                forGroup(group).stream()
                                                        .map(ServiceForm::id)
                                                        .toList())));
    }

    /** Reads YAML files of the catalogue into maps and lists. */
    static final class Yaml {

        private Yaml() {}

        static Map<String, Object> read(CatalogueFiles files, String path) {
            String text =
                    files.text(path)
                            .orElseThrow(
                                    () -> new IllegalStateException("the catalogue lacks " + path));
            return map(
                    new org.snakeyaml.engine.v2.api.Load(
                                    org.snakeyaml.engine.v2.api.LoadSettings.builder()
                                            .setLabel(path)
                                            .build())
                            .loadFromString(text));
        }

        static Map<String, Object> map(@org.jspecify.annotations.Nullable Object value) {
            Map<String, Object> result = new LinkedHashMap<>();
            if (value instanceof Map<?, ?> map) {
                map.forEach((key, entry) -> {
                    if (entry != null) {
                        result.put(String.valueOf(key), entry);
                    }
                });
            }
            return result;
        }

        static List<Object> list(@org.jspecify.annotations.Nullable Object value) {
            return value instanceof List<?> list ? new ArrayList<>(list) : List.of();
        }

        static Optional<String> text(Map<String, Object> map, String key) {
            return Optional.ofNullable(map.get(key)).map(String::valueOf);
        }
    }
}
