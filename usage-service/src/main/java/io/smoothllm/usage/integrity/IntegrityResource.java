package io.smoothllm.usage.integrity;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.kit.access.Role;
import io.smoothllm.kit.page.Page;
import io.smoothllm.usage.report.Parameters;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/// Every account's calls are in it, so it is for admins.
@Path("/api/v1/usage/integrity")
@RolesAllowed(Role.ADMINS)
@RunOnVirtualThread
@Tag(name = "usage")
class IntegrityResource {
    private static final int SHOWN = 500;

    private static final Duration DEFAULT_LENGTH = Duration.ofDays(30);

    private final Integrity integrity;
    private final RollupCheck rollupCheck;

    IntegrityResource(Integrity integrity, RollupCheck rollupCheck) {
        this.integrity = integrity;
        this.rollupCheck = rollupCheck;
    }

    @GET
    @Operation(
            summary =
                    "Per proxy instance: admitted = settled + interrupted + open + gaps; those with gaps first")
    public Page<Integrity.InstanceBook> books() {
        return new Page<>(integrity.books(SHOWN), null);
    }

    @GET
    @Path("/rollups")
    @Operation(
            summary = "Counts the calls of whole UTC days again, and tells which sums differ",
            description = "Reads every single call of the range: seconds per million.")
    public RollupCheck.Comparison rollups(
            @RestQuery @Parameter(description = "RFC 3339; 30 days before `to` if absent.")
                    String from,
            @RestQuery @Parameter(description = "RFC 3339, exclusive; now if absent.") String to) {
        var end = Parameters.time("to", to, Instant.now());
        return rollupCheck.compare(Parameters.time("from", from, end.minus(DEFAULT_LENGTH)), end);
    }
}
