package io.arcipelago.identity.testing;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/**
 * A provider apart from the one that most tests share, for classes that drive its clock and make
 * people of their own. After each test so much time passes that failures of before count no more.
 */
public abstract class DrivenProvider {

    /** One for all these classes; it ends with the JVM. */
    private static final Provider DRIVEN = Provider.start();

    protected final Provider provider = DRIVEN;

    @AfterEach
    void forgetFailures() {
        provider.clock().advance(Duration.ofHours(2));
    }
}
