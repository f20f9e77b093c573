package io.smoothllm.proxy.door.passthrough;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.proxy.dialect.AnswerStream;
import io.smoothllm.proxy.dialect.TextSample;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import java.util.function.Function;

/// An answer in one piece, however large: a JSON object, a text, a sound.
final class PassedBytes implements AnswerStream {
    private static final Set<String> WANTED = Set.of("usage", "error");
    private static final Set<String> WANTED_OF_COMPLETIONS = Set.of("usage", "error", "choices");

    private final String provider;
    private final boolean json;
    private final Function<Buffer, Problem> refusal;
    private final MemberScan scan;
    private long passed;

    /// @param json whether it is a JSON object
    /// @param refusal what a provider means that says `error` with a good status
    PassedBytes(Service service, String provider, boolean json, Function<Buffer, Problem> refusal) {
        this.provider = provider;
        this.json = json;
        this.refusal = refusal;
        this.scan = new MemberScan(service == Service.COMPLETIONS ? WANTED_OF_COMPLETIONS : WANTED);
    }

    @Override
    public void feed(Buffer bytes, Buffer out) {
        if (json) {
            scan.feed(bytes.getBytes(), 0, bytes.length());
            if (passed == 0) {
                refuseError(bytes);
            }
        }
        passed += bytes.length();
        out.appendBuffer(bytes);
    }

    /// Errors are small and come in one read; once an answer has begun it is none.
    private void refuseError(Buffer bytes) {
        var error = scan.json("error");
        if (!error.isMissingNode() && !error.isNull()) {
            throw new ProblemException(refusal.apply(bytes));
        }
    }

    @Override
    public void end(Buffer out) {
        if (json && !scan.isWhole()) {
            throw new ProblemException(new Problem.StreamBroken(provider));
        }
    }

    /// What is no JSON object only the end of the body ends.
    @Override
    public boolean finished() {
        return json && scan.isWhole() && passed > 0;
    }

    @Override
    public boolean hasContent() {
        return passed > 0;
    }

    @Override
    public TokenCounts tokens() {
        return ServiceUsage.read(scan.json("usage"));
    }

    /// Only a completion's text can be counted; vectors, verdicts, pictures and sounds have none.
    @Override
    public TextSample content() {
        var content = new TextSample();
        for (var choice : scan.json("choices")) {
            content.add(choice.path("text").asText());
        }
        return content;
    }

    @Override
    public boolean isEvents() {
        return false;
    }
}
