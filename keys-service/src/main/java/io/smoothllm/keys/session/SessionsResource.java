package io.smoothllm.keys.session;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.kit.access.CurrentCaller;
import io.smoothllm.kit.access.Role;
import io.smoothllm.kit.page.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/// Where the caller is signed in.
@Path("/api/v1/auth/sessions")
@RolesAllowed({Role.ADMINS, Role.MEMBERS, Role.VIEWERS})
@RunOnVirtualThread
@Tag(name = "auth")
class SessionsResource {
    private final Sessions sessions;
    private final CurrentCaller caller;
    private final CurrentSession session;

    SessionsResource(Sessions sessions, CurrentCaller caller, CurrentSession session) {
        this.sessions = sessions;
        this.caller = caller;
        this.session = session;
    }

    @GET
    @Operation(summary = "The caller's sessions, the one used last first")
    @Cache(noStore = true)
    public Page<SessionView> list() {
        return new Page<>(sessions.list(caller.get().id(), session.id()), null);
    }

    @DELETE
    @Operation(summary = "Ends all of the caller's sessions but the one that asks")
    public void endOthers() {
        sessions.endOthers(caller.get().id(), session.id());
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Ends one of the caller's sessions")
    public void end(UUID id) {
        sessions.end(id, caller.get().id());
    }
}
