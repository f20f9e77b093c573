package io.smoothllm.proxy.door.passthrough;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.AnswerStream;
import io.smoothllm.proxy.dialect.TextSample;
import io.smoothllm.proxy.dialect.sse.SseEvent;
import io.smoothllm.proxy.dialect.sse.SseFramer;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;

/// An answer in events. Whole ones pass as they came; usage that only we asked for is taken out
/// again.
final class PassedEvents implements AnswerStream {
    private static final Set<String> WANTED = Set.of("type", "usage", "error", "choices");

    /// The events with which answers of a known kind end (npm `openai` 6.49, `images.d.ts` and
    /// `audio/transcriptions.d.ts`; `speech.audio.done` of the API reference).
    private static final Set<String> LAST =
            Set.of(
                    "image_generation.completed",
                    "image_edit.completed",
                    "transcript.text.done",
                    "speech.audio.done");

    private final boolean completion;
    private final String provider;
    private final boolean hideUsage;
    private final Function<Buffer, Problem> refusal;
    private final SseFramer framer;
    private final TextSample content = new TextSample();
    private TokenCounts tokens;
    private boolean hasContent;
    private boolean finished;
    private boolean unfinished;

    /// @param refusal what a provider means by an event that says `error`
    PassedEvents(
            Service service,
            String provider,
            boolean hideUsage,
            Function<Buffer, Problem> refusal) {
        this.completion = service == Service.COMPLETIONS;
        this.provider = provider;
        this.framer = new SseFramer(provider);
        this.hideUsage = hideUsage;
        this.refusal = refusal;
    }

    @Override
    public void feed(Buffer bytes, Buffer out) {
        framer.feed(bytes.getBytes(), (event, from, to) -> pass(event, from, to, out));
    }

    /// A completion always says how it finished. Of the others, those whose kinds of events are
    /// known end with a known one; all the rest end when the body does.
    @Override
    public void end(Buffer out) {
        framer.end((event, from, to) -> pass(event, from, to, out));
        if (!finished && (completion || unfinished || !hasContent)) {
            throw new ProblemException(new Problem.StreamBroken(provider));
        }
    }

    private void pass(byte[] bytes, int from, int to, Buffer out) {
        var event = SseEvent.parse(bytes, from, to);
        if (!event.hasData()) {
            out.appendBytes(bytes, from, to - from);
        } else if (event.isDone()) {
            finished = true;
            out.appendBytes(bytes, from, to - from);
        } else {
            passData(event, bytes, from, to, out);
        }
    }

    private void passData(SseEvent event, byte[] bytes, int from, int to, Buffer out) {
        var scan = new MemberScan(WANTED);
        scan.feed(event.data(), event.from(), event.from() + event.length());
        refuseError(event, scan);
        hasContent = true;
        note(scan);
        var usage = scan.member("usage");
        if (!hideUsage || usage == null || event.data() != bytes) {
            out.appendBytes(bytes, from, to - from);
        } else if (tokensOf(usage) == null || !scan.json("choices").isEmpty()) {
            int cutFrom = event.from() + (int) usage.from();
            int cutTo = event.from() + (int) usage.to();
            cutTo += usage.first() && bytes[cutTo] == ',' ? 1 : 0;
            out.appendBytes(bytes, from, cutFrom - from).appendBytes(bytes, cutTo, to - cutTo);
        }
    }

    private void refuseError(SseEvent event, MemberScan scan) {
        var error = scan.json("error");
        boolean said = !error.isMissingNode() && !error.isNull();
        if (said || "error".equals(event.name())) {
            var data =
                    Arrays.copyOfRange(event.data(), event.from(), event.from() + event.length());
            throw new ProblemException(refusal.apply(Buffer.buffer(data)));
        }
    }

    private void note(MemberScan scan) {
        var counted = scan.member("usage") == null ? null : tokensOf(scan.member("usage"));
        tokens = counted == null ? tokens : counted;
        var type = scan.json("type").asText("");
        if (LAST.contains(type)) {
            finished = true;
        } else if (isPiece(type)) {
            unfinished = true;
            finished = false; // the next of several images
        }
        for (var choice : scan.json("choices")) {
            content.add(choice.path("text").asText(""));
            finished |= !choice.path("finish_reason").asText("").isEmpty();
        }
    }

    /// Whether one of [#LAST] is to follow.
    private static boolean isPiece(String type) {
        return switch (type) {
            case "image_generation.partial_image",
                    "image_edit.partial_image",
                    "transcript.text.delta",
                    "transcript.text.segment",
                    "speech.audio.delta" ->
                    true;
            default -> false;
        };
    }

    private static TokenCounts tokensOf(MemberScan.Member usage) {
        return ServiceUsage.read(usage.json());
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public boolean hasContent() {
        return hasContent;
    }

    @Override
    public TokenCounts tokens() {
        return tokens;
    }

    @Override
    public TextSample content() {
        return content;
    }
}
