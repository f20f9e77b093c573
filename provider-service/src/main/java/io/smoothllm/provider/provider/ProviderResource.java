package io.smoothllm.provider.provider;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.kit.access.CurrentCaller;
import io.smoothllm.kit.access.Role;
import io.smoothllm.kit.page.Page;
import io.smoothllm.model.catalog.Dialect;
import io.smoothllm.provider.listing.ListQuery;
import io.smoothllm.provider.problem.ProblemException;
import io.smoothllm.provider.upstream.BaseUrl;
import io.smoothllm.provider.upstream.UpstreamConfig;
import io.smoothllm.provider.upstream.UpstreamResolver;
import io.smoothllm.provider.upstream.UpstreamResolver.Resolution;
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

@Path("/api/v1/providers")
@RunOnVirtualThread
@RolesAllowed({Role.ADMINS, Role.MEMBERS, Role.VIEWERS})
class ProviderResource {
    private final Providers providers;
    private final UpstreamResolver resolver;
    private final UpstreamConfig upstream;
    private final CurrentCaller caller;

    ProviderResource(
            Providers providers,
            UpstreamResolver resolver,
            UpstreamConfig upstream,
            CurrentCaller caller) {
        this.providers = providers;
        this.resolver = resolver;
        this.upstream = upstream;
        this.caller = caller;
    }

    /// @param q part of the name or the base URL
    @GET
    public Page<ProviderView> list(
            @RestQuery String q,
            @RestQuery @Parameter(schema = @Schema(implementation = Dialect.class)) String dialect,
            @RestQuery @Parameter(schema = @Schema(type = SchemaType.BOOLEAN)) String enabled,
            @RestQuery String cursor,
            @RestQuery @Parameter(schema = @Schema(type = SchemaType.INTEGER)) String limit) {
        var filter =
                new ProviderFilter(
                        ListQuery.containing("q", q),
                        ListQuery.dialect(dialect),
                        ListQuery.flag("enabled", enabled),
                        ListQuery.cursor(cursor),
                        ListQuery.limit(limit));
        return providers.list(caller.get(), filter);
    }

    @POST
    @RolesAllowed({Role.ADMINS, Role.MEMBERS})
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ProviderView.class)))
    public RestResponse<ProviderView> create(
            @NotNull(message = "is missing") @Valid ProviderRequest body)
            throws InterruptedException {
        var made = providers.create(caller.get(), accept(body));
        return RestResponse.ResponseBuilder.<ProviderView>created(
                        URI.create("/api/v1/providers/" + made.id()))
                .entity(made)
                .build();
    }

    @GET
    @Path("/{id}")
    public ProviderView read(@RestPath UUID id) {
        return providers.read(caller.get(), id);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Role.ADMINS, Role.MEMBERS})
    public ProviderView replace(
            @RestPath UUID id, @NotNull(message = "is missing") @Valid ProviderRequest body)
            throws InterruptedException {
        return providers.replace(caller.get(), id, accept(body));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Role.ADMINS, Role.MEMBERS})
    public void delete(@RestPath UUID id) {
        providers.delete(caller.get(), id);
    }

    /// Outside of any transaction, since names may resolve slowly.
    private ProviderDraft accept(ProviderRequest body) throws InterruptedException {
        var draft = ProviderDraft.of(body);
        refuseBadAddress(draft.baseUrl());
        return draft;
    }

    /// Only a courtesy: a name may resolve to something else a moment later, so every connect looks
    /// again.
    private void refuseBadAddress(BaseUrl baseUrl) throws InterruptedException {
        var found = resolver.resolve(baseUrl.host(), upstream.saveLookupTimeout());
        if (found instanceof Resolution.Refused) {
            throw ProblemException.invalid(
                    "baseUrl", "leads to an address that this installation does not allow");
        }
    }
}
