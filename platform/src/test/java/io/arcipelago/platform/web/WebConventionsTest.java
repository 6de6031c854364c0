package io.arcipelago.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcipelago.platform.testing.RunningApp;
import io.arcipelago.platform.web.shelf.Shelf;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebConventionsTest {

    private static RunningApp app;

    @BeforeAll
    static void start() {
        app =
                Shelf.start(
                        "arcipelago.public-url=https://cloud.example.org/base/",
                        "arcipelago.instance-id=test-1");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static JsonNode problem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("type").asString())
                .isEqualTo("https://arcipelago.io/problems/" + code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("requestId").asString())
                .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
        return problem;
    }

    @Test
    void aFailureIsToldAsProblemDetails() {
        JsonNode problem = problem(app.get("/shelf/fail/gone"), 404, "book-gone");
        assertThat(problem.path("title").asString()).isEqualTo("Book gone");
        assertThat(problem.path("detail").asString()).isEqualTo("Book 7 is gone; order another.");
        assertThat(problem.path("class").asString()).isEqualTo("not-found");
    }

    @Test
    void furtherMembersAreAddedButReplaceNothing() {
        JsonNode problem = problem(app.get("/shelf/fail/full"), 422, "shelf-full");
        assertThat(problem.path("limit").asInt()).isEqualTo(3);
        assertThat(problem.path("class").asString()).isEqualTo("configuration-failed");
    }

    @Test
    void aClientThatWantsSomethingElseStillGetsTheProblem() {
        problem(app.get("/shelf/fail/gone", "Accept", "text/plain"), 404, "book-gone");
    }

    @Test
    void aCompatiblePathAnswersInItsOwnShape() {
        HttpResponse<String> answer = app.get("/shelf/old/fail/gone");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(JsonMapper.shared().readTree(answer.body()))
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {"code":404,"message":"Book 7 is gone; order another."}\
                                        """));
        assertThat(app.get("/shelf/old/nothing").body()).contains("\"code\":404");
        assertThat(app.get("/shelf/older").body()).contains("\"type\"");
    }

    @Test
    void anUnexpectedFailureTellsNothingOfItsInside() {
        HttpResponse<String> answer = app.get("/shelf/fail/bug");
        JsonNode problem = problem(answer, 500, "internal-error");
        assertThat(problem.path("class").asString()).isEqualTo("transient");
        assertThat(answer.body()).doesNotContain("hunter2", "Exception", "io.arcipelago.platform");
    }

    @Test
    void aLostRaceIsAConflictAndALostDatabaseAnOutage() {
        problem(app.get("/shelf/fail/lock"), 409, "changed-meanwhile");
        HttpResponse<String> outage = app.get("/shelf/fail/database");
        problem(outage, 503, "dependency-unavailable");
        assertThat(outage.headers().firstValue("Retry-After")).isPresent();
        assertThat(outage.body()).doesNotContain("10.0.0.7");
    }

    @Test
    void validationListsEveryError() {
        JsonNode problem =
                problem(
                        app.post("/shelf/books", "{\"title\":\" \",\"pages\":9999}"),
                        400,
                        "invalid-request");
        assertThat(problem.path("errors").valueStream().map(error -> error.path("path").asString()))
                .containsExactlyInAnyOrder("title", "pages");
        assertThat(problem.path("errors").get(0).path("message").asString()).isNotBlank();
        JsonNode parameter = problem(app.get("/shelf/small?number=6"), 400, "invalid-request");
        assertThat(parameter.path("errors").get(0).path("path").asString()).isEqualTo("number");
    }

    @Test
    void brokenJsonIsLocated() {
        JsonNode problem =
                problem(
                        app.post("/shelf/books", "{\n  \"title\": \"secret-x\",\n  oops }"),
                        400,
                        "invalid-json");
        assertThat(problem.path("errors").get(0).path("line").asInt()).isEqualTo(3);
        assertThat(problem.path("detail").asString()).contains("line 3");
        assertThat(problem.toString()).doesNotContain("secret-x");
    }

    @Test
    void aJsonValueOfTheWrongTypeIsNamedByItsPathAndNotRepeated() {
        JsonNode number =
                problem(
                        app.post("/shelf/books", "{\"title\":\"t\",\"pages\":\"secret-x\"}"),
                        400,
                        "invalid-json");
        assertThat(number.path("errors").get(0).path("path").asString()).isEqualTo("pages");
        assertThat(number.toString()).doesNotContain("secret-x", "java");
        JsonNode kind =
                problem(
                        app.post("/shelf/books", "{\"title\":\"t\",\"kind\":\"POEM\"}"),
                        400,
                        "invalid-json");
        assertThat(kind.path("detail").asString()).contains("[NOVEL, ATLAS]");
        problem(app.post("/shelf/books", ""), 400, "invalid-json");
    }

    @Test
    void theProtocolsOwnFailuresKeepTheirStatusAndHeaders() {
        HttpResponse<String> method = app.send("DELETE", "/shelf/books", null);
        problem(method, 405, "method-not-allowed");
        assertThat(method.headers().firstValue("Allow").orElseThrow()).contains("GET", "POST");
        problem(
                app.post("/shelf/books", "x", "Content-Type", "text/plain"),
                415,
                "unsupported-media-type");
        problem(app.get("/shelf/nothing"), 404, "not-found");
        problem(app.get("/shelf/books/not-a-uuid"), 400, "invalid-request");
        problem(app.get("/shelf/small"), 400, "bad-request");
    }

    @Test
    void whatTheFirewallRefusesIsAProblemToo() {
        problem(app.get("/shelf/books;x=1"), 400, "bad-request");
        problem(app.get("/shelf/%2e%2e/books"), 400, "bad-request");
    }

    @Test
    void aSlashAtTheEndMakesNoDifferenceAndIsNotRedirected() {
        assertThat(app.get("/shelf/books/").statusCode()).isEqualTo(200);
        HttpResponse<String> posted =
                app.post("/shelf/books/", "{\"title\":\"t\",\"pages\":1,\"kind\":\"ATLAS\"}");
        assertThat(posted.statusCode()).isEqualTo(200);
        assertThat(posted.body()).contains("\"title\":\"t\"");
    }

    @Test
    void pagesCarryAbsoluteLinksThatKeepTheQueryAndIgnoreTheHostHeader() {
        HttpResponse<String> answer =
                app.get("/shelf/books?size=10&page=1&sort=title,desc&q=a%20b");
        JsonNode page = JsonMapper.shared().readTree(answer.body());
        assertThat(page.path("number").asInt()).isEqualTo(1);
        assertThat(page.path("size").asInt()).isEqualTo(10);
        assertThat(page.path("totalElements").asInt()).isEqualTo(45);
        assertThat(page.path("content").get(0).asInt()).isEqualTo(10);
        String link = answer.headers().firstValue("Link").orElseThrow();
        String base = "<https://cloud.example.org/base/shelf/books?";
        for (String expected :
                List.of(
                        "page=0&size=10>; rel=\"first\"",
                        "page=0&size=10>; rel=\"prev\"",
                        "page=2&size=10>; rel=\"next\"",
                        "page=4&size=10>; rel=\"last\"")) {
            String[] parts = expected.split(">", 2);
            assertThat(link)
                    .containsPattern(
                            Pattern.quote(base) + "[^>]*q=a%20b[^>]*>" + Pattern.quote(parts[1]));
            assertThat(link).contains(parts[0].split("&", 2)[0]);
        }
        assertThat(link).doesNotContain("127.0.0.1").contains("sort=title,desc");
    }

    @Test
    void pagesHaveLimitsAndSortOnlyByWhatIsAllowed() {
        assertThat(app.get("/shelf/books?size=100000").body()).contains("\"size\":200");
        assertThat(app.get("/shelf/books").body()).contains("\"size\":20");
        problem(app.get("/shelf/books?page=-1"), 400, "invalid-page");
        problem(app.get("/shelf/books?size=0"), 400, "invalid-page");
        problem(app.get("/shelf/books?size=many"), 400, "invalid-page");
        problem(app.get("/shelf/books?sort=title;drop"), 400, "invalid-sort");
        problem(app.get("/shelf/books?sort=title,sideways"), 400, "invalid-sort");
    }

    @Test
    void entityTagsGuardReadsAndChanges() {
        assertThat(app.get("/shelf/versioned").headers().firstValue("ETag")).hasValue("\"7\"");
        assertThat(app.get("/shelf/versioned", "If-None-Match", "\"7\"").statusCode())
                .isEqualTo(304);
        assertThat(app.get("/shelf/versioned", "If-None-Match", "\"1\", W/\"7\"").statusCode())
                .isEqualTo(304);
        assertThat(app.get("/shelf/versioned", "If-None-Match", "\"6\"").statusCode())
                .isEqualTo(200);
        assertThat(app.send("PUT", "/shelf/versioned", "", "If-Match", "\"7\"").statusCode())
                .isEqualTo(200);
        assertThat(app.send("PUT", "/shelf/versioned", "").statusCode()).isEqualTo(200);
        problem(
                app.send("PUT", "/shelf/versioned", "", "If-Match", "\"6\""),
                412,
                "version-mismatch");
        problem(
                app.send("PUT", "/shelf/versioned", "", "If-Match", "W/\"7\""),
                412,
                "version-mismatch");
        problem(app.send("PUT", "/shelf/carefully", ""), 428, "version-required");
    }

    @Test
    void aHarmlessRequestIdIsKeptAndAHarmfulOneReplaced() {
        assertThat(requestId("client-42")).isEqualTo("client-42");
        for (String harmful : List.of("a b", "x\"y", "<script>", "a".repeat(65))) {
            assertThat(requestId(harmful)).matches("[0-9a-f-]{36}");
        }
    }

    private static String requestId(String offered) {
        return app.get("/shelf/books", "X-Request-Id", offered)
                .headers()
                .firstValue("X-Request-Id")
                .orElseThrow();
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        for (String path : List.of("/shelf/books", "/shelf/fail/bug", "/shelf/nothing", "/x")) {
            HttpResponse<String> answer = app.get(path);
            assertThat(answer.headers().allValues("X-Content-Type-Options"))
                    .containsExactly("nosniff");
            assertThat(answer.headers().allValues("X-Frame-Options")).containsExactly("DENY");
            assertThat(answer.headers().allValues("Referrer-Policy"))
                    .containsExactly("same-origin");
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .containsExactly(SecurityHeaders.API_CSP);
        }
    }

    @Test
    void aBodyAboveTheLimitIsRefusedWithAndWithoutALength() throws Exception {
        String huge = "{\"title\":\"" + "x".repeat(2 * 1024 * 1024 + 1) + "\"}";
        problem(app.post("/shelf/books", huge), 413, "body-too-large");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest chunked =
                    HttpRequest.newBuilder(URI.create(app.url() + "/shelf/books"))
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofInputStream(() ->
                                            new ByteArrayInputStream(
                                                    huge.getBytes(StandardCharsets.UTF_8))))
                            .build();
            problem(
                    client.send(chunked, HttpResponse.BodyHandlers.ofString()),
                    413,
                    "body-too-large");
        } catch (IOException closedWhileSending) {
            assertThat(closedWhileSending).hasMessageContaining("reset");
        }
    }

    @Test
    void theInstallationIntroducesItself() {
        JsonNode card = JsonMapper.shared().readTree(app.get("/.well-known/arcipelago").body());
        assertThat(card.path("product").asString()).isEqualTo("arcipelago");
        assertThat(card.path("instance").asString()).isEqualTo("test-1");
        assertThat(card.path("version").asString()).isNotBlank();
        assertThat(card.path("services").get(0).asString()).isEqualTo("shelf");
    }
}
