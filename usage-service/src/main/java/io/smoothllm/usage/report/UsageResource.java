package io.smoothllm.usage.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.kit.access.CurrentCaller;
import io.smoothllm.kit.access.Role;
import io.smoothllm.kit.page.Page;
import io.smoothllm.usage.rollup.Dimension;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Usage, whole and in parts. Admins see everyone's, all others their own.
@Path("/api/v1/usage")
@RolesAllowed({Role.ADMINS, Role.MEMBERS, Role.VIEWERS})
@RunOnVirtualThread
@Tag(name = "usage")
class UsageResource {
    record KeyUsage(UUID keyId, @Nullable String keyName, @JsonUnwrapped Totals totals) {}

    record ProviderUsage(
            UUID providerId, @Nullable String providerName, @JsonUnwrapped Totals totals) {}

    record ModelUsage(String model, @JsonUnwrapped Totals totals) {}

    record UserUsage(UUID userId, @Nullable String userName, @JsonUnwrapped Totals totals) {}

    private final CurrentCaller caller;
    private final Reports reports;
    private final DailyGroups dailyGroups;
    private final RecentCalls recentCalls;

    UsageResource(
            CurrentCaller caller,
            Reports reports,
            DailyGroups dailyGroups,
            RecentCalls recentCalls) {
        this.caller = caller;
        this.reports = reports;
        this.dailyGroups = dailyGroups;
        this.recentCalls = recentCalls;
    }

    @GET
    @Operation(summary = "The sums of a range")
    public Totals totals(@BeanParam FilterParameters filter) {
        return reports.totals(read(filter));
    }

    @GET
    @Path("/daily")
    @Operation(summary = "The sums per day of a time zone, days without calls included")
    public Page<Reports.Day> daily(
            @BeanParam FilterParameters filter,
            @RestQuery @Parameter(description = "Of the IANA database; UTC if absent.")
                    String timezone,
            @RestQuery
                    @Parameter(
                            description =
                                    "model, provider, key or user: each day also in parts, the 20"
                                            + " most expensive of the range and all others as one.")
                    String by) {
        var zone = Parameters.zone("timezone", timezone);
        var part = Parameters.group("by", by);
        return all(
                part == null
                        ? reports.daily(read(filter), zone)
                        : dailyGroups.daily(read(filter), zone, part));
    }

    @GET
    @Path("/by-key")
    @Operation(summary = "The sums per key, the most expensive first")
    public Page<KeyUsage> byKey(@BeanParam FilterParameters filter) {
        return grouped(Dimension.KEY, filter, g -> new KeyUsage(g.uuid(), g.name(), g.totals()));
    }

    @GET
    @Path("/by-provider")
    @Operation(summary = "The sums per provider, the most expensive first")
    public Page<ProviderUsage> byProvider(@BeanParam FilterParameters filter) {
        return grouped(
                Dimension.PROVIDER, filter, g -> new ProviderUsage(g.uuid(), g.name(), g.totals()));
    }

    @GET
    @Path("/by-model")
    @Operation(summary = "The sums per model, the most expensive first")
    public Page<ModelUsage> byModel(@BeanParam FilterParameters filter) {
        return grouped(Dimension.MODEL, filter, g -> new ModelUsage(g.id(), g.totals()));
    }

    @GET
    @Path("/by-user")
    @Operation(summary = "The sums per user, the most expensive first")
    public Page<UserUsage> byUser(@BeanParam FilterParameters filter) {
        return grouped(
                Dimension.ACCOUNT, filter, g -> new UserUsage(g.uuid(), g.name(), g.totals()));
    }

    @GET
    @Path("/recent")
    @Operation(summary = "Single calls, newest first")
    public Page<RecentCall> recent(
            @BeanParam FilterParameters filter,
            @RestQuery @Parameter(description = "As in the answer's `x-request-id`.")
                    String requestId,
            @RestQuery @Parameter(description = "The next of the page before.") String cursor,
            @RestQuery @Parameter(description = "1 to 500; 50 if absent.") String limit) {
        return recentCalls.page(
                read(filter),
                Parameters.text(requestId),
                Parameters.text(cursor) == null ? null : Cursor.parse(cursor),
                Parameters.count("limit", limit, Page.DEFAULT_SIZE, Page.MAX_SIZE));
    }

    @GET
    @Path("/requests/{requestId}")
    @Operation(summary = "One request with all its attempts at providers, in their order")
    public RequestDetail request(@RestPath String requestId) {
        var who = caller.get();
        return RequestDetail.of(
                requestId, recentCalls.attempts(requestId, who.isAdmin() ? null : who.id()));
    }

    private <T> Page<T> grouped(
            Dimension dimension, FilterParameters filter, Function<Reports.Group, T> view) {
        return all(reports.by(dimension, read(filter)).stream().map(view).toList());
    }

    private Filter read(FilterParameters filter) {
        return Filter.of(filter, caller.get(), Instant.now());
    }

    private static <T> Page<T> all(List<T> items) {
        return new Page<>(items, null);
    }
}
