package io.smoothllm.keys.account;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.keys.paging.PageQuery;
import io.smoothllm.keys.password.Passwords;
import io.smoothllm.keys.version.ExpectedVersion;
import io.smoothllm.kit.access.Role;
import io.smoothllm.kit.page.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/api/v1/users")
@RolesAllowed(Role.ADMINS)
@RunOnVirtualThread
@Tag(name = "users")
class UsersResource {
    private final AccountRegister register;
    private final Passwords passwords;

    UsersResource(AccountRegister register, Passwords passwords) {
        this.register = register;
        this.passwords = passwords;
    }

    @GET
    public Page<UserView> list(@Valid @BeanParam PageQuery page) {
        return register.list(page);
    }

    @POST
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = UserView.class)))
    public RestResponse<UserView> create(@NotNull @Valid NewUser user) {
        var created = register.create(user, passwords.hash(user.password()));
        return ResponseBuilder.<UserView>create(RestResponse.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/v1/users/" + created.id())
                .tag(ExpectedVersion.entityTag(created.version()))
                .entity(created)
                .build();
    }

    @GET
    @Path("/{id}")
    public RestResponse<UserView> read(UUID id) {
        return tagged(register.read(id));
    }

    @PUT
    @Path("/{id}")
    public RestResponse<UserView> change(
            UUID id,
            @NotNull @Valid ChangedUser user,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        var hash = Optional.ofNullable(user.password()).map(passwords::hash);
        return tagged(register.change(id, user, hash, ifMatch));
    }

    @DELETE
    @Path("/{id}")
    public void delete(UUID id) {
        register.delete(id);
    }

    private static RestResponse<UserView> tagged(UserView user) {
        return ResponseBuilder.ok(user).tag(ExpectedVersion.entityTag(user.version())).build();
    }
}
