package io.arcipelago.orchestrator.configuration;

import io.arcipelago.orchestrator.deployment.LogLine.Level;
import io.arcipelago.platform.web.ApiFailure;
import io.arcipelago.platform.web.FailureClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/**
 * Runs Ansible as a program of its own, from here over SSH to the servers. A run that was cut off
 * by a crash is ended before the next one begins; Ansible's tasks bear being run again.
 */
public final class AnsibleConfigurator implements Configurator {

    private final ConfiguratorProperties properties;
    private final Path workDir;
    private final AnsibleFiles files;
    private final InstantSource clock;
    private final Semaphore places;

    public AnsibleConfigurator(
            ConfiguratorProperties properties, Path workDir, InstantSource clock) {
        this.properties = properties;
        this.workDir = workDir;
        this.files = new AnsibleFiles(workDir);
        this.clock = clock;
        this.places = new Semaphore(properties.concurrentRuns(), true);
    }

    @Override
    public Readiness probe(ManagedHost host, String privateKey) {
        RunDirectory directory =
                RunDirectory.of(workDir, "probe-" + Thread.currentThread().threadId());
        try {
            return SshProbe.probe(host, directory, privateKey);
        } finally {
            directory.removeSecrets();
        }
    }

    @Override
    public ConfigurationResult configure(
            ConfigurationRequest request, BooleanSupplier goesOn, ConfigurationListener listener) {
        try {
            while (!places.tryAcquire(1, TimeUnit.SECONDS)) {
                if (!goesOn.getAsBoolean()) {
                    return new ConfigurationResult.Stopped();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ConfigurationResult.Stopped();
        }
        RunDirectory directory = RunDirectory.of(workDir, request.deployment());
        ProcessGroup.endRemembered(directory.processFile());
        try {
            directory.write(request, files.get(), properties.forks());
            return run(request, directory, goesOn, listener);
        } catch (RunDirectory.MissingPlaybookException e) {
            return new ConfigurationResult.Failed(
                    FailureClass.TEMPLATE, String.valueOf(e.getMessage()));
        } finally {
            directory.removeSecrets();
            places.release();
        }
    }

    private ConfigurationResult run(
            ConfigurationRequest request,
            RunDirectory directory,
            BooleanSupplier goesOn,
            ConfigurationListener listener) {
        listener.line(
                Level.INFO,
                "Starting on %s: %s"
                        .formatted(
                                request.hosts().stream()
                                        .map(ManagedHost::name)
                                        .collect(Collectors.joining(", ")),
                                request.plays().stream()
                                        .map(Play::playbook)
                                        .collect(Collectors.joining(", "))));
        Process process = start(directory);
        ProcessGroup.remember(process.toHandle(), directory.processFile());
        AnsibleEvents events = new AnsibleEvents(new Redaction(request.secrets()), listener);
        Thread reader = Thread.ofVirtual().start(() -> read(process, events));
        Instant deadline = clock.instant().plus(properties.timeout());
        try {
            while (!process.waitFor(1, TimeUnit.SECONDS)) {
                if (!goesOn.getAsBoolean()) {
                    ProcessGroup.end(process.toHandle());
                    listener.line(Level.WARNING, "The configuration was stopped");
                    return new ConfigurationResult.Stopped();
                }
                if (clock.instant().isAfter(deadline)) {
                    ProcessGroup.end(process.toHandle());
                    return new ConfigurationResult.Failed(
                            FailureClass.CONFIGURATION_FAILED,
                            "The configuration took longer than %d minutes"
                                    .formatted(properties.timeout().toMinutes()));
                }
            }
            reader.join();
            return events.result(process.exitValue());
        } catch (InterruptedException e) {
            ProcessGroup.end(process.toHandle());
            Thread.currentThread().interrupt();
            return new ConfigurationResult.Stopped();
        }
    }

    /** {@code setsid} makes the program the leader of a group of its own. */
    private Process start(RunDirectory directory) {
        ProcessBuilder builder =
                new ProcessBuilder(
                        "setsid", properties.ansiblePlaybook(), directory.playbook().toString());
        builder.directory(directory.path().toFile());
        builder.redirectErrorStream(true);
        builder.environment().put("ANSIBLE_CONFIG", directory.configuration().toString());
        builder.environment().put("ANSIBLE_FORCE_COLOR", "0");
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new ApiFailure(
                    HttpStatus.INTERNAL_SERVER_ERROR,
                    FailureClass.CONFIGURATION_FAILED,
                    "ansible-missing",
                    "%s cannot be run; install Ansible where the orchestrator runs"
                            .formatted(properties.ansiblePlaybook()),
                    Map.of());
        }
    }

    private static void read(Process process, AnsibleEvents events) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                events.line(line);
            }
        } catch (IOException closed) {
            // The process was ended; what it wrote before was read.
        }
    }
}
