package io.smoothllm.kit.health;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/health")
@PermitAll
class HealthResource {
    record Health(String status) {}

    @GET
    public Health health() {
        return new Health("ok");
    }
}
