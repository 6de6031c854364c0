package io.arcipelago.identity.joining;

import io.arcipelago.identity.people.GroupRef;
import io.arcipelago.identity.request.PersonalRequest;
import io.arcipelago.identity.request.RequestHeader;

/** A person's wish to be in a group. */
record JoinRequest(RequestHeader header, GroupRef group) implements PersonalRequest {}
