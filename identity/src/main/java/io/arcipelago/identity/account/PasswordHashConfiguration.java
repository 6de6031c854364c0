package io.arcipelago.identity.account;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Makes the settings of password hashes known. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PasswordHashSettings.class)
class PasswordHashConfiguration {}
