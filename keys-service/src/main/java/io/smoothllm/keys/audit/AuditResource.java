package io.smoothllm.keys.audit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.keys.paging.PageQuery;
import io.smoothllm.keys.problem.ProblemException;
import io.smoothllm.kit.access.Role;
import io.smoothllm.kit.page.Page;
import io.smoothllm.model.audit.AuditEntry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

@Path("/api/v1/audit")
@RolesAllowed(Role.ADMINS)
@RunOnVirtualThread
@Tag(name = "audit")
class AuditResource {
    private final AuditRows rows;

    AuditResource(AuditRows rows) {
        this.rows = rows;
    }

    @GET
    @Operation(summary = "Who did what, the newest first")
    @Cache(noStore = true)
    public Page<AuditEntry> list(
            @Valid @BeanParam PageQuery page,
            @QueryParam("actor")
                    @Pattern(regexp = PageQuery.UUID_TEXT, message = "is not an id")
                    @Parameter(
                            description = "Id of the account that did it",
                            schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    String actor,
            @QueryParam("action")
                    @Pattern(regexp = "[a-z.-]{1,50}", message = "is not an action")
                    @Parameter(description = "Such as key.revoked")
                    String action,
            @QueryParam("target")
                    @Pattern(regexp = "[\\x21-\\x7E]{1,100}", message = "is not an id")
                    @Parameter(description = "Id of what it was done to")
                    String target,
            @QueryParam("from") @Parameter(description = "RFC 3339, inclusive") String from,
            @QueryParam("to") @Parameter(description = "RFC 3339, exclusive") String to) {
        var filter =
                new AuditFilter(
                        page,
                        actor == null ? null : UUID.fromString(actor),
                        action,
                        target,
                        time("from", from),
                        time("to", to));
        return Page.of(
                rows.find(filter),
                page.size(),
                Function.identity(),
                entry -> entry.id().toString());
    }

    private static OffsetDateTime time(String parameter, String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(parameter, "must be a time like 2026-01-31T00:00:00Z");
        }
    }
}
