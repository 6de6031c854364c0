package io.arcipelago.identity.upstream;

import io.arcipelago.identity.Issuer;
import io.arcipelago.identity.linking.Newcomer;
import io.arcipelago.platform.web.ApiFailure;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What front ends need to know about providers and about somebody who is not known yet. */
@RestController
@RequestMapping("/iam")
class UpstreamInfoController {

    private final UpstreamProviders providers;
    private final Issuer issuer;
    private final InstantSource clock;

    UpstreamInfoController(UpstreamProviders providers, Issuer issuer, InstantSource clock) {
        this.providers = providers;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** A provider and the address that begins a sign-in there. */
    record Provider(String name, String issuer, String loginUrl) {}

    @GetMapping("/config/oidc/providers")
    List<Provider> providers() {
        return providers.all().stream()
                .map(provider ->
                        new Provider(
                                provider.name(),
                                provider.issuer(),
                                issuer.url("/openid_connect_login?iss=")
                                        + URLEncoder.encode(
                                                provider.issuer(), StandardCharsets.UTF_8)))
                .toList();
    }

    /** The person of this browser session whom a provider knows and this service does not. */
    @GetMapping("/authn-info")
    ResponseEntity<Map<String, Object>> newcomer(HttpServletRequest request) {
        Newcomer newcomer =
                Newcomer.of(request, clock.instant())
                        .orElseThrow(() ->
                                ApiFailure.forbidden(
                                        "no-external-sign-in",
                                        "This browser session has no sign-in at an external"
                                                + " provider"));
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("type", "OIDC");
        info.put("issuer", newcomer.identity().issuer());
        info.put("subject", newcomer.identity().subject());
        info.put("subjectAttribute", "sub");
        info.put("email", newcomer.claim("email"));
        info.put("givenName", newcomer.claim("given_name"));
        info.put("familyName", newcomer.claim("family_name"));
        info.put("suggestedUsername", suggestedUsername(newcomer));
        info.put("additionalAttributes", Map.of());
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(info);
    }

    private static String suggestedUsername(Newcomer newcomer) {
        String base = newcomer.claim("preferred_username");
        if (base.isEmpty()) {
            base = newcomer.claim("email").replaceFirst("@.*$", "");
        }
        String name =
                base.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9_@.-]", "")
                        .replaceFirst("^[^a-z_]+", "");
        return name.substring(0, Math.min(name.length(), 32));
    }
}
