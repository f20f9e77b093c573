package io.smoothllm.testing.simulator;

import io.smoothllm.model.usage.TokenCounts;
import io.smoothllm.testing.simulator.Script.Deed;
import io.smoothllm.testing.simulator.mind.Directions;
import io.smoothllm.testing.simulator.wire.Call;
import io.smoothllm.testing.simulator.wire.Failure;
import io.smoothllm.testing.simulator.wire.Frame;
import io.smoothllm.testing.simulator.wire.Ids;
import io.smoothllm.testing.simulator.wire.ProviderDialect;
import io.smoothllm.testing.simulator.wire.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One call played by one script.
record Performance(
        ProviderDialect dialect, Call call, Script script, Delivery delivery, Recording recording) {

    void play() {
        delivery.after(script.firstByteDelay(), this::act);
    }

    private void act() {
        switch (script.deed()) {
            case Deed.Answer(var text, var withoutUsage, var withoutEnd) ->
                    answer(new Directions(text, !withoutUsage, !withoutEnd));
            case Deed.Fail fail -> fail(fail);
            case Deed.FailWith200(var likeStatus) -> failWith200(likeStatus);
            case Deed.FailMidStream(var afterEvents, var likeStatus) ->
                    failMidStream(afterEvents, Failure.of(likeStatus));
            case Deed.Cut(var afterEvents) -> cut(afterEvents);
            case Deed.Close() -> delivery.close();
            case Deed.Never() -> {
                // The client has to give up.
            }
            case Deed.Raw raw -> raw(raw);
        }
    }

    private void answer(Directions directions) {
        switch (dialect.answer(call, directions)) {
            case Reply.Whole whole -> whole(whole, headers(), outcome(whole));
            case Reply.Stream(var frames) -> stream(frames, Outcome.FINISHED);
        }
    }

    private static Outcome outcome(Reply.Whole whole) {
        return whole.status() < 400 ? Outcome.FINISHED : Outcome.ERROR;
    }

    private void fail(Deed.Fail fail) {
        var failure = new Failure(fail.status(), fail.type(), fail.code(), fail.message());
        var headers = headers();
        if (fail.retryAfter() != null) {
            // Whole seconds, as RFC 9110 has it; what both SDKs prefer is more precise.
            headers.put(
                    "retry-after", Long.toString(Math.ceilDiv(fail.retryAfter().toMillis(), 1000)));
            headers.put("retry-after-ms", Long.toString(fail.retryAfter().toMillis()));
        }
        whole(dialect.failure(failure), headers, Outcome.ERROR);
    }

    private void failWith200(int likeStatus) {
        var error = dialect.failure(Failure.of(likeStatus));
        whole(Reply.json(200, error.body()), headers(), Outcome.ERROR);
    }

    private void failMidStream(int afterEvents, Failure failure) {
        switch (dialect.answer(call, Directions.NONE)) {
            case Reply.Whole whole when whole.status() >= 400 ->
                    whole(whole, headers(), Outcome.ERROR);
            case Reply.Whole _ -> whole(dialect.failure(failure), headers(), Outcome.ERROR);
            case Reply.Stream(var frames) -> {
                var sent = new ArrayList<>(first(afterEvents, frames));
                var served = sent.isEmpty() ? TokenCounts.NONE : sent.getLast().served();
                sent.add(new Frame(dialect.failureEvent(call, failure).bytes(), served, false));
                stream(sent, Outcome.ERROR);
            }
        }
    }

    private void cut(int afterEvents) {
        switch (dialect.answer(call, Directions.NONE)) {
            case Reply.Whole whole when whole.status() >= 400 ->
                    whole(whole, headers(), Outcome.ERROR);
            case Reply.Whole whole -> delivery.halfOf(whole, headers());
            case Reply.Stream(var frames) -> stream(first(afterEvents, frames), Outcome.CUT);
        }
    }

    private static List<Frame> first(int count, List<Frame> frames) {
        return frames.subList(0, Math.min(count, frames.size()));
    }

    private void raw(Deed.Raw raw) {
        var contentType = raw.headers().getOrDefault("content-type", "application/octet-stream");
        if (raw.chunkSizes().isEmpty()) {
            var reply = new Reply.Whole(raw.status(), contentType, raw.body(), TokenCounts.NONE);
            delivery.whole(reply, raw.headers(), outcome(reply));
            return;
        }
        var chunks = new ArrayList<Frame>();
        int from = 0;
        for (int size : raw.chunkSizes()) {
            int to = Math.min(raw.body().length, from + size);
            chunks.add(chunk(Arrays.copyOfRange(raw.body(), from, to)));
            from = to;
        }
        if (from < raw.body().length) {
            chunks.add(chunk(Arrays.copyOfRange(raw.body(), from, raw.body().length)));
        }
        delivery.stream(raw.status(), raw.headers());
        delivery.chunks(chunks, script.chunkDelay(), Outcome.FINISHED);
    }

    private static Frame chunk(byte[] bytes) {
        return new Frame(bytes, TokenCounts.NONE, false);
    }

    private void whole(Reply.Whole reply, Map<String, String> headers, Outcome outcome) {
        if (script.chunkBytes() == 0) {
            delivery.whole(reply, headers, outcome);
            return;
        }
        headers.put("content-type", reply.contentType());
        delivery.stream(reply.status(), headers);
        var event = new Frame(reply.body(), reply.served(), false);
        delivery.chunks(
                Chunks.ofBytes(List.of(event), script.chunkBytes()), script.chunkDelay(), outcome);
    }

    private void stream(List<Frame> events, Outcome ending) {
        var headers = headers();
        headers.put("content-type", "text/event-stream; charset=utf-8");
        headers.put("cache-control", "no-cache");
        delivery.stream(200, headers);
        var chunks =
                script.chunkBytes() == 0
                        ? Chunks.ofEvents(events)
                        : Chunks.ofBytes(events, script.chunkBytes());
        delivery.chunks(chunks, script.chunkDelay(), ending);
    }

    private Map<String, String> headers() {
        return new TreeMap<>(dialect.headers(Ids.next("req_", 24), recording.elapsedMs()));
    }
}
