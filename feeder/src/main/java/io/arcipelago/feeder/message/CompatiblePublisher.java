package io.arcipelago.feeder.message;

import io.arcipelago.contracts.registry.ProviderSnapshot;
import io.arcipelago.feeder.FeederProperties;
import io.arcipelago.feeder.config.ProviderConfig;
import io.arcipelago.platform.events.EventPublisher;
import io.arcipelago.platform.events.OutgoingEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Publishes the messages of a snapshot that the registry took: those that say something new, and
 * the others again from time to time, for readers that came late.
 */
@Component
public class CompatiblePublisher {

    private static final String TYPE = "io.arcipelago.registry.feed.v";

    private final EventPublisher events;
    private final JdbcClient jdbc;
    private final FeederProperties properties;
    private final InstantSource clock;
    private final List<Channel> channels;
    private final JsonMapper json = JsonMapper.builder().build();

    public CompatiblePublisher(
            EventPublisher events,
            JdbcClient jdbc,
            FeederProperties properties,
            InstantSource clock) {
        this.events = events;
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
        this.channels =
                properties.messages().stream()
                        .map(it -> new Channel(MessageVersion.of(it.version()), it.topic()))
                        .toList();
    }

    private record Channel(MessageVersion version, String topic) {}

    private record Sent(String digest, Instant at) {}

    /** Must be called in the transaction that records the feed. */
    public void publish(ProviderConfig config, ProviderSnapshot snapshot) {
        List<ProjectView> views = ProjectView.of(config, snapshot);
        for (Channel channel : channels) {
            Map<String, Sent> before = sent(channel.topic(), config.name());
            for (ProjectView view : views) {
                publish(channel, view, before);
            }
        }
    }

    private void publish(Channel channel, ProjectView view, Map<String, Sent> before) {
        ObjectNode content = CompatibleMessage.content(channel.version(), view);
        String digest = digest(json.writeValueAsString(content));
        Sent sent = before.get(view.key());
        Instant now = clock.instant();
        if (sent != null
                && sent.digest().equals(digest)
                && now.isBefore(sent.at().plus(properties.messageRepeat()))) {
            return;
        }
        events.publish(
                new OutgoingEvent(
                        channel.topic(),
                        view.key(),
                        TYPE + channel.version().wire(),
                        view.key(),
                        CompatibleMessage.dated(
                                channel.version(), content, view.snapshot().takenAt())));
        jdbc.sql(
                        """
                        insert into feeder.message (topic, key, digest, sent_at)
                        values (:topic, :key, :digest, :now)
                        on conflict (topic, key) do update set
                            digest = excluded.digest, sent_at = excluded.sent_at
                        """)
                .param("topic", channel.topic())
                .param("key", view.key())
                .param("digest", digest)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** All of a provider's in one query; the primary key serves it. */
    private Map<String, Sent> sent(String topic, String provider) {
        Map<String, Sent> sent = new HashMap<>();
        jdbc.sql(
                        """
                        select key, digest, sent_at from feeder.message
                         where topic = :topic and starts_with(key, :prefix)
                        """)
                .param("topic", topic)
                .param("prefix", provider + "|")
                .query(row -> {
                    sent.put(
                            String.valueOf(row.getString(1)),
                            new Sent(
                                    String.valueOf(row.getString(2)),
                                    row.getObject(3, OffsetDateTime.class).toInstant()));
                });
        return sent;
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
