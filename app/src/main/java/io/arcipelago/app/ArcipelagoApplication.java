package io.arcipelago.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the services named by {@code arcipelago.services} (default: all) in one Spring context. It
 * holds no logic: each module contributes itself as an auto-configuration.
 */
@SpringBootApplication
public class ArcipelagoApplication {

    /** Starts the process with Spring Boot's usual command line, environment and property files. */
    public static void main(String[] args) {
        SpringApplication.run(ArcipelagoApplication.class, args);
    }
}
