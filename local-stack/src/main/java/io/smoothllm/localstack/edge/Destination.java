package io.smoothllm.localstack.edge;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Who answers a path.
sealed interface Destination {
    record Service(String name) implements Destination {}

    record Console() implements Destination {}

    /// The edge itself.
    record Health() implements Destination {}

    record Nobody() implements Destination {}

    /// A path or anything below it.
    record Route(String prefix, String service) {
        boolean matches(String path) {
            return path.startsWith(prefix)
                    && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
        }
    }

    List<Route> ROUTES =
            List.of(
                    new Route("/v1", "proxy-service"),
                    new Route("/api/v1/auth", "keys-service"),
                    new Route("/api/v1/users", "keys-service"),
                    new Route("/api/v1/keys", "keys-service"),
                    new Route("/api/v1/audit", "keys-service"),
                    new Route("/.well-known/jwks.json", "keys-service"),
                    new Route("/api/v1/providers", "provider-service"),
                    new Route("/api/v1/routes", "provider-service"),
                    new Route("/api/v1/prices", "provider-service"),
                    new Route("/api/v1/usage", "usage-service"));

    /// What the services keep among themselves, and what no page is called.
    List<Route> CLOSED =
            List.of(
                    new Route("/internal", ""),
                    new Route("/q", ""),
                    new Route("/api", ""),
                    new Route("/.well-known", ""));

    /// @param path as it came, percent-encoded
    static Destination of(String path) {
        if (path == null || climbs(path)) {
            return new Nobody();
        }
        for (var route : ROUTES) {
            if (route.matches(path)) {
                return new Service(route.service());
            }
        }
        if (path.equals("/health")) {
            return new Health();
        }
        return CLOSED.stream().anyMatch(closed -> closed.matches(path))
                ? new Nobody()
                : new Console();
    }

    /// Whether someone further on could read the path as one of another owner.
    private static boolean climbs(String path) {
        try {
            var decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
            return Arrays.stream(decoded.split("[/\\\\]"))
                    .map(segment -> segment.split(";", 2)[0])
                    .anyMatch(segment -> segment.equals("..") || segment.equals("."));
        } catch (IllegalArgumentException notDecodable) {
            return true;
        }
    }
}
