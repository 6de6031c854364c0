package io.arcipelago.identity.token;

import io.arcipelago.identity.account.Person;
import io.arcipelago.identity.account.Proof;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** On whose behalf a token acts. */
public sealed interface Subject {

    /** The {@code sub} of the token. */
    String identifier();

    /**
     * A person who granted something to the client.
     *
     * @param grant the grant that can be revoked
     * @param proof how and when the person proved who they are
     * @param actor the {@code act} claim (RFC 8693, section 4.1); empty without delegation
     */
    record OfPerson(Person person, UUID grant, Proof proof, Map<String, Object> actor)
            implements Subject {

        public OfPerson {
            actor = Map.copyOf(actor);
        }

        @Override
        public String identifier() {
            return person.id().toString();
        }
    }

    /**
     * The client itself.
     *
     * @param groups the full names of the groups that it is a member of
     */
    record OfClient(String clientId, List<String> groups) implements Subject {

        public OfClient {
            groups = List.copyOf(groups);
        }

        @Override
        public String identifier() {
            return clientId;
        }
    }
}
