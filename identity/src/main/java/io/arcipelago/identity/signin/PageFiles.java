package io.arcipelago.identity.signin;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The style sheet, the script and the logo of the pages. */
@RestController
@RequestMapping("/pages")
class PageFiles {

    private static final CacheControl CACHE =
            CacheControl.maxAge(Duration.ofHours(1)).cachePublic();

    private final String styleSheet = PageTemplate.read("style.css");
    private final String script = PageTemplate.read("passkey.js");
    private final String logo = PageTemplate.read("logo.svg");

    @GetMapping("/style.css")
    ResponseEntity<String> styleSheet() {
        return answer("text/css;charset=UTF-8", styleSheet);
    }

    @GetMapping("/passkey.js")
    ResponseEntity<String> script() {
        return answer("text/javascript;charset=UTF-8", script);
    }

    @GetMapping("/logo.svg")
    ResponseEntity<String> logo() {
        return answer("image/svg+xml;charset=UTF-8", logo);
    }

    private static ResponseEntity<String> answer(String type, String body) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .cacheControl(CACHE)
                .body(body);
    }
}
