package io.arcipelago.identity.signin;

import io.arcipelago.identity.Issuer;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Matchers for paths of this service, as the filter chains need them. */
final class PathMatchers {

    private PathMatchers() {}

    /** Matches any of the paths, which are below that of the service. */
    static RequestMatcher matcher(String... paths) {
        PathPatternRequestMatcher.Builder builder = PathPatternRequestMatcher.withDefaults();
        RequestMatcher[] matchers = new RequestMatcher[paths.length];
        for (int i = 0; i < paths.length; i++) {
            matchers[i] = builder.matcher(Issuer.PREFIX + paths[i]);
        }
        return new OrRequestMatcher(matchers);
    }
}
