package io.arcipelago.registry.api;

import io.arcipelago.contracts.registry.ProviderStatus;
import io.arcipelago.contracts.registry.ProviderType;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the native interface answers. {@code id} is always the registry's uid, {@code nativeId} the
 * provider's own. Memory is in MiB, disk in GiB; a limit of -1 is none; what is unknown is absent.
 */
final class Shown {

    private Shown() {}

    /** A thing that is told of elsewhere. */
    record Ref(String id, String name) {}

    /** One page of a list, with links to the others. */
    record PageOf<T>(List<T> content, PageInfo page, Map<String, URI> links) {}

    /**
     * @param number from 0
     */
    record PageInfo(int number, int size, long totalElements, int totalPages) {}

    record LocationInfo(
            String id,
            String site,
            String country,
            String countryCode,
            double latitude,
            double longitude) {}

    record ServiceInfo(String id, String type, String name, String endpoint) {}

    /** How much there is of something and how much of it is used. */
    record Amount(
            @Nullable Long limit,
            @Nullable Long perUser,
            @Nullable Long used,
            @Nullable Long free) {}

    record Freshness(
            String outcome,
            Instant triedAt,
            @Nullable Instant goodAt,
            @Nullable String reason,
            boolean held) {}

    record DowntimeInfo(
            String id, String severity, Instant start, Instant end, String description) {}

    /**
     * @param standing {@code current}, {@code expired} or {@code not-yet}
     */
    record AgreementInfo(
            String id,
            String documentId,
            LocalDate startDate,
            LocalDate endDate,
            String standing) {}

    record Trust(
            String id,
            String endpoint,
            String groupClaim,
            @Nullable String name,
            @Nullable String protocol,
            @Nullable String audience) {}

    record FlavorInfo(
            String id,
            String nativeId,
            String name,
            String description,
            int vcpus,
            int ramMib,
            int diskGib,
            int swapMib,
            int ephemeralGib,
            int gpus,
            @Nullable String gpuModel,
            @Nullable String gpuVendor,
            boolean infiniband,
            @Nullable String localStorage,
            boolean shared) {}

    record ImageInfo(
            String id,
            String nativeId,
            String name,
            String description,
            @Nullable String osType,
            @Nullable String osDistro,
            @Nullable String osVersion,
            @Nullable String architecture,
            @Nullable String kernelId,
            boolean cudaSupport,
            boolean gpuDriver,
            @Nullable Instant createdAt,
            List<String> tags,
            boolean shared) {}

    record NetworkInfo(
            String id,
            String nativeId,
            String name,
            String description,
            boolean external,
            boolean shared,
            @Nullable Integer mtu,
            List<String> tags) {}

    /** An SSH host through which servers are reached. */
    record Proxy(String host, @Nullable String user) {}

    /** A network as a project has it. */
    record ProjectNetwork(NetworkInfo network, boolean isDefault, @Nullable Proxy proxy) {}

    record ProviderLine(
            String id,
            String name,
            ProviderType type,
            @Nullable ProviderStatus status,
            @Nullable Boolean isPublic,
            @Nullable Long generation,
            @Nullable Instant changedAt,
            @Nullable Instant heardAt,
            List<RegionLine> regions,
            Map<String, Amount> capacity,
            @Nullable Integer projects,
            @Nullable Integer notFresh,
            @Nullable Integer held,
            Map<String, URI> links) {}

    record RegionLine(String id, String name, @Nullable LocationInfo location) {}
}
