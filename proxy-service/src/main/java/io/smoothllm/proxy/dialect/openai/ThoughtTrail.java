package io.smoothllm.proxy.dialect.openai;

import io.smoothllm.proxy.dialect.ChatEvent;
import io.smoothllm.proxy.dialect.Signature;

/// Remembers what a signature belongs to, in one choice of an answer.
final class ThoughtTrail {
    private final StringBuilder thought = new StringBuilder();
    private Signature bare;

    /// The thought that a signature would sign now; empty when there is none.
    String thought() {
        return thought.toString();
    }

    /// Gemini's signature for a tool call that would start now; null when there is none.
    Signature ofCall() {
        return bare;
    }

    void follow(ChatEvent event) {
        switch (event) {
            case ChatEvent.Thought(var delta) -> {
                thought.append(delta);
                bare = null;
            }
            case ChatEvent.ThoughtSigned(var signature) -> {
                thought.setLength(0);
                bare = signature.maker() == Signature.Maker.GEMINI ? signature : null;
            }
            case ChatEvent.Text _,
                    ChatEvent.Refusal _,
                    ChatEvent.ThoughtRedacted _,
                    ChatEvent.CallStarted _,
                    ChatEvent.CallArguments _,
                    ChatEvent.Finished _ -> {
                thought.setLength(0);
                bare = null;
            }
            case ChatEvent.Started _,
                    ChatEvent.Choice _,
                    ChatEvent.LogProbs _,
                    ChatEvent.Used _,
                    ChatEvent.Ended _ -> {}
        }
    }
}
