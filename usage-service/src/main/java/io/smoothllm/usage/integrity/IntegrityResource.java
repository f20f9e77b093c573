package io.smoothllm.usage.integrity;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.kit.access.Role;
import io.smoothllm.kit.page.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Every account's calls are in it, so it is for admins.
@Path("/api/v1/usage/integrity")
@RolesAllowed(Role.ADMINS)
@RunOnVirtualThread
@Tag(name = "usage")
class IntegrityResource {
    private static final int SHOWN = 500;

    private final Integrity integrity;

    IntegrityResource(Integrity integrity) {
        this.integrity = integrity;
    }

    @GET
    @Operation(
            summary =
                    "Per proxy instance: admitted = settled + interrupted + open + gaps; those with gaps first")
    public Page<Integrity.InstanceBook> books() {
        return new Page<>(integrity.books(SHOWN), null);
    }
}
