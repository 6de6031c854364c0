package io.arcipelago.platform.web;

import io.arcipelago.platform.service.ServiceDescriptor;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.method.HandlerTypePredicate;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** The web conventions of every service. */
@AutoConfiguration(before = {WebMvcAutoConfiguration.class, ErrorMvcAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(WebProperties.class)
public class WebAutoConfiguration {

    private static final int BEFORE_SECURITY = -200;
    private static final DataSize DEFAULT_MAX_BODY = DataSize.ofMegabytes(2);

    @Bean
    FailureWriter failureWriter(JsonMapper json, ObjectProvider<ErrorShape> shapes) {
        return new FailureWriter(json, shapes.stream().toList());
    }

    @Bean
    FailureAdvice failureAdvice(FailureWriter failures) {
        return new FailureAdvice(failures);
    }

    @Bean
    FailureErrorController failureErrorController(FailureWriter failures) {
        return new FailureErrorController(failures);
    }

    @Bean
    PublicUrl publicUrl(WebProperties properties) {
        URI url = properties.publicUrl();
        return new PublicUrl(url == null ? URI.create("http://localhost:8800") : url);
    }

    @Bean
    IdentityCardController identityCardController(
            WebProperties properties, ObjectProvider<ServiceDescriptor> services) {
        String instance = properties.instanceId();
        return new IdentityCardController(
                instance == null || instance.isBlank() ? UUID.randomUUID().toString() : instance,
                services.stream().toList());
    }

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter() {
        return registered(new RequestIdFilter(), Ordered.HIGHEST_PRECEDENCE);
    }

    @Bean
    FilterRegistrationBean<HeaderWriterFilter> securityHeadersFilter() {
        return registered(
                new HeaderWriterFilter(List.of(new SecurityHeaders())),
                Ordered.HIGHEST_PRECEDENCE + 1);
    }

    /**
     * Clients of compatible APIs write {@code POST /deployments/}; a redirect would lose the body.
     */
    @Bean
    FilterRegistrationBean<UrlHandlerFilter> trailingSlashFilter(
            ObjectProvider<ServiceDescriptor> services) {
        String[] patterns =
                services.stream()
                        .map(service -> "/" + service.name() + "/**")
                        .toArray(String[]::new);
        FilterRegistrationBean<UrlHandlerFilter> filter =
                registered(
                        UrlHandlerFilter.trailingSlashHandler(
                                        patterns.length == 0
                                                ? new String[] {"/.well-known/**"}
                                                : patterns)
                                .wrapRequest()
                                .build(),
                        BEFORE_SECURITY);
        return filter;
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(
            WebProperties properties,
            ObjectProvider<BodyLimit> exceptions,
            FailureWriter failures) {
        DataSize limit = properties.maxBody();
        return registered(
                new BodyLimitFilter(
                        limit == null ? DEFAULT_MAX_BODY : limit,
                        exceptions.stream().toList(),
                        failures),
                BEFORE_SECURITY + 1);
    }

    private static <T extends jakarta.servlet.Filter> FilterRegistrationBean<T> registered(
            T filter, int order) {
        FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }

    @Bean
    WebMvcConfigurer platformWebConventions(ObjectProvider<ServiceDescriptor> services) {
        return new WebMvcConfigurer() {
            @Override
            public void configurePathMatch(PathMatchConfigurer paths) {
                services.forEach(service ->
                        paths.addPathPrefix(
                                "/" + service.name(),
                                HandlerTypePredicate.forBasePackage(service.basePackage())));
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new PageRequestResolver());
            }

            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                DashboardResources.addHandlers(registry);
            }

            @Override
            public void addViewControllers(ViewControllerRegistry registry) {
                DashboardResources.addRedirects(registry);
            }
        };
    }
}
