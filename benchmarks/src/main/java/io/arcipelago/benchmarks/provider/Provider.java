package io.arcipelago.benchmarks.provider;

import java.io.IOException;
import java.util.Map;

/** A running OpenID Connect provider with a client and people for the load. */
interface Provider extends AutoCloseable {

    /** One unit of the work, such as one token; it throws if the answer is not the right one. */
    interface Step {
        void run(Connection connection) throws IOException;
    }

    String name();

    int port();

    /** Whether this provider takes part in this work. */
    boolean does(Work work);

    /**
     * What one of the parallel workers does again and again.
     *
     * @param worker its number; no two workers share a refresh token or a person
     */
    Step worker(Work work, int worker) throws IOException;

    /** CPU seconds of the server's processes so far, without the database. */
    double cpuSeconds();

    /** Rows written so far, by table, without those of the scheduler. */
    Map<String, Long> rowsWritten();

    @Override
    void close();
}
