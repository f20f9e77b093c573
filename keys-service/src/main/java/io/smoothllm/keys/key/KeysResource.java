package io.smoothllm.keys.key;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.keys.paging.PageQuery;
import io.smoothllm.keys.version.ExpectedVersion;
import io.smoothllm.kit.access.CurrentCaller;
import io.smoothllm.kit.access.Role;
import io.smoothllm.kit.page.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/api/v1/keys")
@RolesAllowed({Role.ADMINS, Role.MEMBERS})
@RunOnVirtualThread
@Tag(name = "keys")
class KeysResource {
    /// @param gracePeriod how long the old secret still works, ISO 8601; null = a day
    record Rotation(
            @DurationMin(message = "must not be negative")
                    @DurationMax(days = 30, message = "must be at most P30D")
                    Duration gracePeriod) {
        private static final Duration DEFAULT = Duration.ofHours(24);

        Rotation {
            gracePeriod = gracePeriod == null ? DEFAULT : gracePeriod;
        }
    }

    private final Keys keys;
    private final CurrentCaller caller;

    KeysResource(Keys keys, CurrentCaller caller) {
        this.keys = keys;
        this.caller = caller;
    }

    /// @param userId whose keys; of others' only admins see any
    /// @param status as the answers show it
    @GET
    @RolesAllowed({Role.ADMINS, Role.MEMBERS, Role.VIEWERS})
    public Page<KeyView> list(
            @Valid @BeanParam PageQuery page,
            @QueryParam("userId")
                    @Pattern(regexp = PageQuery.UUID_TEXT, message = "is not an id")
                    @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    String userId,
            @QueryParam("status")
                    @Pattern(
                            regexp = "ACTIVE|REVOKED|EXPIRED|SUSPENDED",
                            message = "must be ACTIVE, REVOKED, EXPIRED or SUSPENDED")
                    @Parameter(schema = @Schema(implementation = KeyState.class))
                    String status) {
        var who = caller.get();
        return keys.list(
                new KeyFilter(
                        page,
                        who.isAdmin() ? null : who.id(),
                        userId == null ? null : UUID.fromString(userId),
                        status == null ? null : KeyState.valueOf(status)));
    }

    /// The answer holds the key itself, this once.
    @POST
    @Cache(noStore = true)
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = KeyView.class)))
    public RestResponse<KeyView> create(@NotNull @Valid KeyRequest key) {
        var created = keys.create(key, caller.get());
        return ResponseBuilder.<KeyView>create(RestResponse.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/v1/keys/" + created.id())
                .tag(ExpectedVersion.entityTag(created.version()))
                .entity(created)
                .build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.ADMINS, Role.MEMBERS, Role.VIEWERS})
    public RestResponse<KeyView> read(UUID id) {
        return tagged(keys.read(id, caller.get()));
    }

    /// Replaces everything but the secret; what is left out is gone.
    @PUT
    @Path("/{id}")
    public RestResponse<KeyView> change(
            UUID id,
            @NotNull @Valid KeyRequest key,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return tagged(keys.change(id, key, ifMatch, caller.get()));
    }

    @DELETE
    @Path("/{id}")
    public void delete(UUID id) {
        keys.delete(id, caller.get());
    }

    @POST
    @Path("/{id}/revoke")
    public RestResponse<KeyView> revoke(UUID id) {
        return tagged(keys.revoke(id, caller.get()));
    }

    /// The answer holds the new key, this once. No body is a grace period of a day.
    @POST
    @Path("/{id}/rotate")
    @Cache(noStore = true)
    public RestResponse<KeyView> rotate(UUID id, @Valid Rotation rotation) {
        var asked = rotation == null ? new Rotation(null) : rotation;
        return tagged(keys.rotate(id, asked.gracePeriod(), caller.get()));
    }

    private static RestResponse<KeyView> tagged(KeyView key) {
        return ResponseBuilder.ok(key).tag(ExpectedVersion.entityTag(key.version())).build();
    }
}
