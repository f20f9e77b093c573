package io.smoothllm.proxy.door.passthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smoothllm.proxy.problem.Problem;
import io.smoothllm.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormScannerTest {
    private static final String FORM =
            """
            this is the preamble
            --b0
            Content-Disposition: form-data; name="model"

            whisper-1
            --b0
            Content-Disposition: form-data; name="file"; filename="a.wav"
            Content-Type: audio/wav

            RIFF--b0
            -b0
            --b
            --
            --b0\t
            content-disposition: FORM-DATA; name=stream

            true
            --b0--
            the epilogue
            """
                    .replace("\n", "\r\n");

    private record Scanned(FormScanner scanner, byte[] passed) {
        String text() {
            return new String(passed, StandardCharsets.ISO_8859_1);
        }

        /// As a provider gets it.
        String with(String model) {
            int at = (int) scanner.modelAt();
            return text().substring(0, at) + model + text().substring(at);
        }
    }

    private static Scanned scan(String form, int pieces) {
        return scan(form.getBytes(StandardCharsets.ISO_8859_1), pieces);
    }

    private static Scanned scan(byte[] form, int piece) {
        var scanner = new FormScanner(new Boundary("b0"));
        var out = Buffer.buffer();
        var all = Buffer.buffer(form);
        for (int i = 0; i < form.length; i += piece) {
            scanner.feed(all.slice(i, Math.min(form.length, i + piece)), out);
        }
        scanner.end(out);
        return new Scanned(scanner, out.getBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 64, 10_000})
    void allButTheModelPassesHoweverItIsCut(int piece) {
        var scanned = scan(FORM, piece);

        assertThat(scanned.scanner().model()).isEqualTo("whisper-1");
        assertThat(scanned.with("whisper-1")).isEqualTo(FORM);
        assertThat(scanned.text()).isEqualTo(FORM.replace("whisper-1", ""));
        assertThat(scanned.scanner().takenOut()).isEqualTo(9);
        assertThat(scanned.scanner().streamed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 10_000})
    void linesMayEndInALineFeedAlone(int piece) {
        var form = FORM.replace("\r\n", "\n");

        var scanned = scan(form, piece);

        assertThat(scanned.scanner().model()).isEqualTo("whisper-1");
        assertThat(scanned.with("up")).isEqualTo(form.replace("whisper-1", "up"));
    }

    @Test
    void bytesThatAreNoTextPass() {
        var random = new Random(7);
        var noise = new byte[100_000];
        random.nextBytes(noise);
        var form =
                "--b0\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n"
                        + new String(noise, StandardCharsets.ISO_8859_1)
                        + "\r\n--b0\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n--b0--\r\n";

        for (int piece : List.of(1, 4096, 65_536)) {
            assertThat(scan(form, piece).with("m")).isEqualTo(form);
        }
    }

    @Test
    void whatItHoldsBackIsSmall() {
        var scanner = new FormScanner(new Boundary("b0"));
        var out = Buffer.buffer();
        scanner.feed(
                Buffer.buffer("--b0\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n"),
                out);
        int head = out.length();

        scanner.feed(Buffer.buffer("x".repeat(1_000_000) + "\r\n--b"), out);

        assertThat(out.length()).isEqualTo(head + 1_000_002);
    }

    @Test
    void aFormMayNameNoModel() {
        var form = form("name=\"prompt\"", "a cat");

        var scanned = scan(form, 3);

        assertThat(scanned.scanner().model()).isNull();
        assertThat(scanned.scanner().modelAt()).isNegative();
        assertThat(scanned.text()).isEqualTo(form);
        assertThat(scanned.text().substring((int) scanned.scanner().closeAt()))
                .isEqualTo("--b0--\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=model",
                "NAME=\"model\"",
                "filename=\"x\"; name=\"model\"",
                "name=\"mo\\del\"",
                "filename=\"a; name=\\\"file\\\"\"; name=\"model\"; "
            })
    void aNameIsReadHoweverItIsWritten(String disposition) {
        assertThat(scan(form(disposition, "whisper-1"), 2).scanner().model())
                .isEqualTo("whisper-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=\"model\"; name=\"file\"",
                "name=\"file\"; name*=UTF-8''model",
                "name*=UTF-8''model",
                "filename=\"x\"",
                "name=\"model",
                "name=\"a\" name=\"model\"",
                "name=\"a\", name=\"model\"",
                "name",
            })
    void aPartWhoseNameCouldBeReadInTwoWaysIsRefused(String disposition) {
        assertRefused(form(disposition, "whisper-1"), null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain\r\n\r\nx\r\n--b0--",
                "\r\nx\r\n--b0--",
                "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nx\r\n--b0--",
                "Content-Disposition: form-data;\r\n name=\"model\"\r\n\r\nx\r\n--b0--",
                "Content-Disposition: attachment; name=\"model\"\r\n\r\nx\r\n--b0--",
                "Content-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b0x\r\n\r\n--b0--",
                "Content-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b0--\r\n--b0\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nx\r\n--b0--",
                "Content-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b0",
                "Content-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n",
                "Content-Disposition: form-data; name=\"a\"",
            })
    void aFormThatIsBrokenIsRefused(String rest) {
        assertRefused("--b0\r\n" + rest, null);
    }

    @Test
    void aBodyWithoutItsBoundaryIsRefused() {
        assertRefused("no boundary at all", null);
        assertRefused("", null);
    }

    @Test
    void twoModelsAreRefusedBeforeTheSecondPasses() {
        var form = FORM.replace("name=stream", "name=model");
        var out = Buffer.buffer();

        assertThatThrownBy(() -> new FormScanner(new Boundary("b0")).feed(Buffer.buffer(form), out))
                .satisfies(failure -> assertThat(paramOf(failure)).isEqualTo("model"));

        assertThat(out.toString()).doesNotContain("FORM-DATA; name=model");
    }

    @Test
    void aSecondModelBehindLineFeedsAloneIsSeen() {
        assertRefused(
                form("name=\"model\"", "whisper-1")
                        .replace(
                                "\r\n--b0--",
                                "\r\n--b0\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx"
                                        + "\n--b0\nContent-Disposition: form-data; name=\"model\"\n\nother\n--b0--"),
                "model");
    }

    @Test
    void aModelIsOneLineOfText() {
        assertRefused(form("name=\"model\"", ""), "model");
        assertRefused(form("name=\"model\"", "a\r\nb"), "model");
        assertRefused(form("name=\"model\"", "x".repeat(2000)), "model");
    }

    @Test
    void headersWithoutAnEndAreRefused() {
        assertRefused("--b0\r\nX: " + "x".repeat(20_000), null);
    }

    @Test
    void partsWithoutANumberAreRefused() {
        assertRefused(
                "--b0\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n".repeat(1001)
                        + "--b0--",
                null);
    }

    private static String form(String disposition, String value) {
        return "--b0\r\nContent-Disposition: form-data; "
                + disposition
                + "\r\n\r\n"
                + value
                + "\r\n--b0--\r\n";
    }

    private static void assertRefused(String form, String param) {
        for (int piece : List.of(1, 100_000)) {
            assertThatThrownBy(() -> scan(form, piece))
                    .isInstanceOf(ProblemException.class)
                    .satisfies(failure -> assertThat(paramOf(failure)).isEqualTo(param));
        }
    }

    private static String paramOf(Throwable failure) {
        return ((Problem.InvalidRequest) ((ProblemException) failure).problem()).param();
    }
}
