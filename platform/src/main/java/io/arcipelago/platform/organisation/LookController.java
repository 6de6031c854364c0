package io.arcipelago.platform.organisation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the dashboard and the sign-in pages need to look like the organisation's own. Public. */
@RestController
public class LookController {

    private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);
    private static final CacheControl SHORT =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    private final Look look;
    private final JsonNode settings;

    LookController(Organisation organisation, Look look) {
        this.look = look;
        this.settings = settings(organisation, look);
    }

    @GetMapping(path = "/ui/settings.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JsonNode> settings() {
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(settings);
    }

    @GetMapping("/ui/look/style.css")
    ResponseEntity<String> styleSheet() {
        return ResponseEntity.ok().contentType(CSS).cacheControl(SHORT).body(look.styleSheet());
    }

    @GetMapping("/ui/look/logo")
    ResponseEntity<byte[]> logo() {
        return look.logo()
                .map(logo ->
                        ResponseEntity.ok()
                                .contentType(logo.type())
                                .cacheControl(SHORT)
                                .header("Content-Security-Policy", Look.PICTURE_POLICY)
                                .body(logo.bytes()))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    /** The dashboard's own file, completed by the organisation. */
    private static JsonNode settings(Organisation organisation, Look look) {
        JsonMapper json = JsonMapper.builder().build();
        ObjectNode settings =
                json.readTree(dashboardSettings()) instanceof ObjectNode object
                        ? object
                        : json.createObjectNode();
        settings.set(
                "organisation",
                json.valueToTree(
                        Map.of("name", organisation.name(), "logo", look.logo().isPresent())));
        return settings;
    }

    /** No settings where the application was built without the dashboard. */
    private static byte[] dashboardSettings() {
        ClassPathResource file = new ClassPathResource("META-INF/resources/ui/settings.json");
        if (!file.exists()) {
            return "{}".getBytes(StandardCharsets.UTF_8);
        }
        try (InputStream in = file.getInputStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The dashboard's settings cannot be read", e);
        }
    }
}
