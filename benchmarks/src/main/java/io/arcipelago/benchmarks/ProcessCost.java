package io.arcipelago.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a process and all that it started have cost so far, as Linux tells it in {@code /proc}.
 *
 * @param cpuSeconds user and system time, of children that have ended too
 * @param residentMib the share of memory that is theirs: {@code Pss} of {@code smaps_rollup}
 */
public record ProcessCost(double cpuSeconds, double residentMib) {

    /** Clock ticks per second in {@code /proc/PID/stat}; fixed on Linux. */
    private static final double TICKS = 100;

    private static final int USER = 11;
    private static final int CHILDREN_SYSTEM = 14;

    /** What these processes have cost together. */
    public static ProcessCost of(List<Long> processes) {
        double cpu = 0;
        double memory = 0;
        for (long process : processes) {
            cpu += cpuSeconds(process);
            memory += residentMib(process);
        }
        return new ProcessCost(cpu, memory);
    }

    /** The processes whose command line holds the text, and their descendants. */
    static List<Long> matching(String text) {
        List<Long> found = new ArrayList<>();
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            String commandLine =
                    read(Path.of("/proc/" + process.pid() + "/cmdline"))
                            .orElse("")
                            .replace('\0', ' ');
            if (commandLine.contains(text) && process.pid() != ProcessHandle.current().pid()) {
                found.add(process.pid());
                process.descendants().map(ProcessHandle::pid).forEach(found::add);
            }
        }
        return found.stream().distinct().toList();
    }

    private static double cpuSeconds(long process) {
        return read(Path.of("/proc/" + process + "/stat"))
                .map(stat -> {
                    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                    double ticks = 0;
                    for (int i = USER; i <= CHILDREN_SYSTEM; i++) {
                        ticks += Double.parseDouble(fields[i]);
                    }
                    return ticks / TICKS;
                })
                .orElse(0.0);
    }

    private static double residentMib(long process) {
        return read(Path.of("/proc/" + process + "/smaps_rollup")).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("Pss:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .sum();
    }

    private static Optional<String> read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return Optional.of(String.join("\n", lines.toList()));
        } catch (IOException | UncheckedIOException gone) {
            return Optional.empty();
        }
    }
}
