package io.arcipelago.identity.key;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
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

    /** A verifier that sends the tag of its copy back is told when nothing has changed. */
    @GetMapping("/jwk")
    ResponseEntity<byte[]> keySet() {
        KeySetDocument document = keys.published();
        return ResponseEntity.ok()
                .cacheControl(cache)
                .eTag(document.tag())
                .contentType(MediaType.APPLICATION_JSON)
                .body(document.bytes());
    }
}
