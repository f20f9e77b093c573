package io.smoothllm.proxy.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.anthropic.core.ObjectMappers;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the golden cases expect of us as Anthropic's speakers, held against Anthropic's own types
/// (`com.anthropic:anthropic-java`): they insist on what is required and on what its type is.
class AnthropicTypesTest {
    private static final Path GRID = Path.of("src/test/resources/golden");

    static List<Path> wholeAnswers() throws IOException {
        return cases(
                "anthropic-to-",
                golden ->
                        isSuccess(golden, "client answer") && !isStream(golden) && isCall(golden));
    }

    static List<Path> streams() throws IOException {
        return cases(
                "anthropic-to-",
                golden ->
                        isSuccess(golden, "client answer")
                                && isStream(golden)
                                && golden.section("client answer").text().contains("message_stop"));
    }

    static List<Path> requests() throws IOException {
        return cases(
                "-to-anthropic",
                golden -> golden.section("upstream request") != null && isCall(golden));
    }

    @ParameterizedTest
    @MethodSource("wholeAnswers")
    void anAnswerIsAMessage(Path file) throws IOException {
        var text = read(file).section("client answer").text();

        var message = parse(text, Message.class);

        assertThatNoException().isThrownBy(message::validate);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void aStreamAddsUpToAMessage(Path file) throws IOException {
        var events =
                read(file)
                        .section("client answer")
                        .text()
                        .lines()
                        .filter(line -> line.startsWith("data: "))
                        .map(line -> line.substring(6))
                        .filter(data -> !data.contains("\"ping\"") && !data.contains("brand_new"))
                        .toList();

        var whole = MessageAccumulator.create();
        for (var event : events) {
            whole.accumulate(parse(event, RawMessageStreamEvent.class).validate());
        }

        assertThat(whole.message().stopReason()).isPresent();
        assertThatNoException().isThrownBy(whole.message()::validate);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsOneThatAnthropicTakes(Path file) throws IOException {
        var text = read(file).section("upstream request").text();

        var request = parse(text, MessageCreateParams.Body.class);

        assertThatNoException().isThrownBy(request::validate);
    }

    private static boolean isSuccess(GoldenCase golden, String section) {
        return golden.section(section).word(0).equals("200");
    }

    private static boolean isStream(GoldenCase golden) {
        return !golden.section("client answer").text().startsWith("{");
    }

    /// Not a question for a count.
    private static boolean isCall(GoldenCase golden) {
        return !golden.section("request").argument().contains("count_tokens");
    }

    private static List<Path> cases(String folder, Predicate<GoldenCase> wanted)
            throws IOException {
        try (var files = Files.walk(GRID)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .map(GRID::relativize)
                    .filter(file -> file.getParent().toString().contains(folder))
                    .filter(file -> wanted.test(read(file)))
                    .sorted()
                    .toList();
        }
    }

    private static GoldenCase read(Path file) {
        return GoldenCase.read(GRID.resolve(file));
    }

    private static <T> T parse(String json, Class<T> type) {
        try {
            return ObjectMappers.jsonMapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
