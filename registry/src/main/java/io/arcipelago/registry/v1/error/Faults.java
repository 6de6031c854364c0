package io.arcipelago.registry.v1.error;

import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.FailureClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * What is wrong with a request, collected so that all of it is told at once, in the form that
 * clients of FastAPI read: {@code [{"loc": [...], "msg": "...", "type": "..."}]}.
 */
public final class Faults {

    /** The member of a failure's details that holds the list. */
    public static final String DETAIL = "detail";

    private static final int MOST = 50;

    private final List<Map<String, Object>> found = new ArrayList<>();

    /**
     * Notes a fault; beyond fifty they are not told.
     *
     * @param where the way to the value: names and, in lists, numbers
     * @param type the kind of error, such as {@code type_error.integer}
     */
    public void add(List<Object> where, String message, String type) {
        if (found.size() < MOST) {
            Map<String, Object> fault = new LinkedHashMap<>();
            fault.put("loc", List.copyOf(where));
            fault.put("msg", message);
            fault.put("type", type);
            found.add(fault);
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Throws a 422 with everything that was found, if anything was. */
    public void check() {
        if (!found.isEmpty()) {
            throw failure();
        }
    }

    private ApiFailure failure() {
        Map<String, Object> first = found.getFirst();
        return new ApiFailure(
                HttpStatus.UNPROCESSABLE_CONTENT,
                FailureClass.TEMPLATE,
                "invalid-request",
                "%s: %s".formatted(first.get("loc"), first.get("msg")),
                Map.of(DETAIL, List.copyOf(found)));
    }

    /** A 422 for one fault. */
    public static ApiFailure of(List<Object> where, String message, String type) {
        Faults faults = new Faults();
        faults.add(where, message, type);
        return faults.failure();
    }
}
