package io.arcipelago.identity.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.arcipelago.identity.account.AdminScopes;
import io.arcipelago.identity.api.Rights;
import io.arcipelago.identity.api.Slice;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Lets administrators search the log and take parts of it away. */
@RestController
@RequestMapping("/iam/audit")
class AuditController {

    private static final int PAGE = 20;
    private static final int MAX_PAGE = 100;
    private static final int EXPORTED = 10_000;

    private final AuditTable table;
    private final Rights rights;
    private final InstantSource clock;

    AuditController(AuditTable table, Rights rights, InstantSource clock) {
        this.table = table;
        this.rights = rights;
        this.clock = clock;
    }

    /**
     * A part of the log, the newest first.
     *
     * @param totalResults 10000 stands for that many or more
     * @param next what to send as {@code before} for the part that follows; absent at the end
     */
    record AuditPage(
            long totalResults,
            int itemsPerPage,
            int startIndex,
            @JsonProperty("Resources") List<Map<String, Object>> resources,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {

        AuditPage {
            resources = List.copyOf(resources);
        }
    }

    @GetMapping
    AuditPage search(
            Caller caller,
            @RequestParam Map<String, String> asked,
            @RequestParam(required = false) @Nullable Integer startIndex,
            @RequestParam(required = false) @Nullable Integer count) {
        rights.require(caller, AdminScopes.READ);
        Slice slice = Slice.of(startIndex, count == null ? Integer.valueOf(PAGE) : count, MAX_PAGE);
        if (slice.startIndex() > AuditTable.COUNTED) {
            throw ApiFailure.badRequest(
                    "invalid-parameter",
                    "The parameter startIndex is above "
                            + AuditTable.COUNTED
                            + "; narrow the search, or send the 'next' of the answer before it as"
                            + " 'before'");
        }
        AuditQuery query = AuditQuery.of(asked, clock.instant());
        List<AuditTable.Stored> found = table.find(query, slice.offset(), slice.count());
        boolean full = !found.isEmpty() && found.size() == slice.count();
        return new AuditPage(
                table.count(query),
                found.size(),
                slice.startIndex(),
                found.stream().map(stored -> stored.line().json()).toList(),
                full ? Long.toString(found.getLast().position()) : null);
    }

    /** The newest 10000 of what is meant, as a file. */
    @GetMapping("/export")
    ResponseEntity<StreamingResponseBody> export(
            Caller caller,
            @RequestParam Map<String, String> asked,
            @RequestParam(defaultValue = "jsonl") String format) {
        rights.require(caller, AdminScopes.READ);
        AuditExport kind = AuditExport.of(format);
        AuditQuery query = AuditQuery.of(asked, clock.instant());
        StreamingResponseBody body =
                (OutputStream out) -> {
                    kind.begin(out);
                    table.each(query, EXPORTED, line -> kind.write(line, out));
                };
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(kind.mediaType()))
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"identity-audit." + kind.suffix() + "\"")
                .body(body);
    }
}
