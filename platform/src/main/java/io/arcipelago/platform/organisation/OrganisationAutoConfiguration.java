package io.arcipelago.platform.organisation;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Takes the organisation's name and look into the process. */
@AutoConfiguration
@EnableConfigurationProperties(Organisation.class)
public class OrganisationAutoConfiguration {

    @Bean
    Look organisationLook(Organisation organisation) {
        return new Look(organisation);
    }

    @Bean
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    LookController lookController(Organisation organisation, Look look) {
        return new LookController(organisation, look);
    }
}
