package io.arcipelago.identity.registration;

/** Where a request stands. */
enum RequestStatus {
    NEW,
    CONFIRMED,
    APPROVED,
    REJECTED;

    /** Whether somebody may still decide. */
    boolean open() {
        return switch (this) {
            case NEW, CONFIRMED -> true;
            case APPROVED, REJECTED -> false;
        };
    }
}
