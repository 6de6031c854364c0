package io.arcipelago.identity.linking;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code arcipelago.identity.linking.*}.
 *
 * @param enabled whether people may link and unlink identities themselves; administrators always
 *     may
 */
@ConfigurationProperties("arcipelago.identity.linking")
record LinkingSettings(@DefaultValue("true") boolean enabled) {}
