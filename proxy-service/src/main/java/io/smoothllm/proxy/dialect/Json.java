package io.smoothllm.proxy.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;

/// How dialects read and write JSON: numbers keep all their digits (2^53 + 1 and `1.0` survive),
/// and nesting is bounded.
public final class Json {
    private static final int MAX_DEPTH = 200;

    public static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxStringLength(64 * 1024 * 1024)
                                                    .build())
                                    .build())
                    // An emoji goes out as itself, not as two escapes.
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    public static final JsonFactory FACTORY = MAPPER.getFactory();

    private Json() {}

    /// Reads a client's body, token by token.
    public interface Reading<T> {
        T read(JsonParser json) throws IOException;
    }

    /// A tree, or a record of shared-model: either can always be written.
    public static byte[] bytes(Object json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }

    /// A body that a client sent.
    ///
    /// @throws ProblemException [Problem.MalformedJson]; never quotes the body
    public static <T> T request(byte[] body, Reading<T> reading) {
        try (var json = FACTORY.createParser(body)) {
            return reading.read(json);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new ProblemException(
                    new Problem.MalformedJson(
                            at == null
                                    ? "the start"
                                    : "line " + at.getLineNr() + ", column " + at.getColumnNr()));
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory cannot fail to be read", e);
        }
    }

    /// The tree of a body that was read once before, and so is known to be JSON.
    public static JsonNode known(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            throw new IllegalStateException("It was read from the same bytes", e);
        }
    }

    /// What a provider answered.
    ///
    /// @throws ProblemException [Problem.Garbled]
    public static JsonNode answer(byte[] bytes, int from, int length, String provider) {
        try {
            return MAPPER.readTree(bytes, from, length);
        } catch (IOException e) {
            throw new ProblemException(new Problem.Garbled(provider));
        }
    }

    /// What may be no JSON at all, as HTML from something in between; then it is missing.
    public static JsonNode orMissing(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (IOException e) {
            return MAPPER.missingNode();
        }
    }
}
