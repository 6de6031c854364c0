package io.arcipelago.identity.testing;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * A provider that the tests of one class have for themselves, because they drive its clock. After
 * each test so much time passes that failures of before count no more.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OwnProvider {

    protected Provider provider = Provider.shared();

    @BeforeAll
    void startProvider() {
        provider = Provider.start();
    }

    @AfterAll
    void stopProvider() {
        provider.close();
    }

    @AfterEach
    void forgetFailures() {
        provider.clock().advance(Duration.ofHours(2));
    }
}
