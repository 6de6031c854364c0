package io.arcipelago.identity.grant;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Binds the settings of the grants. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeviceSettings.class)
class GrantConfiguration {}
