package io.arcipelago.platform.web.shelf;

import io.arcipelago.platform.security.PublicRoutes;
import io.arcipelago.platform.service.ServiceDescriptor;
import io.arcipelago.platform.testing.RunningApp;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.ErrorShape;
import io.arcipelago.platform.web.FailureClass;
import io.arcipelago.platform.web.Page;
import io.arcipelago.platform.web.PageRequest;
import io.arcipelago.platform.web.PublicUrl;
import io.arcipelago.platform.web.SortableBy;
import io.arcipelago.platform.web.VersionTag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A small service with every kind of route and failure, open to everybody. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Shelf.Routes.class)
public class Shelf {

    /** Starts the service on a free port. */
    public static RunningApp start(String... properties) {
        return RunningApp.start(Shelf.class, properties);
    }

    @Bean
    ServiceDescriptor service() {
        return new ServiceDescriptor("shelf", "io.arcipelago.platform.web.shelf");
    }

    @Bean
    PublicRoutes open() {
        return PublicRoutes.of("/shelf/**");
    }

    @Bean
    ErrorShape oldShape() {
        return new ErrorShape() {
            @Override
            public String pathPrefix() {
                return "/shelf/old";
            }

            @Override
            public Answer render(ApiFailure failure, String requestId) {
                return new Answer(
                        failure.status(),
                        MediaType.APPLICATION_JSON,
                        Map.of("code", failure.status().value(), "message", failure.getMessage()));
            }
        };
    }

    record Book(@NotBlank String title, @Max(5000) int pages, Kind kind) {}

    enum Kind {
        NOVEL,
        ATLAS
    }

    @RestController
    static class Routes {

        private final PublicUrl url;

        Routes(PublicUrl url) {
            this.url = url;
        }

        @GetMapping("/books")
        ResponseEntity<Page<Integer>> list(
                @SortableBy({"title", "pages"}) PageRequest wanted, HttpServletRequest request) {
            List<Integer> books =
                    IntStream.range(0, 45)
                            .skip(wanted.offset())
                            .limit(wanted.size())
                            .boxed()
                            .toList();
            Page<Integer> page = Page.of(books, 45, wanted);
            return ResponseEntity.ok().header("Link", url.linkHeader(request, page)).body(page);
        }

        @PostMapping("/books")
        Book add(@Valid @RequestBody Book book) {
            return book;
        }

        @GetMapping("/books/{id}")
        String one(@PathVariable UUID id) {
            return id.toString();
        }

        @GetMapping("/small")
        int small(@RequestParam @Max(5) int number) {
            return number;
        }

        @GetMapping("/versioned")
        ResponseEntity<String> versioned(HttpServletRequest request) {
            VersionTag tag = new VersionTag(7);
            return tag.isKnownTo(request)
                    ? ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag.header()).build()
                    : ResponseEntity.ok().eTag(tag.header()).body("seven");
        }

        @PutMapping("/versioned")
        String change(HttpServletRequest request) {
            new VersionTag(7).requireMatch(request);
            return "changed";
        }

        @PutMapping("/carefully")
        String changeCarefully(HttpServletRequest request) {
            new VersionTag(7).requireExplicitMatch(request);
            return "changed";
        }

        @GetMapping({"/fail/{how}", "/old/fail/{how}"})
        String fail(@PathVariable String how) {
            throw switch (how) {
                case "gone" -> ApiFailure.notFound("book-gone", "Book 7 is gone; order another.");
                case "full" ->
                        new ApiFailure(
                                HttpStatus.UNPROCESSABLE_CONTENT,
                                FailureClass.CONFIGURATION_FAILED,
                                "shelf-full",
                                "The shelf is full.",
                                Map.of("limit", 3, "status", "cannot be overwritten"));
                case "lock" -> new OptimisticLockingFailureException("row 7 of shelf.book");
                case "database" -> new DataAccessResourceFailureException("10.0.0.7:5432 refused");
                default -> new IllegalStateException("password is hunter2");
            };
        }
    }
}
