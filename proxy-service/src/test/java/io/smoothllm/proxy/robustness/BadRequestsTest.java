package io.smoothllm.proxy.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smoothllm.proxy.dialect.Json;
import io.smoothllm.proxy.world.ProxySettings;
import io.smoothllm.proxy.world.RawClient;
import io.smoothllm.proxy.world.ScriptedProvider.Answer;
import io.smoothllm.testing.quarkus.KafkaResource;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests of clients that nobody should send, in every client dialect; each is followed by a good
/// one on the same connection.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(ProxySettings.class)
class BadRequestsTest {
    private record Bad(String name, int status, UnaryOperator<byte[]> body) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Bad bad(String name, UnaryOperator<String> body) {
        return bad(name, 400, body);
    }

    private static Bad bad(String name, int status, UnaryOperator<String> body) {
        return new Bad(
                name, status, good -> body.apply(text(good)).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Bad encoded(String name, Charset charset) {
        return new Bad(name, 400, good -> text(good).getBytes(charset));
    }

    private static final List<Bad> BODIES =
            List.of(
                    bad("nothing", _ -> ""),
                    bad("white space", _ -> " \n\t"),
                    bad("no JSON", _ -> "model=gpt"),
                    bad("half a JSON", good -> good.substring(0, good.length() / 2)),
                    bad("JSON and more", good -> good + "{}"),
                    bad("a list", good -> "[" + good + "]"),
                    bad("a text", _ -> "\"hi\""),
                    bad("null", _ -> "null"),
                    bad("nesting without a bottom", _ -> "{\"model\":" + "[".repeat(100_000)),
                    bad(
                            "nesting in what nobody reads",
                            good ->
                                    good.replaceFirst(
                                            "\\{",
                                            "{\"x\":" + "[".repeat(5000) + "]".repeat(5000) + ",")),
                    bad(
                            "a name without an end",
                            good ->
                                    good.replaceFirst(
                                            "\\{", "{\"" + "x".repeat(200_000) + "\":1,")),
                    bad(
                            "a number without an end",
                            good ->
                                    good.replaceFirst(
                                            "\\{", "{\"max_tokens\":" + "9".repeat(50_000) + ",")),
                    bad(
                            "a text too many for the door",
                            413,
                            good -> good.replace("hi", "x".repeat(17 << 20))),
                    bad("two models", good -> good.replaceFirst("\\{", "{\"model\":\"another\",")),
                    bad("no model", good -> good.replaceFirst("\"model\":\"[^\"]*\",", "")),
                    bad(
                            "a model without a name",
                            good -> good.replaceFirst("\"model\":\"[^\"]*\"", "\"model\":\" \"")),
                    bad(
                            "a model without an end",
                            good ->
                                    good.replaceFirst(
                                            "\"model\":\"[^\"]*\"",
                                            "\"model\":\"" + "x".repeat(1 << 20) + "\"")),
                    new Bad(
                            "bytes that are no text",
                            400,
                            good ->
                                    text(good)
                                            .replace("hi", "h\u00FF")
                                            .getBytes(StandardCharsets.ISO_8859_1)),
                    encoded("UTF-16", StandardCharsets.UTF_16),
                    encoded("UTF-16LE", StandardCharsets.UTF_16LE),
                    encoded("UTF-32BE", Charset.forName("UTF-32BE")));

    @BeforeEach
    void forgetWhatOthersAsked() {
        Line.all().forEach(line -> line.provider().forget());
    }

    static Stream<Arguments> bodies() {
        return Stream.of(Speaker.values())
                .flatMap(speaker -> BODIES.stream().map(body -> Arguments.of(speaker, body)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("bodies")
    void aBodyThatIsNoneIsRefusedAndTheConnectionLives(Speaker speaker, Bad bad) throws Exception {
        for (var line : lines(speaker)) {
            var body = bad.body().apply(good(line).getBytes(StandardCharsets.UTF_8));

            assertRefused(line, body, bad.status());
        }
    }

    /// Names behind a provider's are taken on trust, whatever they are.
    @ParameterizedTest
    @EnumSource(Speaker.class)
    void aModelsNameCannotBreakAnything(Speaker speaker) throws Exception {
        var names = List.of("a\\r\\nx-injected: 1", "東京 😀", "\\u0000", "../../x?y#z", "\\ud800");
        for (var line : lines(speaker)) {
            for (var name : names) {
                line.provider().answers(Answer.json(200, line.maker().whole()));
                try (var client = new RawClient()) {
                    var body = speaker.request(line.providerName() + "/" + name, false);
                    client.post(speaker.path(), key(line), body.getBytes(StandardCharsets.UTF_8));
                    var answer = client.answer();

                    assertThat(answer.head()).doesNotContain("\nx-injected");
                    if (answer.status() != 200) {
                        assertThat(answer.status()).as(name + answer).isBetween(400, 404);
                        speaker.checkError(answer.body());
                        assertGoodWorks(client, line);
                    }
                    line.provider().forget();
                }
            }
        }
    }

    private static void assertGoodWorks(RawClient client, Line line) throws Exception {
        client.post(line.speaker().path(), key(line), good(line).getBytes(StandardCharsets.UTF_8));
        assertThat(client.answer().status()).isEqualTo(200);
    }

    /// Every field that a dialect knows, with everything in it that it cannot be.
    static Stream<Arguments> fields() {
        var wrong =
                Map.of(
                        "a text", "\"x\"",
                        "a number", "-1.5e300",
                        "true", "true",
                        "an object", "{\"x\":1}",
                        "a list", "[1,null]",
                        "a lone surrogate", "\"\\ud800\"");
        return Stream.of(Speaker.values())
                .flatMap(
                        speaker ->
                                FIELDS.get(speaker).stream()
                                        .flatMap(
                                                field ->
                                                        wrong.entrySet().stream()
                                                                .map(
                                                                        value ->
                                                                                Arguments.of(
                                                                                        speaker,
                                                                                        field,
                                                                                        value
                                                                                                .getKey(),
                                                                                        value
                                                                                                .getValue()))));
    }

    private static final Map<Speaker, List<String>> FIELDS =
            Map.of(
                    Speaker.CHAT,
                    List.of(
                            "model",
                            "messages",
                            "messages/0",
                            "messages/0/role",
                            "messages/0/content",
                            "messages/0/name",
                            "tools",
                            "tools/0",
                            "tools/0/type",
                            "tools/0/function",
                            "tools/0/function/name",
                            "tools/0/function/parameters",
                            "tool_choice",
                            "parallel_tool_calls",
                            "temperature",
                            "top_p",
                            "n",
                            "stop",
                            "max_tokens",
                            "max_completion_tokens",
                            "presence_penalty",
                            "frequency_penalty",
                            "logit_bias",
                            "logprobs",
                            "top_logprobs",
                            "seed",
                            "response_format",
                            "reasoning_effort",
                            "stream",
                            "stream_options",
                            "user",
                            "metadata",
                            "service_tier",
                            "store",
                            "modalities",
                            "audio",
                            "prediction",
                            "functions",
                            "function_call",
                            "verbosity",
                            "web_search_options"),
                    Speaker.RESPONSES,
                    List.of(
                            "model",
                            "input",
                            "input/0",
                            "input/0/type",
                            "input/0/role",
                            "input/0/content",
                            "instructions",
                            "tools",
                            "tools/0",
                            "tools/0/type",
                            "tools/0/name",
                            "tools/0/parameters",
                            "tool_choice",
                            "parallel_tool_calls",
                            "temperature",
                            "top_p",
                            "max_output_tokens",
                            "reasoning",
                            "text",
                            "include",
                            "truncation",
                            "metadata",
                            "store",
                            "previous_response_id",
                            "conversation",
                            "background",
                            "prompt",
                            "service_tier",
                            "stream",
                            "user",
                            "top_logprobs"),
                    Speaker.MESSAGES,
                    List.of(
                            "model",
                            "max_tokens",
                            "messages",
                            "messages/0",
                            "messages/0/role",
                            "messages/0/content",
                            "system",
                            "tools",
                            "tools/0",
                            "tools/0/name",
                            "tools/0/input_schema",
                            "tool_choice",
                            "temperature",
                            "top_p",
                            "top_k",
                            "stop_sequences",
                            "stream",
                            "thinking",
                            "metadata",
                            "service_tier",
                            "output_config"));

    /// A wrong value is refused in words, or goes on to a provider that may know better; nothing
    /// else may happen.
    @ParameterizedTest(name = "{0}: {1} is {2}")
    @MethodSource("fields")
    void aFieldOfAnotherTypeIsRefusedInWordsOrPassed(
            Speaker speaker, String field, String kind, String value) throws Exception {
        for (var line : lines(speaker)) {
            var body = with(line, field, value);
            line.provider().answers(Answer.json(200, line.maker().whole()));
            try (var client = new RawClient()) {
                client.post(speaker.path(), key(line), body);
                var answer = client.answer();

                if (answer.status() == 200) {
                    line.provider().taken();
                } else {
                    assertThat(answer.status()).as(answer.body()).isBetween(400, 404);
                    speaker.checkError(answer.body());
                    // Nobody was asked, so the answer is still there.
                    client.post(
                            speaker.path(), key(line), good(line).getBytes(StandardCharsets.UTF_8));
                    assertThat(client.answer().status()).isEqualTo(200);
                    line.provider().taken();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Speaker.class)
    void aClientThatLeavesInTheMiddleOfItsBodyLeavesNothingBehind(Speaker speaker)
            throws Exception {
        var line = lines(speaker).getFirst();
        try (var client = new RawClient()) {
            client.write(
                    ("POST "
                                    + speaker.path()
                                    + " HTTP/1.1\r\nHost: x\r\n"
                                    + key(line)
                                    + "Content-Length: 100\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));
        }

        line.provider().answers(Answer.json(200, line.maker().whole()));
        assertThat(line.ask(false).statusCode()).isEqualTo(200);
        line.provider().taken();
        assertThat(line.provider().wasNotAsked()).isTrue();
    }

    private static List<Line> lines(Speaker speaker) {
        return Line.all().stream().filter(line -> line.speaker() == speaker).toList();
    }

    private static String good(Line line) {
        return line.speaker().request(line.model(), false);
    }

    private static String key(Line line) {
        return "Authorization: Bearer " + line.key().secret() + "\r\n";
    }

    /// The request with tools in it, and one field changed.
    private static byte[] with(Line line, String field, String value) throws Exception {
        var body = (ObjectNode) Json.MAPPER.readTree(good(line));
        if (field.startsWith("tools/")) {
            body.set("tools", Json.MAPPER.readTree(line.speaker().tools()));
        }
        if (field.startsWith("input/")) {
            body.set("input", Json.MAPPER.readTree("[{\"role\":\"user\",\"content\":\"hi\"}]"));
        }
        int last = field.lastIndexOf('/');
        var parent = last < 0 ? body : body.at("/" + field.substring(0, last));
        if (parent instanceof ArrayNode array) {
            array.set(0, "WRONG");
        } else {
            ((ObjectNode) parent).put(field.substring(last + 1), "WRONG");
        }
        return Json.MAPPER
                .writeValueAsString(body)
                .replace("\"WRONG\"", value)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void assertRefused(Line line, byte[] body, int status) throws Exception {
        try (var client = new RawClient()) {
            client.post(line.speaker().path(), key(line), body);
            var answer = client.answer();

            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.body()).hasSizeLessThan(2048);
            line.speaker().checkError(answer.body());

            line.provider().answers(Answer.json(200, line.maker().whole()));
            client.post(
                    line.speaker().path(), key(line), good(line).getBytes(StandardCharsets.UTF_8));
            assertThat(client.answer().status()).isEqualTo(200);
            line.provider().taken();
        }
    }
}
