package io.arcipelago.cli.session;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The desktop's browser, where there is a desktop. */
final class DesktopBrowser implements Workplace.Opener {

    private final Map<String, String> variables;

    DesktopBrowser(Map<String, String> variables) {
        this.variables = variables;
    }

    @Override
    public boolean open(String address) {
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
        boolean desktop =
                variables.containsKey("DISPLAY") || variables.containsKey("WAYLAND_DISPLAY");
        if (!mac && !desktop) {
            return false;
        }
        try {
            new ProcessBuilder(List.of(mac ? "open" : "xdg-open", address))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
