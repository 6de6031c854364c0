package io.arcipelago.site.compute;

import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.Request;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nova's microversion of a request; only its minor number matters. */
record Microversion(int minor) {

    static final String LOWEST = "2.1";
    static final String HIGHEST = "2.93";

    private static final int LOWEST_MINOR = 1;
    private static final int HIGHEST_MINOR = 93;
    private static final int WITH_EXTRA_SPECS = 61;
    private static final Pattern FORM = Pattern.compile("(?:compute )?2\\.(\\d{1,4})");

    /** Raises 406 for a version outside the range. */
    static Microversion of(Request request) {
        String asked =
                request.header()
                        .apply("OpenStack-API-Version")
                        .or(() -> request.header().apply("X-OpenStack-Nova-API-Version"))
                        .orElse(LOWEST);
        if (asked.endsWith("latest")) {
            return new Microversion(HIGHEST_MINOR);
        }
        Matcher found = FORM.matcher(asked);
        if (!found.matches()) {
            throw ApiError.badRequest(
                    "API Version String "
                            + asked
                            + " is of invalid format. Must be of format"
                            + " MajorNum.MinorNum.");
        }
        int minor = Integer.parseInt(found.group(1));
        if (minor < LOWEST_MINOR || minor > HIGHEST_MINOR) {
            throw ApiError.wrapped(
                    406,
                    "computeFault",
                    "Version 2."
                            + minor
                            + " is not supported by the API. Minimum is "
                            + LOWEST
                            + " and maximum is "
                            + HIGHEST
                            + ".");
        }
        return new Microversion(minor);
    }

    boolean flavorsTellExtraSpecs() {
        return minor >= WITH_EXTRA_SPECS;
    }
}
