package io.smoothllm.proxy.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.smoothllm.proxy.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamErrorsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "{`error`:{`message`:`m`,`type`:`t`,`param`:`p`,`code`:`c`}}|t|p|c|m",
                "{`error`:{`message`:`m`,`type`:`t`,`param`:null,`code`:null}}|t|-|-|m",
                "{`error`:{`message`:`m`,`code`:1234}}|-|-|1234|m",
                "{`error`:`m`}|-|-|-|m",
                "{`message`:`m`,`type`:`t`}|t|-|-|m",
                "{`detail`:`m`}|-|-|-|m",
                "{`detail`:[{`loc`:[`body`],`msg`:`m`}]}|-|-|-|m",
                "[{`error`:{`message`:`m`,`code`:400,`status`:`INVALID_ARGUMENT`}}]|-|-|400|m",
                "<html>Bad Gateway</html>|-|-|-|The provider 'up' answered with status 400.",
                "{}|-|-|-|The provider 'up' answered with status 400.",
                "|-|-|-|The provider 'up' answered with status 400.",
            })
    void keepWhatTheProviderSaid(
            String body, String type, String param, String code, String message) {
        assertThat(read(400, body == null ? "" : body))
                .isEqualTo(new Problem.Refused("up", 400, type, code, param, message, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This model's maximum context length is 8192 tokens. However, you requested 9000.",
                "This model's maximum prompt length is 131072 but the request contains 140000 tokens.",
                "the request exceeds the available context size, try increasing it",
                "Your input exceeds the context window of this model.",
                "Input tokens exceed the configured limit of the context window",
                "Prompt is too long",
                "Prompt contains 40000 tokens, too large for model with 32768 maximum context length",
                "Please reduce the length of the messages or completion."
            })
    void sayThatThePromptIsTooLong(String message) {
        assertThat(
                        read(
                                400,
                                "{`error`:{`message`:`"
                                        + message
                                        + "`,`type`:`BadRequestError`,`code`:400}}"))
                .isInstanceOfSatisfying(
                        Problem.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo("context_length_exceeded");
                            assertThat(refused.message()).isEqualTo(message);
                            assertThat(refused.type()).isEqualTo("BadRequestError");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_tokens is too large: 5000. This model supports at most 4096 completion tokens.",
                "Your string is too long",
                "You exceeded your current quota"
            })
    void ofOtherKindsAreNotAboutThePrompt(String message) {
        assertThat(read(400, "{`error`:{`message`:`" + message + "`,`code`:`own`}}"))
                .isInstanceOfSatisfying(
                        Problem.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("own"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aboutTheCredentialKeepTheirWordsToThemselves(int status) {
        assertThat(read(status, "{`error`:{`message`:`Incorrect key sk-123`}}"))
                .isEqualTo(new Problem.CredentialRefused("up", status));
    }

    @Test
    void sayHowLongToWait() {
        var headers = MultiMap.caseInsensitiveMultiMap().set("retry-after-ms", "1500");

        var problem = UpstreamErrors.read("up", 429, headers, Buffer.buffer());

        assertThat(problem)
                .isInstanceOfSatisfying(
                        Problem.Refused.class,
                        refused ->
                                assertThat(refused.retryAfter())
                                        .isEqualTo(Duration.ofMillis(1500)));
    }

    /// Backticks stand for quotes: messages hold apostrophes.
    private static Problem read(int status, String body) {
        return UpstreamErrors.read(
                "up",
                status,
                MultiMap.caseInsensitiveMultiMap(),
                Buffer.buffer(body.replace('`', '"')));
    }
}
