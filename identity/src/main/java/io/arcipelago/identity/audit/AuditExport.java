package io.arcipelago.identity.audit;

import io.arcipelago.platform.web.ApiFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** The forms in which parts of the log are taken away. */
enum AuditExport {
    JSONL("application/x-ndjson", "jsonl") {
        @Override
        String line(AuditLine line) {
            return JSON.writeValueAsString(line.json()) + "\n";
        }
    },
    CSV("text/csv;charset=UTF-8", "csv") {
        @Override
        void begin(OutputStream out) throws IOException {
            out.write((String.join(",", COLUMNS) + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        String line(AuditLine line) {
            Map<String, Object> json = line.json();
            return COLUMNS.stream()
                            .map(column -> quoted(json.getOrDefault(column, "")))
                            .collect(Collectors.joining(","))
                    + "\r\n";
        }
    };

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final List<String> COLUMNS =
            List.of(
                    "time",
                    "@type",
                    "category",
                    "outcome",
                    "principal",
                    "actor",
                    "clientId",
                    "account",
                    "group",
                    "message",
                    "remoteAddress",
                    "userAgent",
                    "requestId",
                    "traceId",
                    "eventId");

    private final String mediaType;
    private final String suffix;

    AuditExport(String mediaType, String suffix) {
        this.mediaType = mediaType;
        this.suffix = suffix;
    }

    static AuditExport of(String format) {
        return switch (format) {
            case "jsonl" -> JSONL;
            case "csv" -> CSV;
            default ->
                    throw ApiFailure.badRequest(
                            "invalid-parameter", "The parameter format must be jsonl or csv");
        };
    }

    String mediaType() {
        return mediaType;
    }

    String suffix() {
        return suffix;
    }

    void begin(OutputStream out) throws IOException {}

    abstract String line(AuditLine line);

    void write(AuditLine line, OutputStream out) {
        try {
            out.write(line(line).getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Always in quotes; what a spreadsheet would take for a formula gets an apostrophe. */
    private static String quoted(Object value) {
        String text =
                value instanceof Map<?, ?> reference
                        ? String.valueOf(
                                reference.containsKey("name")
                                        ? reference.get("name")
                                        : reference.get("uuid"))
                        : String.valueOf(value);
        String safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
