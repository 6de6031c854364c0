package io.arcipelago.feeder.feed;

import io.arcipelago.feeder.config.ConfigFile;
import io.arcipelago.feeder.config.Configuration;
import io.arcipelago.feeder.config.Problem;
import io.arcipelago.feeder.feed.FeederPolicy.Action;
import io.arcipelago.platform.security.Caller;
import io.arcipelago.platform.web.ApiFailure;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What administrators see of the feeder, and the button that feeds at once. */
@RestController
@RequestMapping("/v1")
class FeedController {

    private final ProviderFiles files;
    private final FeedStore feeds;
    private final FeedTimes times;
    private final FeederPolicy policy;

    FeedController(ProviderFiles files, FeedStore feeds, FeedTimes times, FeederPolicy policy) {
        this.files = files;
        this.feeds = feeds;
        this.times = times;
        this.policy = policy;
    }

    record Providers(List<ProviderView> providers) {}

    @GetMapping("/providers")
    Providers providers(Caller caller) {
        policy.check(caller, Action.SEE, "the feeds");
        Configuration configuration = files.recent();
        Map<String, Feed> last = new HashMap<>();
        feeds.all().forEach(it -> last.put(it.provider(), it));
        Map<String, FeedTimes.Time> next = times.all();
        TreeSet<String> names = new TreeSet<>(configuration.providers().keySet());
        names.addAll(last.keySet());
        return new Providers(
                names.stream()
                        .map(it ->
                                ProviderView.of(
                                        it,
                                        configuration.providers().get(it),
                                        next.get(it),
                                        last.get(it)))
                        .toList());
    }

    @GetMapping("/providers/{name}")
    ProviderView provider(Caller caller, @PathVariable String name) {
        policy.check(caller, Action.SEE, "the feeds");
        Configuration configuration = files.recent();
        Feed last = feeds.last(name).orElse(null);
        if (last == null && configuration.provider(name).isEmpty()) {
            throw unknown(name);
        }
        return ProviderView.of(
                name, configuration.providers().get(name), times.all().get(name), last);
    }

    /** An answer to a wish for a feed: it begins at once, or it is running already. */
    record Asked(String provider, boolean running) {}

    @PostMapping("/providers/{name}/feed")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Asked feed(Caller caller, @PathVariable String name) {
        policy.check(caller, Action.FEED, "provider " + name);
        if (files.now().provider(name).isEmpty()) {
            throw unknown(name);
        }
        return new Asked(name, !times.now(name));
    }

    /**
     * @param stale whether an older reading than the file's present content is in force
     */
    record FileView(
            String name,
            List<String> providers,
            @Nullable Instant readAt,
            boolean stale,
            List<Problem> problems) {}

    record ConfigView(List<FileView> files, List<Problem> problems) {}

    @GetMapping("/config")
    ConfigView config(Caller caller) {
        policy.check(caller, Action.SEE, "the configuration");
        Configuration configuration = files.now();
        return new ConfigView(
                configuration.files().stream().map(FeedController::view).toList(),
                configuration.problems());
    }

    private static FileView view(ConfigFile file) {
        return new FileView(
                file.name(),
                file.inForce().stream().map(it -> it.name()).toList(),
                file.readAt(),
                file.stale(),
                file.problems());
    }

    private static ApiFailure unknown(String name) {
        return ApiFailure.notFound(
                "unknown-provider",
                "No file declares provider '%s'; see GET /feeder/v1/config.".formatted(name));
    }
}
