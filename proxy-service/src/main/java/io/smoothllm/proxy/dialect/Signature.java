package io.smoothllm.proxy.dialect;

/// Proves to a model's maker that a thought is its model's own, so that it can be sent back. Nobody
/// else can use it, and other makers refuse it; so it remembers whose it is.
///
/// Clients carry it as one opaque text. Claude's are that text itself, whichever platform Claude
/// runs on (the API's documentation calls them compatible across platforms); all others wear their
/// maker's name in front.
public record Signature(Maker maker, String value) {
    public enum Maker {
        CLAUDE(""),
        GEMINI("gemini.");

        private final String prefix;

        Maker(String prefix) {
            this.prefix = prefix;
        }
    }

    /// What a client brought back.
    public static Signature parse(String opaque) {
        for (var maker : Maker.values()) {
            if (!maker.prefix.isEmpty() && opaque.startsWith(maker.prefix)) {
                return new Signature(maker, opaque.substring(maker.prefix.length()));
            }
        }
        return new Signature(Maker.CLAUDE, opaque);
    }

    /// For the client, to bring back.
    public String opaque() {
        return maker.prefix + value;
    }
}
