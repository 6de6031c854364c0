package io.arcipelago.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what failed outside a controller: in a filter, the firewall or the container. */
@Controller
class FailureErrorController implements ErrorController {

    private static final Logger log = LoggerFactory.getLogger(FailureErrorController.class);

    private final FailureWriter failures;

    FailureErrorController(FailureWriter failures) {
        this.failures = failures;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (thrown instanceof ApiFailure failure) {
            failures.write(request, response, failure);
            return;
        }
        HttpStatus status = status(request);
        if (status.is5xxServerError()) {
            log.error(
                    "{} {} failed outside a controller",
                    request.getMethod(),
                    RequestPaths.original(request),
                    thrown instanceof Throwable cause ? cause : null);
        }
        ApiFailure failure =
                status == HttpStatus.INTERNAL_SERVER_ERROR
                        ? StandardFailures.internal()
                        : StandardFailures.of(status);
        failures.write(request, response, failure);
    }

    /** Somebody who asks for the error page itself finds nothing. */
    private static HttpStatus status(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code) {
            HttpStatus known = HttpStatus.resolve(code);
            return known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
        }
        return HttpStatus.NOT_FOUND;
    }
}
