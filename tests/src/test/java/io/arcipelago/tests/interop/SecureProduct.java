package io.arcipelago.tests.interop;

import io.arcipelago.tests.road.Commands;
import io.arcipelago.tests.road.Product;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The product behind a proxy that ends TLS, as people would put it on the web. */
final class SecureProduct implements AutoCloseable {

    private final Path directory;
    private final TestAuthority authority;
    private final Apache proxy;
    private final Product product;
    private final String url;

    private SecureProduct(
            Path directory, TestAuthority authority, Apache proxy, Product product, String url) {
        this.directory = directory;
        this.authority = authority;
        this.proxy = proxy;
        this.product = product;
        this.url = url;
    }

    static SecureProduct start() throws IOException {
        Apache.requireInstalled();
        Path directory = Files.createTempDirectory("arcipelago-interop");
        TestAuthority authority = TestAuthority.make(directory);
        int port = Product.freePorts();
        int secure = Product.freePorts();
        Apache proxy = Apache.proxy(directory, authority, secure, port);
        String url = "https://localhost:" + secure;
        try {
            Product product = Product.behindProxy(URI.create(url), port);
            return new SecureProduct(directory, authority, proxy, product, url);
        } catch (AssertionError e) {
            proxy.close();
            throw e;
        }
    }

    String issuer() {
        return url + "/identity";
    }

    TestAuthority authority() {
        return authority;
    }

    /** For what a test needs; gone afterwards. */
    Path directory() {
        return directory;
    }

    Visitor visitor() {
        return new Visitor(authority.trust());
    }

    /** Signs in where the page is the sign-in page; answers what comes after it. */
    HttpResponse<String> signIn(Visitor visitor, HttpResponse<String> page, String user) {
        if (!page.body().contains("name=\"password\"")) {
            throw new AssertionError("No sign-in page at " + page.uri() + ":\n" + page.body());
        }
        return visitor.submit(page, Map.of("username", user, "password", product.password(user)));
    }

    @Override
    public void close() {
        try {
            product.close();
        } finally {
            proxy.close();
            Commands.run("rm", "-rf", directory.toString());
        }
    }
}
