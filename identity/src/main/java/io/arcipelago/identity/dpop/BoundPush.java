package io.arcipelago.identity.dpop;

import io.arcipelago.platform.security.dpop.DpopRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pushed request that came with a proof: the same as one with {@code dpop_jkt} of that key (RFC
 * 9449, section 10.1).
 */
final class BoundPush extends HttpServletRequestWrapper {

    private final Map<String, String[]> parameters;

    private BoundPush(HttpServletRequest request, Map<String, String[]> parameters) {
        super(request);
        this.parameters = parameters;
    }

    /** Refuses a request that names another key than it shows. */
    static BoundPush of(HttpServletRequest request, String key) {
        String[] named = request.getParameterValues(WantedKey.PARAMETER);
        if (named != null && !(named.length == 1 && named[0].equals(key))) {
            throw DpopRefused.proof("dpop_jkt names another key than the proof's");
        }
        Map<String, String[]> parameters = new LinkedHashMap<>(request.getParameterMap());
        parameters.put(WantedKey.PARAMETER, new String[] {key});
        return new BoundPush(request, parameters);
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = parameters.get(name);
        return values == null || values.length == 0 ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values.clone();
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }
}
