package io.smoothllm.provider.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.smoothllm.model.catalog.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "HTTPS://Api.Example.ORG/V1/, https://api.example.org/V1",
        "https://example.org:443/v1, https://example.org/v1",
        "http://example.org:80, http://example.org",
        "http://example.org:443, http://example.org:443",
        "http://localhost:11434/v1//, http://localhost:11434/v1",
        "' https://example.org ', https://example.org",
        "https://example.org/a/./b/../c, https://example.org/a/c",
        "http://[::1]:8080/, http://[::1]:8080",
        "https://example.org:, https://example.org"
    })
    void oneFormForAll(String given, String normal) {
        assertThat(BaseUrl.of(given, Dialect.OPENAI).uri().toString()).isEqualTo(normal);
    }

    @ParameterizedTest
    @CsvSource({
        "example.org/v1, must start with https or http",
        "ftp://example.org, must start with https or http",
        "file:///etc/passwd, must start with https or http",
        "https:///v1, has no host name",
        "http:opaque, has no host name",
        "https://user@example.org, must not hold a user or password",
        "https://:secret@example.org, must not hold a user or password",
        "https://example.org@127.0.0.1/, must not hold a user or password",
        "https://example.org/v1?key=1, must not have a query",
        "https://example.org/v1?, must not have a query",
        "https://example.org/v1#x, must not have a fragment",
        "https://under_score/v1, has no valid host name",
        "http://127.1, has no valid host name",
        "https://example.org:99999, has a port that is neither 80",
        "https://example.org:22, has a port that is neither 80",
        "https://example.org:0, has a port that is neither 80",
        "https://example.org/../../etc, must not climb out of its path",
        "'http://[fe80::1%25eth0]/', must not name a network interface",
        "https://exa mple.org, is not a URL",
        "'https://example.org/\\..', is not a URL"
    })
    void everythingElseIsRefusedInWords(String given, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BaseUrl.of(given, Dialect.OPENAI))
                .withMessageStartingWith(why);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void onlyDialectsWithOneHomeHaveADefault(Dialect dialect) {
        boolean hasHome =
                switch (dialect) {
                    case OPENAI, ANTHROPIC, GEMINI -> true;
                    case AZURE_OPENAI, BEDROCK -> false;
                };

        if (hasHome) {
            assertThat(BaseUrl.of(null, dialect).uri()).hasScheme("https").hasNoQuery();
            assertThat(BaseUrl.of(" ", dialect)).isEqualTo(BaseUrl.of(null, dialect));
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> BaseUrl.of(null, dialect));
        }
    }

    @Test
    void anOriginIsSchemeHostAndPort() {
        var plain = BaseUrl.of("https://example.org/a", Dialect.OPENAI);

        assertThat(plain.origin())
                .isEqualTo(BaseUrl.of("https://EXAMPLE.org:443/b", Dialect.OPENAI).origin())
                .isNotEqualTo(BaseUrl.of("http://example.org/a", Dialect.OPENAI).origin())
                .isNotEqualTo(BaseUrl.of("https://example.org:8443/a", Dialect.OPENAI).origin())
                .isNotEqualTo(BaseUrl.of("https://api.example.org/a", Dialect.OPENAI).origin());
    }
}
