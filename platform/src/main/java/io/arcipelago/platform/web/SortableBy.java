package io.arcipelago.platform.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says by which keys a list may be sorted; stands on a controller's {@link PageRequest} parameter.
 * Without it, {@code sort} is refused.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface SortableBy {

    /** The allowed keys, as clients write them. */
    String[] value();
}
