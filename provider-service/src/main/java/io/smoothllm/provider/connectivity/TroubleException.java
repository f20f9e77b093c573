package io.smoothllm.provider.connectivity;

/// A test cannot go on. Holds our words only, never those of the network stack.
final class TroubleException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;

    TroubleException(Trouble trouble) {
        super(trouble.code(), null, false, false);
        this.trouble = trouble;
    }

    Trouble trouble() {
        return trouble;
    }
}
