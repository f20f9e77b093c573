package io.smoothllm.proxy.dialect.anthropic;

import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// Puts an answer into content blocks, one after the other: most clients take what comes to be part
/// of the block that began last. The first block is passed on as it comes; what comes for later
/// ones meanwhile (calls that interleave) is held until those before are over.
final class AnswerBlocks {
    /// Gets blocks whole and in order: started, added to, stopped.
    interface Sink {
        void started(Block block);

        void added(Block block, String text);

        void stopped(Block block);
    }

    enum Kind {
        TEXT,
        /// Text too, but a block of its own.
        REFUSAL,
        THINKING,
        REDACTED_THINKING,
        CALL
    }

    static final class Block {
        private final Kind kind;
        private final String id;
        private final String name;
        private final ArgumentsCheck check;
        private final StringBuilder held = new StringBuilder();
        private String signature;
        private boolean started;
        private boolean over;
        private boolean cut;

        private Block(Kind kind, String id, String name) {
            this.kind = kind;
            this.id = id;
            this.name = name;
            this.check = kind == Kind.CALL ? new ArgumentsCheck() : null;
        }

        Kind kind() {
            return kind;
        }

        /// Of a call; of a redacted thought, its data.
        String id() {
            return id;
        }

        /// Of a call's tool.
        String name() {
            return name;
        }

        /// Of a thought, known when it stops; null = none.
        String signature() {
            return signature;
        }

        /// A call that was cut off in the middle of its arguments.
        boolean isCut() {
            return cut;
        }
    }

    private final String provider;
    private final Sink sink;
    private final Deque<Block> waiting = new ArrayDeque<>();
    private final Map<Integer, Block> calls = new HashMap<>();
    private boolean cut;

    AnswerBlocks(String provider, Sink sink) {
        this.provider = provider;
        this.sink = sink;
    }

    /// @param kind not of calls
    void text(Kind kind, String delta) {
        if (!delta.isEmpty()) {
            add(continued(kind), delta);
            drain();
        }
    }

    /// Ends the thought it belongs to; without one, it is a thought without words.
    void signed(String signature) {
        var thought = continued(Kind.THINKING);
        thought.signature = signature;
        thought.over = true;
        drain();
    }

    void redacted(String data) {
        begin(new Block(Kind.REDACTED_THINKING, data, null)).over = true;
        drain();
    }

    void call(int call, String id, String name) {
        calls.put(call, begin(new Block(Kind.CALL, id, name)));
        drain();
    }

    /// @throws ProblemException [Problem.Garbled] when they are not JSON
    void arguments(int call, String fragment) {
        var block = calls.get(call);
        if (block == null || !block.check.accepts(fragment)) {
            throw garbled();
        }
        if (!block.over) {
            add(block, fragment);
            block.over = block.check.isComplete();
            drain();
        }
    }

    /// Nothing more comes.
    ///
    /// @param mayBeCut whether a limit ended the answer, perhaps in the middle of a call
    /// @throws ProblemException [Problem.Garbled] when a call was cut off without such a reason
    void finish(boolean mayBeCut) {
        for (var block : waiting) {
            block.over = true;
            // Some providers leave out the arguments when there are none.
            block.cut =
                    block.kind == Kind.CALL
                            && !block.check.isComplete()
                            && (mayBeCut || block.check.isBegun());
            cut |= block.cut;
        }
        if (cut && !mayBeCut) {
            throw garbled();
        }
        drain();
    }

    boolean hasCalls() {
        return !calls.isEmpty();
    }

    /// Whether the end is in the middle of a call.
    boolean isCut() {
        return cut;
    }

    private Block continued(Kind kind) {
        var last = waiting.peekLast();
        return last != null && last.kind == kind && !last.over
                ? last
                : begin(new Block(kind, null, null));
    }

    private Block begin(Block block) {
        var last = waiting.peekLast();
        if (last != null && last.kind != Kind.CALL) {
            last.over = true;
        }
        waiting.addLast(block);
        return block;
    }

    private void add(Block block, String text) {
        if (block.started) {
            sink.added(block, text);
        } else {
            block.held.append(text);
        }
    }

    private void drain() {
        while (!waiting.isEmpty()) {
            var block = waiting.peekFirst();
            if (!block.started) {
                block.started = true;
                sink.started(block);
                if (!block.held.isEmpty()) {
                    sink.added(block, block.held.toString());
                    block.held.setLength(0);
                }
            }
            if (!block.over) {
                return;
            }
            sink.stopped(waiting.removeFirst());
        }
    }

    private ProblemException garbled() {
        return new ProblemException(new Problem.Garbled(provider));
    }
}
