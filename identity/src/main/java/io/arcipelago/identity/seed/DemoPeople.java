package io.arcipelago.identity.seed;

import io.arcipelago.identity.IdentitySettings;
import io.arcipelago.identity.Secrets;
import io.arcipelago.identity.account.AccountId;
import io.arcipelago.identity.account.Accounts;
import io.arcipelago.identity.account.Groups;
import io.arcipelago.identity.account.PasswordHashes;
import io.arcipelago.identity.client.membership.ClientGroups;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The groups and people of the demo. There is no built-in password. */
@Component
class DemoPeople {

    static final String FILE = "demo-credentials";

    /** 120 random bits, short enough to be typed. */
    private static final int PASSWORD_LENGTH = 20;

    private record DemoPerson(String username, String name, List<String> groups) {}

    private static final List<DemoPerson> PEOPLE =
            List.of(
                    new DemoPerson("alice", "Alice Moretti", List.of("astro")),
                    new DemoPerson("bruno", "Bruno Ferri", List.of("bio")),
                    new DemoPerson("carla", "Carla Neri", List.of("admins", "astro", "bio")));

    private static final List<String> READ_BY_THE_FEEDER = List.of("astro", "bio");

    private final Accounts accounts;
    private final Groups groups;
    private final ClientGroups clientGroups;
    private final PasswordHashes hashes;
    private final PrivateFiles files;
    private final IdentitySettings settings;

    DemoPeople(
            Accounts accounts,
            Groups groups,
            ClientGroups clientGroups,
            PasswordHashes hashes,
            PrivateFiles files,
            IdentitySettings settings) {
        this.accounts = accounts;
        this.groups = groups;
        this.clientGroups = clientGroups;
        this.hashes = hashes;
        this.files = files;
        this.settings = settings;
    }

    /** Creates who and what is missing; who is there keeps name, groups and password. */
    void ensure(Instant now) {
        groups.ensure("astro", "Astrophysics community", now);
        groups.ensure("bio", "Life sciences community", now);
        groups.ensure("admins", "Administrators of the federation", now);
        if (clientGroups.of(ProductClients.FEEDER).isEmpty()) {
            clientGroups.replace(ProductClients.FEEDER, READ_BY_THE_FEEDER, ProductClients.FEEDER);
        }
        List<DemoPerson> missing =
                PEOPLE.stream().filter(person -> !accounts.exists(person.username())).toList();
        if (missing.isEmpty()) {
            return;
        }
        Map<String, String> passwords = passwords(missing);
        for (DemoPerson person : missing) {
            AccountId id =
                    accounts.create(
                            person.username(),
                            person.name(),
                            person.username() + "@arcipelago.example",
                            hashes.hash(passwords.getOrDefault(person.username(), "")),
                            now);
            person.groups().forEach(group -> groups.join(id, group, now));
        }
    }

    private Map<String, String> passwords(List<DemoPerson> people) {
        Map<String, String> passwords = new LinkedHashMap<>();
        boolean chosen = !settings.demoPassword().isBlank();
        for (DemoPerson person : people) {
            passwords.put(
                    person.username(),
                    chosen
                            ? settings.demoPassword()
                            : Secrets.random().substring(0, PASSWORD_LENGTH));
        }
        if (!chosen) {
            StringBuilder lines = new StringBuilder();
            passwords.forEach((username, password) ->
                    lines.append(username).append(' ').append(password).append('\n'));
            files.write(FILE, lines.toString());
        }
        return passwords;
    }
}
