package io.arcipelago.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.openstack.OpenStackException.Kind;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static OpenStackException of(
            int status, String body, Map<String, List<String>> headers) {
        ApiRequest request =
                new ApiRequest(
                        "GET",
                        URI.create("http://site/x"),
                        Map.of(),
                        Optional.empty(),
                        true,
                        List.of("top-secret", ""));
        return Errors.of(
                request,
                new ApiResponse(
                        status,
                        HttpHeaders.of(headers, (_, _) -> true),
                        body.getBytes(StandardCharsets.UTF_8)),
                () -> NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "401,Unauthorized,AUTH",
        "403,Policy doesn't allow it,AUTH",
        "403,Quota exceeded for cores,QUOTA",
        "403,Maximum number of ports exceeded,QUOTA",
        "413,VolumeSizeExceedsAvailableQuota,QUOTA",
        "413,This request was rate-limited.,TRANSIENT",
        "409,NetworkInUse,CONFLICT",
        "409,Quota exceeded for resources: ['port'],QUOTA",
        "404,gone,NOT_FOUND",
        "410,gone,NOT_FOUND",
        "400,bad,BAD_REQUEST",
        "406,version,BAD_REQUEST",
        "429,slow down,TRANSIENT",
        "500,oops,TRANSIENT",
        "503,busy,TRANSIENT"
    })
    void statusAndWordsDecideTheKind(int status, String message, Kind kind) {
        assertThat(Errors.kind(status, message)).isEqualTo(kind);
    }

    @Test
    void allJsonShapesAndPagesAreRead() {
        assertThat(of(400, "{\"badRequest\":{\"code\":400,\"message\":\"nova\"}}", Map.of()))
                .hasMessage("GET http://site/x: 400 nova");
        assertThat(
                        of(
                                409,
                                "{\"NeutronError\":{\"type\":\"NetworkInUse\",\"message\":\"n\",\"detail\":\"\"}}",
                                Map.of()))
                .hasMessage("GET http://site/x: 409 NetworkInUse: n");
        assertThat(of(400, "{\"NeutronError\":\"plain\"}", Map.of())).hasMessageContaining("plain");
        assertThat(
                        of(
                                404,
                                "{\"message\":\"g<br /><br />\",\"code\":\"404 Not Found\",\"title\":\"Not Found\"}",
                                Map.of()))
                .hasMessage("GET http://site/x: 404 g");
        assertThat(
                        of(
                                401,
                                "<html><head><title>401 Unauthorized</title></head></html>",
                                Map.of(
                                        "WWW-Authenticate",
                                        List.of("Bearer error=\"x\", error_description=\"why\""))))
                .hasMessage("GET http://site/x: 401 401 Unauthorized (why)");
        assertThat(of(502, "{broken", Map.of())).hasMessageContaining("{broken");
    }

    @Test
    void secretsThatTheSiteEchoesAreRemoved() {
        assertThat(of(400, "token top-secret is odd", Map.of()))
                .hasMessage("GET http://site/x: 400 token [removed] is odd");
    }

    @Test
    void retryAfterIsSecondsOrADate() {
        assertThat(of(503, "", Map.of("Retry-After", List.of("7"))).retryAfter())
                .contains(Duration.ofSeconds(7));
        assertThat(
                        of(503, "", Map.of("Retry-After", List.of("Sun, 22 Nov 2026 12:00:09 GMT")))
                                .retryAfter())
                .contains(Duration.ofSeconds(9));
        assertThat(of(503, "", Map.of("Retry-After", List.of("soon"))).retryAfter()).isEmpty();
    }
}
