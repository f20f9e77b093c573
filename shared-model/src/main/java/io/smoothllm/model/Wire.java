package io.smoothllm.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/// How messages become bytes: JSON, times as RFC 3339 in UTC, absent fields left out. Unknown
/// fields are ignored, so a newer writer never stops an older reader.
public final class Wire {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .serializationInclusion(JsonInclude.Include.NON_NULL)
                    .build();

    private Wire() {}

    public static byte[] write(Object message) {
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "Not a wire message: " + message.getClass().getName(), e);
        }
    }

    /// @throws UncheckedIOException when the bytes are not such a message; its text never quotes
    ///     them
    public static <T> T read(byte[] bytes, Class<T> type) {
        try {
            return JSON.readValue(bytes, type);
        } catch (IOException e) {
            // Jackson's own words quote what they stumbled over, and its exception would carry them
            // on.
            var reason = "Not a " + type.getSimpleName() + ": " + place(e);
            throw new UncheckedIOException(reason, new IOException(reason));
        }
    }

    private static String place(IOException e) {
        return switch (e) {
            case JsonMappingException mapping when !mapping.getPath().isEmpty() ->
                    "wrong at "
                            + mapping.getPath().stream()
                                    .map(at -> at.getFieldName() == null ? "[]" : at.getFieldName())
                                    .collect(Collectors.joining("."));
            case JsonProcessingException json when json.getLocation() != null ->
                    "no JSON at column " + json.getLocation().getColumnNr();
            default -> "no JSON";
        };
    }
}
