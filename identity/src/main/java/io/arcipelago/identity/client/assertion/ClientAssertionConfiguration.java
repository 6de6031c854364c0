package io.arcipelago.identity.client.assertion;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** The settings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClientAssertionSettings.class)
class ClientAssertionConfiguration {}
