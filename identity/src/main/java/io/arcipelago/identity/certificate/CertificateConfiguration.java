package io.arcipelago.identity.certificate;

import io.arcipelago.identity.Issuer;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Opens the TLS port and closes it to everything but what it is for. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CertificateSettings.class)
class CertificateConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> certificatePort(
            CertificateSettings settings, TrustedAuthorities authorities, InstantSource clock) {
        return factory -> {
            if (settings.ownPort()) {
                factory.addAdditionalConnectors(
                        connector(settings, authorities, clock, factory.getAddress()));
            }
        };
    }

    @Bean
    FilterRegistrationBean<CertificatePortFilter> certificatePortFilter(
            CertificateSettings settings) {
        FilterRegistrationBean<CertificatePortFilter> filter =
                new FilterRegistrationBean<>(new CertificatePortFilter(settings.port()));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.setEnabled(settings.ownPort());
        return filter;
    }

    private static Connector connector(
            CertificateSettings settings,
            TrustedAuthorities authorities,
            InstantSource clock,
            @Nullable InetAddress address) {
        Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
        connector.setPort(settings.port());
        connector.setScheme("https");
        connector.setSecure(true);
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
            protocol.setAddress(address);
            protocol.setSSLEnabled(true);
            protocol.setConnectionTimeout(20_000);
            protocol.setMaxHttpRequestHeaderSize(16 * 1024);
        }
        // Read now, so that the first two visitors do not race for it.
        authorities.load();
        SSLHostConfig tls = new SSLHostConfig();
        tls.setProtocols("TLSv1.2+TLSv1.3");
        tls.setCertificateVerification("optional");
        SSLHostConfigCertificate own =
                new SSLHostConfigCertificate(tls, SSLHostConfigCertificate.Type.UNDEFINED);
        try {
            own.setSslContext(new ClientCertificateTls(settings, authorities, clock));
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalStateException(
                    "The certificate and key of arcipelago.identity.certificates cannot be used",
                    unusable);
        }
        tls.addCertificate(own);
        connector.addSslHostConfig(tls);
        return connector;
    }

    @Bean
    CertificatePort certificateAddress(CertificateSettings settings, Issuer issuer) {
        return CertificatePort.of(settings, issuer);
    }
}
