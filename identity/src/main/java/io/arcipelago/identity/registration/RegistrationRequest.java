package io.arcipelago.identity.registration;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request for an account, as the interface tells it.
 *
 * @param creationTime milliseconds since 1970, as {@code lastUpdateTime}
 * @param accountId the account that was made; absent before the approval
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RegistrationRequest(
        UUID uuid,
        long creationTime,
        RequestStatus status,
        long lastUpdateTime,
        String username,
        String givenname,
        String familyname,
        String email,
        String notes,
        @Nullable UUID accountId,
        List<Label> labels) {

    /** A label that the approved account gets. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Label(@Nullable String prefix, String name, @Nullable String value) {}

    RegistrationRequest {
        labels = List.copyOf(labels);
    }

    String fullName() {
        return givenname + " " + familyname;
    }
}
