package io.arcipelago.registry.admin;

import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.registry.access.RegistryRights;
import io.arcipelago.registry.state.Downtime;
import io.arcipelago.registry.state.Federations;
import io.arcipelago.registry.state.ProviderState;
import io.arcipelago.registry.store.Author;
import io.arcipelago.registry.store.Downtimes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The times in which a provider's operators promise less: declared and ended. */
@RestController
class DowntimeController {

    private static final Duration LONGEST = Duration.ofDays(366);

    /** Longer ago nothing can be declared: who was there then has seen it. */
    private static final Duration RETROACTIVE = Duration.ofDays(2);

    private final Downtimes downtimes;
    private final Federations federations;
    private final RegistryRights rights;
    private final InstantSource clock;

    DowntimeController(
            Downtimes downtimes,
            Federations federations,
            RegistryRights rights,
            InstantSource clock) {
        this.downtimes = downtimes;
        this.federations = federations;
        this.rights = rights;
        this.clock = clock;
    }

    record DowntimeRequest(
            Downtime.Severity severity, Instant start, Instant end, String description) {}

    @PostMapping("/v2/providers/{uid}/downtimes")
    @ResponseStatus(HttpStatus.CREATED)
    Downtime declare(
            Caller caller, @PathVariable String uid, @RequestBody DowntimeRequest request) {
        rights.requireAdmin(caller);
        ProviderState provider = ProviderAdminController.find(federations, uid);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        check(request, now);
        Author author = Author.of(caller, Reasons.require(request.description()));
        Downtime downtime =
                new Downtime(
                        UUID.randomUUID().toString(),
                        request.severity(),
                        request.start().truncatedTo(ChronoUnit.MICROS),
                        request.end().truncatedTo(ChronoUnit.MICROS),
                        author.reason(),
                        author.actor(),
                        now);
        downtimes.declare(ProviderAdminController.derived(provider), downtime);
        return downtime;
    }

    private static void check(DowntimeRequest request, Instant now) {
        if (!request.start().isBefore(request.end())
                || Duration.between(request.start(), request.end()).compareTo(LONGEST) > 0) {
            throw bad(
                    "The downtime starts at %s and ends at %s; it must end after it has started and"
                                    .formatted(request.start(), request.end())
                            + " last at most a year.");
        }
        if (request.start().isBefore(now.minus(RETROACTIVE))) {
            throw bad(
                    "The downtime starts at %s; it may be declared until 48 hours after its start."
                            .formatted(request.start()));
        }
    }

    /** Ends it now; one that has not begun is taken back. */
    @DeleteMapping("/v2/providers/{uid}/downtimes/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(Caller caller, @PathVariable String uid, @PathVariable UUID id) {
        rights.requireAdmin(caller);
        ProviderState provider = ProviderAdminController.find(federations, uid);
        if (!downtimes.end(ProviderAdminController.derived(provider), id, clock.instant())) {
            throw ApiFailure.notFound(
                    "downtime-unknown",
                    "Provider %s has no downtime %s that has not ended."
                            .formatted(provider.provider().name(), id));
        }
    }

    private static ApiFailure bad(String message) {
        return ApiFailure.badRequest("invalid-downtime", message);
    }
}
