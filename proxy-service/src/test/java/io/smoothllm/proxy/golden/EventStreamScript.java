package io.smoothllm.proxy.golden;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// An answer of Bedrock in lines that can be read, made into frames by AWS's own library:
///
/// - `messageStart {"role":"assistant"}` an event and its payload
/// - `!throttlingException {"message":"…"}` an exception
/// - `!!InternalFailure what went wrong` an error
/// - `/messageStop {…}` an event's frame, of which only the first half comes
/// - `*messageStop {…}` an event's frame, with one bit wrong
/// - `~<html>` no frame at all
public final class EventStreamScript {
    static final String TYPE = "application/vnd.amazon.eventstream";

    private EventStreamScript() {}

    public static byte[] frames(String script) {
        var stream = new ByteArrayOutputStream();
        script.lines().filter(line -> !line.isBlank()).forEach(line -> write(line, stream));
        return stream.toByteArray();
    }

    private static void write(String line, ByteArrayOutputStream stream) {
        switch (line.charAt(0)) {
            case '~' -> stream.writeBytes(line.substring(1).getBytes(StandardCharsets.UTF_8));
            case '/' -> {
                var frame = event(line.substring(1));
                stream.write(frame, 0, frame.length / 2);
            }
            case '*' -> {
                var frame = event(line.substring(1));
                frame[frame.length / 2] ^= 1;
                stream.writeBytes(frame);
            }
            case '!' -> stream.writeBytes(failure(line.substring(1)));
            default -> stream.writeBytes(event(line));
        }
    }

    private static byte[] event(String line) {
        return frame(Map.of(":message-type", "event", ":event-type", word(line)), rest(line));
    }

    private static byte[] failure(String line) {
        if (line.startsWith("!")) {
            var error = line.substring(1);
            return frame(
                    Map.of(
                            ":message-type", "error",
                            ":error-code", word(error),
                            ":error-message", rest(error)),
                    "");
        }
        return frame(
                Map.of(":message-type", "exception", ":exception-type", word(line)), rest(line));
    }

    private static byte[] frame(Map<String, String> headers, String payload) {
        var typed = new TreeMap<String, HeaderValue>();
        typed.put(":content-type", HeaderValue.fromString("application/json"));
        headers.forEach((name, value) -> typed.put(name, HeaderValue.fromString(value)));
        var frame = new ByteArrayOutputStream();
        new Message(typed, payload.getBytes(StandardCharsets.UTF_8)).encode(frame);
        return frame.toByteArray();
    }

    private static String word(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    private static String rest(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }
}
