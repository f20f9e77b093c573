package io.smoothllm.provider.preset;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.kit.access.Role;
import io.smoothllm.kit.page.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

@Path("/api/v1/providers")
@RunOnVirtualThread
@RolesAllowed({Role.ADMINS, Role.MEMBERS, Role.VIEWERS})
class PresetResource {
    @GET
    @Path("/presets")
    @Operation(
            summary = "Providers that are known by name",
            description =
                    "Named as preset of a provider, one gives its dialect, its base URL and what"
                            + " it takes.")
    public Page<Preset> list() {
        return new Page<>(Presets.ALL, null);
    }
}
