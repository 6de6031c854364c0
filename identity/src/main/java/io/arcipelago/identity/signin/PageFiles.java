package io.arcipelago.identity.signin;

import io.arcipelago.platform.organisation.Look;
import java.nio.charset.StandardCharsets;
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
    private final Look look;
    private final Look.Picture logo;

    PageFiles(Look look) {
        this.look = look;
        this.logo =
                look.logo()
                        .orElseGet(() ->
                                new Look.Picture(
                                        MediaType.valueOf("image/svg+xml"),
                                        PageTemplate.read("logo.svg")
                                                .getBytes(StandardCharsets.UTF_8)));
    }

    @GetMapping("/style.css")
    ResponseEntity<String> styleSheet() {
        return answer("text/css;charset=UTF-8", styleSheet);
    }

    @GetMapping("/passkey.js")
    ResponseEntity<String> script() {
        return answer("text/javascript;charset=UTF-8", script);
    }

    /** The organisation's colours. */
    @GetMapping("/look.css")
    ResponseEntity<String> look() {
        return answer("text/css;charset=UTF-8", look.styleSheet());
    }

    /** The organisation's picture, or the product's. */
    @GetMapping("/logo")
    ResponseEntity<byte[]> logo() {
        return ResponseEntity.ok()
                .contentType(logo.type())
                .cacheControl(CACHE)
                .header("Content-Security-Policy", Look.PICTURE_POLICY)
                .body(logo.bytes());
    }

    private static ResponseEntity<String> answer(String type, String body) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .cacheControl(CACHE)
                .body(body);
    }
}
