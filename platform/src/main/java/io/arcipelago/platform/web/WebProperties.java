package io.arcipelago.platform.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * The web settings, {@code arcipelago.*}.
 *
 * @param publicUrl where clients reach this installation, such as {@code http://localhost:8800}
 * @param instanceId tells this running installation from another one on the same port; random if
 *     absent
 * @param maxBody the largest request body
 */
@ConfigurationProperties("arcipelago")
record WebProperties(
        @Nullable URI publicUrl, @Nullable String instanceId, @Nullable DataSize maxBody) {

    WebProperties {
        if (publicUrl != null && (!publicUrl.isAbsolute() || publicUrl.getHost() == null)) {
            throw new IllegalArgumentException(
                    "arcipelago.public-url is '%s'; write it with scheme and host, such as"
                                    .formatted(publicUrl)
                            + " https://cloud.example.org");
        }
    }
}
