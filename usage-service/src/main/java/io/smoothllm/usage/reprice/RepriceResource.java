package io.smoothllm.usage.reprice;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.kit.access.CurrentCaller;
import io.smoothllm.kit.access.Role;
import io.smoothllm.kit.page.Page;
import io.smoothllm.usage.problem.UsageProblem.InvalidParameter;
import io.smoothllm.usage.problem.UsageProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;

/// Prices that are changed after the fact; for admins.
@Path("/api/v1/usage/reprice")
@RolesAllowed(Role.ADMINS)
@RunOnVirtualThread
@Tag(name = "usage")
class RepriceResource {
    private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");

    private final Repricing repricing;
    private final Reprices reprices;
    private final CurrentCaller caller;

    RepriceResource(Repricing repricing, Reprices reprices, CurrentCaller caller) {
        this.repricing = repricing;
        this.reprices = reprices;
        this.caller = caller;
    }

    @POST
    @Operation(
            summary = "Charge calls of the past by other prices",
            description =
                    "Writes a correcting row for every call whose cost changes, never the call"
                            + " itself, and corrects all sums. Calls that come in late, into the part"
                            + " that is done, keep their cost. Sent again with the same"
                            + " Idempotency-Key (without one: the repriceId) it goes on where it was"
                            + " broken off, and does nothing when it was finished.")
    public RepriceResult reprice(
            @RestHeader("Idempotency-Key")
                    @Parameter(description = "1 to 200 visible ASCII characters")
                    String idempotencyKey,
            @NotNull(message = "is missing") @Valid RepriceRequest body)
            throws SQLException {
        if (idempotencyKey != null && !KEY.matcher(idempotencyKey).matches()) {
            throw new UsageProblemException(
                    new InvalidParameter(
                            "Idempotency-Key", "must be 1 to 200 visible ASCII characters"));
        }
        var wanted = body.toWanted();
        return body.dryRun()
                ? repricing.tried(wanted)
                : repricing.done(wanted, idempotencyKey, caller.get());
    }

    @GET
    @Operation(summary = "What was repriced, newest first")
    public Page<Reprice> list(
            @RestQuery @Parameter(description = "The next of the page before.") String cursor,
            @RestQuery @Min(1) @Max(Page.MAX_SIZE) @DefaultValue("50") int limit) {
        return reprices.page(after(cursor), limit);
    }

    private static UUID after(String cursor) {
        try {
            return cursor == null || cursor.isBlank() ? null : UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw new UsageProblemException(
                    new InvalidParameter("cursor", "must be the next of a page before"));
        }
    }
}
