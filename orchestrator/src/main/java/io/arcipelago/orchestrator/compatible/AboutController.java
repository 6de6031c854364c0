package io.arcipelago.orchestrator.compatible;

import io.arcipelago.platform.web.PublicUrl;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the orchestrator tells anybody about itself, as its clients ask for it. */
@RestController
class AboutController {

    private final PublicUrl publicUrl;
    private final ObjectProvider<BuildProperties> build;

    AboutController(PublicUrl publicUrl, ObjectProvider<BuildProperties> build) {
        this.publicUrl = publicUrl;
        this.build = build;
    }

    @GetMapping(
            path = {"", "/"},
            produces = MediaType.TEXT_PLAIN_VALUE)
    String name() {
        return "Arcipelago-Orchestrator";
    }

    @GetMapping("/info")
    Map<String, String> info() {
        BuildProperties properties = build.getIfAvailable();
        return Map.of(
                "projectVersion",
                properties == null ? "unknown" : String.valueOf(properties.getVersion()),
                "serverHostname",
                publicUrl.of("/").getHost(),
                "projectRevision",
                "unknown",
                "projectTimestamp",
                properties == null ? "unknown" : String.valueOf(properties.getTime()));
    }

    /** A flat map of texts: clients decode nothing else. */
    @GetMapping("/configuration")
    Map<String, String> configuration() {
        return Map.of("orchestrator_url", publicUrl.of("/orchestrator").toString());
    }
}
