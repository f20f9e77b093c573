package io.smoothllm.proxy.dialect.bedrock;

import io.smoothllm.proxy.problem.ProblemException;
import io.smoothllm.proxy.routing.Provider;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// How a provider lets itself be asked.
sealed interface Credential {
    /// No credential: whatever stands in between has one.
    record None() implements Credential {}

    /// A Bedrock API key.
    record ApiKey(String key) implements Credential {
        @Override
        public String toString() {
            return "ApiKey";
        }
    }

    /// @param sessionToken of temporary keys; null = they are permanent
    record AwsKeys(String accessKeyId, String secretAccessKey, String sessionToken)
            implements Credential {
        /// Permanent ids start with AKIA, temporary ones with ASIA. No part has a colon in it.
        private static final Pattern FORM =
                Pattern.compile("(A[KS]IA[A-Z0-9]{4,124}):([^:]+)(?::([^:]+))?");

        @Override
        public String toString() {
            return "AwsKeys[…]";
        }
    }

    static Credential parse(String text) {
        if (text == null) {
            return new None();
        }
        var keys = AwsKeys.FORM.matcher(text);
        return keys.matches()
                ? new AwsKeys(keys.group(1), keys.group(2), keys.group(3))
                : new ApiKey(text);
    }

    /// What must not be repeated to anybody, in parts as AWS may quote it.
    default List<String> secrets() {
        return switch (this) {
            case None() -> List.of();
            case ApiKey(var key) -> List.of(key);
            case AwsKeys(var id, var secret, var token) ->
                    token == null ? List.of(id, secret) : List.of(id, secret, token);
        };
    }

    /// What a request must carry so that it is believed.
    ///
    /// @param path behind the base URL, percent-encoded
    /// @param headers that are sent and are to be signed, if anything is
    /// @throws ProblemException [Problem.Unsupported] when the region cannot be known
    default Map<String, String> headers(
            Provider provider, String path, Map<String, String> headers, byte[] body) {
        return switch (this) {
            case None() -> Map.of();
            case ApiKey(var key) -> Map.of("Authorization", "Bearer " + key);
            case AwsKeys keys -> {
                var base = provider.entry().baseUrl();
                yield RequestSignature.headers(
                        keys, Region.of(provider), URI.create(base + path), headers, body);
            }
        };
    }
}
