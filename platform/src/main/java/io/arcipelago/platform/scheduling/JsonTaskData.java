package io.arcipelago.platform.scheduling;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Task data as JSON: readable in the table, and free of Java's object serialisation. */
final class JsonTaskData implements Serializer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    @SuppressWarnings("NullAway") // the library is not annotated; it passes and wants null
    public byte @Nullable [] serialize(@Nullable Object data) {
        return data == null ? null : JSON.writeValueAsBytes(data);
    }

    @Override
    @SuppressWarnings("NullAway") // the library is not annotated; it passes and wants null
    public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] stored) {
        return stored == null ? null : JSON.readValue(stored, type);
    }
}
