package io.smoothllm.keys.session;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.kit.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What an admin does when somebody's laptop was stolen.
@Path("/api/v1/users/{id}/sessions")
@RolesAllowed(Role.ADMINS)
@RunOnVirtualThread
@Tag(name = "users")
class UserSessionsResource {
    private final Sessions sessions;

    UserSessionsResource(Sessions sessions) {
        this.sessions = sessions;
    }

    @DELETE
    @Operation(summary = "Signs a person out everywhere")
    public void endAll(UUID id) {
        sessions.endAll(id);
    }
}
