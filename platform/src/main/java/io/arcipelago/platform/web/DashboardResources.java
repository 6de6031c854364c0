package io.arcipelago.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.resource.PathResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/**
 * Serves the dashboard's static files below {@code /ui/}. Files under {@code assets} carry a hash
 * in their name and never change; everything else is asked for again each time. A page address that
 * only the dashboard's own router knows is answered with {@code index.html}.
 */
final class DashboardResources {

    private static final String LOCATION = "classpath:/META-INF/resources/ui/";
    private static final String PAGE = "index.html";

    private DashboardResources() {}

    static void addHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/ui/assets/**")
                .addResourceLocations(LOCATION + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        registry.addResourceHandler("/ui/**")
                .addResourceLocations(LOCATION)
                .setCacheControl(CacheControl.noCache())
                .resourceChain(false)
                .addResolver(new PageResolver());
        registry.addResourceHandler("/favicon*")
                .addResourceLocations(LOCATION)
                .setCacheControl(CacheControl.noCache());
    }

    static void addRedirects(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/", "/ui/");
        registry.addRedirectViewController("/ui", "/ui/");
        registry.addViewController("/ui/").setViewName("forward:/ui/" + PAGE);
    }

    private static final class PageResolver extends PathResourceResolver {

        @Override
        protected @Nullable Resource resolveResourceInternal(
                @Nullable HttpServletRequest request,
                String requestPath,
                List<? extends Resource> locations,
                ResourceResolverChain chain) {
            Resource file = super.resolveResourceInternal(request, requestPath, locations, chain);
            return file == null && wantsPage(request)
                    ? super.resolveResourceInternal(request, PAGE, locations, chain)
                    : file;
        }

        private static boolean wantsPage(@Nullable HttpServletRequest request) {
            String accept = request == null ? null : request.getHeader(HttpHeaders.ACCEPT);
            return accept != null && accept.contains("text/html");
        }

        @Override
        protected @Nullable Resource getResource(String path, Resource location)
                throws IOException {
            return path.isEmpty() ? null : super.getResource(path, location);
        }
    }
}
