package io.arcipelago.identity.request;

import io.arcipelago.identity.account.AccountId;
import java.util.UUID;

/** A person's request that somebody else decides about. */
public interface PersonalRequest {

    /** What it has in common with requests of other kinds. */
    RequestHeader header();

    default UUID id() {
        return header().id();
    }

    /** Who asks. */
    default AccountId account() {
        return header().account();
    }
}
