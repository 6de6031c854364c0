package io.arcipelago.platform.service;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/**
 * Takes a configuration into the context only when {@code arcipelago.services} names its service.
 * The property is a comma-separated list of service names; absent or {@code all} means every
 * service.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(OnServiceCondition.class)
public @interface ConditionalOnService {

    /** The service's name, which is also its path prefix and its database schema. */
    String value();
}
