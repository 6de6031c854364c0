package io.arcipelago.identity.aup;

import io.arcipelago.platform.web.ApiFailure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an administrator sends. */
record AupForm(
        @Nullable String url,
        @Nullable String text,
        @Nullable String description,
        @Nullable Integer signatureValidityInDays,
        @Nullable String aupRemindersInDays) {

    private static final int LONGEST_DESCRIPTION = 128;
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_URL = 2000;
    private static final int MOST_DAYS = 36_500;

    /** The form without gaps, or a bad request that names the field. */
    AupForm checked() {
        int days = signatureValidityInDays == null ? 0 : signatureValidityInDays;
        if (days < 0 || days > MOST_DAYS) {
            throw invalid("signatureValidityInDays must be between 0 (never expires) and 36500");
        }
        String about = or(description);
        if (about.length() > LONGEST_DESCRIPTION) {
            throw invalid("description is longer than 128 characters");
        }
        String words = or(text);
        if (words.length() > LONGEST_TEXT) {
            throw invalid("text is longer than 20000 characters");
        }
        return new AupForm(checkedUrl(), words, about, days, checkedReminders(days));
    }

    private String checkedUrl() {
        String address = or(url);
        try {
            URI uri = new URI(address);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (!web || uri.getHost() == null || address.length() > LONGEST_URL) {
                throw invalid("url must be an absolute http(s) address");
            }
            if (uri.getQuery() != null) {
                throw invalid("url must not have a query string");
            }
            return address;
        } catch (URISyntaxException e) {
            throw invalid("url is not valid");
        }
    }

    private String checkedReminders(int days) {
        String reminders = or(aupRemindersInDays).replace(" ", "");
        if (days == 0) {
            if (!reminders.isEmpty()) {
                throw invalid("aupRemindersInDays must be empty when signatures never expire");
            }
            return "";
        }
        if (!reminders.matches("\\d{1,5}(,\\d{1,5}){0,19}")) {
            throw invalid("aupRemindersInDays must be a list of days, such as 30,15,1");
        }
        Set<Integer> seen = new HashSet<>();
        for (String reminder : reminders.split(",", -1)) {
            int day = Integer.parseInt(reminder);
            if (day < 1 || day >= days || !seen.add(day)) {
                throw invalid(
                        "aupRemindersInDays must hold different days, each at least 1 and below"
                                + " signatureValidityInDays");
            }
        }
        return reminders;
    }

    static String or(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    private static ApiFailure invalid(String what) {
        return ApiFailure.badRequest("invalid-aup", "Invalid AUP: " + what);
    }
}
