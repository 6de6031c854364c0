package io.arcipelago.identity.key;

import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The issuer's public keys (RFC 7517, section 5). */
@RestController
class KeySetController {

    private final SigningKeys keys;
    private final CacheControl cache;

    KeySetController(SigningKeys keys, KeySettings settings) {
        this.keys = keys;
        this.cache =
                CacheControl.maxAge(settings.cacheFor())
                        .cachePublic()
                        .mustRevalidate()
                        .noTransform();
    }

    @GetMapping("/jwk")
    ResponseEntity<Map<String, Object>> keySet() {
        return ResponseEntity.ok().cacheControl(cache).body(keys.published().toJSONObject(true));
    }
}
