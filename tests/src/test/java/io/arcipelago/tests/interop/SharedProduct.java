package io.arcipelago.tests.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One product for all test classes that leave it as they found it; it starts with the first of them
 * and ends with the run.
 */
final class SharedProduct implements BeforeAllCallback {

    /** Whoever counts failures or bends limits has a product of its own kind. */
    enum Kind {
        FRIENDLY,
        HOSTILE
    }

    private final Kind kind;
    private @Nullable SecureProduct product;

    SharedProduct(Kind kind) {
        this.kind = kind;
    }

    SecureProduct product() {
        return Objects.requireNonNull(product);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        product =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.create(SharedProduct.class))
                        .computeIfAbsent(kind, key -> start(), SecureProduct.class);
    }

    private static SecureProduct start() {
        try {
            return SecureProduct.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
