package io.arcipelago.identity.signin;

import io.arcipelago.platform.organisation.Organisation;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** The templates of the pages, set into a layout that bears the organisation's name. */
@Component
public class Pages {

    private final String layout;

    Pages(Organisation organisation) {
        // A brace in the name must not become a place for a value.
        String name = HtmlUtils.htmlEscape(organisation.name()).replace("{", "&#123;");
        this.layout = PageTemplate.read("layout.html").replace("{{organisation}}", name);
    }

    /** The template of this file name in {@code identity-pages}, set into the layout. */
    public PageTemplate page(String name) {
        return PageTemplate.of(layout, name);
    }
}
