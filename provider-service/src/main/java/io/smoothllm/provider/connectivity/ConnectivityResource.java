package io.smoothllm.provider.connectivity;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.kit.access.CurrentCaller;
import io.smoothllm.kit.access.Role;
import io.smoothllm.provider.problem.ProblemException;
import io.smoothllm.provider.provider.Providers;
import io.smoothllm.provider.provider.Upstream;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/// A test that fails is a 200 that says why; 4xx is for a question that makes no sense.
@Path("/api/v1/providers")
@RunOnVirtualThread
@RolesAllowed({Role.ADMINS, Role.MEMBERS})
class ConnectivityResource {
    private final Connectivity connectivity;
    private final Providers providers;
    private final CurrentCaller caller;

    ConnectivityResource(Connectivity connectivity, Providers providers, CurrentCaller caller) {
        this.connectivity = connectivity;
        this.providers = providers;
        this.caller = caller;
    }

    @POST
    @Path("/{id}/test")
    public ConnectivityResult testSaved(@RestPath UUID id) throws InterruptedException {
        return connectivity.test(providers.upstream(caller.get(), id));
    }

    @POST
    @Path("/test")
    public ConnectivityResult testUnsaved(
            @NotNull(message = "is missing") @Valid UnsavedProvider body)
            throws InterruptedException {
        var upstream = body.toUpstream();
        return connectivity.test(body.id() == null ? upstream : withStoredKey(upstream, body.id()));
    }

    /// Only for someone who may edit the saved provider, and only where its key belongs.
    private Upstream withStoredKey(Upstream wanted, UUID id) {
        var saved = providers.changeableUpstream(caller.get(), id);
        if (wanted.apiKey() != null || saved.apiKey() == null) {
            return wanted;
        }
        if (!saved.baseUrl().origin().equals(wanted.baseUrl().origin())) {
            throw ProblemException.invalid(
                    "apiKey", "is needed again: the stored one is bound to the old host");
        }
        return new Upstream(
                wanted.dialect(),
                wanted.baseUrl(),
                saved.apiKey(),
                wanted.headers(),
                wanted.models());
    }
}
