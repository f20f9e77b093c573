package io.smoothllm.proxy.problem;

import java.time.Duration;

/// Why a call did not succeed.
public sealed interface Problem {
    /// The caller's doing, known before any provider is asked.
    sealed interface Refusal extends Problem {}

    /// A provider's doing.
    sealed interface UpstreamProblem extends Problem {
        String provider();

        /// A short, bounded name for metrics and the ledger.
        default String label() {
            return switch (this) {
                case Unreachable _ -> "upstream_unreachable";
                case AddressForbidden _ -> "upstream_forbidden";
                case TimedOut _ -> "upstream_timeout";
                case CredentialRefused _ -> "upstream_credential_refused";
                case Refused refused -> "upstream_" + refused.status();
                case Garbled _ -> "upstream_garbled";
                case StreamBroken _ -> "upstream_stream_broken";
            };
        }

        /// Whether a provider that got the whole request may bill it, since it did not say no.
        default boolean mayBeBilled() {
            return switch (this) {
                case TimedOut _, Garbled _, StreamBroken _ -> true;
                case Unreachable _, AddressForbidden _, CredentialRefused _, Refused _ -> false;
            };
        }

        /// Whether another provider may do better with the same request.
        default boolean mayBeBetterElsewhere() {
            return !(this instanceof Refused refused)
                    || refused.status() >= 500
                    || switch (refused.status()) {
                        case 402, 404, 408, 409, 425, 429 -> true;
                        default -> false;
                    };
        }
    }

    record MissingKey() implements Refusal {}

    /// Garbage, unknown, or deleted; nobody is told which.
    record InvalidKey() implements Refusal {}

    record RevokedKey() implements Refusal {}

    record ExpiredKey() implements Refusal {}

    record SuspendedKey() implements Refusal {}

    record AddressNotAllowed() implements Refusal {}

    record ModelNotAllowed(String model) implements Refusal {}

    record ModelNotFound(String model) implements Refusal {}

    record NoSuchEndpoint(String method, String path) implements Refusal {}

    record MethodNotAllowed(String method, String path, String allowed) implements Refusal {}

    record HeadersTooLarge(int limit) implements Refusal {}

    /// @param limit bytes
    record BodyTooLarge(long limit) implements Refusal {}

    /// The client broke off before its body ended.
    record BodyIncomplete() implements Refusal {}

    /// The body did not arrive in time.
    record BodyTooSlow() implements Refusal {}

    /// @param where line and column; never the text
    record MalformedJson(String where) implements Refusal {}

    /// @param param the field at fault, as a path from the body's root; null when it is the body
    record InvalidRequest(String param, String message) implements Refusal {}

    /// The request is fine, but no provider of this model can be asked it.
    ///
    /// @param code that a client's SDK knows how to go on from; null = the dialect's usual one
    record Unsupported(String param, String message, String code) implements Refusal {
        public Unsupported(String param, String message) {
            this(param, message, null);
        }
    }

    /// The key is not known here, and its owner cannot be asked now.
    record KeyCheckUnavailable() implements Refusal {}

    /// The journal takes no more calls: its disk is full, or the broker was away for too long.
    record JournalFull() implements Refusal {}

    /// The proxy ends, and the call with it.
    record ShuttingDown() implements Refusal {}

    record Unreachable(String provider) implements UpstreamProblem {}

    /// The provider's address is one the operator did not allow.
    record AddressForbidden(String provider) implements UpstreamProblem {}

    record TimedOut(String provider) implements UpstreamProblem {}

    /// The provider refused *our* credential. Its own words may quote a part of it, so they are
    /// dropped.
    record CredentialRefused(String provider, int status) implements UpstreamProblem {}

    /// The provider said no in its own words.
    ///
    /// @param status as answered, 400 to 599
    /// @param type the provider's error type; null when it gave none
    /// @param code null when it gave none
    /// @param param null when it gave none
    /// @param retryAfter null when it gave none
    record Refused(
            String provider,
            int status,
            String type,
            String code,
            String param,
            String message,
            Duration retryAfter)
            implements UpstreamProblem {

        /// The same, with the secret blotted out wherever the provider quoted it.
        public Refused without(String secret) {
            return new Refused(
                    provider,
                    status,
                    blot(type, secret),
                    blot(code, secret),
                    blot(param, secret),
                    blot(message, secret),
                    retryAfter);
        }

        private static String blot(String text, String secret) {
            return text == null ? null : text.replace(secret, "[redacted]");
        }
    }

    /// The answer cannot be understood: no JSON, cut short, too large, or of another shape.
    record Garbled(String provider) implements UpstreamProblem {}

    /// The stream ended before its answer did.
    record StreamBroken(String provider) implements UpstreamProblem {}

    /// Our own mistake; the log has it.
    record Internal() implements Problem {}
}
