package io.smoothllm.testing.simulator.wire;

/// A request that the provider does not take; carries the answer to give. No stack trace: it is an
/// answer, not a fault.
public final class Refused extends RuntimeException {
    private final transient Reply.Whole reply;

    public Refused(Reply.Whole reply) {
        super("status " + reply.status(), null, false, false);
        this.reply = reply;
    }

    public Reply.Whole reply() {
        return reply;
    }
}
