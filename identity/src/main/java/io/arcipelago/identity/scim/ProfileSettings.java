package io.arcipelago.identity.scim;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Configuration;

/**
 * What people may change of themselves, {@code arcipelago.identity.profile.*}.
 *
 * @param editableFields an address in it is taken as it is: nothing proves that it is the person's
 */
@ConfigurationProperties("arcipelago.identity.profile")
record ProfileSettings(@DefaultValue({"name", "surname"}) Set<Field> editableFields) {

    /** In the words of INDIGO IAM's configuration. */
    enum Field {
        NAME,
        SURNAME,
        EMAIL
    }

    ProfileSettings {
        editableFields = Set.copyOf(editableFields);
    }

    /** Makes the settings known. */
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(ProfileSettings.class)
    static class Known {}
}
