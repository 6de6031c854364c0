package io.arcipelago.site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.arcipelago.site.fault.Fault;
import io.arcipelago.site.fault.Faults;
import io.arcipelago.site.web.ApiError;
import io.arcipelago.site.web.JsonBody;
import io.arcipelago.site.web.Request;
import io.arcipelago.site.web.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All sites behind one port on the loopback address, one virtual thread per request. */
final class SiteServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SiteServer.class);
    private static final int LARGEST_BODY = 1024 * 1024;
    private static final int BACKLOG = 256;

    private final String instance;
    private final Map<String, SiteService> sites = new LinkedHashMap<>();
    private final Faults faults;
    private final AdminApi admin;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    SiteServer(String instance, int port, Faults faults) throws IOException {
        this.instance = instance;
        this.faults = faults;
        this.admin = new AdminApi(sites, faults);
        this.http =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
    }

    int port() {
        return http.getAddress().getPort();
    }

    String publicUrl(String siteName) {
        return "http://127.0.0.1:" + port() + "/" + siteName;
    }

    void add(SiteService site) {
        sites.put(site.name(), site);
    }

    void start() {
        http.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                send(exchange, tooLarge());
                return;
            }
            Request request = request(exchange, body);
            Optional<Response> answer = answer(exchange, request);
            if (answer.isPresent()) {
                send(exchange, answer.get());
            }
            // Without an answer, closing the exchange drops the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Request request(HttpExchange exchange, byte[] body) {
        String query = exchange.getRequestURI().getRawQuery();
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                Request.query(query == null ? "" : query),
                name -> Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)),
                body,
                Map.of());
    }

    /** Empty if a fault says that the client gets no answer. */
    private Optional<Response> answer(HttpExchange exchange, Request request)
            throws InterruptedException {
        String path = request.path();
        if (path.equals("/") || path.equals("/healthz")) {
            return Optional.of(path.equals("/") ? about() : health());
        }
        if (path.startsWith(AdminApi.PREFIX)) {
            boolean local = exchange.getRemoteAddress().getAddress().isLoopbackAddress();
            return Optional.of(admin.answer(request.below(AdminApi.PREFIX), local));
        }
        int slash = path.indexOf('/', 1);
        SiteService site = slash < 0 ? null : sites.get(path.substring(1, slash));
        Optional<SiteService.Target> target =
                site == null ? Optional.empty() : SiteService.target(path.substring(slash));
        if (site == null || target.isEmpty()) {
            return Optional.of(
                    ApiError.notFound("There is no site or service at " + path).response());
        }
        Request below =
                request.below(path.substring(0, path.length() - target.get().path().length()));
        return struck(site, target.get().service(), below);
    }

    private Optional<Response> struck(SiteService site, String service, Request request)
            throws InterruptedException {
        Optional<Fault> fault =
                faults.strike(site.name(), service, request.method(), request.path());
        if (fault.isEmpty()) {
            return Optional.of(carriedOut(site, service, request));
        }
        Fault struck = fault.get();
        return switch (struck.kind()) {
            case LATENCY -> {
                faults.pause(struck.delay());
                yield Optional.of(carriedOut(site, service, request));
            }
            case ERROR -> Optional.of(error(struck));
            case HANG -> {
                faults.pause(struck.delay());
                yield Optional.empty();
            }
            case LOST_RESPONSE -> {
                carriedOut(site, service, request);
                yield Optional.empty();
            }
            case REFUSE -> Optional.empty();
            case BUILD_ERROR, UNREACHABLE ->
                    throw new IllegalStateException(struck.kind() + " strikes builds only");
        };
    }

    private static Response error(Fault fault) {
        String message =
                fault.message().isEmpty() ? "Injected fault " + fault.id() : fault.message();
        Response plain = ApiError.wrapped(fault.status(), "computeFault", message).response();
        return fault.status() == 429 || fault.status() == 503
                ? plain.with(Map.of("Retry-After", "0"))
                : plain;
    }

    private static Response carriedOut(SiteService site, String service, Request request) {
        try {
            return site.answer(service, request);
        } catch (RuntimeException e) {
            LOG.error("{} {} at {} failed", request.method(), request.path(), site.name(), e);
            return ApiError.wrapped(
                            500, "computeFault", "Unexpected API Error. The site's log says more.")
                    .response();
        }
    }

    private Response about() {
        ObjectNode body =
                JsonBody.object().put("product", "arcipelago-site").put("instance", instance);
        ArrayNode array = body.putArray("sites");
        for (SiteService site : sites.values()) {
            ObjectNode view =
                    array.addObject()
                            .put("name", site.name())
                            .put("driver", site.driverName())
                            .put("identity", publicUrl(site.name()) + "/identity/v3");
            ArrayNode regions = view.putArray("regions");
            site.config().regions().forEach(regions::add);
            ArrayNode projects = view.putArray("projects");
            site.config()
                    .projects()
                    .forEach(it -> projects.addObject().put("id", it.id()).put("name", it.name()));
        }
        return Response.json(200, body);
    }

    private static Response health() {
        return Response.json(200, JsonBody.object().put("status", "UP"));
    }

    private static Response tooLarge() {
        return ApiError.wrapped(
                        413,
                        "requestEntityTooLarge",
                        "The request body is larger than " + LARGEST_BODY + " bytes")
                .response();
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        response.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.getResponseHeaders().set("x-openstack-request-id", "req-" + UUID.randomUUID());
        int length = response.body().length;
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(response.status(), length == 0 || head ? -1 : length);
        if (length > 0 && !head) {
            exchange.getResponseBody().write(response.body());
        }
    }

    @Override
    public void close() {
        faults.clear("");
        http.stop(0);
        threads.shutdownNow();
        List.copyOf(sites.values()).forEach(SiteService::close);
    }
}
