package io.smoothllm.keys.internal;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smoothllm.keys.key.KeyGrants;
import io.smoothllm.keys.problem.ProblemException;
import io.smoothllm.model.key.KeyGrant;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/// For a proxy that meets a key its view does not hold yet.
@Path("/internal/keys")
@PermitAll // People's tokens do not count here; ServiceToken decides.
@RunOnVirtualThread
@Tag(name = "internal")
class ResolveResource {
    /// One of the two.
    ///
    /// @param sha256 of the whole key text, 32 bytes in base64
    record Question(byte[] sha256, UUID id) {}

    private static final int SHA256_BYTES = 32;

    private final ServiceToken serviceToken;
    private final KeyGrants grants;
    private final MeterRegistry metrics;

    ResolveResource(ServiceToken serviceToken, KeyGrants grants, MeterRegistry metrics) {
        this.serviceToken = serviceToken;
        this.grants = grants;
        this.metrics = metrics;
    }

    @POST
    @Path("/resolve")
    @Cache(noStore = true)
    public KeyGrant resolve(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @NotNull Question question) {
        serviceToken.check(authorization);
        var grant = find(question);
        metrics.counter(
                        "smoothllm.key.resolutions",
                        "outcome",
                        grant.isPresent() ? "found" : "unknown")
                .increment();
        return grant.orElseThrow(() -> ProblemException.notFound("key"));
    }

    private Optional<KeyGrant> find(Question question) {
        if ((question.sha256() == null) == (question.id() == null)) {
            throw ProblemException.invalid("sha256", "or id must be given, and not both");
        }
        if (question.id() != null) {
            return grants.byId(question.id());
        }
        if (question.sha256().length != SHA256_BYTES) {
            throw ProblemException.invalid("sha256", "must have 32 bytes");
        }
        return grants.bySecret(question.sha256());
    }
}
