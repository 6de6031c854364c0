package io.arcipelago.platform.events;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Remembers what it got, after doing what the test wants. */
final class RecordingConsumer implements EventConsumer {

    private final String name;
    private final Consumer<ReceivedEvent> behaviour;
    private final List<ReceivedEvent> received = new CopyOnWriteArrayList<>();

    RecordingConsumer(String name, Consumer<ReceivedEvent> behaviour) {
        this.name = name;
        this.behaviour = behaviour;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> topics() {
        return Set.of("test.things");
    }

    @Override
    public void consume(ReceivedEvent event) {
        behaviour.accept(event);
        received.add(event);
    }

    /** The numbers in the events of a key, in the order of arrival. */
    List<Integer> numbersOf(String key) {
        return received.stream()
                .filter(event -> event.key().equals(key))
                .map(event -> event.data().get("number").asInt())
                .toList();
    }

    List<ReceivedEvent> received() {
        return List.copyOf(received);
    }
}
