package io.smoothllm.proxy.access;

import io.smoothllm.model.key.KeyGrant;
import io.smoothllm.model.key.VirtualKey;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.time.Instant;

/// Lets a call in, or says why not. Answers at once for every key the view knows.
@ApplicationScoped
public class Gatekeeper {
    private static final String API_KEY = "x-api-key";
    private static final String BEARER = "Bearer ";

    private final KeyView view;
    private final KeyResolver resolver;
    private final ClientAddress clientAddress;

    Gatekeeper(KeyView view, KeyResolver resolver, ClientAddress clientAddress) {
        this.view = view;
        this.resolver = resolver;
        this.clientAddress = clientAddress;
    }

    /// @return the caller; fails with the [Problem.Refusal] that names the reason
    public Future<Caller> admit(HttpServerRequest request) {
        try {
            var key =
                    VirtualKey.parse(presented(request))
                            .orElseThrow(() -> new ProblemException(new Problem.InvalidKey()));
            var hash = key.sha256();
            var known = view.find(key.id());
            if (known != null && hasSecret(known.grant(), hash)) {
                return Future.succeededFuture(check(known, request));
            }
            // Unknown, or a secret the view has not heard of yet: both may be a moment old.
            return resolver.resolve(hash).map(caller -> checkSecret(caller, hash, request));
        } catch (ProblemException e) {
            return Future.failedFuture(e);
        }
    }

    private static String presented(HttpServerRequest request) {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        var apiKey = request.getHeader(API_KEY);
        if (apiKey == null) {
            throw new ProblemException(new Problem.MissingKey());
        }
        return apiKey.strip();
    }

    private Caller checkSecret(Caller caller, byte[] hash, HttpServerRequest request) {
        if (!hasSecret(caller.grant(), hash)) {
            throw new ProblemException(new Problem.InvalidKey());
        }
        return check(caller, request);
    }

    private Caller check(Caller caller, HttpServerRequest request) {
        var grant = caller.grant();
        switch (grant.status()) {
            case REVOKED -> throw new ProblemException(new Problem.RevokedKey());
            case SUSPENDED -> throw new ProblemException(new Problem.SuspendedKey());
            case ACTIVE -> {}
        }
        if (grant.expiresAt() != null && !Instant.now().isBefore(grant.expiresAt())) {
            throw new ProblemException(new Problem.ExpiredKey());
        }
        if (!caller.addresses().isEmpty() && !comesFromAllowed(caller, request)) {
            throw new ProblemException(new Problem.AddressNotAllowed());
        }
        return caller;
    }

    private boolean comesFromAllowed(Caller caller, HttpServerRequest request) {
        var address = clientAddress.of(request);
        return address != null
                && caller.addresses().stream().anyMatch(block -> block.contains(address));
    }

    /// Constant time for each secret; that a key has two of them is no secret.
    private static boolean hasSecret(KeyGrant grant, byte[] hash) {
        boolean matches = false;
        for (var secret : grant.secrets()) {
            boolean valid =
                    secret.validUntil() == null || Instant.now().isBefore(secret.validUntil());
            matches |= MessageDigest.isEqual(secret.sha256(), hash) && valid;
        }
        return matches;
    }
}
