package io.smoothllm.provider.connectivity;

/// Why a test failed.
///
/// @param code for programs; lower case with underscores
/// @param message for people: what happened, and what to look at
record Trouble(String code, String message) {
    static final Trouble UNKNOWN_HOST =
            new Trouble(
                    "dns_failure",
                    "The host name of the base URL could not be found. Check it for a typo.");
    static final Trouble ADDRESS_REFUSED =
            new Trouble(
                    "address_refused",
                    "The base URL leads to a private or reserved address, which this installation"
                            + " does not allow (smoothllm.upstream.allow-private).");
    static final Trouble CONNECTION_REFUSED =
            new Trouble(
                    "connection_refused",
                    "Nothing listens at that host and port. Check the port, and whether the"
                            + " provider is running.");
    static final Trouble UNREACHABLE =
            new Trouble("connection_failed", "The host could not be reached from here.");
    static final Trouble TLS =
            new Trouble(
                    "tls_failure",
                    "No secure connection could be made: the certificate is not trusted or not for"
                            + " this host, or the port does not speak TLS.");
    static final Trouble TIMEOUT = new Trouble("timeout", "The provider did not answer in time.");
    static final Trouble CLOSED_EARLY =
            new Trouble(
                    "closed_early", "The provider closed the connection before it had answered.");
    static final Trouble NOT_HTTP =
            new Trouble(
                    "unexpected_answer",
                    "What answers there does not speak HTTP. Check scheme and port.");
    static final Trouble TOO_LARGE =
            new Trouble("too_large", "The answer is larger than 2 MB; a model list is not.");
    static final Trouble HTML =
            new Trouble(
                    "html_answer",
                    "A web page came back instead of an API's answer. Check the base URL's host"
                            + " and path.");
    static final Trouble NOT_A_MODEL_LIST =
            new Trouble(
                    "unexpected_answer",
                    "The answer is not what this dialect's API says. Check dialect and base URL.");
    static final Trouble WRONG_KEY =
            new Trouble("unauthorized", "The provider does not take this API key.");
    static final Trouble NO_KEY =
            new Trouble("unauthorized", "The provider wants an API key, and none is set.");
    static final Trouble FORBIDDEN =
            new Trouble(
                    "forbidden",
                    "The provider knows the API key but does not allow this (403). Check the key's"
                            + " permissions, region and network rules.");
    static final Trouble NO_REGION =
            new Trouble(
                    "no_region",
                    "AWS keys sign for a region, and the base URL's host names none. Enter one"
                            + " like https://bedrock-runtime.eu-west-1.amazonaws.com, or name the"
                            + " region in an extra header x-aws-region.");
    static final Trouble NOT_FOUND =
            new Trouble(
                    "not_found",
                    "There is no such API at the base URL (404). Check its path; if this provider"
                            + " has no model list, add a model, so that it can be tried.");
    static final Trouble NO_SUCH_MODEL =
            new Trouble(
                    "not_found",
                    "There is no model list, and the first model could not be called either (404)."
                            + " Check the base URL and the model's upstream name.");
    static final Trouble RATE_LIMITED =
            new Trouble(
                    "rate_limited",
                    "The provider was reached but asks for a pause, or the account has no credit"
                            + " left (429).");
    static final Trouble BUSY =
            new Trouble("busy", "Too many tests are running. Try again in a moment.");

    static Trouble redirect(int status) {
        return new Trouble(
                "redirect",
                "The provider redirects (%d), which is not followed. Enter the final address."
                        .formatted(status));
    }

    static Trouble serverError(int status) {
        return new Trouble(
                "provider_error", "The provider itself has a failure (%d).".formatted(status));
    }

    /// @param reason the provider's own words; empty when it gave none
    static Trouble refused(int status, String reason) {
        return new Trouble(
                "refused",
                "The provider refused the request (%d)%s"
                        .formatted(status, reason.isEmpty() ? "." : ": " + reason));
    }
}
