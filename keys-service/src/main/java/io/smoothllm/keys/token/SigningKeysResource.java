package io.smoothllm.keys.token;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.kit.access.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/auth/signing-keys")
@RolesAllowed(Role.ADMINS)
@RunOnVirtualThread
@Tag(name = "auth")
class SigningKeysResource {
    /// @param kid of the key that signs from now on
    record Rotated(String kid) {}

    private final SigningKeyRing ring;

    SigningKeysResource(SigningKeyRing ring) {
        this.ring = ring;
    }

    @POST
    @Path("/rotate")
    public Rotated rotate() {
        return new Rotated(ring.rotate());
    }
}
