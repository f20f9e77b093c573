package io.smoothllm.proxy.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the grid exchanges with Gemini is in Google's own types: read into them and written again,
/// nothing is missing. A member with a wrong name or in a wrong place would be.
class GoogleTypesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// No base64, as the types want signatures, but taken by the API.
    private static final String UNSIGNED = "skip_thought_signature_validator";

    static List<GoldenCase> requests() throws IOException {
        return cases().filter(golden -> golden.section("upstream request") != null).toList();
    }

    static List<GoldenCase> answers() throws IOException {
        return cases().filter(golden -> golden.section("upstream answer") != null)
                .filter(golden -> !responses(golden).isEmpty())
                .toList();
    }

    private static Stream<GoldenCase> cases() throws IOException {
        try (var files = Files.walk(Path.of("src/test/resources/golden"))) {
            return files
                    .filter(file -> file.getParent().toString().endsWith("-to-gemini"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(GoldenCase::read);
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestsAreGoogles(GoldenCase golden) throws IOException {
        var asked = golden.section("upstream request").text();
        var body = (ObjectNode) MAPPER.readTree(asked.replace(UNSIGNED, "c2tpcA=="));

        for (var content : body.remove("contents")) {
            assertSame(Content.fromJson(content.toString()).toJson(), content);
        }
        // On the wire one level down; the types have one level.
        var generationConfig = body.remove("generationConfig");
        if (generationConfig != null) {
            body.setAll((ObjectNode) generationConfig);
        }
        assertSame(GenerateContentConfig.fromJson(body.toString()).toJson(), body);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answersAreGoogles(GoldenCase golden) throws IOException {
        for (var response : responses(golden)) {
            assertSame(GenerateContentResponse.fromJson(response.toString()).toJson(), response);
        }
    }

    /// The lines that hold responses; errors and garbage are of no type.
    private static List<JsonNode> responses(GoldenCase golden) {
        return golden.section("upstream answer")
                .text()
                .lines()
                .map(line -> line.replaceFirst("^(data: |\\[)", ""))
                .filter(
                        line ->
                                line.startsWith("{\"candidates\": [{")
                                        || line.startsWith("{\"prompt"))
                .map(GoogleTypesTest::read)
                .toList();
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    /// `1` and `1.0` are the same number here.
    private static void assertSame(String written, JsonNode read) throws IOException {
        var again = MAPPER.readTree(written);
        boolean same =
                read.equals(
                        (a, b) ->
                                a.isNumber() && b.isNumber()
                                        ? a.decimalValue().compareTo(b.decimalValue())
                                        : a.equals(b) ? 0 : 1,
                        again);
        assertThat(same).as("%s%nbecame%n%s", read, again).isTrue();
    }
}
