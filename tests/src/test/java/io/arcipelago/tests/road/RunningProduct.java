package io.arcipelago.tests.road;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One product for all tests of a class; stopped and removed afterwards whatever happens. */
final class RunningProduct
        implements BeforeAllCallback, AfterTestExecutionCallback, AfterAllCallback {

    private final String[] settings;
    private @Nullable Product product;
    private Set<String> before = Set.of();
    private String forwardingBefore = "";
    private boolean aloneBefore;

    RunningProduct(String... settings) {
        this.settings = settings.clone();
    }

    Product product() {
        return Objects.requireNonNull(product);
    }

    /** What was on the machine before, without what marked instances have. */
    Set<String> before() {
        return before;
    }

    /** Whether the machine forwarded packets before, {@code 0} or {@code 1}. */
    String forwardingBefore() {
        return forwardingBefore;
    }

    /** Whether no other instance had a way out for its servers, before or now. */
    boolean isAlone() {
        return aloneBefore && !Traces.anyEgress();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        before = Traces.unmarked();
        forwardingBefore = Traces.forwarding();
        aloneBefore = !Traces.anyEgress();
        product = Product.start(settings);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        // Whoever looks into a failure wants the logs.
        if (context.getExecutionException().isPresent()) {
            product().keepFiles();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (product != null) {
            product.close();
        }
    }
}
