package io.smoothllm.proxy.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.model.usage.CallStatus;
import io.smoothllm.proxy.world.Application;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.proxy.world.ScriptedProvider.Delivery;
import io.smoothllm.proxy.world.World;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Answers of providers that are none, whole and streamed.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class BadAnswersTest {
    private static final int MEGABYTE = 1 << 20;

    private static final Map<String, byte[]> BOMBS = new ConcurrentHashMap<>();

    /// What a provider answers.
    ///
    /// @param dear takes its time, whatever is asked, so each client dialect hears it once
    private record Bad(String name, boolean dear, Function<Maker, Answer> answer) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Bad bad(String name, Function<Maker, Answer> answer) {
        return new Bad(name, false, answer);
    }

    private static Bad dear(String name, Function<Maker, Answer> answer) {
        return new Bad(name, true, answer);
    }

    private static Answer json(String body) {
        return Answer.json(200, body);
    }

    private static Answer stream(String body) {
        return Answer.stream(body);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final List<Bad> NO_ANSWERS =
            List.of(
                    bad("nothing", _ -> json("")),
                    bad("half a JSON", maker -> json(half(maker.whole()))),
                    bad(
                            "a JSON cut off",
                            maker -> json(half(maker.whole())).delivered(Delivery.CUT)),
                    bad("another JSON", _ -> json("{}")),
                    bad("a list", _ -> json("[]")),
                    bad("a text", _ -> json("\"Hello\"")),
                    bad("null", _ -> json("null")),
                    bad("JSON without a bottom", _ -> json("{\"choices\":" + "[".repeat(100_000))),
                    dear("50 MB in a line", _ -> json("\"" + "x".repeat(50 * MEGABYTE))),
                    bad(
                            "bytes that are no text",
                            maker -> Answer.of(200, "application/json", garbled(maker.whole()))),
                    bad("a page", _ -> Answer.of(200, "text/html", utf8("<html>hi</html>"))),
                    bad(
                            "no content",
                            _ ->
                                    new Answer(
                                            204,
                                            "application/json",
                                            Map.of(),
                                            new byte[0],
                                            Delivery.WHOLE)),
                    bad(
                            "a redirect",
                            maker ->
                                    Answer.json(302, maker.whole())
                                            .with("location", "http://127.0.0.1:1/")),
                    bad(
                            "not modified",
                            _ ->
                                    new Answer(
                                            304,
                                            "application/json",
                                            Map.of(),
                                            new byte[0],
                                            Delivery.WHOLE)),
                    dear("a bomb", _ -> bomb(json(""), "gzip")),
                    dear("a deflated bomb", _ -> bomb(json(""), "deflate")),
                    bad(
                            "an encoding nobody knows",
                            _ -> json("\u0001\u0002").with("content-encoding", "x-secret")),
                    bad("a flood of headers", maker -> flooded(json(maker.whole()))),
                    bad(
                            "an error page",
                            _ -> Answer.of(503, "text/html", utf8("<html>busy</html>"))),
                    bad(
                            "an error without a word",
                            _ -> Answer.of(500, "application/json", new byte[0])),
                    dear(
                            "an error of 50 MB",
                            _ -> Answer.json(500, "{\"error\":\"" + "x".repeat(50 * MEGABYTE))),
                    bad(
                            "an error that is cut off",
                            _ -> Answer.json(500, "{\"error\":{").delivered(Delivery.CUT)),
                    dear("silence", _ -> json("").delivered(Delivery.SILENT)),
                    bad("a slammed door", _ -> json("").delivered(Delivery.CLOSED)),
                    dear(
                            "half a JSON and silence",
                            maker -> json(half(maker.whole())).delivered(Delivery.STALLED)));

    private static final List<Bad> NO_STREAMS =
            List.of(
                    bad("no events", _ -> stream("")),
                    bad("a page as a stream", _ -> stream("<html>hi</html>")),
                    bad("a stream of garbage", _ -> stream("data: {\"\n\ndata: \u0001\n\n")),
                    dear(
                            "an event without an end",
                            _ -> stream("data: " + "x".repeat(8191)).delivered(Delivery.ENDLESS)),
                    dear(
                            "a line without an end",
                            _ -> stream("x".repeat(8192)).delivered(Delivery.ENDLESS)),
                    dear("nothing but comments", _ -> stream("").delivered(Delivery.MURMURED)),
                    dear("a bomb of an event", _ -> bomb(stream(""), "gzip")),
                    bad(
                            "a flood of headers",
                            maker -> flooded(stream(maker.start() + maker.rest()))),
                    bad(
                            "JSON without a bottom",
                            _ -> stream("data: {\"choices\":" + "[".repeat(100_000) + "\n\n")),
                    bad(
                            "an error page",
                            _ -> Answer.of(502, "text/html", utf8("<html>busy</html>"))),
                    bad(
                            "no content",
                            _ ->
                                    new Answer(
                                            204,
                                            "text/event-stream",
                                            Map.of(),
                                            new byte[0],
                                            Delivery.WHOLE)),
                    bad("half a JSON for a stream", maker -> json(half(maker.whole()))));

    private static final List<Bad> BROKEN_STREAMS =
            List.of(
                    bad("one that ends too early", maker -> stream(maker.start())),
                    bad(
                            "one that is cut off",
                            maker -> stream(maker.start()).delivered(Delivery.CUT)),
                    bad(
                            "one that is cut off in an event",
                            maker ->
                                    stream(maker.start() + maker.rest().substring(0, 20))
                                            .delivered(Delivery.CUT)),
                    dear(
                            "one that falls silent",
                            maker -> stream(maker.start()).delivered(Delivery.STALLED)),
                    dear(
                            "one that only murmurs from then on",
                            maker -> stream(maker.start()).delivered(Delivery.MURMURED)),
                    bad(
                            "garbage in the middle",
                            maker -> stream(maker.start() + "data: {\"x\n\n" + maker.rest())),
                    bad(
                            "bytes that are no text in the middle",
                            maker ->
                                    Answer.of(
                                            200,
                                            "text/event-stream",
                                            join(
                                                    utf8(maker.start()),
                                                    garbled(maker.start()),
                                                    utf8(maker.rest())))),
                    dear(
                            "an event of 20 MB",
                            maker ->
                                    stream(
                                            maker.start()
                                                    + "data: {\"x\":\""
                                                    + "x".repeat(20 * MEGABYTE)
                                                    + "\"}\n\n"
                                                    + maker.rest())));

    private static final List<Bad> ODD_BUT_WHOLE =
            List.of(
                    bad(
                            "another content type",
                            maker -> Answer.of(200, "text/plain", utf8(maker.whole()))),
                    bad(
                            "gzip that nobody asked for",
                            maker ->
                                    compressed(
                                            json(""),
                                            "gzip",
                                            out -> out.write(utf8(maker.whole())))),
                    bad(
                            "deflate that nobody asked for",
                            maker ->
                                    compressed(
                                            json(""),
                                            "deflate",
                                            out -> out.write(utf8(maker.whole())))),
                    dear(
                            "a byte at a time, slowly",
                            maker -> json(maker.whole()).delivered(Delivery.DRIPPED)));

    private static final List<Bad> ODD_BUT_STREAMED =
            List.of(
                    bad("a whole answer for a stream", maker -> json(maker.whole())),
                    bad(
                            "gzip that nobody asked for",
                            maker ->
                                    compressed(
                                            stream(""),
                                            "gzip",
                                            out -> out.write(utf8(maker.start() + maker.rest())))),
                    bad(
                            "comments in between",
                            maker ->
                                    stream(
                                            ": hi\n\n"
                                                    + maker.start()
                                                    + ": busy\n\n: busy\n\n"
                                                    + maker.rest())),
                    bad(
                            "carriage returns",
                            maker -> stream((maker.start() + maker.rest()).replace("\n", "\r\n"))),
                    bad(
                            "events from the future",
                            maker ->
                                    stream(
                                            maker.start()
                                                    + "event: dance\ndata: {\"type\":\"dance\",\"id\":\"c\",\"choices\":[],\"steps\":3}\n\n"
                                                    + maker.rest())),
                    bad(
                            "another content type's parameters",
                            maker ->
                                    Answer.of(
                                            200,
                                            "text/event-stream;charset=UTF-8; x=y",
                                            utf8(maker.start() + maker.rest()))),
                    dear(
                            "a byte at a time, slowly",
                            maker ->
                                    stream(maker.start() + maker.rest())
                                            .delivered(Delivery.DRIPPED)));

    static Stream<Arguments> noAnswers() {
        return cases(NO_ANSWERS);
    }

    static Stream<Arguments> noStreams() {
        return cases(NO_STREAMS);
    }

    static Stream<Arguments> brokenStreams() {
        return cases(BROKEN_STREAMS);
    }

    static Stream<Arguments> oddButWhole() {
        return cases(ODD_BUT_WHOLE);
    }

    static Stream<Arguments> oddButStreamed() {
        return cases(ODD_BUT_STREAMED);
    }

    private static Stream<Arguments> cases(List<Bad> answers) {
        return answers.stream()
                .flatMap(
                        bad ->
                                (bad.dear() ? Line.own() : Line.all())
                                        .stream().map(line -> Arguments.of(line, bad)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("noAnswers")
    void noAnswerBecomesAnError(Line line, Bad bad) throws Exception {
        line.provider().answers(bad.answer().apply(line.maker()));

        assertFailed(line, line.ask(false));
        assertNextWorks(line);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("noStreams")
    void noStreamBecomesAnErrorWithARealStatus(Line line, Bad bad) throws Exception {
        var answer = bad.answer().apply(line.maker());
        long before = line.provider().sent();
        line.provider().answers(answer);

        assertFailed(line, line.ask(true));

        if (answer.delivery() == Delivery.ENDLESS || answer.delivery() == Delivery.MURMURED) {
            assertThat(line.provider().sawHangUp()).isTrue();
        }
        assertThat(line.provider().sent() - before).isLessThan(40 * MEGABYTE);
        assertNextWorks(line);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("brokenStreams")
    void aBrokenStreamEndsAsOne(Line line, Bad bad) throws Exception {
        var answer = bad.answer().apply(line.maker());
        line.provider().answers(answer);

        var heard = line.ask(true);

        assertThat(heard.statusCode()).as(heard.body()).isEqualTo(200);
        assertThat(heard.body()).contains("Hello");
        assertThat(line.speaker().saysError(heard.body())).as(heard.body()).isTrue();
        assertThat(line.speaker().isFinished(heard.body())).as(heard.body()).isFalse();
        var usage = World.get().usage(Application.requestId(heard));
        assertThat(usage.status()).isEqualTo(CallStatus.STREAM_BROKEN);
        assertThat(usage.tokens().output()).isPositive();
        if (answer.delivery() == Delivery.STALLED || answer.delivery() == Delivery.MURMURED) {
            assertThat(line.provider().sawHangUp()).isTrue();
        }
        assertNextWorks(line);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("oddButWhole")
    void anOddAnswerIsStillOne(Line line, Bad odd) throws Exception {
        line.provider().answers(odd.answer().apply(line.maker()));

        var heard = line.ask(false);

        assertThat(heard.statusCode()).as(heard.body()).isEqualTo(200);
        assertThat(heard.body()).contains("Hello");
        assertSucceeded(heard);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("oddButStreamed")
    void anOddStreamIsStillOne(Line line, Bad odd) throws Exception {
        line.provider().answers(odd.answer().apply(line.maker()));

        var heard = line.ask(true);

        assertThat(heard.statusCode()).as(heard.body()).isEqualTo(200);
        assertThat(heard.body()).contains("Hello");
        assertThat(line.speaker().isFinished(heard.body())).as(heard.body()).isTrue();
        assertThat(line.speaker().saysError(heard.body())).as(heard.body()).isFalse();
        assertSucceeded(heard);
    }

    private static void assertSucceeded(HttpResponse<String> heard) {
        var usage = World.get().usage(Application.requestId(heard));
        assertThat(usage.status()).isEqualTo(CallStatus.SUCCEEDED);
        assertThat(usage.tokens().input()).isEqualTo(5);
        assertThat(usage.tokens().output()).isEqualTo(2);
    }

    private static void assertFailed(Line line, HttpResponse<String> heard) {
        assertThat(heard.statusCode()).as(heard.body()).isBetween(500, 599);
        assertThat(heard.headers().firstValue("content-type")).contains("application/json");
        assertThat(heard.body()).hasSizeLessThan(4096);
        line.speaker().checkError(heard.body());
        var usage = World.get().usage(Application.requestId(heard));
        assertThat(usage.status()).isEqualTo(CallStatus.UPSTREAM_ERROR);
        assertThat(usage.httpStatus()).isEqualTo(heard.statusCode());
        assertThat(usage.errorCode()).startsWith("upstream_");
    }

    private static void assertNextWorks(Line line) throws Exception {
        line.provider().answers(json(line.maker().whole()));
        assertThat(line.ask(false).statusCode()).isEqualTo(200);
    }

    private static String half(String text) {
        return text.substring(0, text.length() / 2);
    }

    /// With a byte inside a string that UTF-8 does not have.
    private static byte[] garbled(String text) {
        return text.replace("Hello", "H\u00FFllo").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// 300 MB of zeros; made once, for that takes a second.
    private static Answer bomb(Answer like, String encoding) {
        var bytes = BOMBS.computeIfAbsent(encoding, BadAnswersTest::zeros);
        return Answer.of(200, like.contentType(), bytes).with("content-encoding", encoding);
    }

    private static byte[] zeros(String encoding) {
        return compressed(
                encoding,
                out -> {
                    var zeros = new byte[MEGABYTE];
                    for (int i = 0; i < 300; i++) {
                        out.write(zeros);
                    }
                });
    }

    private static Answer compressed(Answer like, String encoding, Content content) {
        return Answer.of(200, like.contentType(), compressed(encoding, content))
                .with("content-encoding", encoding);
    }

    private static byte[] compressed(String encoding, Content content) {
        var bytes = new ByteArrayOutputStream();
        try (var out =
                encoding.equals("gzip")
                        ? new GZIPOutputStream(bytes)
                        : new DeflaterOutputStream(bytes)) {
            content.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Answer flooded(Answer answer) {
        var headers = new HashMap<String, String>();
        for (int i = 0; i < 100; i++) {
            headers.put("x-flood-" + i, "x".repeat(1000));
        }
        return new Answer(
                answer.status(), answer.contentType(), headers, answer.body(), answer.delivery());
    }
}
