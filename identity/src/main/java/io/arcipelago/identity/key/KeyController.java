package io.arcipelago.identity.key;

import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.platform.security.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The native API over signing keys, for administrators. */
@RestController
@RequestMapping("/v1/keys")
class KeyController {

    private final SigningKeyStore store;
    private final KeyRotation rotation;
    private final SigningKeys keys;
    private final Rights rights;

    KeyController(SigningKeyStore store, KeyRotation rotation, SigningKeys keys, Rights rights) {
        this.store = store;
        this.rotation = rotation;
        this.keys = keys;
        this.rights = rights;
    }

    /** A key's life, in UTC. */
    record KeyLife(
            String kid,
            SigningAlgorithm algorithm,
            String state,
            Instant createdAt,
            Optional<Instant> activatedAt,
            Optional<Instant> retiredAt) {}

    @GetMapping
    List<KeyLife> list(Caller caller) {
        rights.require(caller, AdminScopes.READ);
        return lives();
    }

    /**
     * Publishes a next key of each algorithm, which signs after the usual wait; with {@code now}
     * the next key signs at once. Old tokens stay good until they expire.
     */
    @PostMapping("/rotate")
    List<KeyLife> rotate(Caller caller, @RequestParam(defaultValue = "false") boolean now) {
        rights.require(caller, AdminScopes.WRITE);
        rotation.rotateEarly(now, caller.subject());
        keys.readAgain();
        return lives();
    }

    private List<KeyLife> lives() {
        return store.all().stream()
                .map(key ->
                        new KeyLife(
                                key.kid(),
                                key.algorithm(),
                                key.state().column(),
                                key.createdAt(),
                                key.activatedAt(),
                                key.retiredAt()))
                .toList();
    }
}
