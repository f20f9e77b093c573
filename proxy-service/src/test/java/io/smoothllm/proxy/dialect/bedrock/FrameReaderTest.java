package io.smoothllm.proxy.dialect.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.smoothllm.proxy.golden.EventStreamScript;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// Against frames that AWS's own library wrote.
class FrameReaderTest {
    private final FrameReader reader = new FrameReader();
    private final List<String> seen = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 11, 12, 13, 100, 10_000})
    void framesAreReadHoweverTheyAreCut(int pieces) {
        var stream =
                EventStreamScript.frames(
                        """
                        messageStart {"role":"assistant"}
                        contentBlockDelta {"text":"ö😀"}
                        !throttlingException {"message":"slow down"}
                        """);

        for (int from = 0; from < stream.length; from += pieces) {
            feed(Arrays.copyOfRange(stream, from, Math.min(from + pieces, stream.length)));
        }

        assertThat(seen)
                .containsExactly(
                        "messageStart {\"role\":\"assistant\"}",
                        "contentBlockDelta {\"text\":\"ö😀\"}",
                        "!throttlingException {\"message\":\"slow down\"}");
    }

    /// Moving what is held with every piece would take 60 GB of moves.
    @Test
    void aLargeFrameInSmallPiecesTakesNoLongerThanItsBytes() {
        var stream =
                EventStreamScript.frames(
                        "contentBlockDelta {\"text\":\"%s\"}\n".formatted("x".repeat(8 << 20)));
        var frames = new ArrayList<Frame>();

        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> {
                    for (int from = 0; from < stream.length; from += 512) {
                        int to = Math.min(from + 512, stream.length);
                        reader.feed(Arrays.copyOfRange(stream, from, to), frames::add);
                    }
                });

        assertThat(frames).hasSize(1);
    }

    @Test
    void headersOfEveryTypeAreSteppedOver() {
        var headers = new LinkedHashMap<String, HeaderValue>();
        headers.put("yes", HeaderValue.fromBoolean(true));
        headers.put("no", HeaderValue.fromBoolean(false));
        headers.put("int", HeaderValue.fromInteger(1));
        headers.put("long", HeaderValue.fromLong(1));
        headers.put("bytes", HeaderValue.fromByteArray(new byte[] {1, 2, 3}));
        headers.put("time", HeaderValue.fromTimestamp(Instant.EPOCH));
        headers.put("id", HeaderValue.fromUuid(new UUID(1, 2)));
        headers.put(":message-type", HeaderValue.fromString("event"));
        headers.put(":event-type", HeaderValue.fromString("last"));

        feed(frame(new Message(headers, new byte[0])));

        assertThat(seen).containsExactly("last ");
    }

    /// By hand: AWS's library writes no value behind these two.
    @Test
    void bytesAndShortsAreToo() {
        var headers = ByteBuffer.allocate(100);
        headers.put((byte) 1).put((byte) 'b').put((byte) 2).put((byte) 7);
        headers.put((byte) 1).put((byte) 's').put((byte) 3).putShort((short) 7);
        headers.put((byte) 13).put(":message-type".getBytes(StandardCharsets.UTF_8)).put((byte) 7);
        headers.putShort((short) 5).put("event".getBytes(StandardCharsets.UTF_8));

        feed(frame(Arrays.copyOf(headers.array(), headers.position())));

        assertThat(seen).containsExactly(" ");
    }

    @Test
    void whatCameBeforeGarbageIsKept() {
        var stream =
                EventStreamScript.frames(
                        """
                        messageStart {}
                        ~<html>Bad Gateway</html>
                        """);

        assertThatThrownBy(() -> feed(stream)).isInstanceOf(FrameReader.Corrupt.class);

        assertThat(seen).containsExactly("messageStart {}");
    }

    @Test
    void everyWrongBitIsNoticed() {
        var frame = EventStreamScript.frames("messageStart {\"role\":\"assistant\"}");
        for (int i = 0; i < frame.length; i++) {
            var wrong = frame.clone();
            wrong[i] ^= 1;

            assertThatThrownBy(() -> new FrameReader().feed(wrong, _ -> {}))
                    .as("byte " + i)
                    .isInstanceOf(FrameReader.Corrupt.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 15, FrameReader.MAX_FRAME + 1, Integer.MAX_VALUE})
    void aFrameOfImpossibleLengthIsNotWaitedFor(int length) {
        assertThatThrownBy(() -> feed(prelude(length, 0))).isInstanceOf(FrameReader.Corrupt.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 85, Integer.MAX_VALUE})
    void neitherAreHeadersLongerThanTheFrame(int headers) {
        assertThatThrownBy(() -> feed(prelude(100, headers)))
                .isInstanceOf(FrameReader.Corrupt.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"05616263", "03616263", "0361626307", "036162630700ff61", "036162630a"})
    void headersThatAreCutShortOrUnknownAreNoticed(String hex) {
        var headers = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> feed(frame(headers))).isInstanceOf(FrameReader.Corrupt.class);
    }

    private void feed(byte[] bytes) {
        reader.feed(
                bytes,
                frame -> {
                    var name =
                            frame.isEvent()
                                    ? frame.header(":event-type")
                                    : "!" + frame.header(":exception-type");
                    seen.add(
                            name
                                    + " "
                                    + new String(
                                            frame.bytes(),
                                            frame.from(),
                                            frame.length(),
                                            StandardCharsets.UTF_8));
                });
    }

    private static byte[] frame(Message message) {
        var bytes = new ByteArrayOutputStream();
        message.encode(bytes);
        return bytes.toByteArray();
    }

    private static byte[] frame(byte[] headers) {
        int length = 16 + headers.length;
        var bytes = ByteBuffer.allocate(length).put(prelude(length, headers.length)).put(headers);
        return bytes.putInt(checksum(bytes.array(), length - 4)).array();
    }

    private static byte[] prelude(int length, int headers) {
        var bytes = ByteBuffer.allocate(12).putInt(length).putInt(headers);
        return bytes.putInt(checksum(bytes.array(), 8)).array();
    }

    private static int checksum(byte[] bytes, int length) {
        var crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
