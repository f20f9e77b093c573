package io.smoothllm.usage.report;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.kit.access.CurrentCaller;
import io.smoothllm.kit.access.Role;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/// Calls as a file. Admins see everyone's, all others their own.
@Path("/api/v1/usage/export")
@RolesAllowed({Role.ADMINS, Role.MEMBERS, Role.VIEWERS})
@RunOnVirtualThread
@Tag(name = "usage")
class ExportResource {
    private final CurrentCaller caller;

    ExportResource(CurrentCaller caller) {
        this.caller = caller;
    }

    @GET
    @Produces({"text/csv", "application/x-ndjson"})
    @Operation(summary = "Every single call of an exact range, oldest first, as a file")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = "application/x-ndjson",
                        schema = @Schema(type = SchemaType.STRING))
            })
    public Response export(
            @BeanParam FilterParameters filter,
            @RestQuery @Parameter(description = "csv (if absent) or jsonl: one JSON object a line.")
                    String format,
            @Context HttpServerRequest request) {
        var wanted = Filter.of(filter, caller.get(), Instant.now());
        var as = ExportFormat.parse("format", format);
        // Of a RestResponse, the framework would send the text of its toString().
        return Response.ok(new ExportFile(wanted, as, request))
                .type(as.mediaType())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"%s.%s\"".formatted(name(wanted), as.extension()))
                .build();
    }

    private static String name(Filter filter) {
        return "usage-" + day(filter.from()) + "-to-" + day(filter.to());
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
