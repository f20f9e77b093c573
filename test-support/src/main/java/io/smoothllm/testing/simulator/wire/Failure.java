package io.smoothllm.testing.simulator.wire;

/// An error a script wants; what is null is said as the provider would for that status.
public record Failure(int status, String type, String code, String message) {
    public static Failure of(int status) {
        return new Failure(status, null, null, null);
    }
}
