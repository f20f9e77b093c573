package io.smoothllm.localstack.seed;

/// The API said no.
final class ApiRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    /// @param detail the API's own words
    ApiRefused(String call, int status, String detail) {
        super(call + " was refused with " + status + ": " + detail);
        this.status = status;
    }

    int status() {
        return status;
    }
}
