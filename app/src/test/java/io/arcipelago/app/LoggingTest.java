package io.arcipelago.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher says where the application logs, and Spring Boot makes it so. */
class LoggingTest {

    @ParameterizedTest
    @ValueSource(strings = {"logback.xml", "logback-spring.xml", "logback.groovy"})
    void noModuleBringsAConfigurationThatWouldStandInForIt(String name) throws IOException {
        assertThat(Collections.list(ClassLoader.getSystemResources(name)))
                .as("a module that needs a configuration names it after itself")
                .isEmpty();
    }
}
