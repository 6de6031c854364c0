package io.arcipelago.orchestrator.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds SSH host keys in a server's console, where cloud-init writes them at the first boot. */
public final class HostKeys {

    private static final Pattern BLOCK =
            Pattern.compile(
                    "-----BEGIN SSH HOST KEY KEYS-----(.*?)-----END SSH HOST KEY KEYS-----",
                    Pattern.DOTALL);
    private static final Pattern KEY =
            Pattern.compile("((?:ssh|ecdsa)-[a-z0-9-]+) ([A-Za-z0-9+/=]{40,})");

    private HostKeys() {}

    /** The keys of the last block as {@code type base64}; empty if there is no complete block. */
    public static List<String> inConsole(String console) {
        List<String> keys = new ArrayList<>();
        Matcher block = BLOCK.matcher(console);
        while (block.find()) {
            keys.clear();
            Matcher key = KEY.matcher(block.group(1));
            while (key.find()) {
                keys.add(key.group(1) + " " + key.group(2));
            }
        }
        return keys;
    }
}
