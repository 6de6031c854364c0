package io.arcipelago.tests.interop;

import io.arcipelago.tests.road.Commands;
import io.arcipelago.tests.road.Product;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real Keystone that trusts the product's issuer, behind two real mod_auth_openidc: one asks the
 * issuer about each token, the other checks tokens by itself.
 */
final class Keystone implements AutoCloseable {

    private static final String SCRIPT = "openstack.sh";

    private final Path files;
    private final SecureProduct product;
    private final Map<String, String> environment;
    private final int introspecting;
    private final int offline;
    private final Apache apache;

    private Keystone(
            Path files,
            SecureProduct product,
            Map<String, String> environment,
            int introspecting,
            int offline,
            Apache apache) {
        this.files = files;
        this.product = product;
        this.environment = environment;
        this.introspecting = introspecting;
        this.offline = offline;
        this.apache = apache;
    }

    static void requireInstalled() {
        Apache.requireInstalled();
        Apache.requireOpenidc();
        Apache.require(Path.of("/usr/bin/keystone-wsgi-public"), "python3-keystone");
        Apache.require(Path.of("/usr/bin/uwsgi_python3"), "uwsgi-plugin-python3");
        Apache.require(Path.of("/usr/bin/openstack"), "python3-openstackclient");
        Apache.require(Path.of("/usr/bin/curl"), "curl");
    }

    /** Starts it; the client is one that may introspect everybody's tokens. */
    static Keystone start(SecureProduct product, SecureProduct.Registered client)
            throws IOException {
        Path files = Product.sources().resolve("tests/openstack");
        int backend = Product.freePorts();
        int introspecting = Product.freePorts();
        int offline = introspecting + 1;
        Map<String, String> environment =
                Map.of(
                        "OPENSTACK_HOME",
                        product.directory().resolve("cloud").toString(),
                        "OPENSTACK_PORT",
                        String.valueOf(backend),
                        "OPENSTACK_URL",
                        "https://localhost:%d/v3".formatted(introspecting));
        run(files, environment, "up").expectSuccess();
        try {
            Apache apache =
                    Apache.start(
                            product.directory().resolve("keystone"),
                            List.of("auth_openidc", "headers"),
                            configuration(files, product, client, backend, introspecting, offline),
                            introspecting);
            return new Keystone(files, product, environment, introspecting, offline, apache);
        } catch (AssertionError e) {
            run(files, environment, "destroy");
            throw e;
        }
    }

    private static String configuration(
            Path files,
            SecureProduct product,
            SecureProduct.Registered client,
            int backend,
            int introspecting,
            int offline) {
        String definitions =
                """
                Define ISSUER %s
                Define CLIENT_ID %s
                Define CLIENT_SECRET %s
                Define CA_FILE %s
                Define KEYSTONE http://127.0.0.1:%d
                OIDCCryptoPassphrase a-passphrase-of-the-test
                """
                        .formatted(
                                product.issuer(),
                                client.id(),
                                client.secret(),
                                product.authority().certificate(),
                                backend);
        return definitions
                + Apache.virtualHost(
                        product.authority(),
                        introspecting,
                        "Include " + files.resolve("apache-keystone.conf"))
                + Apache.virtualHost(
                        product.authority(),
                        offline,
                        "Include " + files.resolve("apache-keystone-offline.conf"));
    }

    /** Makes an issuer an identity provider of Keystone. */
    void trust(String provider, String issuer) {
        run(files, environment, "trust", provider, issuer).expectSuccess();
    }

    /** Where a token becomes one of Keystone's; Apache asks the issuer first. */
    String signInUrl(String provider) {
        return signInUrl(introspecting, provider);
    }

    /** The same where Apache checks the token by itself. */
    String offlineSignInUrl(String provider) {
        return signInUrl(offline, provider);
    }

    private static String signInUrl(int port, String provider) {
        return "https://localhost:%d/v3/OS-FEDERATION/identity_providers/%s/protocols/openid/auth"
                .formatted(port, provider);
    }

    /** Keystone's own address for people. */
    String url() {
        return "https://localhost:%d/v3".formatted(introspecting);
    }

    /** Runs the openstack client as the person whose token it is; the token is no argument. */
    Commands.Result openstack(String token, Map<String, String> scope, String... arguments) {
        Map<String, String> variables = new HashMap<>(scope);
        variables.put("OS_AUTH_URL", url());
        variables.put("OS_IDENTITY_API_VERSION", "3");
        variables.put("OS_IDENTITY_PROVIDER", "arcipelago");
        variables.put("OS_PROTOCOL", "openid");
        variables.put("OS_ACCESS_TOKEN", token);
        variables.put("OS_CACERT", product.authority().certificate().toString());
        variables.put("HOME", product.directory().toString());
        List<String> command =
                new ArrayList<>(
                        List.of("/usr/bin/openstack", "--os-auth-type", "v3oidcaccesstoken"));
        command.addAll(List.of(arguments));
        return Commands.run(product.directory(), variables, Duration.ofMinutes(1), command);
    }

    private static Commands.Result run(
            Path files, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(files.resolve(SCRIPT).toString()));
        command.addAll(List.of(arguments));
        return Commands.run(files, environment, Duration.ofMinutes(3), command);
    }

    @Override
    public void close() {
        apache.close();
        run(files, environment, "destroy").expectSuccess();
    }
}
