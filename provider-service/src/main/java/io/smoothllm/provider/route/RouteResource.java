package io.smoothllm.provider.route;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.kit.access.CurrentCaller;
import io.smoothllm.kit.access.Role;
import io.smoothllm.kit.page.Page;
import io.smoothllm.provider.listing.ListQuery;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/v1/routes")
@RunOnVirtualThread
@RolesAllowed({Role.ADMINS, Role.MEMBERS, Role.VIEWERS})
class RouteResource {
    private final Routes routes;
    private final CurrentCaller caller;

    RouteResource(Routes routes, CurrentCaller caller) {
        this.routes = routes;
        this.caller = caller;
    }

    /// @param q part of the alias
    @GET
    public Page<RouteView> list(
            @RestQuery String q,
            @RestQuery String cursor,
            @RestQuery @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String limit) {
        return routes.list(
                caller.get(),
                ListQuery.containing("q", q),
                ListQuery.cursor(cursor),
                ListQuery.limit(limit));
    }

    @POST
    @RolesAllowed({Role.ADMINS, Role.MEMBERS})
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = RouteView.class)))
    public RestResponse<RouteView> create(
            @NotNull(message = "is missing") @Valid RouteRequest body) {
        var made = routes.create(caller.get(), body);
        return RestResponse.ResponseBuilder.<RouteView>created(
                        URI.create("/api/v1/routes/" + made.id()))
                .entity(made)
                .build();
    }

    @GET
    @Path("/{id}")
    public RouteView read(@RestPath UUID id) {
        return routes.read(caller.get(), id);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Role.ADMINS, Role.MEMBERS})
    public RouteView replace(
            @RestPath UUID id, @NotNull(message = "is missing") @Valid RouteRequest body) {
        return routes.replace(caller.get(), id, body);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Role.ADMINS, Role.MEMBERS})
    public void delete(@RestPath UUID id) {
        routes.delete(caller.get(), id);
    }
}
