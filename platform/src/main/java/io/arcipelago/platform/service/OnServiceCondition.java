package io.arcipelago.platform.service;

import java.util.Arrays;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Decides {@link ConditionalOnService} from the property {@code arcipelago.services}. */
final class OnServiceCondition implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        String service =
                metadata.getAnnotations().get(ConditionalOnService.class).getString("value");
        String wanted = context.getEnvironment().getProperty("arcipelago.services", "all").strip();
        return wanted.isEmpty()
                || wanted.equals("all")
                || Arrays.stream(wanted.split(",")).map(String::strip).anyMatch(service::equals);
    }
}
